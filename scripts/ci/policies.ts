import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { capture } from "../../sandbox/lib/process";
import { UserError } from "../../sandbox/lib/user-error";
import { prepareEngine, ROOT } from "../../sandbox/tools";
import { setOutput } from "./github";
import { levelFaults } from "./levels";
import { loadedFiles } from "./loaded-files";
import { currentLevels, packVersion, publishedReleases } from "./record-levels";

const PACK = path.join(ROOT, "policy-pack");

/** What stands in the tag of a release before the version. */
const TAG_PREFIX = "policy-pack-v";

/**
 * Packs the policy pack from a build of its own: `bin/` may hold what an older build left behind.
 * @param tag the tag that is released; its version must be the pack's, and recorded in releases.json.
 */
export async function packPolicies(output: string, tag: string | undefined): Promise<number> {
  const version = packVersion();
  const [levels, releases] = [currentLevels(), publishedReleases()];
  const faults = levelFaults(version, levels, releases);
  if (tag !== undefined && tag !== TAG_PREFIX + version)
    faults.push(
      `the tag is "${tag}", but the version in package.json asks for ${TAG_PREFIX}${version}`,
    );
  if (tag !== undefined && !isDeepStrictEqual(releases[version], levels))
    faults.push(`the levels of ${version} are not in releases.json: npm run ci -- record-levels`);
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  fs.mkdirSync(output, { recursive: true });
  const staging = fs.mkdtempSync(path.join(os.tmpdir(), "policy-pack-"));
  try {
    await stage(staging);
    const args = [
      "pack",
      "--silent",
      "--ignore-scripts",
      "--pack-destination",
      path.resolve(output),
    ];
    const tarball = path.join(output, (await mustRun("npm", args, staging)).trim());
    console.log(tarball);
    setOutput("tarball", tarball);
    return 0;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** What the package's users start. */
const ENTRIES = ["bin/index.js", "bin/check-config.js"];

/** What belongs into the package, built from the sources alone, without what only this repository's tools load. */
async function stage(folder: string): Promise<void> {
  for (const file of ["package.json", "PulumiPolicy.yaml", "README.md"])
    fs.copyFileSync(path.join(PACK, file), path.join(folder, file));
  const compiler = require.resolve("typescript/bin/tsc");
  const args = [
    ...["-p", PACK, "--outDir", path.join(folder, "bin")],
    ...["--incremental", "false", "--tsBuildInfoFile", "null"],
  ];
  await mustRun(process.execPath, [compiler, ...args], ROOT);
  const loaded = new Set(loadedFiles(folder, ENTRIES));
  for (const name of fs.readdirSync(path.join(folder, "bin"), {
    recursive: true,
    encoding: "utf8",
  })) {
    const file = path.join("bin", name);
    if (file.endsWith(".js") && !loaded.has(file)) fs.rmSync(path.join(folder, file));
  }
}

/** Publishes to Pulumi Cloud, out of a folder that holds what the tarball holds. */
export async function publishToPulumiCloud(packed: string, organization: string): Promise<number> {
  // Source: Pulumi Cloud's names of organisations; one that begins with a dash would be an option.
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$/.test(organization))
    throw new UserError(`"${organization}" is not the name of an organisation in Pulumi Cloud.`);
  const tarball = tarballIn(packed);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-pack-"));
  try {
    await mustRun("tar", ["xzf", path.resolve(tarball), "-C", folder], ROOT);
    const pack = path.join(folder, "package");
    // The engine starts the pack to ask it for its rules.
    fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(pack, "node_modules"));
    const engine = process.env["CRUDDUR_ENGINE_PATH"] ?? (await prepareEngine());
    // Without a login the command ends in a crash of the engine (3.255).
    const env = { ...process.env, PATH: [engine, process.env["PATH"]].join(path.delimiter) };
    const login = await capture(path.join(engine, "pulumi"), ["whoami", "--non-interactive"], {
      cwd: pack,
      env,
    });
    if (login.code !== 0)
      throw new UserError(`Nobody is logged in to Pulumi Cloud:\n${login.stderr}`);
    const command = ["policy", "publish", organization, "--non-interactive"];
    return await show(path.join(engine, "pulumi"), command, pack, engine);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function tarballIn(folder: string): string {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const [name, ...others] = names.filter((each) => each.endsWith(".tgz"));
  if (name === undefined || others.length > 0)
    throw new UserError(
      `"${folder}" holds ${name === undefined ? "no package" : [name, ...others].join(", ")}; expected one .tgz, as npm run ci -- pack-policies makes it.`,
    );
  return path.join(folder, name);
}

async function mustRun(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await capture(command, args, { cwd });
  if (code !== 0) throw new UserError(`${path.basename(command)} failed:\n${stdout}${stderr}`);
  return stdout;
}

function show(
  command: string,
  args: readonly string[],
  cwd: string,
  enginePath: string,
): Promise<number> {
  const env = { ...process.env, PATH: [enginePath, process.env["PATH"]].join(path.delimiter) };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
}
