import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const root = resource("pulumi:pulumi:Stack", {}, { name: "example" });
const detector = resource("aws:guardduty/detector:Detector", {}, { name: "detector" });
const hub = resource("aws:securityhub/account:Account", {}, { name: "hub" });
const inStack = (stack: string, resources: VectorResource[], config = {}): GivenStack =>
  configured([root, ...resources], { stack, config });
const MISSING = "stack declares no Security Hub; expected one, or `elsewhere`.";

export default {
  pass: {
    "it is on": inStack("organization", [detector, hub]),
    "it is on by aws-native": inStack("account", [resource("aws-native:securityhub:Hub", {})]),
    "another program does it": inStack("organization", [detector], { elsewhere: true }),
    "a stack of an application": inStack("prod", [resource("aws:ecs/service:Service", {})]),
    "a stack of another name by configuration": inStack("organization", [], { stacks: ["root"] }),
  },
  fail: {
    "the stack of the account is empty": [inStack("organization", []), [MISSING]],
    "a stack with a part of the baseline, whatever its name": [
      configured([detector], { stack: "security" }),
      [MISSING],
    ],
    "only the hub that joins findings and checks nothing": [
      inStack("organization", [resource("aws:securityhub/accountV2:AccountV2", {})]),
      [MISSING],
    ],
  },
  unknown: {
    "nothing is known of it but that it is there": [
      inStack("organization", [{ ...hub, props: { enableDefaultStandards: UNKNOWN } }]),
      [],
    ],
  },
  malformed: {
    "it is of an odd shape, which AWS refuses": [
      inStack("organization", [{ ...hub, props: { enableDefaultStandards: [] } }]),
      [],
    ],
  },
} satisfies Vectors;
