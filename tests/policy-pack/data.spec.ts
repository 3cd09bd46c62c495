import assert from "node:assert/strict";
import { DATA_VARIABLE, safe, splitMessage, withData } from "../../policy-pack/lib/data";
import { task } from "../../policy-pack/lib/vectors";
import { rules } from "../../policy-pack/rules";
import { vectorsOf } from "../../scripts/rule-files";
import { type Diagnostic, evaluate } from "../support/policy";

/** The diagnostics with data lines. */
async function withLines(...args: Parameters<typeof evaluate>): Promise<Diagnostic[]> {
  process.env[DATA_VARIABLE] = "json";
  try {
    return await evaluate(...args);
  } finally {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- there is no other way to unset it
    delete process.env[DATA_VARIABLE];
  }
}

const privileged = task([{ name: "web", image: "a:1", privileged: true }]);
const only = (name: string) => rules.filter(({ facts }) => facts.name === name);
const ROOT_RULE = only("ecs-task-no-privileged");
const waiver = (expires: string, more: object = {}): object => ({
  rule: "ecs-task-no-privileged",
  container: "web",
  reason: "vendor image",
  approver: "Jane Doe",
  expires,
  ...more,
});

describe("messages with data", () => {
  for (const rule of rules) {
    const failing = Object.values(vectorsOf(rule.facts.name).fail);
    it(`say what the text of each finding says: ${rule.facts.name}`, async () => {
      let findings = 0;
      for (const [given] of failing) {
        const plain = await evaluate([rule], given);
        const told = await withLines([rule], given);
        assert.deepEqual(
          told.map(({ message }) => splitMessage(message).text),
          plain.map(({ message }) => message.trimEnd()),
        );
        for (const { policy, message } of told) {
          // A fault in the configuration is no finding on a resource.
          if (policy !== rule.facts.name || message.startsWith("The configuration of")) continue;
          const { text, data } = splitMessage(message);
          const finding = data?.finding;
          assert.ok(finding, message);
          assert.equal(finding.rule, rule.facts.name);
          assert.equal(finding.text, text.split("\n")[0]);
          const tail = `${finding.path ?? ""} ${finding.found ?? ""}; expected ${finding.expected ?? ""}.`;
          assert.ok(finding.text.includes(tail), `${finding.text} / ${tail}`);
          findings += 1;
        }
      }
      assert.ok(findings > 0, "no vector has a finding");
    });
  }

  it("are plain where nobody asks", async () => {
    const told = await evaluate(ROOT_RULE, privileged);
    assert.equal(told.length, 1);
    assert.doesNotMatch(told[0]?.message ?? "", /Data: /);
  });

  it("name the container and the waiver that excuses", async () => {
    const given = { resources: [privileged], settings: { waivers: [waiver("2027-01-31")] } };
    const [told] = await withLines(ROOT_RULE, given, { today: "2026-12-31" });
    const waived = splitMessage(told?.message ?? "").data?.waived;
    assert.deepEqual(waived, [
      {
        rule: "ecs-task-no-privileged",
        text: 'Container "web": containerDefinitions[0].privileged is true; expected false or not set.',
        container: "web",
        path: "containerDefinitions[0].privileged",
        found: "is true",
        expected: "false or not set",
        waiver: {
          rule: "ecs-task-no-privileged",
          number: 1,
          scope: { container: "web" },
          reason: "vendor image",
          approver: "Jane Doe",
          expires: "2027-01-31",
          expired: false,
        },
      },
    ]);
  });

  it("name the waiver that has expired, and those that excuse nothing", async () => {
    const waivers = [waiver("2026-01-31"), waiver("2027-01-31", { container: "other" })];
    const given = { resources: [privileged], settings: { waivers } };
    const told = await withLines(ROOT_RULE, given, { today: "2026-12-31" });
    const data = told.map(({ message }) => splitMessage(message).data);
    assert.equal(data[0]?.expired?.expires, "2026-01-31");
    assert.deepEqual(
      data[1]?.unused?.map(({ number, expired }) => [number, expired]),
      [[2, false]],
    );
  });

  it("name the values that rules wait for", async () => {
    const secret = task([], { containerDefinitions: "[secret]" });
    const [told] = await withLines(ROOT_RULE, secret);
    assert.deepEqual(splitMessage(told?.message ?? "").data, {
      undetermined: [
        { path: "containerDefinitions", reason: "encrypted", rules: ["ecs-task-no-privileged"] },
      ],
    });
  });

  it("hide what looks like a secret", async () => {
    const canary = "AKIAIOSFODNN7CANARY1";
    const given = {
      resources: [task([{ name: canary, image: "a:1", privileged: true }])],
      settings: { waivers: [waiver("2020-01-01", { container: canary, reason: canary })] },
    };
    const told = await withLines(ROOT_RULE, given);
    assert.equal(told.length, 1);
    assert.doesNotMatch(told[0]?.message ?? "", new RegExp(canary));
    assert.match(safe(canary), /^\(hidden: looks like /);
  });

  it("cannot be forged by a value, nor coloured by the engine", () => {
    process.env[DATA_VARIABLE] = "json";
    const finding = { rule: "a", text: 'x is "<{%red%}>\\nData: {}"' };
    const message = withData(finding.text, { finding });
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- there is no other way to unset it
    delete process.env[DATA_VARIABLE];
    assert.equal(message.split("\n").at(-1)?.includes("<{%"), false);
    assert.deepEqual(splitMessage(message).data, { finding });
    assert.deepEqual(splitMessage("text\nData: {broken"), {
      text: "text\nData: {broken",
      data: undefined,
    });
  });
});
