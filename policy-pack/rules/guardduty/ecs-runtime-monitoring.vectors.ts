import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const RUNTIME = "RUNTIME_MONITORING";
const AGENT = "ECS_FARGATE_AGENT_MANAGEMENT";
const agent = (status: unknown = "ENABLED"): object => ({ name: AGENT, status });
const detector = resource("aws:guardduty/detector:Detector", {}, { name: "detector" });
const feature = (props: object = {}): VectorResource =>
  resource("aws:guardduty/detectorFeature:DetectorFeature", {
    detectorId: UNKNOWN,
    name: RUNTIME,
    status: "ENABLED",
    additionalConfigurations: [agent()],
    ...props,
  });
const ofDetector = (props: object = {}): VectorResource => ({
  ...feature(props),
  from: { detectorId: ["detector"] },
});
const native = (features: unknown): VectorResource =>
  resource("aws-native:guardduty:Detector", { enable: true, features });
const organization = (autoEnable: string, ofAgent = autoEnable): VectorResource =>
  resource(
    "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",
    {
      detectorId: "12abc34d567e8fa901bc2d34e56789f0",
      name: RUNTIME,
      autoEnable,
      additionalConfigurations: [{ name: AGENT, autoEnable: ofAgent }],
    },
    { name: "organization" },
  );
const OFF = 'status is "DISABLED"; expected "ENABLED".';
const NO_AGENT = `additionalConfigurations has no ${AGENT}; expected one whose status is "ENABLED".`;
const NO_FEATURE = `features have no ${RUNTIME}; expected one that is on, with ${AGENT}.`;

export default {
  pass: {
    "it is on, with its agent": stack(detector, ofDetector()),
    "on among other agents": feature({
      additionalConfigurations: [{ name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" }, agent()],
    }),
    "another feature is off": stack(detector, ofDetector(), {
      ...feature({ name: "S3_DATA_EVENTS", status: "DISABLED" }),
      name: "buckets",
    }),
    "a detector of aws-native holds it": native([
      { name: RUNTIME, status: "ENABLED", additionalConfiguration: [agent()] },
    ]),
    "for all accounts of the organization": organization("ALL"),
    "for new accounts of the organization": organization("NEW"),
    "a detector that is off": resource("aws:guardduty/detector:Detector", { enable: false }),
  },
  fail: {
    "a detector without it": [detector, [NO_FEATURE]],
    "a detector with another feature": [
      stack(detector, ofDetector({ name: "EKS_RUNTIME_MONITORING" })),
      [NO_FEATURE],
    ],
    "one of two detectors": [
      stack(
        detector,
        resource("aws:guardduty/detector:Detector", {}, { name: "frankfurt" }),
        ofDetector(),
      ),
      [NO_FEATURE],
    ],
    "it is off": [feature({ status: "DISABLED" }), [OFF]],
    "the agent is off": [
      feature({ additionalConfigurations: [agent("DISABLED")] }),
      [`additionalConfigurations[0].${OFF}`],
    ],
    "nothing is said of the agent": [feature({ additionalConfigurations: null }), [NO_AGENT]],
    "only of the agent of EKS": [
      feature({ additionalConfigurations: [{ name: "EKS_ADDON_MANAGEMENT", status: "ENABLED" }] }),
      [NO_AGENT],
    ],
    "an aws-native detector without it": [native([]), [NO_FEATURE]],
    "an aws-native detector in which it is off": [
      native([{ name: RUNTIME, status: "DISABLED" }]),
      [`features[0].${OFF}`],
    ],
    "for no account of the organization": [
      organization("NONE"),
      ['autoEnable is "NONE"; expected "ALL" or "NEW".'],
    ],
    "for the accounts of the organization, without the agent": [
      organization("ALL", "NONE"),
      ['additionalConfigurations[0].autoEnable is "NONE"; expected "ALL" or "NEW".'],
    ],
  },
  unknown: {
    "the status waits": [feature({ status: UNKNOWN }), ["status"]],
    "the agent waits": [
      feature({ additionalConfigurations: [UNKNOWN] }),
      ["additionalConfigurations[0]"],
    ],
    "the feature's name waits, and with it the detector": [
      stack(detector, ofDetector({ name: UNKNOWN })),
      ["name"],
    ],
  },
  malformed: {
    "a status that AWS does not know": [
      feature({ status: "maybe" }),
      ['status is "maybe"; expected true or false.'],
    ],
  },
} satisfies Vectors;
