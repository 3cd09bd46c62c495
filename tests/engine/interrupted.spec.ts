import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openAccount, type StoredObject } from "../../sandbox/aws/account";
import { recover } from "../../sandbox/recover";
import { lock } from "../../sandbox/lib/lock";
import { TestSandbox } from "../support/engine";

const UP = ["up", "--stack", "dev", "--yes", "--skip-preview"];
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

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

describe("an update that is interrupted", () => {
  let box: TestSandbox;

  const objects = (): Promise<readonly StoredObject[]> =>
    openAccount(box.sandbox.accountFolder).transaction("us-east-1", (view) => view.all());

  /** Sends a signal to the engine while creations are under way, and answers when the engine has ended. */
  const interrupt = async (signal: "SIGINT" | "SIGKILL"): Promise<number> => {
    let engine = 0;
    const update = box.sandbox.run([...UP, "--non-interactive"], {
      output: "capture",
      onStart: (pid) => (engine = pid),
    });
    while (!(await objects()).some(({ token }) => token === LOG_GROUP)) await sleep(5);
    // Whoever holds the account's lock makes every creation wait: so some are under way for certain.
    const held = await lock(path.join(box.sandbox.accountFolder, "account.lock"));
    await sleep(1500);
    const children = pidsOfChildren(engine);
    assert.ok(children.length > 0);
    process.kill(engine, signal);
    await sleep(500);
    held.release();
    const { code } = await update;
    for (const child of children) await untilEnded(child);
    return code;
  };

  beforeEach(async () => {
    box = await TestSandbox.open("interrupted");
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
