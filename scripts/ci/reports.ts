import * as fs from "node:fs";
import * as path from "node:path";
import type { Audit, Judged } from "../../audit/audit";
import { readEvents, type RunEvents } from "../../audit/events";
import { commentOf } from "../../audit/formats/comment";
import { sarifReport } from "../../audit/formats/sarif";
import { judgementOf } from "../../audit/judgement";
import { reportOf } from "../../audit/report";
import { eventLines } from "../../audit/stream";
import { escapeMarkdown } from "../../audit/text";
import type { Engine } from "./engine";
import { addToSummary } from "./github";

/** A run of the engine that has ended. */
export interface Run {
  /** What it was, for the heading: `Preview of dev`, as Markdown. */
  readonly title: string;
  readonly stack: string;
  /** The engine's events, one JSON object a line. */
  readonly events: string;
  /** Folder for the reports. */
  readonly output: string;
  /** The engine's exit code. */
  readonly code: number;
}

/** Writes `<stack>.md` and `<stack>.sarif` beside the events, and adds the former to the summary of the workflow's run. */
export function writeReports({ title, stack, events, output, code }: Run): void {
  const run = readEvents(readEventFile(events));
  const [pack = ["container-security", ""]] = Object.entries(run.summary?.packs ?? {});
  const audit: Audit = {
    judged: [judgedOf(stack, run)],
    failed: [],
    pack: { name: pack[0], version: pack[1] },
    at: new Date().toISOString(),
  };
  const markdown = commentOf(reportOf(run), { title, hasFailed: code !== 0 });
  fs.mkdirSync(output, { recursive: true });
  fs.writeFileSync(path.join(output, `${stack}.md`), markdown);
  fs.writeFileSync(path.join(output, `${stack}.sarif`), sarifReport(audit));
  addToSummary(markdown);
}

/** `Preview of dev (simulated account)`, as Markdown. */
export function titleOf(what: string, stack: string, { sandbox }: Engine): string {
  return `${what} of ${escapeMarkdown(stack)}${sandbox === undefined ? "" : " (simulated account)"}`;
}

function judgedOf(stack: string, { policies, steps }: RunEvents): Judged {
  const resources = steps.filter(({ type }) => !type.startsWith("pulumi:"));
  return {
    ...judgementOf(policies),
    title: stack,
    project: resources[0]?.urn.split("::")[1] ?? "",
    stack,
    resources: new Set(resources.map(({ urn }) => urn)).size,
    hasEncrypted: false,
    lines: new Map(),
  };
}

/** The events of a run; none of one whose engine did not start. */
export function readEventFile(file: string): unknown[] {
  return fs.existsSync(file) ? eventLines(fs.readFileSync(file, "utf8")) : [];
}
