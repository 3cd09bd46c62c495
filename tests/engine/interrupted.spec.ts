import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Finished } from "../../sandbox/lib/process";
import { recover } from "../../sandbox/recover";
import { TestSandbox } from "../support/engine";

const UP = ["up", "--stack", "dev", "--yes", "--skip-preview"];
const REPOSITORY = "aws:ecr/repository:Repository";

function pidsOfChildren(pid: number): number[] {
  const { stdout } = spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" });
  return stdout.split("\n").filter(Boolean).map(Number);
}

/** Nothing that the engine started may outlive it for long; mocha's time limit is the judge. */
async function untilEnded(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(100);
  }
}

/** Half written, one of these makes the state beside it unreadable; the engine does not replace them in one step. */
function filesOfMetadata({ sandbox }: TestSandbox): string[] {
  const backend = path.join(sandbox.options.folder, "backend");
  const files = fs.readdirSync(backend, { encoding: "utf8", recursive: true });
  assert.ok(files.some((file) => file.endsWith("dev.json")));
  return files.filter((file) => file.endsWith(".attrs"));
}

describe("an update that is interrupted", () => {
  let box: TestSandbox;
  let isHolding: boolean;
  /** Lets a creation that is held up go on. */
  const held: (() => void)[] = [];

  /** Sends a signal to the engine while two repositories are being created, and answers when it has ended. */
  const interrupt = async (signal: "SIGINT" | "SIGKILL"): Promise<number> => {
    let engine = 0;
    const update = box.sandbox.run([...UP, "--non-interactive"], {
      output: "capture",
      onStart: (pid) => (engine = pid),
    });
    let ended: Finished | undefined;
    void update.then((finished) => (ended = finished));
    while (held.length < 2) {
      assert.equal(ended, undefined, "The engine has ended before it created two repositories.");
      await sleep(20);
    }
    // What was not held up has time to be recorded.
    await sleep(1000);
    const children = pidsOfChildren(engine);
    assert.ok(children.length > 0);
    process.kill(engine, signal);
    await sleep(500);
    for (const release of held.splice(0)) release();
    isHolding = false;
    const { code } = await update;
    for (const child of children) await untilEnded(child);
    return code;
  };

  beforeEach(async () => {
    isHolding = true;
    box = await TestSandbox.open("interrupted", undefined, async (urn) => {
      if (isHolding && urn.includes(REPOSITORY)) {
        await new Promise<void>((release) => held.push(release));
      }
    });
    await box.sandbox.prepareStack("dev");
  });
  afterEach(() => box.close());

  it("is continued by the next one after SIGINT", async () => {
    assert.notEqual(await interrupt("SIGINT"), 0);
    await box.mustPulumi(...UP);
    await box.mustPulumi(...UP, "--expect-no-changes");
  });

  it("is recovered as the README says after SIGKILL", async () => {
    assert.notEqual(await interrupt("SIGKILL"), 0);
    // What the engine had asked for is created all the same, as on AWS: it only cannot record it any more.
    await sleep(500);

    assert.deepEqual(filesOfMetadata(box), []);
    const locked = await box.pulumi(...UP);
    assert.match(locked.stderr, /locked[^]*pulumi cancel/);
    await box.mustPulumi("cancel", "--stack", "dev", "--yes");

    const next = await box.pulumi(...UP);
    assert.notEqual(next.code, 0);
    assert.match(next.stdout, /AlreadyExists/);
    assert.match(next.stdout, /npm run sandbox:recover/);

    assert.equal(await recover(box.sandbox, "dev"), 0);
    await box.mustPulumi(...UP);
    await box.mustPulumi(...UP, "--expect-no-changes");
  });
});
