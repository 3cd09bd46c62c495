import { stableText } from "../lib/diff";
import { Refusal, type CheckRequest, type Checked, type Failure } from "../lib/provider";
import { UNKNOWN, containsUnknown, isObject, withoutUnknowns, type Bag } from "../lib/values";
import type { Configuration } from "./configuration";
import { autoName } from "./lib/names";
import { regionNamed } from "./lib/regions";
import { allTags } from "./lib/tags";
import type { ResourceType } from "./resource-type";
import { sdkClass } from "./sdk";

/** What the provider makes of a resource's inputs before it calls AWS, and every fault it finds in them. */
export function checkInputs(
  type: ResourceType,
  request: CheckRequest,
  configuration: Configuration,
): Checked {
  const failures: Failure[] = [];
  const documents = documentsAsText(type, request.news);
  const given = withNestedDefaults(documents, sdkClass(type.token)?.maps) as Bag;
  const defaults = { ...defaultName(type, request, failures), ...type.defaults };
  const filled = Object.keys(defaults).filter((name) => given[name] === undefined);
  const inputs: Bag = {
    ...given,
    ...Object.fromEntries(filled.map((name) => [name, defaults[name]])),
    ...tagsAll(type, given, configuration),
    __defaults: filled.sort(),
  };
  failures.push(...faults(type, inputs));
  return { inputs, failures };
}

/** Documents may be given as objects: the provider makes them JSON, with sorted keys. */
function documentsAsText(type: ResourceType, news: Bag): Bag {
  const texts = (type.json ?? [])
    .filter((name) => typeof news[name] === "object" && news[name] !== null)
    .map((name) => [name, containsUnknown(news[name]) ? UNKNOWN : stableText(news[name])]);
  return { ...news, ...(Object.fromEntries(texts) as Bag) };
}

function defaultName(type: ResourceType, request: CheckRequest, failures: Failure[]): Bag {
  if (type.autoName === undefined) return {};
  const { property, maxLength } = type.autoName;
  const { news, olds, naming, name, randomSeed } = request;
  if (news[property] !== undefined || news[`${property}Prefix`] !== undefined) return {};
  const generatedBefore =
    Array.isArray(olds["__defaults"]) && olds["__defaults"].includes(property);
  if (generatedBefore && olds[property] !== undefined) return { [property]: olds[property] };
  const fail = (reason: string) => {
    failures.push({ property, reason });
    return {};
  };
  // As the bridge's ComputeAutoNameDefault (pulumi-terraform-bridge pkg/tfbridge/info/autonaming.go).
  if (naming?.mode === 2)
    return fail("automatic naming is disabled but no explicit name was provided");
  if (naming !== undefined && naming.name !== "") {
    // A name that is insisted on is AWS's to judge.
    if (naming.mode === 1) return { [property]: naming.name };
    const proposed = type.autoName.lowercase ? naming.name.toLowerCase() : naming.name;
    if (proposed.length > maxLength)
      return fail(`calculated name '${proposed}' exceeds maximum length of ${maxLength}`);
    return { [property]: type.autoName.transform?.(proposed) ?? proposed };
  }
  try {
    return { [property]: autoName(type.autoName, name, randomSeed) };
  } catch (error) {
    if (error instanceof Refusal) return fail(error.message);
    throw error;
  }
}

function tagsAll(type: ResourceType, given: Bag, { defaultTags }: Configuration): Bag {
  if (!type.taggable) return {};
  const { tags } = given;
  return { tagsAll: tags === UNKNOWN ? UNKNOWN : allTags(defaultTags, tags) };
}

function faults(type: ResourceType, inputs: Bag): readonly Failure[] {
  const sdk = sdkClass(type.token);
  const known = new Set([...(type.inputs ?? sdk?.inputs ?? []), "tagsAll", "__defaults"]);
  const surplus = Object.keys(inputs).filter((name) => known.size > 2 && !known.has(name));
  const missing = (type.required ?? []).filter((name) => inputs[name] === undefined);
  const { region } = inputs;
  const noRegion = region !== undefined && region !== UNKNOWN && regionNamed(region) === undefined;
  const unknown = new Set(Object.keys(inputs).filter((name) => containsUnknown(inputs[name])));
  return [
    ...surplus.map((property) => ({
      property,
      reason: `'${property}' is not an input of ${type.token}.`,
    })),
    ...missing.map((property) => ({
      property,
      reason: `Missing required property '${property}'.`,
    })),
    ...(noRegion
      ? [{ property: "region", reason: `${JSON.stringify(region)} is not a commercial region.` }]
      : []),
    ...(type.check?.(withoutDefaults(withoutUnknowns(inputs)) as Bag, unknown) ?? []),
  ];
}

/** Names of nested maps of free keys: no objects with a schema, so they get no `__defaults` (types/input.d.ts of the SDK). */
const NESTED_MAPS: ReadonlySet<string> = new Set(["driverOpts", "labels", "options", "tags"]);

/** The provider lists the defaults of every nested object, too; ours has none there. */
function withNestedDefaults(
  value: unknown,
  maps: ReadonlySet<string> = NESTED_MAPS,
  isNested = false,
): unknown {
  if (Array.isArray(value)) return value.map((item) => withNestedDefaults(item, NESTED_MAPS, true));
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([name]) => name !== "__defaults")
    .map(([name, item]) => {
      const inner = maps.has(name) ? item : withNestedDefaults(item, NESTED_MAPS, true);
      return [name, inner] as const;
    });
  return { ...Object.fromEntries(entries), ...(isNested ? { __defaults: [] } : {}) };
}

/** Inputs as AWS sees them: without the provider's notes. */
export function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "__defaults")
      .map(([name, item]) => [name, withoutDefaults(item)]),
  );
}
