import { attempt, Undetermined, Unreadable, type Finding, type Outcome } from "./finding";
import { Reader } from "./reader";
import { unproxied, type Reason } from "./unknown";

/** What became of one rule on one resource. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly waiting: readonly Undetermined[];
  /** The rule's own fault, if it crashed. */
  readonly crash: unknown;
}

interface Waiting {
  readonly reason: Reason;
  readonly rules: Set<string>;
}

/** What all rules find on one resource, or on one stack, during one call of the engine. */
export class Inspection {
  private readonly judged = new Set<string>();
  /** URN → path → rules that wait for it. */
  private readonly waits = new Map<string, Map<string, Waiting>>();
  /** URN → what cannot be read. */
  private readonly faults = new Map<string, Set<string>>();
  private root: Reader | undefined;

  /** True if this rule was here before, so that the engine must be calling anew. */
  wasJudgedBy(rule: string): boolean {
    return this.judged.has(rule);
  }

  /** One reader for all rules, so that what they parse is parsed once. */
  reader(urn: string, props: Record<string, unknown>): Reader {
    this.root ??= new Reader(unproxied(props), "", { urn });
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
        else if (outcome instanceof Unreadable) this.addFault(outcome);
        else findings.push(outcome);
      }
    } catch (error) {
      crash = error ?? new Error("thrown without a value");
    }
    return { findings, waiting, crash };
  }

  /** Remembers that a rule waits for a value. */
  await(rule: string, { urn, path, reason }: Undetermined): void {
    const paths = this.waits.get(urn) ?? new Map<string, Waiting>();
    const waiting = paths.get(path) ?? { reason, rules: new Set<string>() };
    waiting.rules.add(rule);
    this.waits.set(urn, paths.set(path, waiting));
  }

  /** Per URN, one line for each property that rules wait for: `path: rule, rule`. */
  undetermined(): { urn: string; lines: string[] }[] {
    return [...this.waits].map(([urn, paths]) => ({
      urn,
      lines: [...paths].map(([path, { reason, rules }]) => {
        const note = reason === "encrypted" ? " (encrypted)" : "";
        return `${path}${note}: ${[...rules].join(", ")}`;
      }),
    }));
  }

  /** Per URN, what no rule can read. */
  unreadable(): { urn: string; lines: string[] }[] {
    return [...this.faults].map(([urn, lines]) => ({ urn, lines: [...lines] }));
  }

  private addFault({ urn, text }: Unreadable): void {
    this.faults.set(urn, (this.faults.get(urn) ?? new Set<string>()).add(text));
  }
}
