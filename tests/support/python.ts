import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { capture, lastLines } from "../../sandbox/lib/process";
import { SANDBOX_FOLDER } from "../../sandbox/tools";
import { MissingTool } from "./missing-tool";

/** A virtual environment with exactly the packages of a requirements file. */
export class PythonEnvironment {
  /** @param basePrefix where the interpreter that it was made with is installed. */
  constructor(
    readonly folder: string,
    readonly basePrefix: string,
  ) {}

  /** A program of the environment: `python`, `gunicorn` … */
  program(name: string): string {
    return path.join(this.folder, "bin", name);
  }
}

const OLDEST = [3, 10] as const;

const DESCRIBE = `
import json, sys
import ensurepip, venv
print(json.dumps([sys.version_info[:2], sys.version, sys.base_prefix]))
`;

/** What `venv.py` answers when no package index can be reached. */
const UNREACHABLE = 3;

/**
 * The environment for a file of hashed requirements: made on first use in `.sandbox/venv`, from the package index that
 * pip is set to, and kept until the file or the interpreter changes. Throws MissingTool.
 */
export async function pythonEnvironment(requirements: string): Promise<PythonEnvironment> {
  const { version, basePrefix } = await findPython();
  const key = createHash("sha256")
    .update([version, basePrefix, fs.readFileSync(requirements, "utf8")].join("\0"))
    .digest("hex");
  const folder = path.join(SANDBOX_FOLDER, "venv", key.slice(0, 16));
  const script = path.join(__dirname, "venv.py");
  const { code, stderr } = await capture("python3", [script, folder, requirements]);
  if (code === UNREACHABLE)
    throw new MissingTool(`a package index for Python (${lastLines(stderr, 1)})`);
  if (code !== 0) throw new Error(`${requirements} could not be installed:\n${stderr}`);
  return new PythonEnvironment(folder, basePrefix);
}

async function findPython(): Promise<{ version: string; basePrefix: string }> {
  const { code, stdout, stderr } = await capture("python3", ["-c", DESCRIBE]);
  if (code === 127) throw new MissingTool("python3");
  if (code !== 0) throw new MissingTool(`python3 with venv (${lastLines(stderr, 1)})`);
  const [release, version, basePrefix] = JSON.parse(stdout) as [[number, number], string, string];
  if (release[0] !== OLDEST[0] || release[1] < OLDEST[1])
    throw new MissingTool(`python3 from ${OLDEST.join(".")} (this one is ${release.join(".")})`);
  return { version, basePrefix };
}
