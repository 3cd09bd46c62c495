import * as fs from "node:fs";
import * as path from "node:path";
import type { Audit, Judged } from "../../audit/audit";
import { readEvents, type RunEvents } from "../../audit/events";
import { markdownReport } from "../../audit/formats/markdown";
import { sarifReport } from "../../audit/formats/sarif";
import { judgementOf } from "../../audit/judgement";
import { changesMarkdown } from "./changes";
import { addToSummary } from "./github";

/** A run of the engine that has ended. */
export interface Run {
  /** What it was, for the heading: `Preview`. */
  readonly what: string;
  readonly stack: string;
  /** The engine's events, one JSON object a line. */
  readonly events: string;
  /** Folder for the reports. */
  readonly output: string;
  /** The engine's exit code. */
  readonly code: number;
  /** Where it was, if not in AWS. */
  readonly where?: string;
}

/** Writes `<stack>.md` and `<stack>.sarif` beside the events, and adds the former to the summary of the workflow's run. */
export function writeReports({ what, stack, events, output, code, where }: Run): void {
  const run = readEvents(readLines(events));
  const at = new Date().toISOString();
  const [pack = ["container-security", ""]] = Object.entries(run.summary?.packs ?? {});
  const audit: Audit = {
    judged: [judgedOf(stack, run)],
    failed: [],
    pack: { name: pack[0], version: pack[1] },
    at,
  };
  const heading = `# ${what} of ${stack}${where === undefined ? "" : ` (${where})`}`;
  const result = code === 0 ? "" : "**It failed.**";
  const parts = [heading, result, changesMarkdown(run), markdownReport(audit)];
  const markdown = `${parts.filter(Boolean).join("\n\n").trim()}\n`;
  fs.mkdirSync(output, { recursive: true });
  fs.writeFileSync(path.join(output, `${stack}.md`), markdown);
  fs.writeFileSync(path.join(output, `${stack}.sarif`), sarifReport(audit));
  addToSummary(markdown);
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

/** An engine that was killed leaves a last line that is not whole; one that did not start leaves none. */
export function readLines(file: string): unknown[] {
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line): unknown[] => {
      try {
        return line === "" ? [] : [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}
