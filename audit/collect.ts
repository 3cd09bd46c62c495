import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../sandbox/lib/user-error";
import type { Failed } from "./audit";
import { readExport, type StackExport } from "./export";
import { exportStack, type RunPulumi } from "./engine";
import { printable } from "./text";

/** What is to be judged, before it is read. */
export interface Target {
  readonly title: string;
  /** `word`: neither a file nor a folder, so perhaps a stack. */
  readonly kind: "file" | "folder" | "stack" | "word";
}

/** A stack's state, read. */
export interface Subject extends StackExport {
  readonly title: string;
  readonly file?: string;
}

/** What a word on the command line means: a file, a folder, else the name of a stack. */
export function targetOf(word: string, folder: string): Target {
  const found = fs.statSync(path.resolve(folder, word), { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return { title: word, kind: "folder" };
  if (found !== undefined) return { title: word, kind: "file" };
  const looksLikeFile =
    /\.json$/i.test(word) || /^(?:\.{0,2}\/|~)/.test(word) || word.includes("\\");
  if (looksLikeFile) throw new UserError(`${printable(word)}: there is no such file.`);
  return { title: word, kind: "word" };
}

/** Reads one target: a folder can hold many exports. */
export async function collect(
  target: Target,
  folder: string,
  pulumi: RunPulumi,
): Promise<(Subject | Failed)[]> {
  const { title, kind } = target;
  if (kind === "file") return [fromFile(title, folder)];
  if (kind === "folder") return fromFolder(title, folder);
  try {
    return [subjectOf(title, await exportStack(pulumi, title), undefined)];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const reason =
      kind === "word"
        ? `there is no such file or folder, nor a stack that can be read: ${error.message}`
        : error.message;
    return [{ title, reason }];
  }
}

function fromFile(title: string, folder: string): Subject | Failed {
  try {
    return subjectOf(title, fs.readFileSync(path.resolve(folder, title), "utf8"), title);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    return { title, reason: `it cannot be read (${code})` };
  }
}

/** Other JSON files may lie beside exports; a file that is no JSON at all may be an export cut short. */
function fromFolder(title: string, folder: string): (Subject | Failed)[] {
  const names = fs
    .readdirSync(path.resolve(folder, title))
    .filter((name) => /\.json$/i.test(name))
    .sort();
  const read = names.flatMap((name) => {
    const file = path.join(title, name);
    const text = readOr(path.resolve(folder, file));
    const result = text === undefined ? undefined : readExport(text);
    const isOther = result !== undefined && "fault" in result && result.isJson;
    return isOther ? [] : [fromFile(file, folder)];
  });
  if (read.length > 0) return read;
  const files = names.length === 0 ? "no JSON file" : "JSON files, but none";
  return [
    { title, reason: `the folder holds ${files} that \`pulumi stack export --file\` has written` },
  ];
}

function readOr(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function subjectOf(title: string, text: string, file: string | undefined): Subject | Failed {
  const result = readExport(text);
  if ("fault" in result) return { title, reason: `it is no export of a stack: ${result.fault}` };
  return { ...result, title, ...(file !== undefined && { file }) };
}
