import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { validateConfigurationFile } from "../../policy-pack/lib/configuration-file";
import { nearest } from "../../policy-pack/lib/nearest";
import { rules } from "../../policy-pack/rules";
import { faultsOfFile } from "../../policy-pack/check-config";

const EXAMPLES = join(__dirname, "../../policy-pack/config");
const faults = (file: unknown): string[] =>
  validateConfigurationFile(typeof file === "string" ? file : JSON.stringify(file), rules);

describe("a configuration file", () => {
  it("of the examples has no fault", () => {
    const files = readdirSync(EXAMPLES);
    assert.ok(files.length > 0);
    for (const file of files) assert.deepEqual(faultsOfFile(join(EXAMPLES, file)), []);
  });

  it("may be empty, as for the engine, and name levels, options and environments", () => {
    assert.deepEqual(faults(" \n"), []);
    const file = {
      environments: ["org/container-security"],
      all: "advisory",
      "pack-undetermined": "disabled",
      "ecs-task-image-pinned": { enforcementLevel: "mandatory", require: "digest" },
      "ecr-repository-scan-on-push": "remediate",
    };
    assert.deepEqual(faults(file), []);
  });

  it("is told of every fault at once", () => {
    const file = {
      environments: "org/x",
      all: "off",
      "ecs-task-no-privilegd": "advisory",
      "something-else": {},
      "ecs-task-no-host-pid": { level: "advisory" },
      "ecs-task-image-pinned": { enforcementLevel: "blocking", require: "sha" },
      "ecs-task-no-host-ipc": ["advisory"],
      "ecs-task-awsvpc-network": "remediate",
      "pack-settings": {
        presets: ["csi"],
        requiredTags: ["Owner"],
        requiredTagValues: { Owner: "web", Stage: "dev" },
        levels: {
          dev: { "ecs-task-non-root": "advisory", "ecs-service-fargate-only": "advisory" },
        },
        waivers: [{ rule: "ecs-task-no-privileged", name: "web", reason: "r", expires: "soon" }],
      },
    };
    assert.deepEqual(faults(file), [
      'environments is "org/x"; expected a list of strings.',
      'all: the level is "off"; allowed is advisory, mandatory, remediate, disabled.',
      'There is no rule "ecs-task-no-privilegd". Did you mean "ecs-task-no-privileged"?',
      'There is no rule "something-else".',
      'ecs-task-no-host-pid: There is no option "level"; this rule has none.',
      'ecs-task-image-pinned: the level is "blocking"; allowed is advisory, mandatory, remediate, disabled.',
      'ecs-task-image-pinned: Option "require" is "sha"; allowed is "tag" or "digest".',
      'ecs-task-no-host-ipc is ["advisory"]; expected a level, or an object of level and options.',
      'ecs-task-awsvpc-network: the level is "remediate", but there is no automatic fix; allowed is mandatory.',
      'pack-settings: Option "presets" is ["csi"]; allowed is a list of "seeds", "fsbp", "cis", "strict".',
      'pack-settings: Levels of "dev": there is no rule "ecs-task-non-root". Did you mean "ecs-task-non-root-user"?',
      'pack-settings: Waiver 1 ("ecs-task-no-privileged"): approver is not set; expected who accepts it.',
      'pack-settings: Waiver 1 ("ecs-task-no-privileged"): expires is "soon"; expected a day such as "2026-12-31".',
      'pack-settings: requiredTagValues has "Stage", which is not one of the requiredTags.',
      'pack-settings: Levels of "dev": ecs-service-fargate-only is off by default; switch it on in the file, beside pack-settings.',
    ]);
  });

  it("must be an object in JSON", () => {
    assert.match(faults("{,}")[0] ?? "", /^The file is not JSON: /);
    assert.deepEqual(faults("[]"), ["The file is []; expected an object."]);
    assert.deepEqual(faults("null"), ["The file is not set; expected an object."]);
  });

  it("must be there", () => {
    assert.deepEqual(faultsOfFile("/nowhere.json"), ["/nowhere.json: cannot be read (ENOENT)."]);
  });

  it("does not change what its names mean by names that objects have", () => {
    const file = JSON.parse('{"__proto__": "advisory", "constructor": "advisory"}') as unknown;
    assert.deepEqual(faults(file), [
      'There is no rule "__proto__".',
      'There is no rule "constructor".',
    ]);
  });
});

describe("the name that may be meant", () => {
  it("is near, and none where nothing is", () => {
    const names = ["ecs-task-no-privileged", "ecs-task-no-privileged-ports"];
    assert.equal(nearest("ecs-task-no-priviliged", names), names[0]);
    assert.equal(nearest("ECS-TASK-NO-PRIVILEGED-PORT", names), names[1]);
    assert.equal(nearest("s3-log-bucket-private", names), undefined);
    assert.equal(nearest("x".repeat(1_000_000), names), undefined);
  });
});
