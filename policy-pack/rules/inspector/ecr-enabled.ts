import { each } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { stackRule } from "../../lib/rule";

const ENABLERS = ["aws:inspector2/enabler:Enabler"];
const ORGANIZATIONS = ["aws:inspector2/organizationConfiguration:OrganizationConfiguration"];

export default stackRule(
  {
    name: "inspector-ecr-enabled",
    severity: "high",
    enforcementLevel: "advisory",
    description: "Where Amazon Inspector is on it should scan images in ECR.",
    why: "Inspector scans an image again when a new fault becomes known, also in packages of its programming language; without ECR among its types it scans none.",
    remediationSteps: 'Add "ECR" to `resourceTypes`; for an organization set `autoEnable.ecr`.',
    example: `new aws.inspector2.Enabler("inspector", { accountIds: [account], resourceTypes: ["ECR"] });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-2",
    tags: ["security-hub:Inspector.2"],
    practices: ["A1", "A14", "C20", "C30"],
  },
  [...ENABLERS, ...ORGANIZATIONS],
  function* (graph) {
    const enablers = graph.ofType(ENABLERS).map(({ resource }) => resource);
    yield* each(enablers, function* (enabler) {
      if (scansImages(enabler)) return;
      const others = enablers.filter((other) => other !== enabler && scansImages(other));
      const scanned = others.flatMap((other) => other.texts("accountIds"));
      if (others.length > 0 && enabler.texts("accountIds").every((id) => scanned.includes(id)))
        return;
      yield enabler.finding("resourceTypes", { expected: '"ECR" among them' });
    });
    yield* each(graph.ofType(ORGANIZATIONS), function* ({ resource }) {
      if (resource.flag("autoEnable.ecr") === true) return;
      yield resource.finding("autoEnable.ecr", { expected: "true" });
    });
  },
);

function scansImages(enabler: Reader): boolean {
  return enabler.texts("resourceTypes").some((type) => type.toUpperCase() === "ECR");
}
