import assert from "node:assert/strict";
import { tracingSidecar } from "../components/lib/tracing";
import type { RepositoryReference } from "../components/lib/references";
import type { Environment } from "../config";
import { documentOf, type Registered, registered, startMocks, text } from "./support/mocks";
import { DIGEST, stackValues } from "./support/stack-values";

const IMAGES = {
  "cruddur:backendFlaskImageDigest": DIGEST,
  "cruddur:frontendReactJsImageDigest": DIGEST,
};

const ADOT = { "cruddur:tracing": "adot", "cruddur:tracingImageDigest": DIGEST };

/** What is read of a container's definition. */
interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly command?: readonly string[];
  readonly readonlyRootFilesystem: boolean;
  readonly memory: number;
}

/** What an environment registers with these values more. */
async function registeredBy(
  stack: string,
  more: Readonly<Record<string, string>>,
): Promise<readonly Registered[]> {
  await startMocks();
  const { environmentStack } = await import("../stacks/environment");
  const { parseConfiguration } = await import("../config");
  const values = stackValues(stack, { ...IMAGES, "cruddur:accountId": "123456789012", ...more });
  const result = parseConfiguration(values, new Set());
  if ("faults" in result) assert.fail(result.faults.join("\n"));
  await environmentStack(result.configuration as Environment);
  return [...(await registered())];
}

function containersOf(resources: readonly Registered[], service: string): Container[] {
  const found = resources.find(
    ({ type, name }) => type === "aws:ecs/taskDefinition:TaskDefinition" && name === service,
  );
  return JSON.parse(text(found?.inputs.containerDefinitions)) as Container[];
}

/** Role policies with an action of X-Ray, and these actions. */
function tracingRights(resources: readonly Registered[]): [string, string[]][] {
  return resources
    .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
    .map((policy): [string, string[]] => [
      policy.name,
      documentOf(policy)
        .Statement.flatMap(({ Action }) => Action)
        .filter((action) => action.startsWith("xray:")),
    ])
    .filter(([, actions]) => actions.length > 0);
}

describe("tracing", function () {
  this.timeout(120_000);

  it("is neither container nor right nor endpoint by default", async () => {
    const resources = await registeredBy("prod", {});
    assert.deepEqual(
      containersOf(resources, "backend-flask").map(({ name }) => name),
      ["backend-flask", "migrate"],
    );
    assert.deepEqual(tracingRights(resources), []);
    assert.ok(
      !resources.some(({ inputs }) => JSON.stringify(inputs.serviceName ?? "").includes(".xray")),
    );
  });

  it("is a sidecar of the backend from the stack's own mirror, five rights and an endpoint", async () => {
    const resources = await registeredBy("prod", ADOT);
    const sidecar = containersOf(resources, "backend-flask").find(
      ({ name }) => name === "adot-collector",
    );
    assert.deepEqual(
      [sidecar?.image, sidecar?.essential, sidecar?.readonlyRootFilesystem, sidecar?.memory],
      [
        `123456789012.dkr.ecr.us-east-1.amazonaws.com/cruddur-prod-tracing@${DIGEST}`,
        false,
        true,
        256,
      ],
    );
    assert.deepEqual(sidecar?.command, ["--config=/etc/ecs/ecs-xray.yaml"]);
    assert.deepEqual(
      containersOf(resources, "frontend-react-js").map(({ name }) => name),
      ["frontend-react-js"],
    );
    assert.deepEqual(tracingRights(resources), [
      [
        "backend-flask-task",
        [
          "xray:GetSamplingRules",
          "xray:GetSamplingStatisticSummaries",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ],
      ],
    ]);
    assert.ok(
      resources.some(({ inputs }) => JSON.stringify(inputs.serviceName ?? "").includes(".xray")),
    );
  });

  for (const [stack, rate] of Object.entries({ dev: 1, prod: 0.1 }))
    it(`samples ${rate * 100} % of the backend's requests in ${stack}`, async () => {
      const rules = (await registeredBy(stack, ADOT)).filter(
        ({ type }) => type === "aws:xray/samplingRule:SamplingRule",
      );
      assert.deepEqual(
        rules.map(({ inputs }) => [inputs.ruleName, inputs.serviceName, inputs.fixedRate]),
        [[`${stack}-backend-flask`, "backend-flask", rate]],
      );
    });

  it("by the X-Ray daemon needs less memory and no configuration", () => {
    const repository = { name: "mirror", uri: "mirror" } as RepositoryReference;
    const { "xray-collector": daemon } = tracingSidecar("xray", { repository, digest: DIGEST });
    assert.equal(daemon?.memoryMiB, 128);
    assert.equal(daemon.command, undefined);
  });
});
