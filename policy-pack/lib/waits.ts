import type { WaitData } from "./data";
import type { Undetermined } from "./finding";
import type { Lines } from "./inspection";
import type { Reason } from "./unknown";

const NOTES: Readonly<Record<Reason, string>> = {
  unknown: "",
  encrypted: " (encrypted)",
  elsewhere: " (not in this stack)",
};

/** A property that rules wait for: `path: rule, rule`. */
export function waitLine({ path, reason }: Undetermined, rules: Iterable<string>): string {
  return `${path}${NOTES[reason]}: ${[...rules].join(", ")}`;
}

/** The same, for programs. */
export function waitData({ path, reason }: Undetermined, rules: Iterable<string>): WaitData {
  return { path, reason, rules: [...rules] };
}

interface Waiting {
  readonly wait: Undetermined;
  readonly rules: Set<string>;
}

/** Which rules wait for which properties of which resources, in the whole stack. */
export class Waits {
  /** URN → path and reason → rules. */
  private readonly byUrn = new Map<string, Map<string, Waiting>>();

  add(rule: string, wait: Undetermined): void {
    const paths = this.byUrn.get(wait.urn) ?? new Map<string, Waiting>();
    const key = `${wait.path} ${wait.reason}`;
    const waiting = paths.get(key) ?? { wait, rules: new Set<string>() };
    waiting.rules.add(rule);
    this.byUrn.set(wait.urn, paths.set(key, waiting));
  }

  /** Forgets those of a resource, which is judged anew. */
  forget(urn: string): void {
    this.byUrn.delete(urn);
  }

  /** Per resource, a line for each property that rules wait for; then forgets them all. */
  take(): Lines[] {
    const lines = [...this.byUrn].map(([urn, paths]) => ({
      urn,
      lines: [...paths.values()].map(({ wait, rules }) => waitLine(wait, rules)),
      data: { undetermined: [...paths.values()].map(({ wait, rules }) => waitData(wait, rules)) },
    }));
    this.byUrn.clear();
    return lines;
  }
}
