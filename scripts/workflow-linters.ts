import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { capture, type Finished, lastLines } from "../sandbox/lib/process";
import { ROOT, SANDBOX_FOLDER } from "../sandbox/tools";
import { MissingTool } from "../tests/support/missing-tool";
import { pythonEnvironment } from "../tests/support/python";

/** Files of this repository's workflows. */
export function workflowFiles(): string[] {
  const folder = path.join(ROOT, ".github", "workflows");
  const names = fs.readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => path.join(folder, name));
}

/** Pins of the linters: a Go module for one, hashed requirements for the other. */
const PINS = path.join(__dirname, "workflow-linters");

/** Signs of a Go proxy that cannot be reached. */
const UNREACHABLE = /dial tcp|no such host|i\/o timeout|connection refused|proxyconnect/;

/** What is wrong with workflow files as such: syntax, expressions, contexts, names of runners. Throws MissingTool. */
export async function actionlint(files: readonly string[]): Promise<Finished> {
  return capture(await buildActionlint(), ["-shellcheck=", "-pyflakes=", "-no-color", ...files]);
}

/**
 * What an attacker could use in workflows: injection, credentials that lie about, actions that are not pinned, rights
 * that are not needed; by the strictest persona, and without asking the network. Throws MissingTool.
 */
export async function zizmor(paths: readonly string[]): Promise<Finished> {
  const environment = await pythonEnvironment(path.join(PINS, "zizmor.txt"));
  return capture(environment.program("zizmor"), [
    ...["--offline", "--no-progress", "--color", "never", "--persona", "auditor"],
    ...["--format", "plain", "--no-config", ...paths],
  ]);
}

/** Built on first use, once per pinned version. */
async function buildActionlint(): Promise<string> {
  const pins = fs.readFileSync(path.join(PINS, "go.sum"));
  const key = createHash("sha256").update(pins).digest("hex").slice(0, 16);
  const program = path.join(SANDBOX_FOLDER, "tools", `actionlint-${key}`);
  if (fs.existsSync(program)) return program;
  const { code: none } = await capture("go", ["version"]);
  if (none !== 0) throw new MissingTool("go (to build actionlint)");
  const partial = `${program}.partial-${process.pid}`;
  const { code, stderr } = await capture(
    "go",
    [
      ...["build", "-mod=readonly", "-buildvcs=false", "-trimpath", "-o", partial],
      "github.com/rhysd/actionlint/cmd/actionlint",
    ],
    { cwd: PINS },
  );
  if (UNREACHABLE.test(stderr)) throw new MissingTool(`a Go proxy (${lastLines(stderr, 1)})`);
  if (code !== 0) throw new Error(`actionlint could not be built:\n${stderr}`);
  fs.renameSync(partial, program);
  return program;
}
