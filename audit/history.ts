import * as fs from "node:fs";
import { UserError } from "../sandbox/lib/user-error";
import type { Audit } from "./audit";
import { isRecord, textOf } from "./json";
import { printable } from "./text";

/** Runs that are kept. */
const LONGEST = 30;

/** What is kept of one run: per stack, the ids of its findings. */
export interface PastRun {
  readonly at: string;
  readonly stacks: Readonly<Record<string, readonly string[]>>;
}

/** What has changed since the last run. */
export interface Trend {
  /** When the last run was. */
  readonly since: string;
  /** Per stack that both runs judged. */
  readonly stacks: ReadonlyMap<string, { readonly appeared: number; readonly resolved: number }>;
  /** Stacks that were not judged the last time, and those that are not any more. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/** The runs in a file; none if there is no such file yet. */
export function readHistory(file: string): PastRun[] {
  if (!fs.existsSync(file)) return [];
  let value: unknown;
  try {
    value = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    throw new UserError(
      `${printable(file)}: it cannot be read as the history of audits; name another file, or remove it.`,
    );
  }
  const runs = isRecord(value) ? value["runs"] : undefined;
  if (!Array.isArray(runs) || !runs.every(isRun)) {
    throw new UserError(
      `${printable(file)}: it is not a history of audits; name another file, or remove it.`,
    );
  }
  return runs;
}

/** Adds a run, and lets the oldest go. A stack that could not be judged keeps what was last known of it. */
export function writeHistory(file: string, past: readonly PastRun[], audit: Audit): void {
  const last = past.at(-1)?.stacks ?? {};
  const unjudged = audit.failed.flatMap(({ title }) => {
    const ids = Object.hasOwn(last, title) ? last[title] : undefined;
    return ids === undefined ? [] : [[title, ids] as const];
  });
  const runs = [
    ...past,
    { at: audit.at, stacks: Object.fromEntries([...idsOf(audit), ...unjudged]) },
  ];
  const partial = `${file}.partial`;
  fs.writeFileSync(partial, `${JSON.stringify({ runs: runs.slice(-LONGEST) }, null, 1)}\n`);
  fs.renameSync(partial, file);
}

/** How an audit differs from the last run; undefined if there is none. */
export function trendOf(past: readonly PastRun[], audit: Audit): Trend | undefined {
  const last = past.at(-1);
  if (last === undefined) return undefined;
  const stacks = new Map<string, { appeared: number; resolved: number }>();
  const now = idsOf(audit);
  for (const [title, ids] of now) {
    if (!Object.hasOwn(last.stacks, title)) continue;
    const [before, after] = [new Set(last.stacks[title]), new Set(ids)];
    stacks.set(title, {
      appeared: [...after].filter((id) => !before.has(id)).length,
      resolved: [...before].filter((id) => !after.has(id)).length,
    });
  }
  const known = new Set([...now.keys(), ...audit.failed.map(({ title }) => title)]);
  return {
    since: last.at,
    stacks,
    joined: [...now.keys()].filter((title) => !Object.hasOwn(last.stacks, title)),
    left: Object.keys(last.stacks).filter((title) => !known.has(title)),
  };
}

function idsOf({ judged }: Audit): Map<string, string[]> {
  return new Map(judged.map(({ title, findings }) => [title, findings.map(({ id }) => id)]));
}

function isRun(value: unknown): value is PastRun {
  if (!isRecord(value) || Number.isNaN(Date.parse(textOf(value["at"])))) return false;
  const stacks = value["stacks"];
  return (
    isRecord(stacks) &&
    Object.values(stacks).every(
      (ids) => Array.isArray(ids) && ids.every((id) => typeof id === "string"),
    )
  );
}
