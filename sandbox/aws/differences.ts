import { diffInputs } from "../lib/diff";
import type { Diff, DiffRequest } from "../lib/provider";
import { withoutUnknowns, type Bag } from "../lib/values";
import { withoutDefaults } from "./check";
import type { Configuration } from "./configuration";
import type { ResourceType } from "./resource-type";
import { isRegional } from "./sdk";
import { sticky } from "./state";

const none: ReadonlySet<string> = new Set();

/**
 * A provider is changed in place, its region too: since version 7 each resource knows its own region
 * and is replaced when that changes (pulumi/pulumi-aws#5656).
 */
export function providerDifferences(olds: Bag, news: Bag): Diff {
  const rules = { forceNew: none, sticky: none, sets: none, json: none, same: {} };
  return { ...diffInputs(olds, news, rules), deleteBeforeReplace: false };
}

/** What changes on a resource, and whether it is replaced. */
export function differences(
  type: ResourceType,
  request: DiffRequest,
  configuration: Configuration,
): Diff {
  const { oldInputs, oldOutputs, news } = request;
  // Where the provider's region is all that says where, it is what the resource's own would be.
  const isLocated = isRegional(type.token) && oldOutputs["region"] !== undefined;
  const region = news["region"] ?? configuration.region;
  const target = { ...compared(type, news), ...(isLocated && { region }) };
  const before = {
    ...compared(type, oldInputs),
    ...(isLocated && { region: oldOutputs["region"] }),
  };
  const known = [before, target].map((bag) => withoutDefaults(withoutUnknowns(bag)) as Bag) as [
    Bag,
    Bag,
  ];
  const diff = diffInputs(before, target, {
    forceNew: new Set([...type.forceNew, "region", ...(type.replacedWhen?.(...known) ?? [])]),
    same: type.same ?? {},
    sticky: sticky(type),
    sets: new Set(type.sets),
    json: new Set(type.json),
  });
  return {
    ...diff,
    deleteBeforeReplace: diff.replaces.length > 0 && collides(type, oldInputs, news),
  };
}

/** A write-only value is no part of the state, so it cannot differ: its version says when it changes. */
function compared(type: ResourceType, inputs: Bag): Bag {
  const writeOnly = new Set(type.writeOnly);
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !writeOnly.has(name)));
}

/** Whether a replacement could not be created while the old object exists: the program gave it its name. */
function collides(type: ResourceType, olds: Bag, news: Bag): boolean {
  if (type.deleteBeforeReplace) return true;
  const property = type.autoName?.property;
  if (property === undefined || news[property] === undefined) return false;
  const generated = Array.isArray(news["__defaults"]) && news["__defaults"].includes(property);
  return !generated && olds[property] === news[property];
}
