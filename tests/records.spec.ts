import assert from "node:assert/strict";
import { mapValues, pick, present } from "../stacks/records";

describe("records by name", () => {
  it("keep what has a value, of any kind, and nothing else", () => {
    const values = { a: undefined, b: null, c: 0, d: "", e: false, f: Promise.resolve() };
    assert.deepEqual(Object.keys(present<unknown>(values)), ["b", "c", "d", "e", "f"]);
    assert.deepEqual(present({}), {});
  });

  it("are mapped and picked in their order", () => {
    assert.deepEqual(Object.entries(mapValues({ b: 1, a: 2 }, (value) => value + 1)), [
      ["b", 2],
      ["a", 3],
    ]);
    assert.deepEqual(pick({ b: 1, a: 2 }, ["a", "toString"]), { a: 2 });
  });
});
