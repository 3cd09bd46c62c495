import { strings } from "../../lib/options";
import { REPOSITORIES, REPOSITORY_NAMES } from "../../lib/repositories";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";

export default rule(
  {
    name: "ecr-repository-scan-on-push",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Repositories must scan images when they are pushed.",
    why: "A known fault in an image is cheapest to mend before the image runs.",
    remediationSteps: "Set `imageScanningConfiguration: { scanOnPush: true }`.",
    automaticFix: "Sets `scanOnPush` to true.",
    example: `new aws.ecr.Repository("web", { ...args, imageScanningConfiguration: { scanOnPush: true } });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1",
    tags: [
      "security-hub:ECR.1",
      "checkov:CKV_AWS_163",
      "trivy:AWS-0030",
      "control-tower:CT.ECR.PR.2",
      "kics:9630336b-3fed-4096-8173-b9afdfe346a7",
    ],
    practices: ["A1", "A7", "A17", "C3"],
    options: {
      scannedByRegistry: strings(
        [],
        "Names of repositories, `*` for any characters, that the account's registry scans by its own configuration.",
      ),
    },
  },
  REPOSITORIES,
  function* (resource, { config }) {
    const repository = resource.as({ aliases: REPOSITORY_NAMES });
    if (repository.flag("imageScanningConfiguration.scanOnPush") === true) return;
    const patterns = config.scannedByRegistry;
    if (patterns.length > 0 && matches(repository.text("name") ?? "", patterns)) return;
    yield repository.finding("imageScanningConfiguration.scanOnPush", {
      expected: "true",
      fix: { set: true },
    });
  },
);
