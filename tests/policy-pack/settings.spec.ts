import assert from "node:assert/strict";
import { rule, stackRule, type Facts } from "../../policy-pack/lib/rule";
import { configured, resource, task, UNKNOWN } from "../../policy-pack/lib/vectors";
import { PRESETS } from "../../policy-pack/lib/presets";
import { rules } from "../../policy-pack/rules";
import { evaluate, urnOf, type Diagnostic } from "../support/policy";

const TYPE = "aws:ecs/cluster:Cluster";
const facts = (name: string, rest: Partial<Facts> = {}): Facts => ({
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
  ...rest,
});
const named = rule(facts("test-name", { tags: ["security-hub:ECS.4"] }), [TYPE], function* (it) {
  if (it.text("name") !== "good") yield it.finding("name", { expected: '"good"' });
});
const hinting = rule(
  facts("test-hint", { enforcementLevel: "advisory", practices: ["A1"], tags: ["cis-docker:5.4"] }),
  [TYPE],
  function* (it) {
    if (it.text("hint") !== "good") yield it.finding("hint", { expected: '"good"' });
  },
);
const onStack = stackRule(facts("test-stack"), [TYPE], function* (graph) {
  for (const { resource: it } of graph.nodes) {
    if (it.text("graph") !== "good") yield it.finding("graph", { expected: '"good"' });
  }
});
const cluster = (props: Record<string, unknown>, name = "example"): ReturnType<typeof resource> =>
  resource(TYPE, props, { name });
const good = { name: "good", hint: "good", graph: "good" };
const WAIVER = {
  rule: "test-name",
  name: "exam*",
  reason: "moved next month",
  approver: "Jane Doe",
  expires: "2026-06-30",
};

async function judge(
  given: Parameters<typeof configured>[0],
  settings: Record<string, unknown>,
  { today = "2026-06-30", stack = "dev", of = [named, hinting, onStack] } = {},
): Promise<string[]> {
  const found = await evaluate(of, configured(given, { settings, stack }), { today });
  return found.map(({ policy, level, message }) => `${policy} [${level}] ${message}`);
}

const heads = (lines: readonly string[]): string[] =>
  lines.map((line) => line.split("\n").slice(0, 2).join(" | "));

describe("waivers", () => {
  it("excuse a finding on their last day, and list it with who, why and until when", async () => {
    assert.deepEqual(await judge(cluster({ ...good, name: "bad" }), { waivers: [WAIVER] }), [
      "pack-waived [advisory] Found, and accepted:\n" +
        'test-name: name is "bad"; expected "good". Waived until 2026-06-30, by "Jane Doe": "moved next month".',
    ]);
  });

  it("bring the finding back a day later, saying so", async () => {
    const found = await judge(
      cluster({ ...good, name: "bad" }),
      { waivers: [WAIVER] },
      { today: "2026-07-01" },
    );
    assert.deepEqual(found, [
      'test-name [mandatory] name is "bad"; expected "good".\n' +
        'Its waiver by "Jane Doe" ("moved next month") expired on 2026-06-30.\n' +
        "Fix: Mend it.\nDocs: https://example.com/",
    ]);
  });

  it("list one advisory per resource, however many findings they excuse", async () => {
    const waivers = [WAIVER, { ...WAIVER, rule: "test-hint" }];
    const found = await judge(cluster({ ...good, name: "bad", hint: "bad" }), { waivers });
    assert.equal(found.length, 1);
    assert.equal(found[0]?.split("\n").length, 3);
  });

  it("hold for URN, type, name, stack and project, with patterns, all of which must match", async () => {
    const bad = cluster({ ...good, name: "bad" }, "web::1");
    const scope = async (parts: object): Promise<boolean> => {
      const waiver: Record<string, unknown> = { ...WAIVER, name: undefined, ...parts };
      const waivers = [JSON.parse(JSON.stringify(waiver))] as unknown[];
      const found = await judge(bad, { waivers });
      return found.every((line) => !line.startsWith("test-name"));
    };
    const urn = urnOf(bad);
    for (const parts of [
      { urn },
      { urn: "urn:pulumi:*::web::1" },
      { type: TYPE },
      { type: "aws:ecs/*" },
      { name: "web::1" },
      { name: "*::1", stack: "dev", project: "exam*" },
    ]) {
      assert.ok(await scope(parts), JSON.stringify(parts));
    }
    for (const parts of [
      { urn: urn.slice(0, -1) },
      { type: "aws:ecs/service:Service" },
      { name: "WEB::1" },
      { name: "web" },
      { name: "web*", stack: "prod" },
      { type: TYPE, project: "other" },
      { name: "web*", container: "*" },
    ]) {
      assert.ok(!(await scope(parts)), JSON.stringify(parts));
    }
  });

  it("hold for one container and not for its neighbours", async () => {
    const both = task([
      { name: "web", image: "x", privileged: true },
      { name: "xray", image: "x", privileged: true },
    ]);
    const waivers = [
      { ...WAIVER, rule: "ecs-task-no-privileged", name: undefined, container: "x*" },
    ];
    const of = rules.filter(({ facts: { name } }) => name === "ecs-task-no-privileged");
    assert.deepEqual(heads(await judge(both, { waivers }, { of })), [
      'ecs-task-no-privileged [mandatory] Container "web": containerDefinitions[0].privileged is true; expected false or not set. | Fix: Remove `privileged: true`; grant the one Linux capability that is needed instead.',
      'pack-waived [advisory] Found, and accepted: | ecs-task-no-privileged: Container "xray": containerDefinitions[1].privileged is true; expected false or not set. Waived until 2026-06-30, by "Jane Doe": "moved next month".',
    ]);
  });

  it("excuse what rules on the stack find, what waits under strict, a crash, and what cannot be read", async () => {
    const crashing = rule(facts("test-crash"), [TYPE], function () {
      throw new TypeError("x");
    });
    const waivers = ["test-stack", "test-name", "test-crash", "pack-readable-input"].map(
      (name) => ({
        ...WAIVER,
        rule: name,
      }),
    );
    const props = { ...good, name: UNKNOWN, graph: "bad", hint: {} };
    const found = await judge(
      cluster(props),
      { waivers, strict: true },
      { of: [named, hinting, onStack, crashing] },
    );
    assert.ok(
      found.every((line) => line.startsWith("pack-waived [advisory]")),
      found.join("\n"),
    );
    assert.equal(found.join("\n").match(/ Waived until/g)?.length, 4);
  });

  it("are refused without reason, approver, day or scope, for a rule that is none, all faults at once", async () => {
    const waivers = [
      { rule: "test-nam", name: "*", reason: " ", expires: "2026-02-30" },
      { ...WAIVER, name: undefined, aprover: "x", approver: 7 },
      "test-name",
      { ...WAIVER, expires: "30.06.2026" },
    ];
    const found = await judge(cluster({ ...good, name: "bad" }), { waivers });
    const start = "pack-settings [mandatory] The configuration of pack-settings is wrong: ";
    assert.deepEqual(
      found.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length)),
      [
        'Waiver 1 ("test-nam"): there is no rule "test-nam". Did you mean "test-name"?',
        'Waiver 1 ("test-nam"): reason is " "; expected why.',
        'Waiver 1 ("test-nam"): approver is not set; expected who accepts it.',
        'Waiver 1 ("test-nam"): nothing says which resources it is for; expected at least one of urn, type, name, container, stack, project. To switch a rule off, set its level.',
        'Waiver 1 ("test-nam"): expires is "2026-02-30"; expected a day such as "2026-12-31".',
        'Waiver 2 ("test-name"): there is no field "aprover"; there are: rule, urn, type, name, container, stack, project, reason, approver, expires.',
        'Waiver 2 ("test-name"): approver is 7; expected who accepts it.',
        'Waiver 2 ("test-name"): nothing says which resources it is for; expected at least one of urn, type, name, container, stack, project. To switch a rule off, set its level.',
        'Waiver 3 is "test-name"; expected an object.',
        'Waiver 4 ("test-name"): expires is "30.06.2026"; expected a day such as "2026-12-31".',
      ],
    );
    assert.ok(
      found.some((line) => line.startsWith("test-name [mandatory]")),
      "none of them excuses",
    );
  });

  it("are named when they excuse nothing, unless they are for another stack or project", async () => {
    const waivers = [
      WAIVER,
      { ...WAIVER, expires: "2026-01-01" },
      { ...WAIVER, stack: "prod" },
      { ...WAIVER, urn: "urn:pulumi:dev::other::aws:ecs/cluster:Cluster::example" },
    ];
    assert.deepEqual(await judge(cluster(good), { waivers }), [
      "pack-waived [advisory] Not needed, so remove them:\n" +
        'Waiver 1 of test-name (name "exam*", by "Jane Doe") excuses nothing here.\n' +
        'Waiver 2 of test-name (name "exam*", by "Jane Doe") expired on 2026-01-01.',
    ]);
  });

  it("count as needed while their rule waits for a value", async () => {
    const found = await judge(cluster({ ...good, name: UNKNOWN }), { waivers: [WAIVER] });
    assert.deepEqual(heads(found), [
      "pack-undetermined [advisory] Not judged yet, for these values cannot be known now: | name: test-name",
    ]);
  });
});

describe("levels", () => {
  const bad = cluster({ ...good, name: "bad", hint: "bad" });
  const levels = {
    "dev-*": { "test-name": "advisory" },
    "*": { "test-hint": "mandatory", "test-name": "disabled" },
    "*-eu": { "test-name": "disabled" },
    "*-us": { "test-name": "disabled" },
    "qa*": { "test-name": "advisory" },
    "*us": { "test-name": "mandatory" },
  };
  const levelsIn = async (stack: string): Promise<string[]> =>
    (await judge(bad, { levels }, { stack })).map((line) => line.split("] ")[0] ?? "");

  it("hold in the stacks that match; the most specific pattern decides, in any order", async () => {
    assert.deepEqual(await levelsIn("prod"), ["test-hint [mandatory"]);
    assert.deepEqual(await levelsIn("dev-1"), ["test-name [advisory", "test-hint [mandatory"]);
    assert.deepEqual(await levelsIn("dev-eu"), ["test-name [advisory", "test-hint [mandatory"]);
    assert.deepEqual(await levelsIn("x-eu"), ["test-hint [mandatory"]);
  });

  it("decide for the stricter level where two patterns are as specific", async () => {
    assert.deepEqual(await levelsIn("qaus"), ["test-name [mandatory", "test-hint [mandatory"]);
  });

  it("hold for rules on the stack", async () => {
    const found = await judge(cluster({ ...good, graph: "bad" }), {
      levels: { dev: { "test-stack": "advisory" } },
    });
    assert.match(found[0] ?? "", /^test-stack \[advisory\]/);
  });

  it("are refused for a rule or level that does not exist", async () => {
    const found = await judge(cluster(good), {
      levels: { dev: { "test-nmae": "advisory", "test-name": "remediate" }, prod: "advisory" },
    });
    assert.deepEqual(
      found.map((line) => line.split("is wrong: ")[1]),
      [
        'Levels of "dev": there is no rule "test-nmae". Did you mean "test-name"?',
        'Levels of "dev": test-name is "remediate"; allowed is advisory, mandatory, disabled.',
        'Levels of "prod" are "advisory"; expected an object of rule and level.',
      ],
    );
  });
});

describe("presets", () => {
  const bad = cluster({ ...good, name: "bad", hint: "bad", graph: "bad" });
  const policiesWith = async (presets: unknown, more = {}): Promise<string[]> =>
    (await judge(bad, { presets, ...more })).map((line) => line.split("] ")[0] ?? "");

  it("choose rules, together what either chooses", async () => {
    assert.deepEqual(await policiesWith(["fsbp"]), ["test-name [mandatory"]);
    assert.deepEqual(await policiesWith(["cis"]), ["test-hint [advisory"]);
    assert.deepEqual(await policiesWith(["seeds", "fsbp"]), [
      "test-name [mandatory",
      "test-hint [advisory",
    ]);
  });

  it("leave a rule that has a level of its own", async () => {
    const levels = { dev: { "test-stack": "advisory" } };
    assert.deepEqual(await policiesWith(["cis"], { levels }), [
      "test-hint [advisory",
      "test-stack [advisory",
    ]);
  });

  it("make every rule mandatory with strict, and let nothing wait", async () => {
    assert.deepEqual(await policiesWith(["strict"]), [
      "test-name [mandatory",
      "test-hint [mandatory",
      "test-stack [mandatory",
    ]);
    const waiting = await judge(cluster({ ...good, hint: UNKNOWN }), { presets: ["strict"] });
    assert.match(waiting[0] ?? "", /^test-hint \[mandatory\] hint cannot be known/);
  });

  it("choose some of the pack's rules, each", () => {
    for (const [name, { chooses }] of Object.entries(PRESETS)) {
      if (chooses === undefined) continue;
      const count = rules.filter(({ facts: each }) => chooses(each)).length;
      assert.ok(count > 0 && count < rules.length, `${name} chooses ${count} of ${rules.length}`);
    }
  });
});

describe("a pack whose own policies are switched off", () => {
  it("lets each rule say itself what waits and what cannot be read", async () => {
    const given = configured(cluster({ name: UNKNOWN, hint: {}, graph: "good" }), {});
    const off = ["pack-settings", "pack-waived", "pack-undetermined", "pack-readable-input"];
    const found: Diagnostic[] = await evaluate([named, hinting, onStack], given, { off });
    assert.deepEqual(
      found.map(({ policy, level, message }) => [policy, level, message.split("\n").slice(0, 2)]),
      [
        [
          "pack-undetermined",
          "advisory",
          ["Not judged yet, for these values cannot be known now:", "name: test-name"],
        ],
        [
          "pack-readable-input",
          "advisory",
          [
            "hint is an object; expected a string.",
            "Fix: Correct the value; what the rules cannot read, they cannot pass.",
          ],
        ],
      ],
    );
  });
});
