import type { Node } from "./graph";
import type { Reader } from "./reader";

const MANAGED_RULES = [
  "aws:cfg/rule:Rule",
  "aws:cfg/organizationManagedRule:OrganizationManagedRule",
  "aws-native:configuration:ConfigRule",
  "aws-native:configuration:OrganizationConfigRule",
];

const PACKS = [
  "aws:cfg/conformancePack:ConformancePack",
  "aws:cfg/organizationConformancePack:OrganizationConformancePack",
  "aws-native:configuration:ConformancePack",
  "aws-native:configuration:OrganizationConformancePack",
];

/** Rules of AWS Config, and conformance packs, which hold rules. */
export const CONFIG_RULES: readonly string[] = [...MANAGED_RULES, ...PACKS];

const IDENTIFIERS = [
  "source.sourceIdentifier",
  "ruleIdentifier",
  "organizationManagedRuleMetadata.ruleIdentifier",
];

/** Where a conformance pack says what it is, if its template is not in the program. */
const TITLES = [
  ...["name", "conformancePackName", "organizationConformancePackName"],
  ...["templateS3Uri", "templateSsmDocumentDetails.documentName"],
];

/** Identifiers of the managed rules that a rule of AWS Config, or a pack's template, brings. */
export function managedRules({ type, resource }: Node): string[] {
  if (MANAGED_RULES.includes(type)) return texts(resource, IDENTIFIERS);
  const template = resource.text("templateBody") ?? "";
  const lines = template.split(/\r?\n/).filter((line) => !line.trimStart().startsWith("#"));
  const named = lines.join("\n").matchAll(/SourceIdentifier["']?\s{0,9}:\s{0,9}["']?(\w+)/g);
  return [...named].flatMap(([, identifier]) => identifier ?? []);
}

/** True for a conformance pack on ECS whose template is kept elsewhere: its name or place says so. */
export function isEcsPack({ type, resource }: Node): boolean {
  if (!PACKS.includes(type) || resource.given("templateBody")) return false;
  const titles = texts(
    resource,
    TITLES.filter((path) => resource.known(path)),
  );
  return titles.some((title) => /(?:^|[^a-z])ecs(?:[^a-z]|$)/i.test(title));
}

function texts(resource: Reader, paths: readonly string[]): string[] {
  return paths.flatMap((path) => resource.text(path) ?? []);
}
