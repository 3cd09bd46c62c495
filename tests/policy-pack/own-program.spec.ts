import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDockerfile } from "../../policy-pack/lib/dockerfile";
import { problemsOf } from "../../policy-pack/lib/dockerfile-problems";
import type { Environment } from "../../config";
import type { VectorResource } from "../../policy-pack/lib/vectors";
import { rules } from "../../policy-pack/rules";
import { registered, startMocks } from "../support/mocks";
import { evaluate } from "../support/policy";
import { DIGEST, ROLLBAR_TOKEN, stackValues } from "../support/stack-values";

const SECRET = "4dabf18193072939515e22adb298388d";

/** Inputs as a policy sees them: secrets in clear text, nothing undefined. */
function plain(inputs: object): Record<string, unknown> {
  const text = JSON.stringify(inputs, (_, value: unknown) =>
    typeof value === "object" && value !== null && SECRET in value && "value" in value
      ? value.value
      : value,
  );
  return JSON.parse(text) as Record<string, unknown>;
}

async function resourcesOf(stack: string): Promise<VectorResource[]> {
  await startMocks();
  const { environmentStack } = await import("../../stacks/environment");
  const { parseConfiguration } = await import("../../config");
  const values = stackValues(stack, {
    "cruddur:accountId": "123456789012",
    "cruddur:backendFlaskImageDigest": DIGEST,
    "cruddur:frontendReactJsImageDigest": DIGEST,
    "cruddur:domain": "app.cruddur.example",
    "cruddur:hostedZone": "cruddur.example",
    "cruddur:rollbarAccessToken": ROLLBAR_TOKEN,
  });
  const result = parseConfiguration(values, new Set(["cruddur:rollbarAccessToken"]));
  if ("faults" in result) assert.fail(result.faults.join("\n"));
  await environmentStack(result.configuration as Environment);
  const all = await registered();
  return all.map(({ type, name, inputs }) => ({ type, name, props: plain(inputs) }));
}

describe("the rules on registries, images and IAM", () => {
  const ours = rules.filter(({ facts }) => /^(?:ecr|image|iam)-/.test(facts.name));

  for (const stack of ["dev", "prod"]) {
    it(`find nothing that they would stop in ${stack}`, async () => {
      const resources = await resourcesOf(stack);
      assert.ok(resources.some(({ type }) => type === "aws:iam/rolePolicy:RolePolicy"));
      const found = await evaluate(ours, { resources, stack });
      assert.deepEqual(
        found.filter(({ level }) => level === "mandatory").map(({ message }) => message),
        [],
      );
    });
  }

  it("find nothing in the program's own Dockerfiles but a base without HEALTHCHECK", () => {
    const problems = ["cruddur-python", "backend-flask"].flatMap((image) => {
      const text = readFileSync(join(__dirname, "../../images", image, "Dockerfile"), "utf8");
      return problemsOf(parseDockerfile(text), {
        args: new Map(),
        target: "",
        contexts: [],
        registries: ["docker.io/library"],
      }).map(({ found }) => `${image} ${found}`);
    });
    assert.deepEqual(problems, ["cruddur-python begins a stage without HEALTHCHECK"]);
  });
});
