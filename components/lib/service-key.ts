import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import { accountRoot, arnOf, policyDocument, type Statement } from "./iam-documents";
import type { KeyReference } from "./references";

/** What a key for AWS services is made from. */
export interface ServiceKeyArgs {
  readonly account: Account;
  /** Such as `alias/cruddur-alerts`. */
  readonly alias: string;
  readonly description: string;
  /** What the services may do with it. */
  readonly statements: readonly Statement[];
  /** Days between deletion and the loss of what it encrypts. */
  readonly deletionWindowInDays: number;
}

/** A rotating customer key that IAM administers and the named services use. */
export function serviceKey(
  name: string,
  args: ServiceKeyArgs,
  opts: pulumi.CustomResourceOptions,
): KeyReference {
  const key = new aws.kms.Key(
    name,
    {
      description: args.description,
      enableKeyRotation: true,
      deletionWindowInDays: args.deletionWindowInDays,
      policy: policyDocument([
        {
          Sid: "AccountAdministration",
          Effect: "Allow",
          Principal: { AWS: accountRoot(args.account) },
          Action: "kms:*",
          Resource: "*",
        },
        ...args.statements,
      ]),
    },
    opts,
  );
  const ready = new aws.kms.Alias(name, { name: args.alias, targetKeyId: key.keyId }, opts);
  return { alias: args.alias, arn: key.arn, ready };
}

/**
 * Lets CloudWatch Logs encrypt the log groups of these names, in which `*` stands for any characters, and no others.
 * Source: CloudWatch Logs User Guide, encryption with KMS.
 */
export function encryptLogs(account: Account, logGroupNames: readonly string[]): Statement {
  const groups = logGroupNames.map((name) => arnOf(account, "logs", `log-group:${name}`));
  return {
    Sid: "LogDelivery",
    Effect: "Allow",
    Principal: { Service: `logs.${account.region}.${account.dnsSuffix}` },
    Action: [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ],
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": groups } },
  };
}
