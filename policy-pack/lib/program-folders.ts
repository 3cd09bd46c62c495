import { readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * Where the program may be, the likeliest first. The engine does not tell a pack, whose own working
 * directory is the pack's folder. The process that starts a pack's works in the program's folder, which
 * Linux shows; elsewhere it is the project in which `pulumi` was called, or the one around the pack.
 */
export function programFolders(): string[] {
  const called = process.env.PWD ?? process.cwd();
  const folders = [parentFolder(), programAbove(called), programAbove(process.cwd())];
  const found = folders.filter((folder) => folder !== undefined);
  return found.length === 0 ? [called] : [...new Set(found)];
}

function parentFolder(): string | undefined {
  try {
    return readlinkSync(`/proc/${process.ppid}/cwd`);
  } catch {
    return undefined; // not Linux, or another user's process
  }
}

/** The program of the nearest project at or above a folder: its `main`, which may be in another folder. */
export function programAbove(folder: string): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    for (const name of ["Pulumi.yaml", "Pulumi.yml"]) {
      const text = textOf(join(above, name));
      if (text !== undefined) return mainFolder(above, text);
    }
    if (dirname(above) === above) return undefined;
  }
}

function mainFolder(project: string, text: string): string {
  const main = /^main:[ \t]*(?:"([^"]*)"|'([^']*)'|([^\s#]*))/m.exec(text);
  const path = resolve(project, main?.[1] ?? main?.[2] ?? main?.[3] ?? "");
  return isFolder(path) ? path : dirname(path);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // not there
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
