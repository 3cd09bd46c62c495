import { spawn } from "node:child_process";
import { capture, lastLines } from "../sandbox/lib/process";
import { UserError } from "../sandbox/lib/user-error";
import { ROOT } from "../sandbox/tools";
import type { Context } from "./context";
import type { Repository } from "./registry";

/** What is wrong with Docker on this machine; undefined when an engine answers, and buildx builds and copies images. */
export async function dockerFault({ env }: Context): Promise<string | undefined> {
  const ask = (...args: string[]) => capture("docker", args, { env, timeoutSeconds: 30 });
  const { code, stderr } = await ask("version", "--format", "{{.Server.Version}}");
  if (code === 127)
    return "Docker was not found in PATH: install it (https://docs.docker.com/get-docker/), or release from CI.";
  if (code !== 0)
    return `The Docker engine does not answer; start it, or set DOCKER_HOST: ${lastLines(stderr, 1) || "docker says nothing"}`;
  if ((await ask("buildx", "version")).code === 0) return undefined;
  return "Docker has no buildx, which builds and copies images: install the plug-in (https://github.com/docker/buildx#installing).";
}

/** Logs in to a repository's registry; the password goes by standard input, never by the command line. */
export async function dockerLogin(repository: Repository, context: Context): Promise<void> {
  const { host } = repository;
  const { user, password } = await repository.login();
  const args = ["login", "--username", user, "--password-stdin", host];
  const { code, output } = await run(args, context, { input: password, quiet: true });
  if (code !== 0) throw new UserError(`docker login to ${host} failed: ${lastLines(output, 3)}`);
}

/** Runs docker; its output is shown as it comes. A UserError says which step failed. */
export async function docker(
  what: string,
  args: readonly string[],
  context: Context,
): Promise<void> {
  const { code, output } = await run(args, context);
  if (code !== 0)
    throw new UserError(`${what} failed (docker ${args[0] ?? ""}):\n${lastLines(output, 10)}`);
}

/** Standard output and error together, in the order of their arrival. */
function run(
  args: readonly string[],
  { env, say }: Context,
  { input, quiet = false }: { readonly input?: string; readonly quiet?: boolean } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn("docker", args, { cwd: ROOT, env, stdio: ["pipe", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (!quiet) for (const line of text.split("\n")) if (line.trim() !== "") say(`  ${line}`);
      });
    child.on("error", (error) => {
      resolve({ code: 127, output: error.message });
    });
    child.on("close", (code) => {
      resolve({ code: code ?? 1, output });
    });
    // A program that ends without reading its input is told by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
