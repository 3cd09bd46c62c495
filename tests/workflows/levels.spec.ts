import assert from "node:assert/strict";
import { levelFaults, type Levels } from "../../scripts/ci/levels";
import { currentLevels, packVersion, publishedReleases } from "../../scripts/ci/record-levels";

const BEFORE: Levels = { "ecs-a": "mandatory", "ecs-b": "advisory" };
const RELEASES = { "0.9.0": { "ecs-a": "advisory" }, "1.2.3": BEFORE };

const CASES: readonly (readonly [
  what: string,
  version: string,
  levels: Levels,
  faults: readonly string[],
])[] = [
  ["nothing new in the same version", "1.2.3", BEFORE, []],
  ["nothing new in a patch", "1.2.4", BEFORE, []],
  [
    "a new rule in a version that is out",
    "1.2.3",
    { ...BEFORE, "ecs-c": "advisory" },
    ["ecs-c is advisory, but 1.2.3 was published with no such rule: raise the version"],
  ],
  [
    "another level in a version that is out",
    "1.2.3",
    { ...BEFORE, "ecs-a": "advisory" },
    ["ecs-a is advisory, but 1.2.3 was published with mandatory: raise the version"],
  ],
  ["a new advisory rule", "1.3.0", { ...BEFORE, "ecs-c": "advisory" }, []],
  ["a new rule that is off", "1.2.4", { ...BEFORE, "ecs-c": "disabled" }, []],
  [
    "a new mandatory rule",
    "1.3.0",
    { ...BEFORE, "ecs-c": "mandatory" },
    ["ecs-c is new in 1.3.0 and mandatory; a new rule enters as advisory"],
  ],
  ["a new mandatory rule in a new major version", "2.0.0", { ...BEFORE, "ecs-c": "mandatory" }, []],
  [
    "a rule that turns mandatory in a minor version",
    "1.3.0",
    { ...BEFORE, "ecs-b": "mandatory" },
    [],
  ],
  [
    "a rule that turns mandatory in a patch",
    "1.2.4",
    { ...BEFORE, "ecs-b": "mandatory" },
    ["ecs-b turns mandatory; that takes a minor version"],
  ],
  [
    "a rule that goes in a patch",
    "1.2.4",
    { "ecs-a": "mandatory" },
    ["ecs-b is gone; that takes a minor version"],
  ],
  ["a rule that goes in a minor version", "1.3.0", { "ecs-a": "mandatory" }, []],
  ["an older version", "1.2.2", BEFORE, ["version 1.2.2 is older than 1.2.3, which is published"]],
  ["no version", "1.3", BEFORE, ['version "1.3" is not <major>.<minor>.<patch>']],
  ["a prerelease", "1.3.0-rc.1", BEFORE, ['version "1.3.0-rc.1" is not <major>.<minor>.<patch>']],
];

describe("versions of the policy pack", () => {
  for (const [what, version, levels, faults] of CASES)
    it(`${faults.length > 0 ? "refuse" : "take"} ${what}`, () => {
      assert.deepEqual(levelFaults(version, levels, RELEASES), faults);
    });

  it("take any rule before the first release", () => {
    assert.deepEqual(levelFaults("0.1.0", { "ecs-a": "mandatory" }, {}), []);
  });

  it("change only what a version may", () => {
    assert.deepEqual(levelFaults(packVersion(), currentLevels(), publishedReleases()), []);
    assert.ok(Object.keys(currentLevels()).length > 100);
  });
});
