import { each } from "../../lib/finding";
import { referredTo } from "../../lib/links";
import { strings, toggle } from "../../lib/options";
import { NATIVE_RECORDER, recorded, RECORDERS } from "../../lib/recorders";
import { rule } from "../../lib/rule";

const STATUSES = ["aws:cfg/recorderStatus:RecorderStatus"] as const;
const IAM = /^AWS::IAM::/i;

export default rule(
  {
    name: "config-recorder-enabled",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "AWS Config should record all resources, or at least those of ECS, ECR and IAM.",
    why: "Who changed which service, repository or role, and what it was before, can be asked only of what was recorded.",
    remediationSteps:
      "Set `recordingGroup: { allSupported: true, includeGlobalResourceTypes: true }`, and start the recorder with `aws.cfg.RecorderStatus`.",
    example: `const recorder = new aws.cfg.Recorder("recorder", { roleArn: role.arn, recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } });
new aws.cfg.RecorderStatus("recorder", { name: recorder.name, isEnabled: true });`,
    url: "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html",
    tags: [
      "security-hub:Config.1",
      "cis-aws-5:3.3",
      "cis-aws-7:4.3",
      "checkov:CKV2_AWS_45",
      "checkov:CKV2_AWS_48",
    ],
    practices: ["A31"],
    options: {
      types: strings(
        [
          "AWS::ECR::Repository",
          "AWS::ECS::Cluster",
          "AWS::ECS::Service",
          "AWS::ECS::TaskDefinition",
          "AWS::IAM::Policy",
          "AWS::IAM::Role",
        ],
        "Types that must be recorded.",
      ),
      iamElsewhere: toggle(
        false,
        "A recorder of another stack or region records the types of IAM, which are global.",
      ),
    },
  },
  [...RECORDERS, ...STATUSES],
  function* (status, { type }) {
    if (!(STATUSES as readonly string[]).includes(type)) return;
    if (status.flag("isEnabled") === true) return;
    yield status.finding("isEnabled", { expected: "true" });
  },
  function* (graph, { config }) {
    const recorders = graph.ofType(RECORDERS);
    // IAM is one for all regions: it is enough that one recorder of the stack records it.
    const isIamRecorded = (type: string): boolean =>
      config.iamElsewhere || recorders.some(({ resource }) => recorded(resource)(type));
    yield* each(recorders, function* ({ resource }) {
      const isRecorded = recorded(resource);
      const missing = config.types.filter(
        (type) => !isRecorded(type) && !(IAM.test(type) && isIamRecorded(type)),
      );
      if (missing.length === 0) return;
      const found = `leaves out ${missing.join(", ")}`;
      yield resource.finding("recordingGroup", { found, expected: "that they are recorded" });
    });
    const statuses = graph.ofType(STATUSES);
    const started = statuses.map((node) => referredTo(graph, node, "name", RECORDERS));
    if (started.some((nodes) => nodes.length === 0)) return;
    for (const node of recorders) {
      if (node.type === NATIVE_RECORDER || started.flat().includes(node)) continue;
      yield node.resource.finding("recorder", {
        found: "is never started",
        expected: "a RecorderStatus with isEnabled: true",
      });
    }
  },
);
