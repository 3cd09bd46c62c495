import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, CLUSTER_NAME, KEY_DELETION_DAYS } from "./lib/aws-checks";
import { type Checks, faultsOf, flag, list, optional, text } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import type { Statement } from "./lib/iam-documents";
import type { KeyReference } from "./lib/references";
import { encryptLogs, serviceKey } from "./lib/service-key";

/** What a key encrypts; one key for each, so that access to one kind of data does not open the others. */
export type KeyPurpose = "data" | "logs" | "registry";

/** Arguments of {@link Keys}. */
export interface KeysArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The aliases become `alias/<prefix>-<purpose>`. */
  readonly prefix: string;
  /** The log groups that the key for logs may serve, by their names, with `*` for any characters: `/cruddur/dev/*`. */
  readonly logGroupNames: readonly string[];
  /** The cluster whose tasks' storage the key for data may encrypt. */
  readonly clusterName: string;
  /** Days between deletion and the loss of the data, 7 to 30. Default 30. */
  readonly deletionWindowInDays?: number;
  /** Refuses deletion by Pulumi. Default true. */
  readonly protect?: boolean;
}

const CHECKS: Checks<KeysArgs> = {
  account: ACCOUNT,
  // The purpose follows; API model kms 2014-11-01, AliasNameType: 256.
  prefix: text(
    /^(?!aws)[a-zA-Z0-9/_-]{1,200}$/,
    "1 to 200 letters, digits, /, _ and -, or begins with aws, which AWS keeps",
  ),
  logGroupNames: list(
    text(
      /^[.\-_/#A-Za-z0-9*]{1,512}$/,
      "a log group's name, * for any characters, such as /cruddur/dev/*",
    ),
    { least: 1 },
  ),
  clusterName: CLUSTER_NAME,
  deletionWindowInDays: optional(KEY_DELETION_DAYS),
  protect: optional(flag),
};

/**
 * Customer keys for data (parameters, secrets, task storage, exec sessions), logs and the registry. Each rotates every
 * year, has a fixed alias, and a policy that leaves access to IAM and to the one AWS service that needs it. About 1 USD
 * a month each.
 */
export class Keys extends pulumi.ComponentResource {
  /** Parameters, secrets, the tasks' own storage, exec sessions. */
  readonly data: KeyReference;
  /** The log groups of `logGroupNames`. */
  readonly logs: KeyReference;
  /** Container images. */
  readonly registry: KeyReference;

  constructor(name: string, args: KeysArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`Keys ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:kms:Keys", name, {}, opts);
    const { account, deletionWindowInDays = 30 } = args;
    const keyFor = (purpose: KeyPurpose, description: string, statements: readonly Statement[]) =>
      serviceKey(
        `${name}-${purpose}`,
        {
          account,
          alias: `alias/${args.prefix}-${purpose}`,
          description,
          statements,
          deletionWindowInDays,
        },
        { parent: this, protect: args.protect ?? true },
      );
    this.data = keyFor("data", "Parameters, secrets and task storage", taskStorage(args));
    this.logs = keyFor("logs", "Log groups", [encryptLogs(account, args.logGroupNames)]);
    this.registry = keyFor("registry", "Container images", []);
    this.registerOutputs({
      dataKeyArn: this.data.arn,
      logsKeyArn: this.logs.arn,
      registryKeyArn: this.registry.arn,
    });
  }
}

/** Fargate, for the storage of one cluster's tasks. Source: ECS Developer Guide, customer keys for Fargate storage. */
function taskStorage({ account, clusterName }: KeysArgs): Statement[] {
  const context = {
    "kms:EncryptionContext:aws:ecs:clusterAccount": account.accountId,
    "kms:EncryptionContext:aws:ecs:clusterName": clusterName,
  };
  const fargate = { Effect: "Allow", Principal: { Service: "fargate.amazonaws.com" } } as const;
  return [
    {
      Sid: "TaskStorageDataKey",
      ...fargate,
      Action: "kms:GenerateDataKeyWithoutPlaintext",
      Resource: "*",
      Condition: { StringEquals: context },
    },
    {
      Sid: "TaskStorageGrant",
      ...fargate,
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: {
        StringEquals: context,
        "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] },
      },
    },
    { Sid: "TaskStorageDescribe", ...fargate, Action: "kms:DescribeKey", Resource: "*" },
  ];
}
