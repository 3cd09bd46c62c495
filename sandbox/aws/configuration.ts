import type { Checked, Failure } from "../lib/provider";
import { Refusal } from "../lib/provider";
import { UNKNOWN, isObject, type Bag } from "../lib/values";
import { ACCOUNT_ID, PARTITION } from "./empty-account";
import { parseArn } from "./lib/arns";
import { regionNamed } from "./lib/regions";
import type { Caller } from "./resource-type";

/** What one explicit provider was configured with. */
export interface Configuration extends Caller {
  readonly defaultTags: Readonly<Record<string, string>>;
  /** ARN that `getCallerIdentity` answers. */
  readonly identity: string;
}

/** Options that a simulation has no use for: credentials, endpoints, retries. Accepted, without effect. */
const WITHOUT_EFFECT = [
  "accessKey",
  "customCaBundle",
  "ec2MetadataServiceEndpoint",
  "ec2MetadataServiceEndpointMode",
  "endpoints",
  "httpProxy",
  "httpsProxy",
  "insecure",
  "maxRetries",
  "noProxy",
  "profile",
  "retryMode",
  "s3UsEast1RegionalEndpoint",
  "s3UsePathStyle",
  "secretKey",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "skipCredentialsValidation",
  "skipMetadataApiCheck",
  "skipRegionValidation",
  "skipRequestingAccountId",
  "stsRegion",
  "token",
  "tokenBucketRateLimiterCapacity",
  "useDualstackEndpoint",
  "useFipsEndpoint",
  "userAgents",
  "version",
  "pluginDownloadURL",
];
const MODELLED = [
  "region",
  "defaultTags",
  "allowedAccountIds",
  "forbiddenAccountIds",
  "assumeRoles",
];
/** Options that change what a program may do and that are not simulated: refused, not ignored. */
const NOT_MODELLED = ["assumeRoleWithWebIdentity", "ignoreTags", "tagPolicyCompliance"];

/** Faults of a provider's configuration, all at once; the values are passed on as they came. */
export function checkConfiguration(news: Bag): Checked {
  const options = parse(news);
  const failures: Failure[] = [];
  const refuse = (property: string, reason: string) => failures.push({ property, reason });
  for (const name of Object.keys(options)) {
    if (NOT_MODELLED.includes(name)) {
      refuse(name, `The sandbox does not simulate the provider option '${name}'.`);
    } else if (![...MODELLED, ...WITHOUT_EFFECT].includes(name)) {
      refuse(name, `The provider has no option '${name}'. Its options: ${MODELLED.join(", ")}, …`);
    }
  }
  const { region } = options;
  if (region === undefined || region === "") {
    refuse("region", "Missing region: set `aws:region` or the provider's `region`.");
  } else if (region !== UNKNOWN && regionNamed(region) === undefined) {
    refuse(
      "region",
      `'${show(region)}' is not an AWS region of the commercial partition, for example 'eu-central-1'.`,
    );
  }
  for (const name of ["allowedAccountIds", "forbiddenAccountIds"]) {
    for (const id of list(options[name])) {
      if (typeof id !== "string" || !/^\d{12}$/.test(id)) {
        refuse(name, `'${show(id)}' is not an account id: 12 digits.`);
      }
    }
  }
  for (const [key, value] of Object.entries(tagsOf(options["defaultTags"]))) {
    if (typeof value !== "string" && value !== UNKNOWN) {
      refuse("defaultTags", `The value of the tag '${key}' must be a text, got ${show(value)}.`);
    }
  }
  return { inputs: news, failures };
}

/**
 * The configuration in force from now on.
 * @throws Refusal where AWS's provider refuses to work with this account.
 */
export function configurationOf(args: Bag): Configuration {
  const options = parse(args);
  const allowed = list(options["allowedAccountIds"]);
  const forbidden = list(options["forbiddenAccountIds"]);
  if ((allowed.length > 0 && !allowed.includes(ACCOUNT_ID)) || forbidden.includes(ACCOUNT_ID)) {
    const why = forbidden.includes(ACCOUNT_ID)
      ? "it is in forbiddenAccountIds"
      : `allowedAccountIds is ${allowed.map(show).join(", ")}`;
    throw new Refusal(`AWS account ID not allowed: ${ACCOUNT_ID} (${why})`);
  }
  return {
    accountId: ACCOUNT_ID,
    partition: PARTITION,
    region: String(options["region"]),
    defaultTags: tagsOf(options["defaultTags"]) as Record<string, string>,
    identity: identityOf(list(options["assumeRoles"])),
  };
}

/** The last role of the chain; a role in another account cannot be assumed, there is no other account. */
function identityOf(roles: readonly unknown[]): string {
  const role = roles.at(-1);
  if (!isObject(role)) return `arn:${PARTITION}:iam::${ACCOUNT_ID}:user/sandbox`;
  const parsed = parseArn(role["roleArn"]);
  const name =
    parsed?.service === "iam" ? /^role\/(?:.*\/)?([^/]+)$/.exec(parsed.resource)?.[1] : undefined;
  if (name === undefined || parsed?.accountId !== ACCOUNT_ID) {
    throw new Refusal(
      `Cannot assume IAM Role '${show(role["roleArn"])}': the simulated account is ${ACCOUNT_ID}, and there is no other.`,
    );
  }
  const session = typeof role["sessionName"] === "string" ? role["sessionName"] : "sandbox";
  return `arn:${PARTITION}:sts::${ACCOUNT_ID}:assumed-role/${name}/${session}`;
}

/** Everything but text arrives as JSON. */
function parse(args: Bag): Bag {
  return Object.fromEntries(
    Object.entries(args)
      .filter(([name]) => name !== "__defaults" && name !== "__internal")
      .map(([name, value]) => [name, fromJson(value)]),
  );
}

function fromJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.filter((item) => item !== UNKNOWN) : [];
}

function tagsOf(value: unknown): Bag {
  return isObject(value) && isObject(value["tags"]) ? value["tags"] : {};
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
