/** What AWS Config takes as the template of a conformance pack. */
import { parse } from "yaml";
import { isObject } from "../../../lib/values";

/** AWS Config Developer Guide, service limits: rules in one pack. */
const MAX_RULES = 130;
/** AWS Config Developer Guide, custom conformance packs: nothing else may be in one. */
const TYPES = ["AWS::Config::ConfigRule", "AWS::Config::RemediationConfiguration"];

/** The document, or undefined where the text is neither JSON nor YAML. */
export function parseTemplate(body: string): unknown {
  try {
    return parse(body, { logLevel: "error" }) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * What is wrong with a template. Source of the first wording: awslabs/aws-config-rules#430; the others are without a source.
 * @param parameters Names of the values that are given to it.
 */
export function templateFaults(body: string, parameters: readonly string[]): readonly string[] {
  const template = parseTemplate(body);
  if (!isObject(template)) return ["Template is not a JSON or YAML object"];
  const resources = isObject(template["Resources"]) ? Object.entries(template["Resources"]) : [];
  if (resources.length > MAX_RULES)
    return ["Number of resources provided in the template exceeds the allowed limit"];
  const declared = isObject(template["Parameters"]) ? template["Parameters"] : {};
  return [
    ...(resources.length === 0 ? ["Template has no resources"] : []),
    ...resources.flatMap(([id, resource]) => resourceFaults(id, resource)),
    ...parameters
      .filter((name) => !Object.hasOwn(declared, name))
      .map((name) => `Parameter ${name} is not in the template`),
    ...Object.entries(declared)
      .filter(([name, value]) => !parameters.includes(name) && !hasDefault(value))
      .map(([name]) => `Parameter ${name} has no value`),
  ];
}

const hasDefault = (parameter: unknown) =>
  isObject(parameter) && parameter["Default"] !== undefined;

function resourceFaults(id: string, resource: unknown): readonly string[] {
  if (!/^[A-Za-z0-9]{1,255}$/.test(id)) return [`Logical id ${id} is not alphanumeric`];
  const type = isObject(resource) ? resource["Type"] : undefined;
  if (!TYPES.some((allowed) => allowed === type))
    return [`Resource ${id} has the unsupported type ${String(type)}`];
  if (type !== TYPES[0]) return [];
  const properties = isObject(resource) ? resource["Properties"] : undefined;
  const source = isObject(properties) ? properties["Source"] : undefined;
  return isObject(source) && typeof source["Owner"] === "string"
    ? []
    : [`Rule ${id} has no source with an owner`];
}
