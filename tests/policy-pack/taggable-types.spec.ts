import assert from "node:assert/strict";
import { TAGGABLE_TYPES } from "../../policy-pack/lib/taggable-types";
import { listOf, taggableTypes } from "../../scripts/taggable-types";

describe("the list of types that take tags", () => {
  it("is that of the installed provider; else run `npx ts-node scripts/taggable-types.ts`", () => {
    assert.deepEqual([...TAGGABLE_TYPES], taggableTypes());
  });

  it("knows the types of this program, and none without tags", () => {
    for (const type of ["aws:ecs/service:Service", "aws:ec2/subnet:Subnet", "aws:kms/key:Key"]) {
      assert.ok(TAGGABLE_TYPES.includes(type), type);
    }
    for (const type of ["aws:iam/rolePolicy:RolePolicy", "aws:ec2/route:Route"]) {
      assert.ok(!TAGGABLE_TYPES.includes(type), type);
    }
  });

  it("is written in lines of one module each", () => {
    const tokens = ["aws:a/one:One", "aws:a/two:Two", "aws:b/one:One"];
    assert.equal(listOf(tokens), "a One Two\nb One");
    const lines = listOf(TAGGABLE_TYPES).split("\n");
    assert.ok(lines.every((line) => line.length <= 100));
  });
});
