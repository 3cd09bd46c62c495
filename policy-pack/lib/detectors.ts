import { each, type Check } from "./finding";
import type { Reader } from "./reader";
import { switchOf } from "./switches";

/** The detector of GuardDuty of the aws-native provider, which holds its features itself. */
export const NATIVE_DETECTOR = "aws-native:guardduty:Detector";

/** Detectors of GuardDuty. */
export const DETECTORS = ["aws:guardduty/detector:Detector", NATIVE_DETECTOR] as const;

/** Features of detectors: type → the property that switches it on. */
export const DETECTOR_FEATURES: Readonly<Record<string, string>> = {
  "aws:guardduty/detectorFeature:DetectorFeature": "status",
  "aws:guardduty/memberDetectorFeature:MemberDetectorFeature": "status",
  "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature": "autoEnable",
};

const AGENT = "ECS_FARGATE_AGENT_MANAGEMENT";

/** True if this feature watches what runs. `EKS_RUNTIME_MONITORING`, its forerunner, sees EKS only. */
export function isRuntimeMonitoring(feature: Reader): boolean {
  return feature.text("name")?.toUpperCase() === "RUNTIME_MONITORING";
}

/**
 * What keeps runtime monitoring from seeing tasks on Fargate: it is off, or nobody installs its agent.
 *
 * @param property The property that switches the feature and its parts on.
 */
export function* blindToFargate(named: Reader, property: string): Check {
  const feature = named.as({
    aliases: { additionalConfigurations: ["additionalConfiguration"] },
  });
  const expected = property === "autoEnable" ? '"ALL" or "NEW"' : '"ENABLED"';
  if (!isOn(feature, property)) {
    yield feature.finding(property, { expected });
    return;
  }
  const agents: Reader[] = [];
  const outcomes = [
    ...each(feature.list("additionalConfigurations"), function* (part) {
      if (part.text("name")?.toUpperCase() !== AGENT) return;
      agents.push(part);
      if (!isOn(part, property)) yield part.finding(property, { expected });
    }),
  ];
  yield* outcomes;
  if (agents.length > 0 || outcomes.length > 0) return;
  yield feature.finding("additionalConfigurations", {
    found: `has no ${AGENT}`,
    expected: `one whose ${property} is ${expected}`,
  });
}

function isOn(owner: Reader, property: string): boolean {
  const word = owner.text(property)?.toUpperCase() ?? "";
  if (property === "autoEnable" && ["ALL", "NEW", "NONE"].includes(word)) return word !== "NONE";
  return switchOf(owner, property) === true;
}
