import assert from "node:assert/strict";
import { destroysUnseen, stackOf, withPolicyPack } from "../../sandbox/pulumi-command";

describe("the sandbox's command line", () => {
  const PACK = ["--policy-pack", "policy-pack"];

  it("has every update and preview judged by the pack", () => {
    assert.deepEqual(withPolicyPack(["preview", "--stack", "prod"]), [
      "preview",
      "--stack",
      "prod",
      ...PACK,
    ]);
    assert.deepEqual(withPolicyPack(["--non-interactive", "up"]), [
      "--non-interactive",
      "up",
      ...PACK,
    ]);
  });

  it("finds the command behind flags and their values", () => {
    assert.deepEqual(withPolicyPack(["-s", "prod", "up"]), ["-s", "prod", "up", ...PACK]);
    assert.deepEqual(withPolicyPack(["--stack", "up", "export"]), ["--stack", "up", "export"]);
  });

  it("leaves the choice of a pack, or of none, to the caller", () => {
    const own = ["up", "--policy-pack", "other"];
    assert.deepEqual(withPolicyPack(own), own);
    assert.deepEqual(withPolicyPack(["up", "--policy-pack=other"]), ["up", "--policy-pack=other"]);
    assert.deepEqual(withPolicyPack(["up", "--no-policy-pack"]), ["up"]);
  });

  it("adds nothing to other commands", () => {
    const others = [
      ["stack", "export"],
      ["destroy", "--yes"],
      ["config", "set", "up", "1"],
    ];
    for (const args of others) assert.deepEqual(withPolicyPack(args), args);
  });

  it("knows a destruction that no preview stops", () => {
    for (const flag of ["--skip-preview", "--skip-preview=true", "-f"])
      assert.equal(destroysUnseen(["destroy", "--stack", "prod", "--yes", flag]), true);
    assert.equal(destroysUnseen(["destroy", "--yes"]), false);
    assert.equal(destroysUnseen(["up", "--skip-preview"]), false);
    assert.equal(destroysUnseen(["destroy", "--skip-preview", "--exclude-protected"]), false);
  });

  it("reads the stack in each of its spellings", () => {
    assert.equal(stackOf(["up", "--stack", "prod"]), "prod");
    assert.equal(stackOf(["up", "--stack=prod"]), "prod");
    assert.equal(stackOf(["-s", "prod", "up"]), "prod");
    assert.equal(stackOf(["up"]), undefined);
  });
});
