import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type AccountStore, GLOBAL, openAccount } from "../../sandbox/aws/account";
import { emptyAccount } from "../../sandbox/aws/empty-account";
import { lock } from "../../sandbox/lib/lock";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ROLE = "aws:iam/role:Role";
const FRANKFURT = "eu-central-1";

describe("simulated account", () => {
  let folder: string;
  let account: AccountStore;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "account-"));
    account = openAccount(folder);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is empty but for one hosted zone and one organisation", async () => {
    const all = await account.transaction(FRANKFURT, (view) => view.all());
    assert.deepEqual(
      all.map(({ token, region }) => `${token} ${region}`),
      ["aws:organizations/organization:Organization global", "aws:route53/zone:Zone global"],
    );
  });

  it("keeps objects for the next process, and each region apart", async () => {
    await account.transaction(FRANKFURT, (view) => {
      view.put(LOG_GROUP, "/app", { name: "/app", arn: "arn:aws:logs:eu-central-1:1:x" });
    });
    const [frankfurt, ireland, byArn] = await openAccount(folder).transaction(
      "eu-west-1",
      (view) => [
        view.get(LOG_GROUP, "/app", FRANKFURT),
        view.get(LOG_GROUP, "/app"),
        view.byArn("arn:aws:logs:eu-central-1:1:x")?.id,
      ],
    );
    assert.deepEqual(frankfurt, { name: "/app", arn: "arn:aws:logs:eu-central-1:1:x" });
    assert.equal(ireland, undefined);
    assert.equal(byArn, "/app");
  });

  it("keeps what has no region for the whole account", async () => {
    await account.transaction(FRANKFURT, (view) => {
      view.put(ROLE, "app", { name: "app" });
    });
    const roles = await account.transaction("us-east-1", (view) => view.list(ROLE));
    assert.deepEqual(roles, [
      { token: ROLE, region: GLOBAL, id: "app", properties: { name: "app" } },
    ]);
  });

  it("writes nothing when a transaction throws", async () => {
    await put(account, "/kept");
    const before = readFileSync(account.file, "utf8");
    await assert.rejects(
      account.transaction(FRANKFURT, (view) => {
        view.put(LOG_GROUP, "/half", {});
        view.remove(LOG_GROUP, "/kept");
        throw new Error("refused");
      }),
      /refused/,
    );
    assert.equal(readFileSync(account.file, "utf8"), before);
    assert.deepEqual(await names(account), ["/kept"]);
  });

  it("keeps what was written before an error that says so", async () => {
    const failing = account.transaction(
      FRANKFURT,
      (view) => {
        view.put(LOG_GROUP, "/exists", {});
        throw new Error("failed to stabilise");
      },
      { keeps: () => true },
    );
    await assert.rejects(failing, /stabilise/);
    assert.deepEqual(await names(account), ["/exists"]);
  });

  it("does not write when nothing changed", async () => {
    await put(account, "/app");
    const { ino, mtimeNs } = statSync(account.file, { bigint: true });
    await put(account, "/app");
    await names(account);
    const after = statSync(account.file, { bigint: true });
    assert.deepEqual([after.ino, after.mtimeNs], [ino, mtimeNs]);
  });

  it("cannot be changed but by put: what is handed out is frozen", async () => {
    await put(account, "/app");
    await account.transaction(FRANKFURT, (view) => {
      const stored = view.get(LOG_GROUP, "/app") as { tags: Record<string, string> };
      assert.throws(() => (stored.tags["a"] = "b"), TypeError);
    });
  });

  it("loses nothing when many operations run at once", async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => put(account, `/app/${index}`)));
    assert.equal((await names(openAccount(folder))).length, 60);
  });

  it("loses nothing when several processes write at once, and a reader never sees a part", async () => {
    await put(account, "/first");
    const writers = ["a", "b", "c"].map((name) => writer(folder, name, 25));
    const done = Promise.all(writers.map((child) => once(child, "exit")));
    const isRunning = () => writers.some((child) => child.exitCode === null);
    let reads = 0;
    while (isRunning()) {
      const { objects } = JSON.parse(readFileSync(account.file, "utf8")) as { objects: unknown[] };
      assert.ok(objects.length > emptyAccount().length);
      reads += 1;
      await sleep(3); // leaves the processor to the writers
    }
    assert.deepEqual(
      (await done).map(([code]) => code as number),
      [0, 0, 0],
    );
    assert.ok(reads > 0);
    assert.equal((await names(openAccount(folder))).length, 3 * 25 + 1);
    const left = readdirSync(folder).filter((name) => !/^account\.(json|key)$/.test(name));
    assert.deepEqual(left, [], "no lock and no temporary file stays");
  });

  it("goes on after a process died with the lock in its hands", async () => {
    await put(account, "/before");
    const holder = child(folder, "hold");
    await once(holder, "message");
    holder.kill("SIGKILL");
    await once(holder, "exit");
    await Promise.all(["/a", "/b"].map((name) => put(openAccount(folder), name)));
    assert.deepEqual(await names(account), ["/a", "/b", "/before"]);
  });

  it("waits for a lock that is held, however often it is asked for", async () => {
    const held = await lock(join(folder, "account.lock"));
    const order: string[] = [];
    const waiting = put(account, "/app").then(() => order.push("written"));
    await new Promise((resolve) => setImmediate(resolve));
    order.push("released");
    assert.ok(held.held());
    held.release();
    await waiting;
    assert.deepEqual(order, ["released", "written"]);
  });

  it("reads what somebody edited by hand", async () => {
    await put(account, "/app");
    const text = readFileSync(account.file, "utf8");
    writeFileSync(
      account.file,
      text.replace('"/app","properties":{', '"/app","properties":{"retentionInDays":7,'),
    );
    const stored = await account.transaction(FRANKFURT, (view) => view.get(LOG_GROUP, "/app"));
    assert.equal(stored?.["retentionInDays"], 7);
  });

  it("says which file it cannot read, and what to do", async () => {
    writeFileSync(account.file, "{ not JSON");
    await assert.rejects(names(account), /account\.json: .*sandbox:reset/s);
    writeFileSync(account.file, '{"format":99}');
    await assert.rejects(names(account), /its format is 99, this version reads 1/);
  });

  it("seals secrets on disk, also inside longer texts and in later writes", async () => {
    await account.transaction(
      FRANKFURT,
      (view) => {
        view.put(LOG_GROUP, "/app", { tags: { token: "canary-4711" }, text: 'KEY="canary-4711"' });
      },
      { secrets: ["canary-4711"] },
    );
    await openAccount(folder).transaction(FRANKFURT, (view) => {
      view.put(LOG_GROUP, "/copy", { copied: view.get(LOG_GROUP, "/app")?.["text"] });
    });
    assert.doesNotMatch(readFileSync(account.file, "utf8"), /canary/);
    const [original, copy] = await openAccount(folder).transaction(FRANKFURT, (view) => [
      view.get(LOG_GROUP, "/app"),
      view.get(LOG_GROUP, "/copy"),
    ]);
    assert.deepEqual(original, { tags: { token: "canary-4711" }, text: 'KEY="canary-4711"' });
    assert.deepEqual(copy, { copied: 'KEY="canary-4711"' });
    assert.equal(statSync(join(folder, "account.key")).mode & 0o077, 0);
  });
});

function put(account: AccountStore, name: string): Promise<void> {
  return account.transaction(FRANKFURT, (view) => {
    view.put(LOG_GROUP, name, { name, tags: {} });
  });
}

async function names(account: AccountStore): Promise<string[]> {
  const groups = await account.transaction(FRANKFURT, (view) => view.list(LOG_GROUP));
  return groups.map(({ id }) => id);
}

function writer(folder: string, name: string, count: number): ChildProcess {
  return child(folder, "write", name, String(count));
}

function child(folder: string, ...args: readonly string[]): ChildProcess {
  return fork(join(__dirname, "account-child.ts"), [folder, ...args], {
    execArgv: ["-r", "ts-node/register/transpile-only"],
  });
}
