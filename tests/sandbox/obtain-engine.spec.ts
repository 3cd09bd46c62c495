import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Engine, engineCacheFolder, obtainEngine } from "../../sandbox/engine/obtain";
import { enginePath } from "../../sandbox/engine/stand-in";
import { ENGINE_VERSION, isAtLeast, parseVersion } from "../../sandbox/engine/version";
import { UserError } from "../../sandbox/lib/user-error";

/** A program for a made-up PATH. */
function writeProgram(folder: string, name: string, script: string): string {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

const prints = (version: string): string => `echo v${version}`;

/** Fails as the official installer does without a network. */
const noNetwork = (): Promise<void> => Promise.reject(new Error("connect ECONNREFUSED"));

/** What `go` is asked for its version, and what it does when it builds: writes `engine` to the path behind -o. */
const goProgram = (engine: string, version = "go1.26.0"): string =>
  `if [ "$1" = env ]; then echo ${version}; exit; fi
while [ "$1" != -o ]; do shift; done
${engine.replaceAll("OUTPUT", '"$2"')}`;

describe("obtaining the engine", () => {
  let folder: string;
  let bin: string;
  const said: string[] = [];

  const obtain = (install: (root: string) => Promise<void> = noNetwork): Promise<Engine> =>
    obtainEngine({
      env: { PATH: `${bin}:/usr/bin:/bin` },
      cacheFolder: path.join(folder, "cache"),
      progress: (what, work) => {
        said.push(what);
        return work();
      },
      say: (line) => said.push(line),
      install,
    });

  /** The refusal's message, which must be one for the user. */
  const refusal = async (install?: (root: string) => Promise<void>): Promise<string> => {
    const error = await obtain(install).then(
      () => assert.fail("an engine was obtained"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof UserError, String(error));
    return error.message;
  };

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "obtain-engine-"));
    bin = path.join(folder, "bin");
    fs.mkdirSync(bin);
    // The real Go of this machine must not take part.
    writeProgram(bin, "go", "exit 1");
    said.length = 0;
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("takes a recent pulumi on PATH with its Node.js host", async () => {
    const command = writeProgram(bin, "pulumi", prints("3.300.1"));
    writeProgram(bin, "pulumi-language-nodejs", "exit 0");
    assert.deepEqual(await obtain(), {
      command,
      version: "3.300.1",
      origin: "PATH",
      hasNodeHost: true,
    });
  });

  it("notes when the pulumi on PATH has no Node.js host", async () => {
    writeProgram(bin, "pulumi", prints("3.300.1"));
    assert.equal((await obtain()).hasNodeHost, false);
  });

  it("names a pulumi on PATH that is too old, and every other way that failed, in one message", async () => {
    writeProgram(bin, "pulumi", prints("3.100.0"));
    const message = await refusal();
    assert.match(
      message,
      /pulumi on PATH \(.*\/bin\/pulumi\) is 3\.100\.0; 3\.248\.0 or newer is needed/,
    );
    assert.match(message, /no engine is kept from an earlier run/);
    assert.match(message, /the official installer failed: connect ECONNREFUSED/);
    assert.match(message, /building it with Go failed: Go 1\.21\.0 or newer is needed/);
    assert.match(
      message,
      /Install the Pulumi CLI .* or newer .*\nor Go .*, and run the same command again\./,
    );
  });

  it("goes past a pulumi on PATH that does not start", async () => {
    writeProgram(bin, "pulumi", "echo broken >&2; exit 3");
    assert.match(await refusal(), /pulumi on PATH \(.*\) does not start: broken/);
  });

  it("says what to install where there is neither network nor Go", async () => {
    fs.rmSync(path.join(bin, "go"));
    await assert.rejects(
      obtainEngine({
        env: { PATH: bin },
        cacheFolder: path.join(folder, "cache"),
        progress: (_, work) => work(),
        say: () => undefined,
        install: noNetwork,
      }),
      /PATH holds no pulumi[^]*PATH holds no go to build it with/,
    );
  });

  it("installs officially and keeps the engine for the next run", async () => {
    const install = (root: string): Promise<void> => {
      writeProgram(path.join(root, "bin"), "pulumi", prints(ENGINE_VERSION));
      writeProgram(path.join(root, "bin"), "pulumi-language-nodejs", "exit 0");
      return Promise.resolve();
    };
    const first = await obtain(install);
    assert.deepEqual([first.origin, first.hasNodeHost], ["installer", true]);
    const second = await obtain();
    assert.deepEqual([second.origin, second.command], ["cache", first.command]);
  });

  it("throws a broken download away and goes on to Go", async () => {
    const broken = (root: string): Promise<void> => {
      writeProgram(path.join(root, "bin"), "pulumi", "echo truncated file >&2; exit 126");
      return Promise.resolve();
    };
    writeProgram(
      bin,
      "go",
      goProgram(`printf '#!/bin/sh\\necho v${ENGINE_VERSION}\\n' > OUTPUT; chmod +x OUTPUT`),
    );
    const engine = await obtain(broken);
    assert.deepEqual([engine.origin, engine.hasNodeHost], ["Go", false]);
    assert.deepEqual(fs.readdirSync(path.join(folder, "cache")), [ENGINE_VERSION]);
    assert.match(said.join("\n"), /Downloading Pulumi[^]*Building Pulumi/);
  });

  it("shows the end of what Go printed when the build fails, and leaves nothing behind", async () => {
    writeProgram(bin, "go", goProgram("echo 'no space left on device' >&2; exit 1"));
    assert.match(await refusal(), /building it with Go failed: no space left on device/);
    assert.deepEqual(fs.readdirSync(path.join(folder, "cache")), []);
  });

  it("refuses a Go that is too old to read go.mod", async () => {
    writeProgram(bin, "go", goProgram("exit 0", "go1.18.1"));
    assert.match(await refusal(), /Go 1\.21\.0 or newer is needed; .*go is 1\.18\.1/);
  });

  it("clears what an interrupted build left, and keeps a build that another process is at", async () => {
    const cache = path.join(folder, "cache");
    // No process has this number: Linux and macOS stop far below it.
    const dead = path.join(cache, `${ENGINE_VERSION}.partial-99999999`);
    const alive = path.join(cache, `${ENGINE_VERSION}.partial-${process.ppid}`);
    for (const partial of [dead, alive]) fs.mkdirSync(partial, { recursive: true });
    await refusal();
    assert.deepEqual(fs.readdirSync(cache), [path.basename(alive)]);
  });

  it("removes a kept engine that no longer starts, and says so", async () => {
    const kept = path.join(folder, "cache", ENGINE_VERSION);
    writeProgram(path.join(kept, "bin"), "pulumi", "echo bad ELF >&2; exit 126");
    assert.match(await refusal(), /the kept engine does not start: bad ELF \(removed\)/);
    assert.ok(!fs.existsSync(kept));
    assert.deepEqual(said[0], "The kept engine does not start: bad ELF; it was removed.");
  });

  it("puts our language host beside an engine that has none, and leaves the engine where it is otherwise", () => {
    const command = writeProgram(path.join(folder, "kept"), "pulumi", prints(ENGINE_VERSION));
    const engine = { command, version: ENGINE_VERSION, origin: "Go" } as const;
    const standIn = path.join(folder, "stand-in");
    assert.equal(enginePath({ ...engine, hasNodeHost: true }, standIn), path.dirname(command));
    assert.ok(!fs.existsSync(standIn));
    assert.equal(enginePath({ ...engine, hasNodeHost: false }, standIn), standIn);
    assert.deepEqual(fs.readdirSync(standIn).sort(), ["pulumi", "pulumi-language-nodejs"]);
    assert.equal(fs.statSync(path.join(standIn, "pulumi")).ino, fs.statSync(command).ino);
    fs.accessSync(path.join(standIn, "pulumi-language-nodejs"), fs.constants.X_OK);
  });

  it("keeps engines in the platform's cache folder", () => {
    assert.equal(engineCacheFolder({ XDG_CACHE_HOME: "/c", HOME: "/h" }), "/c/cruddur/pulumi");
    assert.match(engineCacheFolder({ HOME: "/h" }), /^\/h\/.*cruddur\/pulumi$/);
  });
});

describe("engine versions", () => {
  it("are compared as numbers", () => {
    assert.ok(isAtLeast("v3.255.0", "3.248.0"));
    assert.ok(isAtLeast("3.248.0", "3.248.0"));
    assert.ok(!isAtLeast("3.99.9", "3.248.0"));
    assert.ok(isAtLeast("4.0.0", "3.248.0"));
    assert.ok(!isAtLeast("nonsense", "3.248.0"));
    assert.equal(parseVersion("nonsense"), undefined);
  });

  it("stand in go.mod as they do in version.ts", () => {
    const goMod = fs.readFileSync(path.join(__dirname, "../../sandbox/engine/go.mod"), "utf8");
    for (const module of ["pkg", "sdk"]) {
      assert.match(goMod, new RegExp(`github.com/pulumi/pulumi/${module}/v3 v${ENGINE_VERSION} `));
    }
  });
});
