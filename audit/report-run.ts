import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../sandbox/lib/user-error";
import { FAIL_ON, fails, type FailOn } from "./audit";
import { readEvents } from "./events";
import { commentOf } from "./formats/comment";
import { readOptions, type OptionSpec } from "./options";
import { reportOf, type ChangeReport } from "./report";
import { parseStream } from "./stream";
import { jsonText, printable } from "./text";

const FORMATS = ["markdown", "json"] as const;

const REPORT_OPTIONS = {
  format: { value: "format", allowed: FORMATS },
  output: { value: "file" },
  "fail-on": { value: "level", allowed: FAIL_ON },
  help: {},
} as const satisfies Record<string, OptionSpec>;

const REPORT_USAGE = `Usage: npm run report -- <file of events, or - for standard input> [options]

Says for a reviewer what a preview or an update changes, what it loses, and what the policy pack finds.

  --format <format>   ${FORMATS.join(", ")} (default: markdown)
  --output <file>     writes there instead of printing
  --fail-on <level>   ${FAIL_ON.join(", ")} (default: none, for the engine's own exit status says it)

Exit status: 0, 1 findings that fail, 2 the events cannot be read.`;

/** What a report depends on. */
export interface ReportSurroundings {
  readonly folder: string;
  readonly readInput: () => string;
  readonly print: (text: string) => void;
}

/** Makes the report and answers the exit code. Throws UserError for what the user can mend. */
export function report(args: readonly string[], world: ReportSurroundings): 0 | 1 {
  const { words, values, flags } = readOptions(args, REPORT_OPTIONS);
  if (flags.has("help")) {
    world.print(`${REPORT_USAGE}\n`);
    return 0;
  }
  const [source] = words;
  if (source === undefined || words.length > 1) {
    throw new UserError(
      `${words.length === 0 ? "No events are named." : `Expected one file of events, given are ${words.length}.`}\n\n${REPORT_USAGE}`,
    );
  }
  const text =
    source === "-" ? world.readInput() : readFile(path.resolve(world.folder, source), source);
  const name = source === "-" ? "standard input" : printable(source);
  const result = reportOf(readEvents(parseStream(text, name)));
  const rendered = values.get("format")?.[0] === "json" ? jsonOf(result) : commentOf(result);
  const output = values.get("output")?.[0];
  if (output === undefined) world.print(rendered);
  else writeFile(path.resolve(world.folder, output), output, rendered);
  const failOn = (values.get("fail-on")?.[0] ?? "none") as FailOn;
  return result.findings.some(({ level }) => fails(level, failOn)) ? 1 : 0;
}

/** Without the resources' inputs, which may hold anything. */
function jsonOf(result: ChangeReport): string {
  const changes = result.changes.map(({ kind, urn, type, properties, loses }) => ({
    kind,
    urn,
    type,
    properties,
    loses,
  }));
  return jsonText({ format: 1, ...result, changes });
}

function readFile(file: string, name: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`${printable(name)}: it cannot be read (${codeOf(error)}).`);
  }
}

function writeFile(file: string, name: string, text: string): void {
  try {
    fs.writeFileSync(file, text);
  } catch (error) {
    throw new UserError(`--output ${printable(name)}: it cannot be written (${codeOf(error)}).`);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}
