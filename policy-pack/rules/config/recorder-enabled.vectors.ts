import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const ALL = { allSupported: true, includeGlobalResourceTypes: true };
const recorder = (recordingGroup: unknown = ALL, name = "recorder"): VectorResource =>
  resource("aws:cfg/recorder:Recorder", { name: UNKNOWN, recordingGroup }, { name });
const status = (isEnabled: unknown = true, of = "recorder"): VectorResource =>
  resource(
    "aws:cfg/recorderStatus:RecorderStatus",
    { name: UNKNOWN, isEnabled },
    { name: `${of}-status`, from: { name: [of] } },
  );
const started = (recordingGroup: unknown): GivenStack => stack(recorder(recordingGroup), status());
const native = (recordingGroup: unknown): VectorResource =>
  resource("aws-native:configuration:ConfigurationRecorder", { recordingGroup });
const leavesOut = (...types: string[]): string =>
  `recordingGroup leaves out ${types.join(", ")}; expected that they are recorded.`;
const ECR = "AWS::ECR::Repository";
const ECS = ["AWS::ECS::Cluster", "AWS::ECS::Service", "AWS::ECS::TaskDefinition"];
const IAM = ["AWS::IAM::Policy", "AWS::IAM::Role"];
const NOT_STARTED = "recorder is never started; expected a RecorderStatus with isEnabled: true.";

export default {
  pass: {
    "all types, and it is on": started(ALL),
    "the types that matter": started({ allSupported: false, resourceTypes: [ECR, ...ECS, ...IAM] }),
    "all but others": started({
      allSupported: false,
      exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
      recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
    }),
    "two regions, of which one records IAM": stack(
      recorder(),
      recorder({ allSupported: true }, "frankfurt"),
      status(),
      status(true, "frankfurt"),
    ),
    "the stack of another region records IAM": configured(
      [recorder({ allSupported: true }), status()],
      { config: { iamElsewhere: true } },
    ),
    "an aws-native recorder, which starts by itself": native(ALL),
    "its status, by a name that is not of this stack": stack(
      recorder(),
      resource("aws:cfg/recorderStatus:RecorderStatus", { name: "default", isEnabled: true }),
    ),
  },
  fail: {
    "it is never started": [recorder(), [NOT_STARTED]],
    "another one is started": [
      stack(recorder(), recorder(ALL, "frankfurt"), status()),
      [NOT_STARTED],
    ],
    "it is off": [stack(recorder(), status(false)), ["isEnabled is false; expected true."]],
    "nothing is said: all but IAM": [started(null), [leavesOut(...IAM)]],
    "all, without the global types": [started({ allSupported: true }), [leavesOut(...IAM)]],
    "a list without ECR": [
      started({ allSupported: false, resourceTypes: [...ECS, ...IAM, "AWS::EC2::Instance"] }),
      [leavesOut(ECR)],
    ],
    "all but roles and services": [
      started({
        allSupported: false,
        exclusionByResourceTypes: [{ resourceTypes: ["AWS::ECS::Service", "AWS::IAM::Role"] }],
        recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
      }),
      [leavesOut("AWS::ECS::Service", "AWS::IAM::Role")],
    ],
    "an aws-native recorder of a list": [
      native({
        allSupported: false,
        resourceTypes: [ECR, ...IAM],
        recordingStrategy: { useOnly: "INCLUSION_BY_RESOURCE_TYPES" },
      }),
      [leavesOut(...ECS)],
    ],
    "an aws-native recorder of all but ECR": [
      native({ exclusionByResourceTypes: { resourceTypes: [ECR] } }),
      [leavesOut(ECR)],
    ],
  },
  unknown: {
    "what it records waits": [started(UNKNOWN), ["recordingGroup"]],
    "whether it is on waits": [stack(recorder(), status(UNKNOWN)), ["isEnabled"]],
  },
  malformed: {
    "a list of words": [started(["all"]), ['recordingGroup is ["all"]; expected an object.']],
  },
} satisfies Vectors;
