import { arn } from "../../lib/arns";
import { checks, lengthBetween, oneOf } from "../../lib/check";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { findKey } from "../kms/find-key";

const PARAMETER = "aws:ssm/parameter:Parameter";
const DEFAULT_KEY = "alias/aws/ssm";
/** API model ssm 2014-11-06: ParameterTier, ParameterType, limits in the text of PutParameterRequest. */
const TIERS = ["Standard", "Advanced", "Intelligent-Tiering"];
const TYPES = ["String", "StringList", "SecureString"];
const DATA_TYPES = ["text", "aws:ec2:image", "aws:ssm:integration"];
const MAX_VALUE = { Standard: 4096, Advanced: 8192 };
const MAX_NAME = 1011;
const MAX_LEVELS = 15;
const VALUES = ["value", "insecureValue", "valueWo"];
/** Inputs whose change makes a new version. */
const PUT = ["allowedPattern", "description", "keyId", "tier", "type", "value", "valueWoVersion"];

export const parameter: ResourceType = {
  token: PARAMETER,
  source: [
    "API model ssm 2014-11-06: PutParameter",
    "terraform-provider-aws internal/service/ssm/parameter.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  required: ["type"],
  forceNew: ["name", "dataType"],
  replacedWhen: (olds, news) =>
    olds["tier"] === "Advanced" && news["tier"] === "Standard" ? ["tier"] : [],
  taggable: true,
  writeOnly: ["valueWo"],
  secretOutputs: ["value"],
  unknownOnUpdate: ["version"],
  same: { tier: (old, now) => now === "Intelligent-Tiering" || old === now },
  check: (inputs, unknown) => [
    ...checks(
      oneOf("type", TYPES),
      oneOf("tier", TIERS),
      oneOf("dataType", DATA_TYPES),
      lengthBetween("description", 0, 1024),
      lengthBetween("allowedPattern", 0, 1024),
      lengthBetween("name", 1, 2048),
    )(inputs),
    ...checkValues(inputs, unknown),
  ],
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    validateName(name, call);
    if (call.account.get(PARAMETER, name) !== undefined && inputs["overwrite"] !== true) {
      throw refuse(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
      );
    }
    const before = Number(call.account.get(PARAMETER, name)?.["version"] ?? 0);
    return {
      id: name,
      outputs: {
        arn: parameterArn(name, call),
        dataType: inputs["dataType"] ?? "text",
        ...stored(inputs, String(valueOf(inputs)), call),
        version: before + 1,
      },
    };
  },
  update: (_id, inputs, old, call) => {
    const value = String(valueOf(inputs, old));
    // A write-only value is sent when its version changes: it cannot be compared.
    const shown = inputs["valueWo"] === undefined ? value : old["value"];
    const now: Properties = { keyId: old["keyId"], tier: old["tier"], ...inputs, value: shown };
    const changed = PUT.some((name) => now[name] !== old[name]);
    return {
      ...stored(inputs, value, call),
      version: Number(old["version"]) + (changed ? 1 : 0),
    };
  },
  // AWS's import id is the name; `.get` by ARN works as well.
  importId: (given) => /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter(\/.+)$/.exec(given)?.[1],
};

function checkValues(inputs: Properties, unknown: ReadonlySet<string>): readonly CheckFailure[] {
  const given = VALUES.filter((name) => inputs[name] !== undefined || unknown.has(name));
  const failures: CheckFailure[] = [];
  if (given.length !== 1) {
    const which = given.length === 0 ? "none" : given.join(" and ");
    failures.push({
      property: "value",
      reason: `exactly one of ${VALUES.join(", ")} must be given, got ${which}`,
    });
  }
  if (given.includes("insecureValue") && inputs["type"] === "SecureString") {
    failures.push({
      property: "insecureValue",
      reason: "invalid configuration, cannot set type = SecureString and insecureValue",
    });
  }
  if (
    given.includes("valueWo") !==
    (inputs["valueWoVersion"] !== undefined || unknown.has("valueWoVersion"))
  ) {
    failures.push({ property: "valueWoVersion", reason: "valueWo and valueWoVersion go together" });
  }
  return failures;
}

function validateName(name: string, call: Call): void {
  const invalid = (message: string) => refuse("ValidationException", message);
  const bare = name.replace(/^\//, "");
  if (/^(aws|ssm)/i.test(bare)) {
    throw invalid(
      `Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive), got ${name}.`,
    );
  }
  if (!/^[\w.\-/]+$/.test(name)) {
    throw invalid(
      `Parameter name: only a mix of letters, numbers and the following 4 symbols .-/_ are allowed, got ${name}.`,
    );
  }
  if (name.includes("/") && !name.startsWith("/")) {
    throw invalid(
      `Parameter name must be a fully qualified name: it has levels, so it begins with /, got ${name}.`,
    );
  }
  if (/\/$|\/\//.test(name)) throw invalid(`Parameter name has an empty level: ${name}.`);
  if (bare.split("/").length > MAX_LEVELS) {
    throw refuse(
      "HierarchyLevelLimitExceededException",
      `A hierarchy can have a maximum of ${MAX_LEVELS} levels.`,
    );
  }
  if (parameterArn(name, call).length > MAX_NAME) {
    throw invalid(
      `Parameter name: with what its ARN puts before it, at most ${MAX_NAME} characters.`,
    );
  }
}

/** Validates the value and says what AWS keeps. Messages never repeat the value: it may be a secret. */
function stored(inputs: Properties, value: string, call: Call): Properties {
  const asked = typeof inputs["tier"] === "string" ? inputs["tier"] : "Standard";
  const needsAdvanced = value.length > MAX_VALUE.Standard;
  const tier = asked === "Intelligent-Tiering" ? (needsAdvanced ? "Advanced" : "Standard") : asked;
  const most = tier === "Advanced" ? MAX_VALUE.Advanced : MAX_VALUE.Standard;
  if (value === "") throw refuse("ValidationException", "Value must have at least 1 character.");
  if (Buffer.byteLength(value) > most) {
    throw refuse(
      "ValidationException",
      `${tier} tier parameters support a maximum parameter value of ${most} characters, got ${Buffer.byteLength(value)}.`,
    );
  }
  if (value.includes("{{")) {
    throw refuse(
      "ValidationException",
      "Parameter value can't nest another parameter: {{ }} is not allowed.",
    );
  }
  const { allowedPattern } = inputs;
  if (typeof allowedPattern === "string" && !patternOf(allowedPattern).test(value)) {
    throw refuse(
      "ParameterPatternMismatchException",
      `Parameter value cannot be validated against allowedPattern: ${allowedPattern}`,
    );
  }
  const writeOnly = inputs["valueWo"] !== undefined;
  return {
    hasValueWo: writeOnly,
    insecureValue: inputs["insecureValue"] ?? "",
    keyId: keyOf(inputs, call),
    tier,
    value: writeOnly ? "" : value,
  };
}

function valueOf(inputs: Properties, old?: Properties): unknown {
  return inputs["value"] ?? inputs["insecureValue"] ?? inputs["valueWo"] ?? old?.["value"];
}

function keyOf(inputs: Properties, call: Call): string {
  if (inputs["type"] !== "SecureString") return "";
  const keyId = typeof inputs["keyId"] === "string" ? inputs["keyId"] : DEFAULT_KEY;
  if (findKey(call, keyId) !== undefined) return keyId;
  throw refuse("InvalidKeyId", `Key '${keyId}' does not exist`);
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    throw refuse(
      "InvalidAllowedPatternException",
      `allowedPattern is not a regular expression: ${pattern}`,
    );
  }
}

function parameterArn(name: string, call: Call): string {
  return arn(call, "ssm", `parameter/${name.replace(/^\//, "")}`);
}

function refuse(code: string, message: string): AwsError {
  return new AwsError("SSM: PutParameter", code, message);
}
