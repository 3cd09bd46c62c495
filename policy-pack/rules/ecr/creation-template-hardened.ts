import { attempt } from "../../lib/finding";
import { strings, toggle } from "../../lib/options";
import { movableTags, weakEncryption } from "../../lib/repository-hardening";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecr-creation-template-hardened",
    severity: "low",
    enforcementLevel: "advisory",
    description:
      "Templates for repositories must demand immutable tags and encryption with AWS KMS.",
    why: "ECR makes repositories from them by itself, outside of the stack: no other rule sees those.",
    remediationSteps:
      'Set `imageTagMutability: "IMMUTABLE"` and `encryptionConfigurations: [{ encryptionType: "KMS" }]`.',
    example: `new aws.ecr.RepositoryCreationTemplate("cache", { prefix: "public", appliedFors: ["PULL_THROUGH_CACHE"], imageTagMutability: "IMMUTABLE", encryptionConfigurations: [{ encryptionType: "KMS" }] });`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html",
    tags: [],
    practices: ["A6", "A8"],
    options: {
      movable: strings(
        ["latest", "*cache*", "dev-*", "branch-*", "pr-*"],
        "Exclusion filters that `IMMUTABLE_WITH_EXCLUSION` may have; `*` in an entry stands for any characters.",
      ),
      cmk: toggle(false, "Demand a key of your own instead of the AWS managed one."),
    },
  },
  [
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    "aws-native:ecr:RepositoryCreationTemplate",
  ],
  function* (template, { config }) {
    yield* attempt(() => movableTags(template, config.movable));
    yield* attempt(() => weakEncryption(template, config.cmk));
  },
);
