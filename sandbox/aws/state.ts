import { sameValue } from "../lib/diff";
import type { ReadRequest } from "../lib/provider";
import { UNKNOWN, isObject, type Bag } from "../lib/values";
import { withoutDefaults } from "./check";
import type { Configuration } from "./configuration";
import { allTags, ownTags } from "./lib/tags";
import type { Properties, ResourceType } from "./resource-type";
import { isRegional, sdkClass } from "./sdk";

/** Inputs as they are kept in the state: without the provider's notes and what is write-only. */
function kept(type: ResourceType, inputs: Bag): Properties {
  const plain = withoutDefaults(inputs) as Bag;
  const writeOnly = new Set(type.writeOnly);
  return Object.fromEntries(Object.entries(plain).filter(([name]) => !writeOnly.has(name)));
}

/** The region that a resource is or will be in. */
export function regionOf(inputs: Bag, configuration: Configuration): string {
  const { region } = inputs;
  return typeof region === "string" && region !== "" ? region : configuration.region;
}

/** State of a new object. */
export function createdState(
  type: ResourceType,
  inputs: Bag,
  outputs: Properties,
  region: string,
): Properties {
  return complete(type, { ...kept(type, inputs), ...located(type, region), ...outputs });
}

/** @throws Error when the type's entry forgets an output that the SDK promises: a program would read undefined. */
function complete(type: ResourceType, state: Properties): Properties {
  const promised = [...(sdkClass(type.token)?.alwaysPresent ?? [])];
  const missing = promised.filter((name) => state[name] === undefined || state[name] === null);
  if (missing.length === 0) return state;
  throw new Error(
    `${type.token} gives no ${missing.join(", ")}: its entry in sandbox/aws/types lacks them`,
  );
}

/** What a preview can say of a new object: its inputs, and that every other output will have a value. */
export function previewedState(type: ResourceType, inputs: Bag, region: string): Properties {
  const unknown = [...(sdkClass(type.token)?.alwaysPresent ?? [])].map((name) => [name, UNKNOWN]);
  return {
    ...(Object.fromEntries(unknown) as Properties),
    id: UNKNOWN,
    ...located(type, region),
    ...kept(type, inputs),
  };
}

/**
 * State of a changed object: what the program gives now, over what AWS computed before.
 * An input that is no longer given keeps its value where the output always has one, as the provider has it.
 */
export function updatedState(
  type: ResourceType,
  old: Properties,
  inputs: Bag,
  outputs: Properties,
): Properties {
  const stays = Object.entries(old).filter(([name]) => !isDropped(type, name));
  return { ...Object.fromEntries(stays), ...kept(type, inputs), ...outputs };
}

/**
 * The inputs of an update as they reach AWS: what the program did not change is as the object has it.
 * @param state the state that the engine has of the object; `live` is what AWS has.
 */
export function sentInputs(type: ResourceType, inputs: Bag, state: Bag, live: Properties): Bag {
  const unchanged = (type.sentWhenChanged ?? []).filter((name) => {
    const [before, after] = [state[name], inputs[name]];
    return (type.same?.[name] ?? sameValue)(before, after) && live[name] !== undefined;
  });
  return { ...inputs, ...Object.fromEntries(unchanged.map((name) => [name, live[name]])) };
}

/** {@link updatedState} in a preview. */
export function previewedUpdate(type: ResourceType, old: Properties, inputs: Bag): Properties {
  const unknown = (type.unknownOnUpdate ?? []).map((name) => [name, UNKNOWN] as const);
  return updatedState(type, old, inputs, Object.fromEntries(unknown));
}

function isDropped(type: ResourceType, name: string): boolean {
  return (sdkClass(type.token)?.inputs.has(name) ?? false) && !sticky(type).has(name);
}

/** Inputs that keep their value when the program no longer gives one. */
export function sticky(type: ResourceType): ReadonlySet<string> {
  return new Set([
    ...(sdkClass(type.token)?.alwaysPresent ?? []),
    ...(type.optionalComputed ?? []),
  ]);
}

function located(type: ResourceType, region: string): Properties {
  return isRegional(type.token) ? { region } : {};
}

/** What the account keeps: AWS has one set of tags, whosever they are. */
export function storedState(type: ResourceType, state: Properties): Properties {
  const { tags, ...rest } = state;
  return type.taggable || tags === undefined ? rest : state;
}

/** The state again: the provider tells which of the tags are the resource's own. */
export function withTags(
  type: ResourceType,
  live: Properties,
  state: Bag,
  { defaultTags }: Configuration,
): Properties {
  if (!type.taggable) return live;
  const all = allTags(bag(live["tagsAll"]), live["tags"]);
  const tags = ownTags(all, defaultTags, bag(state["tags"]));
  const hasTags = Object.keys(tags).length > 0 || state["tags"] !== undefined;
  return { ...live, tagsAll: all, ...(hasTags && { tags }) };
}

/**
 * Inputs after a refresh: as they were, except where the object is no longer what the state says.
 * For an object that is new to the stack: everything that could have been an input and has a value.
 */
export function inputsAfterRead(
  type: ResourceType,
  live: Properties,
  request: ReadRequest,
  configuration: Configuration,
): Bag {
  const names = new Set([...(type.inputs ?? sdkClass(type.token)?.inputs ?? []), "tagsAll"]);
  const now = type.inputsOf?.(live) ?? live;
  if (request.inputs === undefined) {
    const imported = Object.entries(now).filter(
      ([name, value]) =>
        names.has(name) && !isEmpty(value) && !(type.writeOnly ?? []).includes(name),
    );
    const inputs = Object.fromEntries(imported);
    if (inputs["region"] === configuration.region) delete inputs["region"];
    return { ...inputs, __defaults: [] };
  }
  const before = type.inputsOf?.(request.state) ?? request.state;
  const drifted = [...names].filter((name) => !sameValue(now[name], before[name]));
  const stays = Object.entries(request.inputs).filter(([name]) => !drifted.includes(name));
  const changed = drifted
    .filter((name) => now[name] !== undefined)
    .map((name) => [name, now[name]] as const);
  return { ...Object.fromEntries(stays), ...Object.fromEntries(changed) };
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function bag(value: unknown): Properties {
  return isObject(value) ? value : {};
}
