import { capture, lastLines } from "../sandbox/lib/process";
import { ROOT } from "../sandbox/tools";
import type { Context } from "./context";

/** The state of the sources that an image is built from. */
export interface Source {
  /** What its tags name: the commit (of a folder: its content's hash), and the time where files differ from it. */
  readonly version: string;
  /** What stands in the way; the user may allow uncommitted changes. */
  readonly faults: readonly string[];
}

/** Which sources. */
export interface SourceOptions {
  /** The repository. Default: this one. */
  readonly cwd?: string;
  /** Only this folder counts, and its content, not the commit. Default: all of it. */
  readonly folder?: string;
}

/** Reads the commit of the git tree, and whether the tree differs from it. */
export async function readSource(
  allowDirty: boolean,
  { env }: Context,
  { cwd = ROOT, folder }: SourceOptions = {},
): Promise<Source> {
  const git = (...args: string[]) => capture("git", args, { cwd, env, timeoutSeconds: 30 });
  const revision = folder === undefined ? "HEAD" : `HEAD:${folder}`;
  const commit = await git("rev-parse", "--short=12", revision);
  if (commit.code === 127)
    return {
      version: "",
      faults: ["git was not found in PATH: install it (https://git-scm.com/)."],
    };
  if (commit.code !== 0)
    return {
      version: "",
      faults: [`git knows no commit here: ${lastLines(commit.stderr, 1)}`],
    };
  const only = folder === undefined ? [] : ["--", folder];
  const status = await git("status", "--porcelain", ...only);
  const changes = status.stdout.split("\n").filter((line) => line !== "");
  const version = commit.stdout.trim();
  if (status.code === 0 && changes.length === 0) return { version, faults: [] };
  // Two builds of a changed tree are two images: the commit does not tell them apart, the time does.
  const time = new Date()
    .toISOString()
    .replace(/[-:]|\..*/g, "")
    .toLowerCase();
  const shown = changes.slice(0, 5).map((line) => `  ${line}`);
  const more = changes.length > shown.length ? [`  and ${changes.length - shown.length} more`] : [];
  return {
    version: `${version}-dirty-${time}`,
    faults: allowDirty
      ? []
      : [
          [
            `${folder ?? "The git tree"} has uncommitted changes; commit them, or say --allow-dirty:`,
            ...shown,
            ...more,
          ].join("\n"),
        ],
  };
}
