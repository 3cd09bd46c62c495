import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { capture, lastLines } from "../lib/process";
import { UserError } from "../lib/user-error";
import { buildFromGo } from "./go-build";
import { ENGINE_VERSION, isAtLeast, MINIMUM_ENGINE_VERSION } from "./version";

/** A Pulumi CLI that answered, and where it came from. */
export interface Engine {
  /** Path of the `pulumi` program. */
  readonly command: string;
  readonly version: string;
  readonly origin: "PATH" | "cache" | "installer" | "Go";
  /** Whether the official Node.js language host goes with it; if not, ours stands in. */
  readonly hasNodeHost: boolean;
}

/** What obtaining an engine depends on; tests replace it piece by piece. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Holds one folder per version, outside the repository. */
  readonly cacheFolder: string;
  /** Says what is being done, while it is being done. */
  readonly progress: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  readonly say: (line: string) => void;
  /** The official installer: puts `bin/pulumi` below `root`. */
  readonly install: (root: string) => Promise<void>;
}

/** Either an engine, or the reason why this way gave none. */
type Attempt = (surroundings: Surroundings) => Promise<Engine | { readonly reason: string }>;

/** Longest wait for a program to say its version, seconds. */
const VERSION_TIMEOUT = 60;

/** The engine, by the first way that works: PATH, kept copy, official installer, Go. */
export async function obtainEngine(surroundings: Surroundings): Promise<Engine> {
  const reasons: string[] = [];
  for (const attempt of [fromPath, fromCache, fromInstaller, fromGo] satisfies Attempt[]) {
    const result = await attempt(surroundings);
    if (!("reason" in result)) return result;
    reasons.push(result.reason);
  }
  throw new UserError(
    [
      `No Pulumi engine could be had:`,
      ...reasons.map((reason) => `  - ${reason}`),
      `Install the Pulumi CLI ${MINIMUM_ENGINE_VERSION} or newer (https://www.pulumi.com/docs/install/),`,
      `or Go 1.21 or newer (https://go.dev/doc/install), and run the same command again.`,
    ].join("\n"),
  );
}

/** Where engines are kept per user: the platform's cache folder. */
export function engineCacheFolder(env: NodeJS.ProcessEnv): string {
  const home = env["HOME"] ?? os.homedir();
  const platformCache =
    env["XDG_CACHE_HOME"] ??
    path.join(home, process.platform === "darwin" ? "Library/Caches" : ".cache");
  return path.join(platformCache, "cruddur", "pulumi");
}

/** The official installer, as the SDK offers it: quick to fail where there is no network. */
export async function installOfficially(root: string): Promise<void> {
  const { PulumiCommand } = await import("@pulumi/pulumi/automation");
  const { SemVer } = await import("semver");
  await PulumiCommand.install({ version: new SemVer(ENGINE_VERSION), root });
}

async function fromPath({ env }: Surroundings): Promise<Engine | { reason: string }> {
  const command = findOnPath("pulumi", env);
  if (command === undefined) return { reason: "PATH holds no pulumi" };
  const version = await askVersion(command, env);
  if ("reason" in version) return { reason: `pulumi on PATH (${command}) ${version.reason}` };
  if (!isAtLeast(version.version, MINIMUM_ENGINE_VERSION)) {
    return {
      reason: `pulumi on PATH (${command}) is ${version.version}; ${MINIMUM_ENGINE_VERSION} or newer is needed`,
    };
  }
  return {
    command,
    version: version.version,
    origin: "PATH",
    hasNodeHost: hasNodeHost(command, env),
  };
}

async function fromCache({
  env,
  cacheFolder,
  say,
}: Surroundings): Promise<Engine | { reason: string }> {
  const root = path.join(cacheFolder, ENGINE_VERSION);
  const command = path.join(root, "bin", "pulumi");
  if (!fs.existsSync(command)) return { reason: "no engine is kept from an earlier run" };
  const version = await askVersion(command, env);
  if ("version" in version && version.version === ENGINE_VERSION) {
    return {
      command,
      version: version.version,
      origin: "cache",
      hasNodeHost: hasNodeHost(command, {}),
    };
  }
  fs.rmSync(root, { recursive: true, force: true });
  const found = "version" in version ? `is ${version.version}` : version.reason;
  say(`The kept engine ${found}; it was removed.`);
  return { reason: `the kept engine ${found} (removed)` };
}

async function fromInstaller(surroundings: Surroundings): Promise<Engine | { reason: string }> {
  const { install, progress } = surroundings;
  return keep(surroundings, "installer", (root) =>
    progress(`Downloading Pulumi ${ENGINE_VERSION}`, () => install(root)),
  );
}

async function fromGo(surroundings: Surroundings): Promise<Engine | { reason: string }> {
  const { env, progress } = surroundings;
  const go = findOnPath("go", env);
  if (go === undefined) return { reason: "PATH holds no go to build it with" };
  return keep(surroundings, "Go", (root) =>
    progress(`Building Pulumi ${ENGINE_VERSION} from its Go modules (2 to 5 minutes, once)`, () =>
      buildFromGo(go, path.join(root, "bin", "pulumi"), env),
    ),
  );
}

/** Fills a folder beside the final one and renames it when the engine in it answers: an interrupted attempt leaves no half engine. */
async function keep(
  { cacheFolder, env }: Surroundings,
  origin: "installer" | "Go",
  fill: (root: string) => Promise<void>,
): Promise<Engine | { reason: string }> {
  const how = origin === "Go" ? "building it with Go" : "the official installer";
  fs.mkdirSync(cacheFolder, { recursive: true });
  removeLeftovers(cacheFolder);
  const root = path.join(cacheFolder, `${ENGINE_VERSION}.partial-${process.pid}`);
  try {
    await fill(root);
    const version = await askVersion(path.join(root, "bin", "pulumi"), env);
    if ("reason" in version) throw new Error(`what it left ${version.reason}`);
    const final = path.join(cacheFolder, ENGINE_VERSION);
    fs.rmSync(final, { recursive: true, force: true });
    fs.renameSync(root, final);
    const command = path.join(final, "bin", "pulumi");
    return { command, version: version.version, origin, hasNodeHost: hasNodeHost(command, {}) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: `${how} failed: ${lastLines(message, 3)}` };
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

/** Removes what attempts of processes that no longer live have left. */
function removeLeftovers(cacheFolder: string): void {
  for (const name of fs.readdirSync(cacheFolder)) {
    const owner = /\.partial-(\d+)$/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      fs.rmSync(path.join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function askVersion(
  command: string,
  env: NodeJS.ProcessEnv,
): Promise<{ version: string } | { reason: string }> {
  const settings = { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { code, stdout, stderr } = await capture(command, ["version"], {
    env: settings,
    timeoutSeconds: VERSION_TIMEOUT,
  });
  const version = /\bv?(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
  if (code === 0 && version !== undefined) return { version };
  return {
    reason: `does not start: ${lastLines(stderr, 1) || lastLines(stdout, 1) || `exit code ${code}`}`,
  };
}

/** The first executable file of that name in PATH's folders. */
function findOnPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return (env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
      } catch {
        return false;
      }
    });
}

/** The engine finds its language host beside itself, else on PATH. */
function hasNodeHost(command: string, env: NodeJS.ProcessEnv): boolean {
  const host = "pulumi-language-nodejs";
  const beside = path.join(path.dirname(fs.realpathSync(command)), host);
  return fs.existsSync(beside) || findOnPath(host, env) !== undefined;
}
