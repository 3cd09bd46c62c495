import assert from "node:assert/strict";
import { startAccount, type Bag, type EngineClient } from "./engine-client";

const RULE = "aws:xray/samplingRule:SamplingRule";

describe("simulated X-Ray", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  beforeEach(async () => {
    started = await startAccount();
    ({ engine } = started);
  });
  afterEach(() => started.stop());

  const rule = (more: Bag = {}): Bag => ({
    ruleName: "Cruddur",
    priority: 9000,
    reservoirSize: 5,
    fixedRate: 0.1,
    ...{ serviceName: "backend-flask", serviceType: "*", host: "*", httpMethod: "*", urlPath: "*" },
    resourceArn: "*",
    version: 1,
    ...more,
  });
  const refused = (more: Bag, answer: RegExp) =>
    assert.rejects(engine.create(RULE, "refused", rule(more)), answer);

  it("changes a rule's share in place, and its name by another rule", async () => {
    const made = await engine.create(RULE, "rule", rule());
    assert.equal(made.id, "Cruddur");
    assert.match(
      String(made.outputs["arn"]),
      /^arn:aws:xray:[\w-]+:\d{12}:sampling-rule\/Cruddur$/,
    );
    const changed = await engine.update(made, rule({ fixedRate: 1 }));
    assert.equal(changed.outputs["fixedRate"], 1);
    const { replaces } = await engine.diff(changed, rule({ ruleName: "Other" }));
    assert.deepEqual(replaces, ["ruleName"]);
  });

  it("refuses what is out of range, at preview where the provider knows", async () => {
    const { failures } = await engine.check(
      RULE,
      "x",
      rule({ priority: 10_000, httpMethod: "x".repeat(11) }),
    );
    assert.equal(failures.length, 2);
    assert.match(failures.join(" "), /httpMethod.*priority|priority.*httpMethod/);
    await refused({ fixedRate: 1.1 }, /InvalidRequestException.*between 0 and 1/);
    await refused({ version: 2 }, /InvalidRequestException.*Version must be 1/);
    await refused({ ruleName: undefined }, /InvalidRequestException/);
  });

  it("refuses a name that is taken, and more rules than the quota", async () => {
    for (let index = 0; index < 25; index++)
      await engine.create(RULE, `r${index}`, rule({ ruleName: `r${index}` }));
    await refused({ ruleName: "r0" }, /already exists/);
    await refused({}, /RuleLimitExceededException/);
  });
});
