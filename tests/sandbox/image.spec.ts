import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { imageFromFolder } from "../../sandbox/image";
import { UserError } from "../../sandbox/lib/user-error";

describe("a published image's manifest", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "image-"));
    fs.mkdirSync(path.join(folder, "app"));
    fs.writeFileSync(path.join(folder, "Dockerfile"), "FROM scratch\n");
    fs.writeFileSync(path.join(folder, "app", "main.py"), "print(1)\n");
    fs.writeFileSync(path.join(folder, ".dockerignore"), "*\n!app\n**/*.pyc\n");
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("has the digest of its own text and says that it cannot be run", async () => {
    const { text, digest } = await imageFromFolder(folder);
    assert.equal(digest, `sha256:${createHash("sha256").update(text).digest("hex")}`);
    const manifest = JSON.parse(text) as { annotations: Record<string, string>; layers: object[] };
    assert.equal(manifest.annotations["com.cruddur.runnable"], "false");
    assert.equal(manifest.layers.length, 1);
  });

  it("does not change with times, umask or files that are ignored", async () => {
    const before = await imageFromFolder(folder);
    fs.utimesSync(path.join(folder, "Dockerfile"), 1, 1);
    fs.chmodSync(path.join(folder, "app", "main.py"), 0o600);
    fs.writeFileSync(path.join(folder, "app", "main.pyc"), "junk");
    fs.writeFileSync(path.join(folder, "notes.txt"), "junk");
    assert.deepEqual(await imageFromFolder(folder), before);
  });

  it("changes with a file's content, with the Dockerfile and with the executable bit", async () => {
    const digests = new Set([(await imageFromFolder(folder)).digest]);
    fs.appendFileSync(path.join(folder, "app", "main.py"), "\n");
    digests.add((await imageFromFolder(folder)).digest);
    fs.appendFileSync(path.join(folder, "Dockerfile"), "USER 1000\n");
    digests.add((await imageFromFolder(folder)).digest);
    fs.chmodSync(path.join(folder, "app", "main.py"), 0o755);
    digests.add((await imageFromFolder(folder)).digest);
    assert.equal(digests.size, 4);
  });

  it("is refused for a folder without a Dockerfile", async () => {
    fs.rmSync(path.join(folder, "Dockerfile"));
    await assert.rejects(imageFromFolder(folder), UserError);
  });
});
