import { isObject } from "../../../lib/values";
import { oneOf } from "../../lib/check";
import type { CheckFailure, Properties } from "../../resource-type";
import { refuse } from "./buckets";
import { bucketSetting } from "./setting";
import { LIFECYCLE } from "./tokens";
import { bagOr } from "./values";

const PUT = "PutBucketLifecycleConfiguration";
/** "Lifecycle configuration ... up to 1,000 rules" (Amazon S3 User Guide). */
const MAX_RULES = 1000;
/** API model s3 2006-03-01: TransitionStorageClass. */
const CLASSES = [
  "GLACIER",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "DEEP_ARCHIVE",
  "GLACIER_IR",
];
/** Days an object stays in STANDARD before it may go there: "Transitioning objects using Amazon S3 Lifecycle". */
const EARLIEST: Readonly<Record<string, number>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };
const ACTIONS = [
  "abortIncompleteMultipartUpload",
  "expiration",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "transitions",
];

export const bucketLifecycleConfiguration = bucketSetting(
  {
    token: LIFECYCLE,
    operation: PUT,
    source: "bucket_lifecycle_configuration.go",
    required: ["bucket"],
    more: {
      check: ({ rules, ...inputs }, unknown) => [
        ...oneOf("transitionDefaultMinimumObjectSize", [
          "varies_by_storage_class",
          "all_storage_classes_128K",
        ])(inputs),
        ...(unknown.has("rules") ? [] : list(rules).flatMap(ruleFaults)),
      ],
    },
    put: (inputs) => {
      const rules = list(inputs["rules"]);
      const fault = rulesFault(rules);
      if (fault !== undefined) refuse(PUT, fault.code, fault.message);
      return {
        expectedBucketOwner: inputs["expectedBucketOwner"] ?? "",
        transitionDefaultMinimumObjectSize:
          inputs["transitionDefaultMinimumObjectSize"] ?? "all_storage_classes_128K",
      };
    },
  },
  true,
);

/** What the provider's schema says of one rule. */
function ruleFaults(rule: Properties, index: number): CheckFailure[] {
  const at = `rules[${index}]`;
  const { id, status } = rule;
  const failures: CheckFailure[] = [];
  if (typeof id !== "string" || id.length < 1 || id.length > 255) {
    failures.push({
      property: `${at}.id`,
      reason: `1 to 255 characters are needed, got ${JSON.stringify(id) || "none"}`,
    });
  }
  if (status !== "Enabled" && status !== "Disabled") {
    failures.push({
      property: `${at}.status`,
      reason: `expected Enabled or Disabled, got ${JSON.stringify(status) || "none"}`,
    });
  }
  for (const name of ["transitions", "noncurrentVersionTransitions"]) {
    list(rule[name]).forEach((transition, place) => {
      for (const { property, reason } of oneOf("storageClass", CLASSES)(transition)) {
        failures.push({ property: `${at}.${name}[${place}].${property}`, reason });
      }
    });
  }
  return failures;
}

interface Fault {
  readonly code: string;
  readonly message: string;
}

/** What S3 answers; sentences as quoted in public issue trackers. */
function rulesFault(rules: readonly Properties[]): Fault | undefined {
  const ids = rules.map(({ id }) => id);
  if (rules.length === 0 || rules.length > MAX_RULES) {
    return {
      code: "MalformedXML",
      message: `The XML you provided was not well-formed or did not validate against our published schema (${rules.length} rules, 1 to ${MAX_RULES} are allowed)`,
    };
  }
  if (new Set(ids).size < ids.length) {
    return invalid("Rule ID must be unique. Found same ID for more than one rule");
  }
  for (const rule of rules) {
    const fault = actionsFault(rule) ?? expirationFault(rule) ?? transitionFault(rule);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function actionsFault(rule: Properties): Fault | undefined {
  const has = ACTIONS.some((name) => {
    const given = rule[name];
    return Array.isArray(given) ? given.length > 0 : given !== undefined;
  });
  return has
    ? undefined
    : { code: "InvalidRequest", message: "At least one action needs to be specified in a rule" };
}

function expirationFault({ expiration, ...rule }: Properties): Fault | undefined {
  const { days, date, expiredObjectDeleteMarker: marker } = bagOr(expiration, {});
  if (marker !== true && date === undefined && days !== undefined && !isPositive(days)) {
    return invalid("'Days' for Expiration action must be a positive integer");
  }
  if (days !== undefined && date !== undefined) {
    return { code: "MalformedXML", message: "An Expiration has either Days or a Date, not both" };
  }
  const latest = Math.max(0, ...list(rule["transitions"]).map((each) => Number(each["days"] ?? 0)));
  return typeof days === "number" && latest > 0 && days <= latest
    ? invalid(
        `'Days' in the Expiration action for prefix must be greater than 'Days' in the Transition action (${days} is not greater than ${latest})`,
      )
    : undefined;
}

function transitionFault({ transitions }: Properties): Fault | undefined {
  for (const { days, storageClass } of list(transitions)) {
    const earliest = EARLIEST[String(storageClass)] ?? 0;
    if (typeof days === "number" && days < earliest) {
      return invalid(
        `'Days' in Transition action must be greater than or equal to ${earliest} for storageClass '${String(storageClass)}'`,
      );
    }
  }
  return undefined;
}

function invalid(message: string): Fault {
  return { code: "InvalidArgument", message };
}

function isPositive(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0;
}

function list(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
