import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
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
    refuse(`Keys ${quote(name)}`, keysFaults(args));
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

function keysFaults(args: KeysArgs): string[] {
  const faults: string[] = [];
  const days = args.deletionWindowInDays ?? 30;
  if (!Number.isInteger(days) || days < 7 || days > 30)
    faults.push(`deletionWindowInDays ${days} is out of range; choose 7 to 30`);
  if (!/^[a-zA-Z0-9/_-]{1,200}$/.test(args.prefix) || args.prefix.startsWith("aws"))
    faults.push(
      `prefix ${quote(args.prefix)} is not letters, digits, /, _ and -, or begins with aws, which AWS keeps`,
    );
  return faults;
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
