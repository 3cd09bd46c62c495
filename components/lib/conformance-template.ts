/** The template of a conformance pack, from a table of managed rules. Pure. */
import type { ConfigRule } from "./config-rules";

/** Bytes that a template may have. Source: AWS Config API reference, PutConformancePack. */
export const MAX_TEMPLATE_BYTES = 51_200;
/** Rules that a pack may hold. Source: AWS Config Developer Guide, service limits. */
export const MAX_PACK_RULES = 130;

/** JSON, which AWS Config takes as it takes YAML; the same bytes for the same rules in any order. */
export function conformanceTemplate(rules: Readonly<Record<string, ConfigRule>>): string {
  const named = Object.entries(rules).sort(([one], [other]) => (one < other ? -1 : 1));
  const resources = named.map(([name, { identifier, parameters }]) => [
    logicalId(name),
    {
      Type: "AWS::Config::ConfigRule",
      Properties: {
        ConfigRuleName: name,
        Source: { Owner: "AWS", SourceIdentifier: identifier },
        ...(parameters && { InputParameters: parameters }),
      },
    },
  ]);
  return JSON.stringify({ Resources: Object.fromEntries(resources) as unknown });
}

/** Letters and digits only, as CloudFormation wants it: `restricted-ssh` is `RestrictedSsh`. */
export function logicalId(ruleName: string): string {
  return ruleName
    .split(/[-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
