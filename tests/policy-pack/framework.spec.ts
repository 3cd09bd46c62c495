import assert from "node:assert/strict";
import { rule, stackRule, type Facts } from "../../policy-pack/lib/rule";
import {
  configured,
  resource,
  task,
  taskText,
  UNKNOWN,
  type VectorResource,
} from "../../policy-pack/lib/vectors";
import { attempt } from "../../policy-pack/lib/finding";
import { toggle } from "../../policy-pack/lib/options";
import { SETTINGS } from "../../policy-pack/lib/settings";
import { rules } from "../../policy-pack/rules";
import { evaluate, urnOf, type Diagnostic } from "../support/policy";

const TYPE = "aws:ecs/cluster:Cluster";
const facts = (name: string): Facts => ({
  name,
  severity: "high",
  enforcementLevel: "mandatory",
  description: "A test must hold.",
  why: "It shows.",
  remediationSteps: "Mend it.",
  example: "",
  url: "https://example.com/",
  tags: [],
  practices: [],
});

const crashing = rule(facts("test-crash"), [TYPE], function* (cluster) {
  yield cluster.finding("before", { expected: "a finding before the crash" });
  throw new TypeError("the secret is hunter2");
});
const naming = rule(facts("test-name"), [TYPE], function* (cluster) {
  if (cluster.text("name") !== "good") {
    yield cluster.finding("name", { expected: '"good"', severity: "low", advisory: true });
  }
});
const withOption = rule(
  { ...facts("test-option"), options: { on: toggle(false, "On.") } },
  [TYPE],
  function* (cluster, { config }) {
    if (config.on) yield cluster.finding("name", { expected: "nothing" });
  },
);
const stacks = rule(
  facts("test-stack"),
  [TYPE],
  function* (cluster, { stack, project, protected: kept }) {
    yield cluster.finding("", {
      found: `is in ${project}/${stack}, ${String(kept)}`,
      expected: "so",
    });
  },
);
const seeing = stackRule(facts("test-seeing"), [TYPE], function* (graph) {
  for (const { resource: node } of graph.nodes) {
    for (const property of ["settings", "tags", "name", "arn"]) {
      yield* attempt(function* () {
        if (node.pick(property) !== undefined)
          yield node.finding(property, { expected: "nothing" });
      });
    }
  }
});
const cluster = (props: Record<string, unknown>, name = "example"): ReturnType<typeof resource> =>
  resource(TYPE, props, { name });
const texts = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ policy, message }) => `${policy}: ${message.split("\n")[0] ?? ""}`);

describe("the framework", () => {
  it("says what was found, how to mend it and where to read on, at the finding's own severity and level", async () => {
    const [diagnostic] = await evaluate([naming], cluster({ name: "bad" }));
    assert.deepEqual(diagnostic, {
      policy: "test-name",
      message: 'name is "bad"; expected "good".\nFix: Mend it.\nDocs: https://example.com/',
      urn: urnOf(cluster({})),
      level: "advisory",
      severity: 1,
    });
  });

  it("turns a rule's crash into one violation of that rule and runs the others", async () => {
    const found = await evaluate([crashing, naming], cluster({ name: "bad" }));
    assert.deepEqual(texts(found), [
      "test-crash: before is not set; expected a finding before the crash.",
      "test-crash: The rule itself failed (TypeError), so this resource is not judged by it; all other rules were run.",
      'test-name: name is "bad"; expected "good".',
    ]);
    assert.ok(found.every(({ message }) => !message.includes("hunter2")));
    assert.equal(found[1]?.level, "mandatory");
  });

  it("gathers what waits into one advisory per resource", async () => {
    const found = await evaluate(rules, taskText(UNKNOWN, { networkMode: UNKNOWN }));
    const waits = found.filter(({ message }) => message.startsWith("Not judged yet"));
    assert.deepEqual(
      waits.map(({ policy, level }) => [policy, level]),
      [["pack-undetermined", "advisory"]],
    );
    const lines = waits[0]?.message.split("\n").slice(1) ?? [];
    assert.equal(lines[0], "networkMode: ecs-task-awsvpc-network");
    assert.match(lines[1] ?? "", /^containerDefinitions: .*ecs-task-no-privileged.*$/);
    assert.equal(lines.length, 2);
  });

  it("never shows the SDK's own line on unknown values", async () => {
    const everything = {
      containerDefinitions: UNKNOWN,
      volumes: UNKNOWN,
      requiresCompatibilities: UNKNOWN,
    };
    const found = await evaluate(rules, task([], everything));
    assert.ok(found.length > 0);
    assert.ok(found.every(({ message }) => !message.includes("can't run")));
  });

  it("fails what waits if strict is set, at the level of the rule", async () => {
    const given = configured(taskText(UNKNOWN), { settings: { strict: true } });
    const found = await evaluate(rules, given);
    const levels = new Map(found.map(({ policy, level }) => [policy, level]));
    assert.equal(levels.get("ecs-task-no-privileged"), "mandatory");
    assert.equal(levels.get("ecs-task-drop-capabilities"), "advisory");
    assert.equal(levels.get("pack-undetermined"), undefined);
  });

  it("reports what cannot be read once, not once per rule", async () => {
    const found = await evaluate(rules, taskText("{not json"));
    const unreadable = found.filter(({ message }) => message.includes("JSON"));
    assert.deepEqual(
      unreadable.map(({ policy, level }) => [policy, level]),
      [["pack-readable-input", "mandatory"]],
    );
  });

  it("does not quote a text that does not parse", async () => {
    const found = await evaluate(rules, taskText('[{"password": hunter2}]'));
    assert.ok(found.every(({ message }) => !message.includes("hunter2")));
  });

  it("hands options to the rule, and reports a wrong one once", async () => {
    const two = [cluster({}, "one"), cluster({}, "two")];
    const right = await evaluate([withOption], configured(two, { config: { on: true } }));
    assert.equal(right.length, 2);
    const wrong = await evaluate([withOption], configured(two, { config: { on: "yes", of: 1 } }));
    assert.deepEqual(texts(wrong), [
      'test-option: The configuration of test-option is wrong: There is no option "of"; there are: on.',
      'test-option: The configuration of test-option is wrong: Option "on" is "yes"; allowed is true or false.',
    ]);
  });

  it("reports every fault of the settings, once", async () => {
    const two = [cluster({ name: "good" }, "one"), cluster({ name: "good" }, "two")];
    const given = configured(two, { settings: { strict: 1, acounts: [] } });
    assert.deepEqual(texts(await evaluate([naming], given)), [
      `pack-settings: The configuration of pack-settings is wrong: There is no option "acounts"; there are: ${Object.keys(SETTINGS).join(", ")}.`,
      'pack-settings: The configuration of pack-settings is wrong: Option "strict" is 1; allowed is true or false.',
    ]);
  });

  it("knows stack and project from the URN, and which stacks are protected", async () => {
    const judge = async (stack: string, settings = {}): Promise<string | undefined> =>
      texts(await evaluate([stacks], configured(cluster({}), { stack, settings })))[0];
    assert.equal(await judge("dev"), "test-stack:  is in example/dev, false; expected so.");
    assert.equal(await judge("prod-eu"), "test-stack:  is in example/prod-eu, true; expected so.");
    assert.equal(
      await judge("live", { protectedStacks: ["live"] }),
      "test-stack:  is in example/live, true; expected so.",
    );
  });

  it("shows stack rules what the program gave, and of the outputs only what identifies a resource", async () => {
    const see = async (given: VectorResource): Promise<string[]> =>
      (await evaluate([seeing], given)).flatMap(({ message }) => message.split("\n").slice(0, 2));
    const preview = { settings: [{ name: "x", value: UNKNOWN }], tags: UNKNOWN, arn: UNKNOWN };
    assert.deepEqual(await see({ ...cluster({ name: "a" }), outputs: preview }), [
      'name is "a"; expected nothing.',
      "Fix: Mend it.",
      "Not judged yet, for these values cannot be known now:",
      "arn: test-seeing",
    ]);
    const applied = { settings: [], name: "from the provider", arn: "arn:aws:ecs:x" };
    assert.deepEqual(await see({ ...cluster({ name: "a" }), outputs: applied }), [
      'name is "a"; expected nothing.',
      "Fix: Mend it.",
      'arn is "arn:aws:ecs:x"; expected nothing.',
      "Fix: Mend it.",
    ]);
    const external = { ...cluster({}), outputs: applied, external: true };
    assert.deepEqual(await see(external), [
      "settings is []; expected nothing.",
      "Fix: Mend it.",
      'name is "from the provider"; expected nothing.',
      "Fix: Mend it.",
      'arn is "arn:aws:ecs:x"; expected nothing.',
      "Fix: Mend it.",
    ]);
  });

  it("judges a resource anew when the engine asks again", async () => {
    const twice = configured([cluster({ name: UNKNOWN }), cluster({ name: "good" })], {});
    assert.deepEqual(texts(await evaluate([naming], twice)), []);
  });
});
