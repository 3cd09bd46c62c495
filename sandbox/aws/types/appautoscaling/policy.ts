import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { items, object, text } from "../ecs/records";
import { customizedFault, predefinedFault } from "./tracked-metric";
import { keyOf, POLICY, requireTarget, sameKey, scalingError, uuid } from "./common";

/** API model: PolicyType. */
const TYPES = ["PredictiveScaling", "StepScaling", "TargetTrackingScaling"];
const TRACKING = "targetTrackingScalingPolicyConfiguration";
const STEP = "stepScalingPolicyConfiguration";

function checkPolicy(inputs: Properties): readonly CheckFailure[] {
  const name = text(inputs["name"]);
  const tracking = object(inputs[TRACKING]);
  const failures: CheckFailure[] = [];
  if (name !== undefined && name.length > 255) {
    failures.push({
      property: "name",
      reason: `expected length of name to be in the range (0 - 255), got ${name}`,
    });
  }
  const both =
    tracking?.["customizedMetricSpecification"] !== undefined &&
    tracking["predefinedMetricSpecification"] !== undefined;
  if (both) {
    failures.push({
      property: `${TRACKING}.predefinedMetricSpecification`,
      reason: "conflicts with customizedMetricSpecification: only one of the two may be set",
    });
  }
  return failures;
}

/** What PutScalingPolicy refuses. */
function requirePolicy(inputs: Properties, name: string, call: Call): void {
  const refuse = (message: string) =>
    scalingError("PutScalingPolicy", "ValidationException", message);
  const type = text(inputs["policyType"]) ?? "StepScaling";
  if (!TYPES.includes(type)) {
    throw refuse(
      `1 validation error detected: Value '${type}' at 'policyType' failed to satisfy constraint: Member must satisfy enum value set: [${TYPES.join(", ")}]`,
    );
  }
  requireTarget(keyOf(inputs), "PutScalingPolicy", call);
  const tracking = object(inputs[TRACKING]);
  const step = object(inputs[STEP]);
  if (type === "TargetTrackingScaling") {
    if (tracking === undefined) {
      // Our wording.
      throw refuse("TargetTrackingScaling policies require a target tracking configuration");
    }
    requireTracking(inputs, tracking, name, refuse, call);
  }
  if (type === "StepScaling") {
    if (tracking !== undefined) {
      // Our wording.
      throw refuse("StepScaling policies cannot have a target tracking configuration");
    }
    if (step === undefined || items(step["stepAdjustments"]).length === 0) {
      // Our wording.
      throw refuse("At least one step adjustment must be specified for a StepScaling policy");
    }
  }
}

function requireTracking(
  inputs: Properties,
  tracking: Properties,
  name: string,
  refuse: (message: string) => Error,
  call: Call,
): void {
  const predefined = object(tracking["predefinedMetricSpecification"]);
  if (predefined === undefined && object(tracking["customizedMetricSpecification"]) === undefined) {
    // Our wording.
    throw refuse("A metric specification must be provided for a target tracking policy");
  }
  if (!(Number(tracking["targetValue"]) > 0)) {
    // Our wording.
    throw refuse("Target value must be greater than 0");
  }
  const fault =
    (predefined && inputs["serviceNamespace"] === "ecs"
      ? predefinedFault(predefined, keyOf(inputs).resourceId, call)
      : undefined) ?? customizedFault(object(tracking["customizedMetricSpecification"]));
  if (fault !== undefined) throw refuse(fault);
  const specification = metricOf(tracking);
  const twin = call.account.find(POLICY, (other) => {
    const theirs = object(other[TRACKING]);
    return (
      other["name"] !== name &&
      sameKey(keyOf(other), keyOf(inputs)) &&
      theirs !== undefined &&
      metricOf(theirs) === specification
    );
  });
  if (twin !== undefined) {
    throw refuse(
      "Only one TargetTrackingScaling policy for a given metric specification is allowed.",
    );
  }
}

function metricOf(tracking: Properties): string {
  return JSON.stringify([
    tracking["predefinedMetricSpecification"],
    tracking["customizedMetricSpecification"],
  ]);
}

/** A target tracking policy makes its own two alarms. */
function alarmsOf(inputs: Properties, call: Call): readonly string[] {
  if (inputs["policyType"] !== "TargetTrackingScaling") return [];
  const { resourceId } = keyOf(inputs);
  return ["AlarmHigh", "AlarmLow"].map(
    (alarm) =>
      `arn:${call.partition}:cloudwatch:${call.region}:${call.accountId}:alarm:TargetTracking-${resourceId}-${alarm}-${uuid(call)}`,
  );
}

export const policy: ResourceType = {
  token: POLICY,
  source: [
    "AWS API model application-autoscaling 2016-02-06: PutScalingPolicy, DeleteScalingPolicy",
    "hashicorp/terraform-provider-aws internal/service/appautoscaling/policy.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  defaults: { policyType: "StepScaling" },
  required: ["resourceId", "scalableDimension", "serviceNamespace"],
  forceNew: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
  check: checkPolicy,
  create: (inputs, call) => {
    const name = inputs["name"] as string;
    requirePolicy(inputs, name, call);
    const { serviceNamespace, resourceId } = keyOf(inputs);
    const arn = `arn:${call.partition}:autoscaling:${call.region}:${call.accountId}:scalingPolicy:${uuid(call)}:resource/${serviceNamespace}/${resourceId}:policyName/${name}`;
    return { id: name, outputs: { arn, alarmArns: alarmsOf(inputs, call) } };
  },
  update: (_id, inputs, old, call) => {
    requirePolicy(inputs, old["name"] as string, call);
    return {};
  },
  identity: { key: "arn", id: "name" },
  // `<service namespace>/<resource id>/<scalable dimension>/<policy name>`
  importId: (given, { account }) =>
    account.find(POLICY, (item) => {
      const { serviceNamespace, resourceId, scalableDimension } = keyOf(item);
      return (
        [serviceNamespace, resourceId, scalableDimension, text(item["name"])].join("/") === given
      );
    })?.properties["arn"] as string | undefined,
};
