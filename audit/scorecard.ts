import type { Severity } from "../policy-pack/lib/finding";
import type { WaiverData } from "../policy-pack/lib/data";
import { countOf, type Audit, type Judged } from "./audit";
import { rankOf } from "./catalogue";
import type { Trend } from "./history";
import { compare } from "./judgement";

/** How one stack stands. */
export interface StackScore {
  readonly title: string;
  readonly resources: number;
  readonly mandatory: number;
  readonly advisory: number;
  readonly waived: number;
  readonly undetermined: number;
  /** Findings that the last run did not have, and those that are gone since; undefined without a last run. */
  readonly appeared?: number;
  readonly resolved?: number;
}

/** Which stacks break a rule, and how often. */
export interface RuleScore {
  readonly rule: string;
  readonly severity: Severity;
  readonly level: "mandatory" | "advisory";
  readonly total: number;
  /** Title of the stack → findings. */
  readonly stacks: ReadonlyMap<string, number>;
}

/** One waiver in all stacks. */
export interface WaiverScore {
  readonly waiver: WaiverData;
  /** Whole days that are left in UTC; negative since it has expired. */
  readonly daysLeft: number;
  /** Title of the stack → findings that it excuses, or that it did until it expired. */
  readonly stacks: ReadonlyMap<string, number>;
}

/** Many stacks on one page. */
export interface Scorecard {
  /** Worst first. */
  readonly stacks: readonly StackScore[];
  /** Worst first. */
  readonly rules: readonly RuleScore[];
  /** Those that end first come first. */
  readonly waivers: readonly WaiverScore[];
  /** When the run was that this one is compared with. */
  readonly since?: string;
}

/** The scorecard of an audit, compared with the run before if there was one. */
export function scorecardOf({ judged, at }: Audit, trend: Trend | undefined): Scorecard {
  return {
    stacks: judged.map((each) => stackScore(each, trend)).toSorted(worstFirst),
    rules: ruleScores(judged),
    waivers: waiverScores(judged, at.slice(0, 10)),
    ...(trend !== undefined && { since: trend.since }),
  };
}

function stackScore(judged: Judged, trend: Trend | undefined): StackScore {
  const { title, resources, findings, waived, undetermined } = judged;
  return {
    title,
    resources,
    mandatory: countOf(findings, "mandatory"),
    advisory: countOf(findings, "advisory"),
    waived: waived.length,
    undetermined: undetermined.length,
    ...trend?.stacks.get(title),
  };
}

function worstFirst(a: StackScore, b: StackScore): number {
  return b.mandatory - a.mandatory || b.advisory - a.advisory || compare(a.title, b.title);
}

function ruleScores(judged: readonly Judged[]): RuleScore[] {
  const scores = new Map<
    string,
    Omit<RuleScore, "stacks" | "total"> & { stacks: Map<string, number> }
  >();
  for (const { title, findings } of judged) {
    for (const { rule, severity, level } of findings) {
      const key = `${level} ${rule}`;
      const score = scores.get(key) ?? { rule, severity, level, stacks: new Map<string, number>() };
      const worst = rankOf(severity) < rankOf(score.severity) ? severity : score.severity;
      increase(score.stacks, title);
      scores.set(key, { ...score, severity: worst });
    }
  }
  return [...scores.values()]
    .map((score) => ({ ...score, total: sum(score.stacks) }))
    .toSorted(
      (a, b) =>
        compare(b.level, a.level) ||
        rankOf(a.severity) - rankOf(b.severity) ||
        b.total - a.total ||
        compare(a.rule, b.rule),
    );
}

/** A waiver that excuses nothing in one stack may be needed in another. */
function waiverScores(judged: readonly Judged[], today: string): WaiverScore[] {
  const scores = new Map<string, { waiver: WaiverData; stacks: Map<string, number> }>();
  const at = (waiver: WaiverData): Map<string, number> => {
    const key = JSON.stringify([waiver.number, waiver.rule, waiver.scope]);
    const score = scores.get(key) ?? { waiver, stacks: new Map<string, number>() };
    scores.set(key, score);
    return score.stacks;
  };
  for (const { title, findings, waived, unused } of judged) {
    for (const { waiver } of waived) if (waiver !== undefined) increase(at(waiver), title);
    for (const { expired } of findings) if (expired !== undefined) increase(at(expired), title);
    for (const waiver of unused) at(waiver);
  }
  return [...scores.values()]
    .map(({ waiver, stacks }) => ({ waiver, stacks, daysLeft: daysBetween(today, waiver.expires) }))
    .toSorted((a, b) => a.daysLeft - b.daysLeft || a.waiver.number - b.waiver.number);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function increase(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function sum(map: ReadonlyMap<string, number>): number {
  return [...map.values()].reduce((total, number) => total + number, 0);
}
