import { countOf, type Audit } from "../audit";
import type { Scorecard } from "../scorecard";
import { jsonText } from "../text";

/** The version of this format; a property that changes its meaning raises it. */
const FORMAT = 1;

/** The audit as JSON: all that the other formats are made of. */
export function jsonReport(
  { judged, failed, pack, at }: Audit,
  scorecard: Scorecard | undefined,
): string {
  const stacks = judged.map(({ findings, waived, undetermined, unused, ...stack }) => ({
    title: stack.title,
    project: stack.project,
    stack: stack.stack,
    resources: stack.resources,
    secretsEncrypted: stack.hasEncrypted,
    counts: {
      mandatory: countOf(findings, "mandatory"),
      advisory: countOf(findings, "advisory"),
      waived: waived.length,
      undetermined: undetermined.length,
    },
    findings,
    waived,
    undetermined,
    unusedWaivers: unused,
  }));
  const page = scorecard === undefined ? {} : { scorecard };
  const report = { format: FORMAT, at, pack, stacks, failed, ...page };
  return jsonText(report);
}
