import { stableText } from "../../../lib/diff";
import { isObject } from "../../../lib/values";
import { parseArn } from "../../lib/arns";
import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { LOG_GROUP } from "../cloudwatch/log-group";
import { bags, each, isArn, texts, textOf } from "../ec2/inputs";
import { bucketNamed } from "../s3/access";
import { requireWebAcl } from "./association";
import { invalid, refuse } from "./errors";
import { WEB_ACL_LOGGING } from "./tokens";

const PUT = "PutLoggingConfiguration";
/** Names of log groups, buckets and streams begin so: "Sending web ACL traffic logs" (WAF Developer Guide). */
const PREFIX = "aws-waf-logs-";
const FIELDS = ["method", "queryString", "singleHeader", "uriPath"];

export const webAclLoggingConfiguration: ResourceType = {
  token: WEB_ACL_LOGGING,
  source: [
    "API model wafv2 2019-07-29: PutLoggingConfiguration",
    "terraform-provider-aws internal/service/wafv2/web_acl_logging_configuration.go",
    "WAF Developer Guide: logging destinations",
  ],
  required: ["logDestinationConfigs", "resourceArn"],
  forceNew: ["logDestinationConfigs", "resourceArn"],
  sets: ["logDestinationConfigs", "redactedFields"],
  same: { loggingFilter: sameFilter },
  deleteBeforeReplace: true, // one per web ACL: a new one overwrites the old, whose deletion takes both
  check: (inputs, unknown) => [
    ...isArn("resourceArn")(inputs, unknown),
    ...destinationFaults(inputs, unknown),
    ...each("redactedFields", (field, open) => {
      const given = FIELDS.filter((name) => field[name] !== undefined);
      const isOpen = open.has("redactedFields");
      const reason = `exactly one of ${FIELDS.join(", ")} must be set`;
      return given.length === 1 || (given.length === 0 && isOpen)
        ? []
        : [{ property: given[1] ?? "", reason }];
    })(inputs, unknown),
  ],
  create: (inputs, call) => {
    requireLogging(inputs, call);
    return { id: textOf(inputs, "resourceArn"), outputs: {} };
  },
  update: (_id, inputs, _old, call) => {
    requireLogging(inputs, call);
    return {};
  },
};

function requireLogging(inputs: Properties, call: Call): void {
  requireWebAcl(textOf(inputs, "resourceArn"), PUT, call);
  const destinations = texts(inputs, "logDestinationConfigs");
  if (destinations.length > 1) {
    refuse(
      PUT,
      "WAFLimitsExceededException",
      `AWS WAF couldn’t perform the operation because you exceeded your resource limit: one logging destination, got ${destinations.length}.`,
    );
  }
  for (const destination of destinations) requireDestination(destination, call);
}

function requireDestination(destination: string, call: Call): void {
  const parsed = parseArn(destination);
  const { service = "", resource = "" } = parsed ?? {};
  const [, name = ""] = /^(?:log-group:|deliverystream\/)?([^:]+?)(?::\*)?$/.exec(resource) ?? [];
  const isKnown = ["logs", "s3", "firehose"].includes(service);
  if (!isKnown || !name.startsWith(PREFIX) || (service === "logs" && /:\*$/.test(resource))) {
    invalid(
      PUT,
      "LOG_DESTINATION",
      destination,
      `The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes. (sandbox: a log group, bucket or stream whose name begins with ${PREFIX}, without :* at the end)`,
    );
  }
  const isThere =
    service === "logs"
      ? call.account.get(LOG_GROUP, name) !== undefined
      : service === "s3"
        ? bucketNamed(call.account, name) !== undefined
        : true; // streams are not looked up
  if (isThere) return;
  refuse(
    PUT,
    "WAFLogDestinationPermissionIssueException",
    `Unable to deliver logs to the configured destination. You might need to grant log delivery permissions for the destination. (sandbox: ${name} does not exist)`,
  );
}

function destinationFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  if (unknown.has("logDestinationConfigs")) return [];
  return texts(inputs, "logDestinationConfigs").flatMap((destination, index) =>
    isArn("destination")({ destination }, unknown).map(({ reason }) => ({
      property: `logDestinationConfigs[${index}]`,
      reason,
    })),
  );
}

/** Filters and their conditions have no order. */
function sameFilter(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b);
}

function sorted(filter: unknown): string {
  if (!isObject(filter)) return "";
  const filters = bags(filter, "filters").map((one) =>
    JSON.stringify([
      one["behavior"],
      one["requirement"],
      bags(one, "conditions").map(stableText).sort(),
    ]),
  );
  return JSON.stringify([filter["defaultBehavior"], filters.sort()]);
}
