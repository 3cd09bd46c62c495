import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** One call of a program. */
export interface Call {
  readonly args: readonly string[];
  readonly stdin: string;
}

/** A folder with programs of a test's own, to be all of PATH, and what they were called with. */
export class FakePrograms {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "programs-"));

  /** The environment in which only they exist. */
  get env(): NodeJS.ProcessEnv {
    return { PATH: this.folder };
  }

  /**
   * Adds or replaces a program.
   *
   * @param body JavaScript with `args`, an array of strings, and `stdin`; it may `print(text)`, `complain(text)` and
   *   `exit(code)`.
   */
  add(name: string, body: string): void {
    const calls = JSON.stringify(this.callsFile(name));
    const script = [
      `#!${process.execPath}`,
      `const fs = require("node:fs");`,
      `const args = process.argv.slice(2);`,
      `const stdin = fs.readFileSync(0, "utf8");`,
      `fs.appendFileSync(${calls}, JSON.stringify({ args, stdin }) + "\\n");`,
      `const print = (text) => fs.writeSync(1, text);`,
      `const complain = (text) => fs.writeSync(2, text);`,
      `const exit = (code) => process.exit(code);`,
      body,
    ];
    const file = path.join(this.folder, name);
    fs.writeFileSync(file, script.join("\n"), { mode: 0o755 });
  }

  /** Adds a real program, found in this process's PATH. */
  link(name: string): void {
    const folders = (process.env["PATH"] ?? "").split(path.delimiter);
    const folder = folders.find((candidate) => fs.existsSync(path.join(candidate, name)));
    if (folder === undefined) throw new Error(`${name} is not in PATH`);
    fs.symlinkSync(path.join(folder, name), path.join(this.folder, name));
  }

  /** What a program was called with, in order. */
  calls(name: string): Call[] {
    const file = this.callsFile(name);
    if (!fs.existsSync(file)) return [];
    const lines = fs.readFileSync(file, "utf8").trim().split("\n");
    return lines.map((line) => JSON.parse(line) as Call);
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private callsFile(name: string): string {
    return path.join(this.folder, `${name}.calls`);
  }
}
