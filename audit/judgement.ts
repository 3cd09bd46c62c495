import { createHash } from "node:crypto";
import {
  splitMessage,
  type FindingData,
  type WaitData,
  type WaiverData,
} from "../policy-pack/lib/data";
import type { Severity } from "../policy-pack/lib/finding";
import { parseUrn } from "../policy-pack/lib/urn";
import { CATALOGUE, GATHERING, rankOf, SEVERITIES } from "./catalogue";
import type { PolicyEvent } from "./events";
import { spokenIn, waitsIn, waivedIn } from "./spoken";

/** One finding, with everything that a report may say of it. */
export interface Finding {
  /** The same for the same rule, resource, container and property, whatever the value is. */
  readonly id: string;
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: Severity;
  /** The resource; empty for the stack as a whole. */
  readonly urn: string;
  readonly container?: string;
  /** Path of the property. */
  readonly property?: string;
  readonly found?: string;
  readonly expected?: string;
  /** The finding as one line. */
  readonly text: string;
  readonly fix: string;
  readonly url: string;
  /** The waiver that excused it until it expired. */
  readonly expired?: WaiverData;
}

/** A finding that a waiver excuses. */
export interface Waived extends Finding {
  readonly waiver?: WaiverData;
}

/** A value that rules could not judge. */
export interface Undetermined {
  readonly urn: string;
  readonly path: string;
  readonly reason: WaitData["reason"];
  readonly rules: readonly string[];
}

/** What the pack says of one stack. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly waived: readonly Waived[];
  readonly undetermined: readonly Undetermined[];
  /** Waivers that excused nothing. */
  readonly unused: readonly WaiverData[];
}

/** Sorts out what policies said: worst first, then by rule and resource. */
export function judgementOf(events: readonly PolicyEvent[]): Judgement {
  const said = events.map((event) => ({ event, ...splitMessage(event.message) }));
  const by = (policy: string) => said.filter(({ event }) => event.policy === policy);
  const ids = new Ids();
  const findings = said
    .filter(({ event }) => !GATHERING.has(event.policy))
    .map(({ event, text, data }): Finding => {
      const about = data?.finding ?? { rule: event.policy, text: "" };
      const expired = data?.expired;
      const spoken = spokenIn(text);
      return {
        ...findingOf({ ...about, text: spoken.text || event.policy }, event.urn, ids),
        level: event.level,
        ...present({ severity: severityOf(event.severity), fix: spoken.fix, url: spoken.url }),
        ...present({ expired }),
      };
    });
  const waived = by("pack-waived")
    .filter(({ data }) => data?.unused === undefined)
    .flatMap(({ event: { urn }, text, data }): Waived[] =>
      data?.waived === undefined
        ? waivedIn(text).map((each) => findingOf(each, urn, ids))
        : data.waived.map((each) => ({ ...findingOf(each, urn, ids), waiver: each.waiver })),
    );
  const undetermined = by("pack-undetermined").flatMap(({ event: { urn }, text, data }) =>
    (data?.undetermined ?? waitsIn(text)).map((wait) => ({ urn, ...wait })),
  );
  return {
    findings: findings.toSorted(inOrder),
    waived: waived.toSorted(inOrder),
    undetermined: undetermined.toSorted((a, b) => compare(a.urn, b.urn) || compare(a.path, b.path)),
    unused: said.flatMap(({ data }) => data?.unused ?? []),
  };
}

/** A finding with what the rule's facts say of it. */
function findingOf(about: FindingData, urn: string, ids: Ids): Finding {
  const { rule, text, container, path: property, found, expected } = about;
  const entry = CATALOGUE.get(rule);
  return {
    id: ids.of(rule, urn, container, property ?? text),
    rule,
    level: entry?.level === "advisory" ? "advisory" : "mandatory",
    severity: entry?.severity ?? "medium",
    urn,
    text,
    fix: about.fix ?? entry?.fix ?? "",
    url: entry?.url ?? "",
    ...present({ container, property, found, expected }),
  };
}

function severityOf(text: string): Severity | undefined {
  return SEVERITIES.find((severity) => severity === text);
}

/** Gives findings their ids; of several on the same property, each has its own. */
class Ids {
  private readonly given = new Map<string, number>();

  of(...parts: readonly (string | undefined)[]): string {
    const key = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24);
    const number = (this.given.get(key) ?? 0) + 1;
    this.given.set(key, number);
    return number === 1 ? key : `${key}-${number}`;
  }
}

function inOrder(a: Finding, b: Finding): number {
  const level = (finding: Finding): number => (finding.level === "mandatory" ? 0 : 1);
  return (
    level(a) - level(b) ||
    rankOf(a.severity) - rankOf(b.severity) ||
    compare(a.rule, b.rule) ||
    compare(a.urn, b.urn) ||
    compare(a.text, b.text)
  );
}

/** By code units: the same order on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The properties that have a value. */
function present<T extends object>(properties: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** The resource as a person names it: `name (type)`, with its container. */
export function resourceLabel({ urn, container }: Pick<Finding, "urn" | "container">): string {
  if (urn === "") return "the stack as a whole";
  const { name, type } = parseUrn(urn);
  const suffix = container === undefined ? "" : `, container ${container}`;
  return `${name === "" ? urn : name}${type === "" ? "" : ` (${type})`}${suffix}`;
}
