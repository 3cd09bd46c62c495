import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { faultsOfFile } from "../policy-pack/check-config";
import { UserError } from "../sandbox/lib/user-error";
import { exitCodeOf, FAIL_ON, type Audit, type Failed, type FailOn, type Judged } from "./audit";
import { collect, targetOf, type Subject, type Target } from "./collect";
import { analyze, listStacks, type Analysis, type Pack, type RunPulumi } from "./engine";
import { FORMAT_NAMES, FORMATS, formatOf, type Format } from "./formats";
import { readHistory, trendOf, writeHistory } from "./history";
import { judgementOf } from "./judgement";
import { readOptions, type Given, type OptionSpec } from "./options";
import { scorecardOf } from "./scorecard";
import { printable } from "./text";

/** Options of `npm run audit`. */
const AUDIT_OPTIONS = {
  stack: { value: "stack's name", multiple: true },
  all: {},
  sandbox: {},
  cwd: { value: "folder" },
  "policy-pack-config": { value: "file" },
  format: { value: "format", allowed: FORMAT_NAMES },
  output: { value: "file", multiple: true },
  "fail-on": { value: "level", allowed: FAIL_ON },
  history: { value: "file" },
  help: {},
} as const satisfies Record<string, OptionSpec>;

const AUDIT_USAGE = `Usage: npm run audit -- [<export file, folder of exports or stack> ...] [options]

Judges what is deployed, by the policy pack, from the stack's state; calls no cloud and changes nothing.

  --stack <name>               a stack of the backend that pulumi is logged in to; may be repeated
  --all                        every stack of that backend, on one page
  --sandbox                    the stacks of the sandbox
  --cwd <folder>               folder of the Pulumi project, for --stack (default: where you are)
  --policy-pack-config <file>  configuration of the pack: levels, options, waivers
  --format <format>            what is printed: ${FORMAT_NAMES.join(", ")} (default: text)
  --output <file>              also writes a report; its ending says which: .txt .json .sarif .xml .md .html; may be repeated
  --fail-on <level>            ${FAIL_ON.join(", ")} (default: mandatory)
  --history <file>             compares with the last run in this file, and adds this one

Exit status: 0 nothing found that fails, 1 findings, 2 something could not be judged.`;

/** What an audit depends on; tests replace it piece by piece. */
export interface Surroundings {
  /** The user's folder: file names are relative to it. */
  readonly folder: string;
  /** The engine with the user's login, for the project in a folder. */
  readonly openEngine: (project: string) => Promise<RunPulumi>;
  /** The engine of the sandbox. */
  readonly openSandbox: () => Promise<RunPulumi>;
  /** Folder of the policy pack, built. */
  readonly pack: () => Promise<string>;
  readonly print: (text: string) => void;
  readonly say: (line: string) => void;
  readonly now: () => Date;
}

/** Runs an audit and answers its exit code. Throws UserError for what the user can mend. */
export async function audit(args: readonly string[], world: Surroundings): Promise<0 | 1 | 2> {
  const given = readOptions(args, AUDIT_OPTIONS);
  if (given.flags.has("help")) {
    world.print(`${AUDIT_USAGE}\n`);
    return 0;
  }
  const { folder } = world;
  const at = (file: string): string => path.resolve(folder, file);
  const configuration = last(given, "policy-pack-config");
  const outputs = (given.values.get("output") ?? []).map((file) => ({
    file,
    format: formatOf(file),
  }));
  const targets = given.words.map((word) => targetOf(word, folder));
  const history = last(given, "history");
  refuse([
    ...outputs.flatMap(outputFaults),
    ...(configuration === undefined ? [] : faultsOfFile(at(configuration))),
    ...targetFaults(given),
    ...folderFaults(given, folder),
  ]);
  const past = history === undefined ? [] : readHistory(at(history));
  const pulumi = given.flags.has("sandbox")
    ? await world.openSandbox()
    : await world.openEngine(at(last(given, "cwd") ?? "."));
  const stacks = given.flags.has("all") ? await listStacks(pulumi) : [];
  const named = [...(given.values.get("stack") ?? []), ...stacks];
  const wanted: Target[] = [
    ...targets,
    ...named.map((title) => ({ title, kind: "stack" as const })),
  ];
  if (wanted.length === 0) throw new UserError("The backend has no stacks.");
  const pack = { folder: await world.pack(), configuration: configuration && at(configuration) };
  const result = await judgeAll(wanted, folder, pulumi, pack, world);
  const isPage = given.flags.has("all") || history !== undefined;
  const scorecard = isPage ? scorecardOf(result, trendOf(past, result)) : undefined;
  const failOn = (last(given, "fail-on") ?? "mandatory") as FailOn;
  const material = { audit: result, failOn, scorecard };
  for (const { file, format } of outputs) {
    if (format !== undefined) write(at(file), FORMATS[format].render(material));
  }
  if (history !== undefined) writeHistory(at(history), past, result);
  world.print(FORMATS[(last(given, "format") ?? "text") as Format].render(material));
  return exitCodeOf(result, failOn);
}

function last(given: Given, name: string): string | undefined {
  return given.values.get(name)?.at(-1);
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new UserError(faults.join("\n"));
}

function outputFaults({ file, format }: { file: string; format: Format | undefined }): string[] {
  if (format !== undefined) return [];
  const endings = FORMAT_NAMES.flatMap((name) => FORMATS[name].endings).join(", ");
  return [`--output ${printable(file)}: allowed endings are ${endings}.`];
}

function targetFaults({ words, values, flags }: Given): string[] {
  const isNamed = words.length > 0 || values.has("stack") || flags.has("all");
  if (!isNamed) return [`Nothing to judge is named.\n\n${AUDIT_USAGE}`];
  return values.has("stack") && flags.has("all") ? ["--stack and --all exclude each other."] : [];
}

function folderFaults(given: Given, folder: string): string[] {
  const cwd = last(given, "cwd");
  if (cwd === undefined) return [];
  const found = fs.statSync(path.resolve(folder, cwd), { throwIfNoEntry: false });
  return found?.isDirectory() === true ? [] : [`--cwd ${printable(cwd)}: there is no such folder.`];
}

function write(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UserError(`--output ${printable(file)}: it cannot be written (${code}).`);
  }
}

/** Judges every target, a few at a time; one that cannot be judged does not end the others. */
async function judgeAll(
  targets: readonly Target[],
  folder: string,
  pulumi: RunPulumi,
  pack: Pack,
  { say, now }: Surroundings,
): Promise<Audit> {
  const collected = await inParallel(targets, (target) => collect(target, folder, pulumi));
  const subjects = collected.flat();
  const packs = new Map<string, string>();
  let done = 0;
  const results = await inParallel(subjects, async (subject): Promise<Judged | Failed> => {
    if ("reason" in subject) return subject;
    const result = await judge(subject, pulumi, pack, packs);
    done += 1;
    if (subjects.length > 1) say(`${done} of ${subjects.length}: ${printable(subject.title)}`);
    return result;
  });
  const [name, version] = [...packs][0] ?? ["container-security", ""];
  return {
    judged: results.filter((result): result is Judged => !("reason" in result)),
    failed: results.filter((result): result is Failed => "reason" in result),
    pack: { name, version },
    at: now().toISOString(),
  };
}

async function judge(
  subject: Subject,
  pulumi: RunPulumi,
  pack: Pack,
  packs: Map<string, string>,
): Promise<Judged | Failed> {
  const { text, ...facts } = subject;
  try {
    // The engine does not start the pack for an empty stack.
    const isEmpty = subject.lines.size === 0 && subject.resources === 0;
    const analysis = isEmpty ? undefined : await analyze(pulumi, text, pack);
    for (const [name, version] of Object.entries(analysis?.summary?.packs ?? {}))
      packs.set(name, version);
    return {
      ...facts,
      ...judgementOf(policiesOf(analysis)),
      hasEncrypted: analysis?.hasEncrypted ?? false,
    };
  } catch (error) {
    if (error instanceof UserError) return { title: subject.title, reason: error.message };
    throw error;
  }
}

function policiesOf(analysis: Analysis | undefined): Analysis["policies"] {
  return analysis?.policies ?? [];
}

/** Runs as many at a time as there are processors, at most four; answers in the order of the list. */
async function inParallel<T, R>(list: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = list.entries();
  const workers = Array.from({ length: Math.min(4, os.availableParallelism()) }, async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  });
  await Promise.all(workers);
  return results;
}
