import {
  configured,
  resource,
  task,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const ignoring = (type: string, ...ignoreChanges: string[]): VectorResource =>
  resource(type, {}, { ignoreChanges });
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const hides = (paths: string): string =>
  `ignoreChanges hides ${paths}; expected such changes to be seen.`;

export default {
  pass: {
    "nothing is ignored": resource(GROUP, {}),
    "a number that scaling changes": ignoring("aws:ecs/service:Service", "desiredCount"),
    tags: ignoring(GROUP, "tags", 'tagsAll["Owner"]'),
    "a property of another type": ignoring("aws:ecs/service:Service", "ingress"),
    "a property that begins alike": ignoring(GROUP, "ingressRuleCount"),
  },
  fail: {
    "rules of a group": [ignoring(GROUP, "description", "ingress"), [hides('"ingress"')]],
    "one rule of a group": [
      ignoring(GROUP, "ingress[0].cidrBlocks"),
      [hides('"ingress[0].cidrBlocks"')],
    ],
    "a quoted name": [ignoring(GROUP, '["egress"]'), [hides('"[\\"egress\\"]"')]],
    "the containers": [
      { ...task([{ name: "web" }]), ignoreChanges: ["containerDefinitions"] },
      [hides('"containerDefinitions"')],
    ],
    everything: [ignoring("aws:iam/role:Role", "*"), [hides('"*"')]],
    "a policy and the encryption, in aws-native": [
      ignoring("aws-native:ecr:Repository", "repositoryPolicyText", "encryptionConfiguration"),
      [hides('"repositoryPolicyText", "encryptionConfiguration"')],
    ],
  },
  unknown: {
    "the property waits: the option is known": [
      resource(GROUP, { ingress: UNKNOWN }, { ignoreChanges: ["ingress"] }),
      [],
      { findings: [hides('"ingress"')] },
    ],
  },
  malformed: {
    // The engine itself refuses such paths.
    "paths of odd shapes": [configured(ignoring(GROUP, "", "[", '["', "...", "[0]"), {}), []],
    "the property is of an odd shape: it is not read": [
      resource(GROUP, { ingress: 7 }, { ignoreChanges: ["ingress"] }),
      [],
      { findings: [hides('"ingress"')] },
    ],
  },
} satisfies Vectors;
