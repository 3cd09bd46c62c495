import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { spawn } from "node:child_process";
import { RELEASE_TAG_PREFIX } from "../../components/lib/image-tags";
import { capture } from "../../sandbox/lib/process";
import { UserError } from "../../sandbox/lib/user-error";
import { DIGESTS_VARIABLE, givenDigests } from "./stack-configuration";

/** Names of environments, as configuration has them. */
const ENVIRONMENT = /^[a-z][a-z0-9]{1,11}$/;

/**
 * Copies the images of IMAGE_DIGESTS, byte for byte, from the repositories of one environment to those of another in the
 * account and region that the credentials lead to: what was tried there is what runs here.
 */
export async function promote(from: string, to: string): Promise<number> {
  const digests = Object.entries(givenDigests());
  const faults = [
    ...[from, to]
      .filter((name) => !ENVIRONMENT.test(name))
      .map((name) => `"${name}" is not an environment's name`),
    ...(from === to ? [`both environments are "${from}"`] : []),
    ...(digests.length > 0 ? [] : [`${DIGESTS_VARIABLE} names no image`]),
  ];
  if (faults.length > 0) throw new UserError(`promote: ${faults.join("; ")}.`);
  const registry = await logIn();
  for (const [service, digest] of digests) {
    const repository = (environment: string) => `${registry}/cruddur-${environment}-${service}`;
    const tag = RELEASE_TAG_PREFIX + digest.slice("sha256:".length, "sha256:".length + 12);
    const [source, target] = [`${repository(from)}@${digest}`, `${repository(to)}:${tag}`];
    // Without the flag a lone manifest is wrapped in an index, which has another digest.
    await docker("buildx", "imagetools", "create", "--prefer-index=false", "--tag", target, source);
    const format = ["--format", "{{.Manifest.Digest}}"];
    const arrived = (await docker("buildx", "imagetools", "inspect", target, ...format)).trim();
    if (arrived !== digest)
      throw new UserError(`promote: ${target} is ${arrived || "nothing"}, not ${digest}.`);
    console.log(`${service}: ${target} is ${digest}`);
  }
  return 0;
}

/** Logs docker in to the account's registry, the password by its standard input, and answers the registry's host. */
async function logIn(): Promise<string> {
  const client = new ECRClient({});
  try {
    const { authorizationData = [] } = await client.send(new GetAuthorizationTokenCommand({}));
    const { authorizationToken = "", proxyEndpoint = "" } = authorizationData[0] ?? {};
    const registry = proxyEndpoint.replace(/^https?:\/\//, "");
    const [user = "", password = ""] = Buffer.from(authorizationToken, "base64")
      .toString("utf8")
      .split(":");
    const { code, stderr } = await withInput(
      ["login", "--username", user, "--password-stdin", registry],
      password,
    );
    if (code === 127) throw new UserError("promote: docker is not on PATH.");
    if (code !== 0) throw new UserError(`promote: docker login ${registry} failed:\n${stderr}`);
    return registry;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`promote: AWS gives no access to its registry: ${reason}`);
  } finally {
    client.destroy();
  }
}

async function docker(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await capture("docker", args);
  if (code === 0) return stdout;
  throw new UserError(`promote: docker ${args.join(" ")} failed:\n${stderr}`);
}

function withInput(
  args: readonly string[],
  input: string,
): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn("docker", args, { stdio: ["pipe", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", () => {
      resolve({ code: 127, stderr });
    });
    child.on("close", (code) => {
      resolve({ code: code ?? 1, stderr });
    });
  });
}
