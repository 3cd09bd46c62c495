import type { Account } from "./account";

/** One statement of an IAM policy document, as AWS writes it. */
export interface Statement {
  /** Letters and digits only. */
  readonly Sid?: string;
  /** A denial wins over every permission. */
  readonly Effect: "Allow" | "Deny";
  /** Who, by kind (`AWS`, `Service`, `Federated`), or `*` for everybody. Only in policies of roles and resources. */
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  /** Such as `s3:GetObject`; `*` and `?` stand for characters. */
  readonly Action: string | readonly string[];
  /** ARNs. Not in the trust policy of a role. */
  readonly Resource?: string | readonly string[];
  /** By operator and condition key, such as `{ StringEquals: { "aws:SourceAccount": "123456789012" } }`. Default: always. */
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** A policy document as JSON: the same string for the same statements. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The ARN of something regional in the account, such as `arnOf(account, "ecs", "cluster/x")`. */
export function arnOf(account: Account, service: string, resource: string): string {
  return `arn:${account.partition}:${service}:${account.region}:${account.accountId}:${resource}`;
}

/** The account itself, as a principal: IAM policies of the account then decide. */
export function accountRoot(account: Account): string {
  return `arn:${account.partition}:iam::${account.accountId}:root`;
}

/**
 * Lets a service take a role, for this account only: without the condition another customer's resources could make the
 * service use our role (the confused deputy).
 *
 * @param service Such as `ecs-tasks.amazonaws.com`.
 * @param sourceArn What may ask, as a pattern.
 */
export function trustOf(account: Account, service: string, sourceArn: string): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": account.accountId },
        ArnLike: { "aws:SourceArn": sourceArn },
      },
    },
  ]);
}

/**
 * Lets a service take a role, without a condition: for services that name no source when they take it, so that one
 * would refuse them, or of which AWS does not say that they do.
 *
 * @param service Such as `ec2.amazonaws.com`.
 */
export function plainTrustOf(service: string): string {
  return policyDocument([
    { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" },
  ]);
}

/**
 * Decryption with a customer key. The key's ARN is unknown before it exists, its alias is not: so the statement names
 * every key of the account and narrows it to the one that bears the alias.
 *
 * @param alias Such as `alias/cruddur-dev-data`.
 * @param viaServices The only services through which the key may be used, such as `ssm`; none: used directly.
 */
export function decryptWith(
  account: Account,
  sid: string,
  alias: string,
  viaServices: readonly string[],
): Statement {
  const via = viaServices.map((service) => `${service}.${account.region}.${account.dnsSuffix}`);
  return {
    Sid: sid,
    Effect: "Allow",
    Action: ["kms:Decrypt"],
    Resource: [arnOf(account, "kms", "key/*")],
    Condition: {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": [alias] },
      ...(via.length > 0 && { StringEquals: { "kms:ViaService": via } }),
    },
  };
}
