/** What AWS takes as names, ids and ARNs, and what components hand to each other; see `checks.ts`. */
import type { NetworkReference } from "../network";
import type { Account } from "./account";
import {
  type Check,
  every,
  fields,
  flag,
  hidden,
  input,
  isRecord,
  kindOf,
  list,
  oneOf,
  optional,
  resource,
  text,
  textSuch,
  whole,
} from "./checks";
import { quote } from "./faults";
import { LOG_RETENTION_DAYS } from "./log-retention";
import type {
  KeyReference,
  LogGroupReference,
  RepositoryReference,
  SecretReference,
} from "./references";

/** An account. */
export const ACCOUNT_ID = text(/^\d{12}$/, "the 12 digits of an account");
/** A region. */
export const REGION = text(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as us-east-1");

/** Where everything is. */
export const ACCOUNT: Check = fields<Account>({
  accountId: ACCOUNT_ID,
  region: REGION,
  partition: text(/^aws(-[a-z]+)*$/, "a partition such as aws"),
  dnsSuffix: text(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "a domain such as amazonaws.com"),
  zones: list(text(/^[a-z0-9-]+$/, "an availability zone such as us-east-1a")),
});

/**
 * An ARN of one kind.
 *
 * @param service Such as `kms`.
 * @param start What its last part begins with, such as `key/`.
 * @param what Completes "is not the ARN of".
 */
export function arn(service: string, start: string, what: string): Check {
  // Global services leave the region empty, AWS's own policies the account.
  const pattern = new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(\\d{12}|aws|):${start}\\S+$`);
  return text(pattern, `the ARN of ${what}`);
}

/**
 * An id that EC2 gave; an ARN, or the id of something else, is none.
 *
 * @param prefix Such as `vpc`.
 */
function id(prefix: string, what: string): Check {
  return input(
    text(new RegExp(`^${prefix}-[0-9a-z-]+$`), `the id of ${what}, such as ${prefix}-…`),
  );
}

export const VPC_ID = id("vpc", "a VPC");
export const SUBNET_ID = id("subnet", "a subnet");
export const SECURITY_GROUP_ID = id("sg", "a security group");
export const PREFIX_LIST_ID = id("pl", "a prefix list");
export const ROUTE_TABLE_ID = id("rtb", "a route table");

/** A network as tasks and instances use it. */
export const NETWORK = fields<NetworkReference>({
  vpcId: VPC_ID,
  privateSubnetIds: input(list(SUBNET_ID, { least: 1 })),
});

/** A TCP port. */
export const PORT = whole(1, 65_535);

/** An address that mail is sent to; RFC 5321 has 254 characters at most. */
export const EMAIL = text(/^(?=.{1,254}$)[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address");

/** An SNS topic. */
export const TOPIC_ARN = input(arn("sns", "", "an SNS topic"));

/** A topic as those who publish to it use it. */
export const TOPIC = fields({ arn: TOPIC_ARN, ready: resource });

/** API model kms 2014-11-01, AliasNameType. */
const KEY_ALIAS = text(
  /^alias\/[a-zA-Z0-9/_-]{1,250}$/,
  "the alias of a key, such as alias/cruddur-data",
);

/** A customer key. */
export const KEY = fields<KeyReference>({
  alias: KEY_ALIAS,
  arn: input(arn("kms", "key/", "a key")),
  ready: resource,
});

/** API model logs 2014-03-28, LogGroupName. */
export const LOG_GROUP_NAME = text(
  /^[.\-_/#A-Za-z0-9]{1,512}$/,
  "1 to 512 of letters, digits, ., -, _, / and #",
);

/** A log group. */
export const LOG_GROUP = fields<LogGroupReference>({
  name: LOG_GROUP_NAME,
  encrypted: flag,
  ready: resource,
});

/** Days that CloudWatch keeps events. */
export const RETENTION_DAYS = oneOf(LOG_RETENTION_DAYS);

/** Days until S3 deletes; its API takes 32 bits. */
export const EXPIRY_DAYS = whole(1, 2_147_483_647);

/** Days between a customer key's deletion and its loss. Source: KMS API reference, ScheduleKeyDeletion. */
export const KEY_DELETION = { least: 7, most: 30 } as const;
export const KEY_DELETION_DAYS = whole(KEY_DELETION.least, KEY_DELETION.most);

/** Source: S3 User Guide, general purpose bucket naming rules; without dots, which TLS names do not match. */
export const BUCKET_NAME = every(
  text(
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    "3 to 63 of lower-case letters, digits and -, with a letter or digit at both ends",
  ),
  textSuch(
    "free: S3 keeps its beginning or end for itself",
    (name) => !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(name),
  ),
);

/** API model ecr 2015-09-21, RepositoryName. */
const REPOSITORY_NAME = textSuch(
  "2 to 256 of lower-case letters and digits, joined by /, -, . or _",
  (name) =>
    /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/.test(name) &&
    name.length >= 2 &&
    name.length <= 256,
);

/** A repository. */
export const REPOSITORY = fields<RepositoryReference>({
  name: REPOSITORY_NAME,
  uri: text(/^[a-z0-9.:-]+\/[a-z0-9._/-]+$/, "a host and a repository's name"),
  arn: optional(arn("ecr", "repository/", "a repository")),
  ready: optional(resource),
});

const A_SECRETS_ARN = "the ARN of a parameter or a secret";
const SECRETS_ARN = text(
  /^arn:aws[a-z-]*:(ssm|secretsmanager):[a-z0-9-]+:\d{12}:\S+$/,
  A_SECRETS_ARN,
);

/** What is no ARN at all may be the secret itself. */
const SECRET_ARN: Check = (what, value) =>
  typeof value === "string" && value.startsWith("arn:")
    ? SECRETS_ARN(what, value)
    : hidden(A_SECRETS_ARN, () => false)(what, value);

const SECRET_FIELDS = fields<SecretReference>({
  arn: SECRET_ARN,
  policyArn: optional(SECRET_ARN),
  store: oneOf(["ssm", "secretsmanager"]),
  keyAlias: optional(KEY_ALIAS),
  version: optional(input(hidden("the version of a secret", (bytes) => bytes > 0))),
  ready: optional(resource),
});

/** A secret that ECS reads. The secret itself, given instead of where it is kept, is not shown. */
export const SECRET: Check = (what, value) =>
  value === undefined || isRecord(value)
    ? SECRET_FIELDS(what, value)
    : [`${what} is ${kindOf(value)}, not a reference to where the secret is kept`];

/** An IAM policy that bounds roles. */
export const BOUNDARY_ARN = text(
  /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
  "the ARN of an IAM policy",
);

/** What bounds roles, besides its form: IAM takes policies of the role's own account and AWS's own. */
export function boundaryFaults({
  account,
  permissionsBoundaryArn: boundary = "",
}: {
  readonly account?: Account;
  readonly permissionsBoundaryArn?: string;
}): string[] {
  return account === undefined
    ? []
    : boundaryFaultsFor("permissionsBoundaryArn", boundary, account.accountId);
}

/** The same for a boundary that errors call `what`. */
export function boundaryFaultsFor(what: string, boundary: string, accountId: string): string[] {
  const [, owner] = /^arn:aws[a-z-]*:iam::(\d{12}):policy\//.exec(boundary) ?? [];
  if (owner === undefined || owner === accountId) return [];
  return [`${what} ${quote(boundary)} is of another account; choose a policy of ${accountId}`];
}

/** The name of a tag, which AWS does not keep for itself. Source: as of {@link TAG_VALUE}. */
export const TAG_KEY = text(
  /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
  "1 to 128 of letters, digits, blanks and _ . : / = + - @, and not AWS's own",
);

/** The value of a tag. Source: Tagging AWS Resources User Guide, naming limits. */
export const TAG_VALUE = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u,
  "1 to 256 of letters, digits, blanks and _ . : / = + - @",
);

/** A cluster. Source: ECS API reference, CreateCluster. */
export const CLUSTER_NAME = text(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/,
  "1 to 255 of letters, digits, - and _",
);

/** A DynamoDB table or index. API model dynamodb 2012-08-10, TableName. */
export const TABLE_NAME = text(/^[a-zA-Z0-9_.-]{3,255}$/, "3 to 255 letters, digits, _, . and -");
