import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const root = resource("pulumi:pulumi:Stack", {}, { name: "example" });
const trail = resource("aws:cloudtrail/trail:Trail", {}, { name: "trail" });
const recorder = resource("aws:cfg/recorder:Recorder", {}, { name: "recorder" });
const detector = resource("aws:guardduty/detector:Detector", {}, { name: "detector" });
const inspector = resource("aws:inspector2/enabler:Enabler", {}, { name: "inspector" });
const inStack = (stack: string, resources: VectorResource[], config = {}): GivenStack =>
  configured([root, ...resources], { stack, config });
const none = (what: string, part: string): string =>
  `stack declares no ${what}; expected one, or "${part}" in \`external\`.`;
const noRecorder = none("AWS Config recorder", "recorder");
const noDetector = none("GuardDuty detector", "detector");
const noInspector = none("Amazon Inspector enabler", "inspector");

export default {
  pass: {
    "all of it": inStack("organization", [trail, recorder, detector, inspector]),
    "a part of it is outside": inStack("organization", [trail, detector, inspector], {
      external: ["recorder"],
    }),
    "a stack of an application": inStack("prod", [resource("aws:ecs/service:Service", {})]),
    "a stack of another name by configuration": inStack("organization", [], { stacks: ["root"] }),
  },
  fail: {
    "none of it, in the stack of the account": [
      inStack("organization-eu", []),
      [none("CloudTrail trail", "trail"), noRecorder, noDetector, noInspector],
    ],
    "a part of it, whatever the stack's name": [
      inStack("security", [trail, inspector]),
      [noRecorder, noDetector],
    ],
    "a part of it, in aws-native": [
      stack(
        resource("aws-native:cloudtrail:Trail", {}, { name: "trail" }),
        resource("aws-native:guardduty:Detector", {}, { name: "detector" }),
      ),
      [noRecorder, noInspector],
    ],
    "an option that does not exist": [
      inStack("organization", [trail, recorder, detector, inspector], { extern: ["trail"] }),
      [
        'The configuration of stack-account-baseline is wrong: There is no option "extern"; there are: stacks, external.',
      ],
    ],
  },
  unknown: {
    "nothing is known of the parts but that they are there": [
      inStack("organization", [
        { ...trail, props: { name: UNKNOWN } },
        recorder,
        { ...detector, props: { enable: UNKNOWN } },
        inspector,
      ]),
      [],
    ],
  },
  malformed: {
    "a part of an odd shape: the rules on trails read it": [
      inStack("organization", [{ ...trail, props: { name: 7 } }, recorder, detector, inspector]),
      [],
    ],
  },
} satisfies Vectors;
