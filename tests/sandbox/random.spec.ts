import assert from "node:assert/strict";
import { bcryptHash } from "../../sandbox/random/bcrypt";
import { serveRandom } from "../../sandbox/random/server";
import type { ServedProvider } from "../../sandbox/lib/provider-server";
import { EngineClient, UNKNOWN, opened, type Bag, type Resource } from "./engine-client";

const token = (name: string) => `random:index/random${name}:Random${name}`;

describe("simulated random provider", () => {
  let served: ServedProvider;
  let engine: EngineClient;
  before(async () => {
    served = await serveRandom();
    engine = new EngineClient(served.port);
    await engine.configure({});
  });
  after(async () => {
    engine.close();
    await served.close();
  });
  const make = (name: string, args: Bag = {}): Promise<Resource> =>
    engine.create(token(name), "r", args);

  it("makes texts that follow their rules", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { outputs, inputs } = await make("String", {
        length: 16,
        minNumeric: 3,
        minSpecial: 2,
        overrideSpecial: "_-",
        upper: false,
      });
      const result = String(outputs["result"]);
      assert.match(result, /^[a-z0-9_-]{16}$/);
      assert.ok((result.match(/[0-9]/g) ?? []).length >= 3);
      assert.ok((result.match(/[_-]/g) ?? []).length >= 2);
      assert.equal(inputs["numeric"], true);
    }
  });

  it("makes passwords and their hashes as secrets", async () => {
    const { outputs } = await make("Password", { length: 16 });
    assert.equal(String(opened(outputs["result"])).length, 16);
    assert.match(String(opened(outputs["bcryptHash"])), /^\$2a\$10\$[./A-Za-z0-9]{53}$/);
  });

  it("hashes as bcrypt does", () => {
    // Test vector of the reference implementation (crypt_blowfish, wrapper.c).
    const salt = Buffer.from("10410410410410410410410410410410", "hex");
    assert.equal(
      bcryptHash("U*U", salt, 5),
      "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    );
  });

  it("says every fault of a rule", async () => {
    const faults = async (args: Bag) =>
      (await engine.check(token("Password"), "r", args)).failures.map((f) => f.split(":")[0]);
    assert.deepEqual(await faults({}), ["length"]);
    assert.deepEqual(await faults({ length: 2, minLower: 3, colour: "red" }), ["colour", "length"]);
    assert.deepEqual(
      await faults({ length: 4, lower: false, upper: false, numeric: false, special: false }),
      ["special"],
    );
    assert.deepEqual(await faults({ length: 4, lower: false, minLower: 1 }), ["lower"]);
  });

  it("keeps what it made, and makes another when anything changes", async () => {
    const args = { length: 12, keepers: { version: "1" } };
    const password = await make("Password", args);
    assert.deepEqual(await engine.refresh(password), password);
    assert.deepEqual((await engine.diff(password, args)).paths, []);
    const changed = await engine.diff(password, { ...args, keepers: { version: "2" } });
    assert.deepEqual(changed.replaces, ["keepers"]);
  });

  it("shows at preview that the result is not known yet", async () => {
    const outputs = await engine.preview(token("Password"), "r", { length: 12 });
    assert.equal(opened(outputs["result"]), UNKNOWN);
    assert.equal(outputs["length"], 12);
  });

  it("makes the other kinds", async () => {
    const text = await make("String", { length: 8, special: false });
    assert.match(String(text.outputs["result"]), /^[A-Za-z0-9]{8}$/);
    assert.equal(text.id, text.outputs["result"]);

    const uuid = await make("Uuid");
    assert.match(String(uuid.outputs["result"]), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-/);

    const { outputs } = await make("Id", { byteLength: 4, prefix: "app-" });
    const hex = String(outputs["hex"]);
    assert.match(hex, /^app-[0-9a-f]{8}$/);
    assert.equal(outputs["dec"], `app-${Number.parseInt(hex.slice(4), 16)}`);
    assert.equal(
      Buffer.from(String(outputs["b64Url"]).slice(4), "base64url").toString("hex"),
      hex.slice(4),
    );

    const integer = await make("Integer", { min: 5, max: 5 });
    assert.equal(integer.outputs["result"], 5);

    const shuffle = await make("Shuffle", { inputs: ["a", "b", "c"], resultCount: 2 });
    assert.equal(new Set(shuffle.outputs["results"] as string[]).size, 2);

    const pet = await make("Pet", { prefix: "app" });
    assert.match(pet.id, /^app-[a-z]+-[a-z]+$/);

    const bytes = await make("Bytes", { length: 3 });
    assert.match(String(opened(bytes.outputs["hex"])), /^[0-9a-f]{6}$/);
  });

  it("imports a password by its text, without showing it", async () => {
    const imported = await engine.read(token("Password"), "r", "hunter2hunter2");
    assert.equal(imported?.id, "none");
    assert.equal(opened(imported.outputs["result"]), "hunter2hunter2");
    assert.equal(imported.inputs["length"], 14);
  });

  it("says which types it knows", async () => {
    const { failures } = await engine.check("random:index/randomWalk:RandomWalk", "r", {});
    assert.match(failures.join(), /does not model .*RandomWalk. It models RandomPassword, /);
  });
});
