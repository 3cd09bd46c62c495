import { show } from "../policy-pack/lib/finding";
import { reasonUnjudgeable } from "../policy-pack/lib/unknown";
import type { Change } from "./changes";
import { isRecord } from "./json";
import { COSTS, type CostFacts } from "./resource-facts";

/** A change that shows in the bill. */
export interface CostChange {
  readonly urn: string;
  readonly noun: string;
  readonly kind: "more" | "less" | "changed";
  /** `instanceClass "db.t4g.micro" → "db.t4g.small"`; empty where the resource itself is what counts. */
  readonly details: readonly string[];
}

/** Which changes show in the bill, without a price: that depends on region, hours and traffic. */
export function costChangesOf(changes: readonly Change[]): CostChange[] {
  // The table's order: what tends to cost most comes first.
  return Object.entries(COSTS).flatMap(([type, facts]) =>
    changes
      .filter((change) => change.type === type)
      .flatMap((change) => costOf(change, facts) ?? []),
  );
}

function costOf(change: Change, facts: CostFacts): CostChange | undefined {
  const { urn, kind } = change;
  const { noun, properties, countsItself = true } = facts;
  const [before, after] = [costs(change.old, facts), costs(change.new, facts)];
  if (kind === "created" && after) {
    const details = properties.flatMap((path) => valueLine(path, change.new));
    return countsItself || details.length > 0 ? { urn, noun, kind: "more", details } : undefined;
  }
  if (kind === "deleted" && before && countsItself) return { urn, noun, kind: "less", details: [] };
  if (kind !== "changed" && kind !== "replaced") return undefined;
  const details = properties.flatMap((path) => differenceLine(path, change));
  return details.length > 0 ? { urn, noun, kind: "changed", details } : undefined;
}

function costs(inputs: Change["new"], { only }: CostFacts): boolean {
  if (only === undefined) return true;
  const [property, ...values] = only;
  return values.some((value) => value === inputs[property]);
}

function valueLine(path: string, inputs: Change["new"]): string[] {
  const value = valueAt(path, inputs);
  return value === undefined ? [] : [`${path} ${shown(value)}`];
}

function differenceLine(path: string, { old, new: next }: Change): string[] {
  const [before, after] = [valueAt(path, old), valueAt(path, next)].map(shown);
  return before === after ? [] : [`${path} ${before ?? ""} → ${after ?? ""}`];
}

/** Lists count by their length: which subnets an endpoint is in does not matter, but how many. */
function shown(value: unknown): string {
  if (reasonUnjudgeable(value) !== undefined) return "(not known)";
  return Array.isArray(value) ? `${value.length}` : show(value);
}

function valueAt(path: string, inputs: Change["new"]): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), inputs);
}
