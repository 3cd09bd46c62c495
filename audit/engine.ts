import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { DATA_VARIABLE } from "../policy-pack/lib/data";
import { capture, lastLines, type Finished } from "../sandbox/lib/process";
import { UserError } from "../sandbox/lib/user-error";
import { readEvents, withoutColours, type RunEvents } from "./events";
import { eventLines } from "./stream";
import { printable } from "./text";

/** Runs `pulumi` with these arguments and keeps what it prints. */
export type RunPulumi = (args: readonly string[]) => Promise<Finished>;

/** The variables that hold for every run of the engine here. */
export const ENGINE_VARIABLES: Readonly<Record<string, string>> = {
  [DATA_VARIABLE]: "json",
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
};

/** The engine on this machine, with the user's own login, in the folder of their project. */
export function pulumiOf(enginePath: string, folder: string): RunPulumi {
  const PATH = [enginePath, process.env["PATH"]].join(path.delimiter);
  const env = { ...process.env, ...ENGINE_VARIABLES, PATH };
  return (args) =>
    capture(path.join(enginePath, "pulumi"), [...args, "--non-interactive"], { cwd: folder, env });
}

/** The pack, and the file that configures it. */
export interface Pack {
  readonly folder: string;
  readonly configuration?: string | undefined;
}

/** What the engine says of an export. */
export interface Analysis extends RunEvents {
  readonly hasEncrypted: boolean;
}

/** Lets the pack judge an export. The engine makes no call to a provider and runs no program for it. */
export async function analyze(pulumi: RunPulumi, text: string, pack: Pack): Promise<Analysis> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cruddur-audit-"));
  try {
    const file = path.join(folder, "export.json");
    fs.writeFileSync(file, text, { mode: 0o600 });
    const configuration =
      pack.configuration === undefined ? [] : ["--policy-pack-config", pack.configuration];
    const args = [
      "policy",
      "analyze",
      "--file",
      file,
      "--policy-pack",
      pack.folder,
      ...configuration,
    ];
    const { code, stdout, stderr } = await pulumi([...args, "--json"]);
    const events = readEvents(eventLines(stdout));
    const isWhole = events.summary !== undefined && Object.keys(events.summary.packs).length > 0;
    const isExplained = code === 0 || events.policies.some(({ level }) => level === "mandatory");
    if (!isWhole || !isExplained) throw new UserError(reasonOf(events, stderr, code, file));
    return { ...events, hasEncrypted: stderr.includes("could not decrypt secrets") };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The names of all stacks of the backend that the user is logged in to. */
export async function listStacks(pulumi: RunPulumi): Promise<string[]> {
  const stdout = await must(
    pulumi,
    ["stack", "ls", "--all", "--json", "--fully-qualify-stack-names"],
    "The stacks cannot be listed",
  );
  return (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name).sort();
}

/** The state of a stack, with its secrets encrypted. */
export async function exportStack(pulumi: RunPulumi, stack: string): Promise<string> {
  return must(pulumi, ["stack", "export", "--stack", stack], "It cannot be exported");
}

async function must(pulumi: RunPulumi, args: readonly string[], fault: string): Promise<string> {
  const { code, stdout, stderr } = await pulumi(args);
  if (code === 0) return stdout;
  throw new UserError(`${fault}: ${sentence(stderr) || `pulumi ended with ${code}`}`);
}

function reasonOf(events: RunEvents, stderr: string, code: number, file: string): string {
  const said = events.errors.join(" ") || stderr.replaceAll(file, "the export");
  return `the engine did not judge it: ${sentence(said) || `pulumi ended with ${code}`}`;
}

/** The engine's error in one line, without its prefix. */
function sentence(stderr: string): string {
  const lines = withoutColours(stderr)
    .split("\n")
    .filter((line) => !line.startsWith("warning:"));
  return printable(
    lastLines(lines.join("\n"), 3)
      .replace(/^error: /, "")
      .replaceAll("\n", " "),
  );
}
