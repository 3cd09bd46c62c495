import { CONTAINER_TYPES } from "../../lib/containers";
import { judgeOrigins } from "../../lib/image-origin";
import { strings } from "../../lib/options";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "stack-task-image-from-scanned-repo",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Images must come from repositories of the stack that are scanned and have immutable tags.",
    why: "What runs is what was scanned only if the image went through a scanner, and its tag means the same image still.",
    remediationSteps:
      "Push the image to a repository of this stack with `scanOnPush` and immutable tags; list others in `scannedElsewhere`.",
    example: `image: pulumi.interpolate\`\${repository.repositoryUrl}@\${digest}\``,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    tags: ["nist-800-190:4.1.1"],
    practices: ["A27", "A30", "C20"],
    options: {
      scannedElsewhere: strings(
        [],
        "Registries or repositories that are scanned outside this stack, with all below them, beside those that the setting `registries` trusts: `123456789012.dkr.ecr.us-east-1.amazonaws.com/shared`.",
      ),
      scannedByRegistry: strings(
        [],
        "Names of repositories, `*` for any characters, that the account's registry scans by its own configuration.",
      ),
    },
  },
  CONTAINER_TYPES,
  function* (graph, { config, settings }) {
    const scannedElsewhere = [...config.scannedElsewhere, ...settings.registries];
    yield* judgeOrigins(graph, { ...config, scannedElsewhere });
  },
);
