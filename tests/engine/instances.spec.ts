import assert from "node:assert/strict";
import type { StoredObject } from "../../sandbox/aws/account";
import { publishImage } from "../../sandbox/publish";
import { SERVICE_NAMES } from "../../services";
import { type ExportedResource, TestSandbox } from "../support/engine";

const STACK = "dev";
const QUIET = ["--stack", STACK, "--yes", "--skip-preview"];
const SERVICE = "aws:ecs/service:Service";
const GROUP = "aws:autoscaling/group:Group";
const PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";

describe("an environment on instances", () => {
  let box: TestSandbox;
  let empty: readonly StoredObject[];
  let services: readonly string[];

  const up = (...flags: string[]) => box.mustPulumi("up", ...QUIET, ...flags);
  const settled = async () => {
    await up("--expect-no-changes");
    await box.mustPulumi("refresh", ...QUIET, "--expect-no-changes");
  };
  const of = (resources: readonly ExportedResource[], type: string) =>
    resources.filter((resource) => resource.type === type).map(({ outputs }) => outputs ?? {});
  const strategies = (resources: readonly ExportedResource[]) =>
    of(resources, SERVICE).map(({ capacityProviderStrategies }) =>
      (capacityProviderStrategies as { capacityProvider: string }[])
        .map(({ capacityProvider }) => capacityProvider)
        .sort(),
    );
  const idsOf = (resources: readonly ExportedResource[]) =>
    of(resources, SERVICE)
      .map(({ arn }) => String(arn))
      .sort();

  before(async () => {
    box = await TestSandbox.open("instances");
    await box.sandbox.prepareStack(STACK);
    empty = await box.account();
    await up();
    for (const name of SERVICE_NAMES) assert.equal(await publishImage(box.sandbox, name, STACK), 0);
    await up();
    services = idsOf(await box.exported(STACK));
    assert.equal(services.length, SERVICE_NAMES.length);
  });
  after(() => box.close());

  it("is refused while the instances have no room for its tasks, and is told how many have", async () => {
    await box.configure(STACK, { capacity: "ec2" });
    const { code, stdout, stderr } = await box.pulumi("preview", "--stack", STACK);
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /raise cruddur:maxInstances to 3/);
  });

  it("moves the running services to the instances, past the policy pack", async () => {
    await box.configure(STACK, { maxInstances: "3" });
    await up("--policy-pack", "policy-pack");
    const resources = await box.exported(STACK);
    const [provider] = of(resources, PROVIDER);
    const name = String(provider?.["name"]);
    assert.deepEqual(idsOf(resources), services);
    assert.deepEqual(strategies(resources), [[name], [name]]);
    for (const task of of(resources, TASK))
      assert.deepEqual(task["requiresCompatibilities"], ["EC2"]);
    const [group] = of(resources, GROUP);
    const tags = (group?.["tags"] as { key: string; value: string }[]).map(
      ({ key, value }) => `${key}=${value}`,
    );
    for (const tag of ["Project=cruddur", "Environment=dev"]) assert.ok(tags.includes(tag), tag);
    await settled();
  });

  it("moves them back to Fargate, and lets the instances go in a second update", async () => {
    await box.configure(STACK, { capacity: "fargate" });
    await up();
    const between = await box.exported(STACK);
    assert.deepEqual(strategies(between), [
      ["FARGATE", "FARGATE_SPOT"],
      ["FARGATE", "FARGATE_SPOT"],
    ]);
    assert.equal(of(between, GROUP).length, 1);
    await settled();
    await box.configure(STACK, { maxInstances: "0" });
    await up();
    const after = await box.exported(STACK);
    assert.deepEqual(idsOf(after), services);
    assert.deepEqual([...of(after, GROUP), ...of(after, PROVIDER)], []);
    await settled();
  });

  it("goes without a trace", async () => {
    await box.configure(STACK, { capacity: "ec2", maxInstances: "3" });
    await up();
    await box.mustPulumi("destroy", ...QUIET);
    assert.deepEqual(await box.exported(STACK), []);
    assert.deepEqual(await box.account(), empty);
  });
});
