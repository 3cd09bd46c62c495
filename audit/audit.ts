import type { Finding, Judgement } from "./judgement";

/** A stack that was judged. */
export interface Judged extends Judgement {
  /** How the user names it: the file, or the stack with its project. */
  readonly title: string;
  readonly project: string;
  readonly stack: string;
  /** The export, as given; undefined for a stack of a backend. */
  readonly file?: string;
  /** Resources of the stack, without providers and the stack itself. */
  readonly resources: number;
  /** True if there are secrets that could not be decrypted here. */
  readonly hasEncrypted: boolean;
  /** Line of the file, counted from 1, by URN. */
  readonly lines: ReadonlyMap<string, number>;
}

/** A stack that could not be judged. */
export interface Failed {
  readonly title: string;
  readonly reason: string;
}

/** The result of an audit. */
export interface Audit {
  readonly judged: readonly Judged[];
  readonly failed: readonly Failed[];
  readonly pack: { readonly name: string; readonly version: string };
  /** When it was made, ISO 8601. */
  readonly at: string;
}

/** Which findings make an audit fail. */
export const FAIL_ON = ["mandatory", "advisory", "none"] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Whether a finding of this level makes the audit fail. */
export function fails(level: Finding["level"], failOn: FailOn): boolean {
  return failOn === "advisory" || failOn === level;
}

/** 0: nothing that fails; 1: findings; 2: a stack could not be judged. */
export function exitCodeOf({ judged, failed }: Audit, failOn: FailOn): 0 | 1 | 2 {
  if (failed.length > 0) return 2;
  const found = judged.some(({ findings }) => findings.some(({ level }) => fails(level, failOn)));
  return found ? 1 : 0;
}

/** How many of the findings have this level. */
export function countOf(findings: readonly Finding[], level: Finding["level"]): number {
  return findings.filter((finding) => finding.level === level).length;
}
