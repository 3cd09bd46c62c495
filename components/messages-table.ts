import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, KEY, TABLE_NAME } from "./lib/aws-checks";
import { type Checks, faultsOf, flag, optional } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { arnOf, decryptWith, type Statement } from "./lib/iam-documents";
import { keyOwner } from "./lib/key-owner";
import type { KeyReference } from "./lib/references";

/** The index that finds a group's messages. */
export const MESSAGE_GROUP_INDEX = "message-group-sk-index";

/** Arguments of {@link MessagesTable}. */
export interface MessagesTableArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The fixed name, such as `cruddur-dev-messages`: task definitions and the task role name it. */
  readonly tableName: string;
  /** The customer key. Default: the account's `alias/aws/dynamodb`. */
  readonly key?: KeyReference;
  /** Publishes every new item on a stream, for a function that follows it. Default false. */
  readonly stream?: boolean;
  /** Refuses deletion, by Pulumi and by DynamoDB. Default true. */
  readonly protect?: boolean;
}

const CHECKS: Checks<MessagesTableArgs> = {
  account: ACCOUNT,
  tableName: TABLE_NAME,
  key: optional(KEY),
  stream: optional(flag),
  protect: optional(flag),
};

/** A table as the services that use it know it. */
export interface TableReference {
  /** Such as `cruddur-dev-messages`. */
  readonly name: string;
  /** The ARN in full. */
  readonly arn: string;
  /** What the task role of a service that reads and writes messages may do. */
  readonly statements: readonly Statement[];
  /** What must exist before a task asks for it. */
  readonly ready: pulumi.Resource;
}

/**
 * Cruddur's messages in DynamoDB: one table, keys `pk` and `sk`, an index by message group. Always: billed by request,
 * restorable to any second of the last 35 days, encrypted with a key of the account.
 */
export class MessagesTable extends pulumi.ComponentResource implements TableReference {
  readonly name: string;
  readonly arn: string;
  readonly statements: readonly Statement[];
  readonly ready: aws.dynamodb.Table;
  /** The stream's ARN; empty without `stream`. */
  readonly streamArn: pulumi.Output<string>;

  constructor(name: string, args: MessagesTableArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`MessagesTable ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:dynamodb:MessagesTable", name, {}, opts);
    const protect = args.protect ?? true;
    this.name = args.tableName;
    this.arn = arnOf(args.account, "dynamodb", `table/${args.tableName}`);
    this.statements = messagesStatements(args.account, this.arn, args.key);
    this.ready = new aws.dynamodb.Table(
      name,
      {
        name: args.tableName,
        billingMode: "PAY_PER_REQUEST",
        hashKey: "pk",
        rangeKey: "sk",
        attributes: ["pk", "sk", "message_group_uuid"].map((key) => ({ name: key, type: "S" })),
        globalSecondaryIndexes: [
          {
            name: MESSAGE_GROUP_INDEX,
            hashKey: "message_group_uuid",
            rangeKey: "sk",
            projectionType: "ALL",
          },
        ],
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true, kmsKeyArn: args.key?.arn },
        streamEnabled: args.stream ?? false,
        ...(args.stream && { streamViewType: "NEW_IMAGE" }),
        deletionProtectionEnabled: protect,
      },
      {
        parent: this,
        protect,
        replacementTrigger: keyOwner(args.key),
        deleteBeforeReplace: true,
        dependsOn: args.key ? [args.key.ready] : [],
      },
    );
    this.streamArn = this.ready.streamArn;
    this.registerOutputs({ tableName: this.ready.name, arn: this.ready.arn });
  }
}

/**
 * What `backend-flask/lib/ddb.py` does, and nothing else. With a customer key a caller needs the key, too: DynamoDB
 * decrypts the table's own key on its behalf.
 */
function messagesStatements(
  account: Account,
  arn: string,
  key: KeyReference | undefined,
): Statement[] {
  return [
    {
      Sid: "Messages",
      Effect: "Allow",
      Action: ["dynamodb:BatchWriteItem", "dynamodb:PutItem", "dynamodb:Query"],
      Resource: [arn, `${arn}/index/${MESSAGE_GROUP_INDEX}`],
    },
    ...(key ? [decryptWith(account, "MessagesKey", key.alias, ["dynamodb"])] : []),
  ];
}
