import type { MessageData, WaivedData } from "./data";
import { attempt, Undetermined, Unreadable, type Finding, type Outcome } from "./finding";
import { Reader } from "./reader";
import { unproxied } from "./unknown";

/** What became of one rule on one resource. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly waiting: readonly Undetermined[];
  /** The rule's own fault, if it crashed. */
  readonly crash: unknown;
}

/** What is said of one resource. */
export interface Lines {
  readonly urn: string;
  readonly lines: readonly string[];
  /** The same, for programs. */
  readonly data?: MessageData;
}

/** What all rules find on one resource, or on one stack, during one call of the engine. */
export class Inspection {
  private readonly judged = new Set<string>();
  /** URN → what cannot be read. */
  private readonly faults = new Map<string, Set<string>>();
  /** URN → what is excused. */
  private readonly excused = new Map<string, Map<string, WaivedData>>();
  private root: Reader | undefined;

  /** @param isLed true if the policies of the pack report what is gathered here. */
  constructor(readonly isLed: boolean) {}

  /** True if this rule was here before, so that the engine must be calling anew. */
  wasJudgedBy(rule: string): boolean {
    return this.judged.has(rule);
  }

  /** One reader for all rules, so that what they parse is parsed once. */
  reader(urn: string, props: Record<string, unknown>): Reader {
    this.root ??= Reader.of(unproxied(props), urn);
    return this.root;
  }

  /** Runs a rule's check to its end or to its crash; keeps what the rule could not read. */
  judge(rule: string, check: () => Iterable<Outcome>): Judgement {
    this.judged.add(rule);
    const findings: Finding[] = [];
    const waiting: Undetermined[] = [];
    let crash: unknown;
    try {
      for (const outcome of attempt(check)) {
        if (outcome instanceof Undetermined) waiting.push(outcome);
        else if (outcome instanceof Unreadable) add(this.faults, outcome.urn, outcome.text);
        else findings.push(outcome);
      }
    } catch (error) {
      crash = error ?? new Error("thrown without a value");
    }
    return { findings, waiting, crash };
  }

  /** Remembers a finding that a waiver excuses. */
  waive(urn: string, line: string, data: WaivedData): void {
    const ofUrn = this.excused.get(urn) ?? new Map<string, WaivedData>();
    this.excused.set(urn, ofUrn.set(line, data));
  }

  /** Per URN, one line for each finding that a waiver excuses. */
  waived(): Lines[] {
    return [...this.excused].map(([urn, waived]) => ({
      urn,
      lines: [...waived.keys()],
      data: { waived: [...waived.values()] },
    }));
  }

  /** Per URN, what no rule can read. */
  unreadable(): Lines[] {
    return linesOf(this.faults);
  }

  /** All that is gathered; the next call answers what came after this one. */
  take(): Record<"waived" | "unreadable", Lines[]> {
    const taken = { waived: this.waived(), unreadable: this.unreadable() };
    for (const map of [this.faults, this.excused]) map.clear();
    return taken;
  }
}

function add(map: Map<string, Set<string>>, key: string, line: string): void {
  map.set(key, (map.get(key) ?? new Set<string>()).add(line));
}

function linesOf(map: ReadonlyMap<string, ReadonlySet<string>>): Lines[] {
  return [...map].map(([urn, lines]) => ({ urn, lines: [...lines] }));
}
