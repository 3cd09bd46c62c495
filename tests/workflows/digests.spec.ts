import assert from "node:assert/strict";
import { deployedDigests, digestKeyOf, printDigests, readDigests } from "../../scripts/ci/digests";
import { SERVICES } from "../../services";
import { allSettings } from "../../settings";

const [A, B] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];

describe("digests that a workflow hands over", () => {
  it("arrive as they were sent", () => {
    const digests = { "backend-flask": A, "frontend-react-js": B };
    assert.deepEqual(readDigests(printDigests(digests)), { digests, faults: [] });
    assert.deepEqual(readDigests(`\n backend-flask=${A}\n`).digests, { "backend-flask": A });
    assert.deepEqual(readDigests(""), { digests: {}, faults: [] });
  });

  it("are refused with all faults at once", () => {
    const { faults } = readDigests(
      `backend-flask frontend-react-js=latest worker=${A} backend-flask=${A} backend-flask=${B} x=${A}=${B}`,
    );
    assert.deepEqual(faults, [
      '"backend-flask" is not <service>=sha256:<64 hex digits>',
      'the digest of frontend-react-js is "latest", not sha256:<64 hex digits>',
      'there is no service "worker"; choose from backend-flask, frontend-react-js',
      "backend-flask has two digests",
      `"x=${A}=${B}" is not <service>=sha256:<64 hex digits>`,
    ]);
  });

  it("belong to keys of the configuration", () => {
    const keys = allSettings().map(({ key }) => key);
    for (const service of Object.keys(SERVICES))
      assert.ok(keys.includes(digestKeyOf(service)), digestKeyOf(service));
  });

  it("are read from the task definitions that are deployed, whatever else there is", () => {
    const task = (containerDefinitions: unknown) => ({
      type: "aws:ecs/taskDefinition:TaskDefinition",
      outputs: { containerDefinitions },
    });
    const image = (name: unknown, uri: unknown) => ({ name, image: uri });
    const resources = [
      { type: "aws:ecs/cluster:Cluster", outputs: {} },
      task(
        JSON.stringify([
          image("xray", `r/tracing@${B}`),
          image("backend-flask", `123.dkr.ecr/cruddur-dev-backend-flask@${A}`),
        ]),
      ),
      task(JSON.stringify([image("frontend-react-js", "r/frontend:latest"), null, 7, image(1, 2)])),
      task("not JSON"),
      task(JSON.stringify({ name: "backend-flask" })),
      task({ ciphertext: "x" }),
      { type: "aws:ecs/taskDefinition:TaskDefinition" },
    ];
    assert.deepEqual(deployedDigests({ resources }), { "backend-flask": A });
    assert.deepEqual(deployedDigests({}), {});
  });
});
