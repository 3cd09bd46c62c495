import { isEveryResource } from "./policy-scope";
import { own } from "./properties";
import { partitionOf } from "./references";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

// Which parts an ARN has: "Resource types defined by <service>", Service Authorization Reference.

/** Services whose ARNs have a region and an account. */
const REGIONAL = words(
  "acm athena backup batch cloudformation codebuild codedeploy cognito-identity cognito-idp dynamodb ec2 ecr ecs " +
    "elasticache elasticfilesystem elasticloadbalancing es events firehose glue kinesis kms lambda logs rds scheduler " +
    "secretsmanager servicediscovery sns sqs ssm states wafv2 xray",
);
/** Services whose ARNs have an account and no region. */
const GLOBAL = words("cloudfront ecr-public globalaccelerator iam organizations shield");
/** Services whose ARNs have neither. */
const BARE = words("route53 s3");

/** What AWS itself owns has no account, what spans regions has no region; some of S3 has both after all. */
const EXCEPTIONS: Readonly<Record<string, RegExp>> = {
  dynamodb: /^global-table\//,
  ec2: /^(?:image|snapshot|ipam[\w-]*)\//,
  elasticache: /^globalreplicationgroup:/,
  events: /^event-source\//,
  rds: /^global-cluster:/,
  ssm: /^(?:parameter\/aws\/|document\/|patchbaseline\/|automation-definition\/)/,
  s3: /^(?:accesspoint|async-request|job|storage-lens|storage-lens-group|access-grants)(?:\/|$)/,
};

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/;

/** What is expected in place of this Resource of a policy, or undefined if it is an ARN that can match something. */
export function arnFault(text: string): string | undefined {
  if (isEveryResource(text)) return undefined;
  // A variable of IAM stands for characters that only the request knows, as a wildcard does.
  const parts = text.replace(/\$\{[^}]*\}/g, "*").split(":");
  if (parts[0] !== "arn") return 'an ARN, or "*"';
  if (parts.length < 6) {
    return canStandForTheRest(parts)
      ? undefined
      : `six parts, arn:<partition>:<service>:<region>:<account>:<resource>, not ${parts.length}`;
  }
  const [, partition = "", service = "", region = "", account = "", ...rest] = parts;
  const resource = rest.join(":");
  return (
    misplaced(parts, resource) ??
    faultOfPart(partition, region, account, resource) ??
    (/[*?]/.test(service) ? undefined : faultOfService(service, region, account, resource))
  );
}

/** True if the last part begins as that part may, and its wildcard takes the place of all that follow. */
function canStandForTheRest(parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? "";
  return last.endsWith("*") && (parts.length === 5 ? /^[\d*?]*$/ : /^[\w*?-]*$/).test(last);
}

function misplaced(parts: readonly string[], resource: string): string | undefined {
  const [, , , region = "", account = ""] = parts;
  if (account === "" && ACCOUNT.test(resource.split(":")[0] ?? "")) {
    const moved = [...parts.slice(0, 4), ...parts.slice(5)].join(":");
    return `the account in the fifth part, one colon earlier: ${moved}`;
  }
  if (ACCOUNT.test(region)) return "the account in the fifth part, behind a region or nothing";
  return REGION.test(account) ? "the region in the fourth part, before the account" : undefined;
}

function faultOfPart(
  partition: string,
  region: string,
  account: string,
  resource: string,
): string | undefined {
  if (!/^aws(?:-[a-z]+)*$/.test(partition) && !/[*?]/.test(partition)) {
    return "the partition in the second part, such as aws";
  }
  if (region !== "" && !REGION.test(region) && !/[*?]/.test(region)) {
    return "a region, such as us-east-1, in the fourth part";
  }
  if (REGION.test(region) && partitionOf(region) !== partition && !/[*?]/.test(partition)) {
    return `the partition of its region, ${partitionOf(region)}`;
  }
  if (!ACCOUNT.test(account) && !/^[a-z-]*$/.test(account) && !/[*?]/.test(account)) {
    return "an account, twelve digits, in the fifth part";
  }
  return resource === "" ? "a resource in the sixth part" : undefined;
}

function faultOfService(
  service: string,
  region: string,
  account: string,
  resource: string,
): string | undefined {
  if (service === "ssm" && resource.startsWith("parameter//")) {
    return "one slash after parameter: a parameter's name begins with it";
  }
  if (own(EXCEPTIONS, service)?.test(resource) === true) return undefined;
  if (REGIONAL.has(service) && region === "") return "a region in the fourth part";
  if (!REGIONAL.has(service) && (GLOBAL.has(service) || BARE.has(service)) && isGiven(region)) {
    return `no region: ARNs of ${service} have none`;
  }
  if ((REGIONAL.has(service) || GLOBAL.has(service)) && account === "") {
    return "an account in the fifth part";
  }
  return BARE.has(service) && isGiven(account)
    ? `no account: ARNs of ${service} have none`
    : undefined;
}

/** A lone wildcard also matches nothing. */
function isGiven(part: string): boolean {
  return !/^\**$/.test(part);
}
