import { strings } from "../../lib/options";
import { REPOSITORIES } from "../../lib/repositories";
import { movableTags } from "../../lib/repository-hardening";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecr-repository-immutable-tags",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Repositories must not let a tag be moved to another image.",
    why: "With movable tags, what was tested is not what runs, and whoever may push may change what runs.",
    remediationSteps: 'Set `imageTagMutability: "IMMUTABLE"` and give each build a tag of its own.',
    automaticFix: "Sets `imageTagMutability` to `IMMUTABLE`, unless there are exclusion filters.",
    example: `new aws.ecr.Repository("web", { ...args, imageTagMutability: "IMMUTABLE" });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-2",
    tags: [
      "security-hub:ECR.2",
      "checkov:CKV_AWS_51",
      "trivy:AWS-0031",
      "control-tower:CT.ECR.PR.3",
      "kics:d1846b12-20c5-4d45-8798-fc35b79268eb",
    ],
    practices: ["A6", "B4", "C8"],
    options: {
      movable: strings(
        ["latest", "*cache*", "dev-*", "branch-*", "pr-*"],
        "Exclusion filters that `IMMUTABLE_WITH_EXCLUSION` may have; `*` in an entry stands for any characters.",
      ),
    },
  },
  REPOSITORIES,
  (repository, { config }) => movableTags(repository, config.movable),
);
