import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT, SANDBOX_FOLDER } from "../../sandbox/tools";

/** What a user's checkout of the program consists of. */
const COPIED = ["components", "settings", "stacks", "images", "package.json", "tsconfig.json"];
const LINKED = ["node_modules", "policy-pack"];

/** A folder with a Pulumi program of a test's own. */
export interface ProgramCopy {
  readonly folder: string;
  /** Changes it, between two updates for instance. */
  edit(edits: Edits): void;
  remove(): void;
}

/** Replaces exactly one place of a file's text; a place that is not there, or twice, fails the test. */
export function replaceOnce(text: string, search: string, replacement: string): string {
  const parts = text.split(search);
  if (parts.length !== 2) {
    throw new Error(
      `Expected one place with ${JSON.stringify(search)}, found ${parts.length - 1}.`,
    );
  }
  return parts.join(replacement);
}

/** What stands in a file, and what to write instead. */
export type Edit = readonly [search: string, replacement: string];
/** By file. */
export type Edits = Readonly<Record<string, readonly Edit[]>>;

/** This repository's program with edits. */
export function copyOfProgram(edits: Edits = {}): ProgramCopy {
  const copy = emptyProgram("program");
  const top = fs.readdirSync(ROOT).filter((name) => /^(Pulumi.*\.yaml|.*\.ts)$/.test(name));
  for (const name of [...top, ...COPIED]) {
    fs.cpSync(path.join(ROOT, name), path.join(copy.folder, name), { recursive: true });
  }
  copy.edit(edits);
  return copy;
}

/** A program that is not this repository's: files by name, with the packages of this repository at hand. */
export function programOf(files: Readonly<Record<string, string>>): ProgramCopy {
  const copy = emptyProgram("stranger");
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(copy.folder, name), text);
  }
  return copy;
}

function emptyProgram(name: string): ProgramCopy {
  const parent = path.join(SANDBOX_FOLDER, "tests");
  fs.mkdirSync(parent, { recursive: true });
  const folder = fs.mkdtempSync(path.join(parent, `${name}-`));
  for (const link of LINKED) fs.symlinkSync(path.join(ROOT, link), path.join(folder, link));
  return {
    folder,
    edit: (edits) => {
      for (const [file, changes] of Object.entries(edits)) {
        const target = path.join(folder, file);
        const edited = changes.reduce(
          (text, [search, replacement]) => replaceOnce(text, search, replacement),
          fs.readFileSync(target, "utf8"),
        );
        fs.writeFileSync(target, edited);
      }
    },
    remove: () => {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
