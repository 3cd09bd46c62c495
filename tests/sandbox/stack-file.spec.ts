import assert from "node:assert/strict";
import { mergeStackFile } from "../../sandbox/stack-file";

describe("the sandbox's stack file", () => {
  it("starts as the committed one", () => {
    assert.deepEqual(mergeStackFile({ config: { a: "1" } }, {}, {}), { config: { a: "1" } });
  });

  it("keeps what was set in the sandbox and follows the committed file in the rest", () => {
    const merged = mergeStackFile(
      { config: { a: "2", b: "1", d: "new" } },
      { config: { a: "1", b: "1", c: "dropped later" } },
      {
        encryptionsalt: "v1:salt",
        config: { a: "1", b: "mine", c: "dropped later", e: { secure: "x" } },
      },
    );
    assert.deepEqual(merged, {
      encryptionsalt: "v1:salt",
      config: { a: "2", b: "mine", d: "new", e: { secure: "x" } },
    });
  });

  it("keeps a removal that was made in the sandbox", () => {
    const merged = mergeStackFile({ config: { a: "1" } }, { config: { a: "1" } }, { config: {} });
    assert.deepEqual(merged, { config: {} });
  });
});
