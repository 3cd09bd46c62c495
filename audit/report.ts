import { parseUrn } from "../policy-pack/lib/urn";
import { changesOf, countChanges, type Change, type ChangeKind } from "./changes";
import { costChangesOf, type CostChange } from "./costs";
import type { RunEvents } from "./events";
import { judgementOf, type Judgement } from "./judgement";

/** What a reviewer is told of a preview or an update. */
export interface ChangeReport extends Judgement {
  /** Name of the stack; empty where no event names it. */
  readonly stack: string;
  readonly isPreview: boolean;
  /** Every resource that changes: what loses data first. */
  readonly changes: readonly Change[];
  /** How many there are of each kind. */
  readonly counts: Readonly<Record<ChangeKind, number>>;
  readonly costs: readonly CostChange[];
  /** Why the engine failed, beside findings. */
  readonly errors: readonly string[];
  /** True if the engine stopped early, so that more may change than is listed. */
  readonly isIncomplete: boolean;
  /** False if no policy pack took part, so that no findings means nothing. */
  readonly isJudged: boolean;
}

/** The engine's last word on a run that failed; why it did stands in other errors or in findings. */
const SAYS_NOTHING = /^(?:preview|update) failed$/;

/** Joins what the engine tells with what is known of rules and types. */
export function reportOf(events: RunEvents): ChangeReport {
  const { policies, steps, errors, summary } = events;
  const changes = changesOf(steps);
  return {
    ...judgementOf(policies),
    stack: parseUrn(steps[0]?.urn ?? "").stack,
    isPreview: summary?.isPreview ?? true,
    changes,
    counts: countChanges(changes),
    costs: costChangesOf(changes),
    errors: errors.filter((error) => !SAYS_NOTHING.test(error)),
    isIncomplete: summary === undefined || summary.maybeCorrupt || summary.result === "failed",
    isJudged: policies.length > 0 || Object.keys(summary?.packs ?? {}).length > 0,
  };
}
