import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { oncePer, sourcesOf } from "../../sandbox/lib/once";

describe("what is checked once for the same sources", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "once-"));
    write("index.ts", "1");
    write("lib/a.ts", "1");
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  function write(name: string, text: string): void {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  const changes: Readonly<Record<string, () => void>> = {
    "a longer file": () => {
      write("lib/a.ts", "22");
    },
    "a file of the same length, written later": () => {
      write("lib/a.ts", "2");
      fs.utimesSync(path.join(folder, "lib/a.ts"), 2_000_000_000, 2_000_000_000);
    },
    "a new file": () => {
      write("lib/b.ts", "1");
    },
    "a deleted file": () => {
      fs.rmSync(path.join(folder, "lib/a.ts"));
    },
    "a renamed file": () => {
      fs.renameSync(path.join(folder, "lib/a.ts"), path.join(folder, "lib/c.ts"));
    },
    "other packages": () => {
      write("package-lock.json", "{}");
    },
  };
  for (const [what, change] of Object.entries(changes))
    it(`is other sources with ${what}`, () => {
      const before = sourcesOf(folder);
      assert.equal(sourcesOf(folder), before);
      change();
      assert.notEqual(sourcesOf(folder), before);
    });

  it("is not touched by packages, compiled files, hidden folders and documents", () => {
    const before = sourcesOf(folder);
    for (const name of ["node_modules/x/index.ts", "bin/a.json", ".sandbox/a.json", "README.md"])
      write(name, "1");
    assert.equal(sourcesOf(folder), before);
  });

  it("is done again after a failure, and when the sources are others, but not otherwise", async () => {
    const stamp = path.join(folder, ".sandbox", "done");
    let times = 0;
    const done = async () => {
      times++;
      return Promise.resolve();
    };
    await assert.rejects(oncePer("a", stamp, () => Promise.reject(new Error("type error"))));
    await oncePer("a", stamp, done);
    await oncePer("a", stamp, done);
    assert.equal(times, 1);
    await oncePer("b", stamp, done);
    assert.equal(times, 2);
    await assert.rejects(oncePer("c", stamp, () => Promise.reject(new Error("type error"))));
    await oncePer("c", stamp, done);
    assert.equal(times, 3);
  });
});
