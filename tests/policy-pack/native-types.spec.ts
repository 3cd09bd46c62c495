import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules";
import { FORMER_NATIVE_TYPES, NATIVE_TYPES } from "./tables/aws-native-types";

const PACK = join(__dirname, "../../policy-pack");

/** Every type of aws-native that a source file of the pack writes out. */
function writtenOut(): string[] {
  const files = ["lib", "rules"].flatMap((folder) =>
    readdirSync(join(PACK, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(PACK, folder, file), "utf8")),
  );
  return files.flatMap((text) => text.match(/aws-native:\w+:\w+/g) ?? []);
}

describe("the types of aws-native that the pack looks at", () => {
  const judged = rules.map(({ facts: { name }, types }) => ({
    name,
    types: [...types].filter((type) => type.startsWith("aws-native:")),
  }));

  it("are types of the provider, of today or of before", () => {
    const all = [...judged.flatMap(({ types }) => types), ...writtenOut()];
    assert.ok(new Set(all).size > 80, `${new Set(all).size}`);
    const unknown = all.filter((type) => !NATIVE_TYPES.has(type) && !FORMER_NATIVE_TYPES.has(type));
    assert.deepEqual([...new Set(unknown)], []);
  });

  it("are never a former name without the present one", () => {
    const present = new Map([...NATIVE_TYPES].map((type) => [type.toLowerCase(), type]));
    const alone = judged.flatMap(({ name, types }) =>
      types
        .filter((type) => FORMER_NATIVE_TYPES.has(type))
        .map((type) => present.get(type.toLowerCase()))
        .filter((type) => type !== undefined && !types.includes(type))
        .map((type) => `${name}: ${type ?? ""}`),
    );
    assert.deepEqual(alone, []);
  });
});
