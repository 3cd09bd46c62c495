import assert from "node:assert/strict";
import { mended } from "../../policy-pack/lib/mending";
import { configured, resource, UNKNOWN, type Given } from "../../policy-pack/lib/vectors";
import { rules } from "../../policy-pack/rules";
import { vectorsOf } from "../../scripts/rule-files";
import { answer, remediate } from "../support/policy";

const fixing = rules.filter(({ facts }) => facts.automaticFix !== undefined);
const named = (name: string): (typeof rules)[number] => {
  const found = fixing.find(({ facts }) => facts.name === name);
  assert.ok(found, name);
  return found;
};
/** As the engine writes a secret in a request. */
const secret = (value: unknown): unknown => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const repository = (
  props: Record<string, unknown>,
  type = "aws:ecr/repository:Repository",
): Given => resource(type, props);

describe("the automatic fix", () => {
  const scan = named("ecr-repository-scan-on-push");
  const insights = named("ecs-cluster-container-insights");
  const cluster = (settings: unknown): Given =>
    resource("aws:ecs/cluster:Cluster", { name: "a", ...(settings !== undefined && { settings }) });

  it("changes what the rule found and nothing else", async () => {
    const props = {
      name: "web",
      tags: { a: "b" },
      imageScanningConfiguration: { scanOnPush: false },
    };
    assert.deepEqual(await remediate(scan, repository(props)), [
      { ...props, imageScanningConfiguration: { scanOnPush: true } },
    ]);
  });

  it("adds what is missing, and takes it off the provider's list of defaults", async () => {
    const props = { name: "web", __defaults: ["name", "imageScanningConfiguration"] };
    assert.deepEqual(await remediate(scan, repository(props)), [
      { name: "web", imageScanningConfiguration: { scanOnPush: true }, __defaults: ["name"] },
    ]);
  });

  it("reaches into lists, and adds to them", async () => {
    const other = { name: "x", value: "y" };
    const off = { name: "containerInsights", value: "disabled" };
    const on = { name: "containerInsights", value: "enabled" };
    assert.deepEqual(await remediate(insights, cluster([other, off])), [
      { name: "a", settings: [other, on] },
    ]);
    assert.deepEqual(await remediate(insights, cluster([other])), [
      { name: "a", settings: [other, on] },
    ]);
    assert.deepEqual(await remediate(insights, cluster(undefined)), [
      { name: "a", settings: [on] },
    ]);
  });

  it("keeps secrets and unknown values elsewhere as they are", async () => {
    const tags = { token: secret("hunter2"), at: UNKNOWN };
    assert.deepEqual(await remediate(scan, repository({ name: secret("web"), tags })), [
      { name: secret("web"), tags, imageScanningConfiguration: { scanOnPush: true } },
    ]);
  });

  it("touches neither a secret nor an unknown value", async () => {
    for (const scanning of [
      UNKNOWN,
      { scanOnPush: UNKNOWN },
      secret({ scanOnPush: false }),
      { scanOnPush: secret(false) },
    ]) {
      const given = repository({ imageScanningConfiguration: scanning });
      assert.deepEqual(await remediate(scan, given), [undefined], JSON.stringify(scanning));
    }
    const settings = [{ name: "x", value: secret("y") }];
    assert.deepEqual(await remediate(insights, cluster(settings)), [undefined]);
  });

  it("adds nothing to types of another provider, whose names may differ", async () => {
    const native = (props: Record<string, unknown>): Given =>
      repository(props, "aws-native:ecr:Repository");
    assert.deepEqual(await remediate(scan, native({})), [undefined]);
    const off = { imageScanningConfiguration: { scanOnPush: false } };
    assert.deepEqual(await remediate(scan, native(off)), [
      { imageScanningConfiguration: { scanOnPush: true } },
    ]);
  });

  it("leaves alone what a waiver excuses, or did until it expired, and where the stack has a level of its own", async () => {
    const waivers = [
      {
        rule: "ecr-repository-scan-on-push",
        name: "*ple",
        reason: "scanned elsewhere",
        approver: "Jane",
        expires: "2026-06-30",
      },
    ];
    const levels = { prod: { "ecr-repository-scan-on-push": "mandatory" } };
    const given = (settings: object, stack = "dev"): Given =>
      configured(resource("aws:ecr/repository:Repository", {}), {
        stack,
        settings: { ...settings },
      });
    for (const today of ["2026-06-30", "2026-07-01"]) {
      assert.deepEqual(await remediate(scan, given({ waivers }), { today }), [undefined]);
    }
    assert.deepEqual(await remediate(scan, given({ levels }, "prod")), [undefined]);
    assert.deepEqual(await remediate(scan, given({ presets: ["strict"], levels })), [
      { imageScanningConfiguration: { scanOnPush: true } },
    ]);
  });

  it("adds tags as the type writes them, and to the provider's view of them", async () => {
    const tags = named("stack-required-tags");
    const requiredTags = ["Owner", "Stage"];
    const requiredTagValues = { Owner: "web", Stage: "dev" };
    const given = (type: string, props: Record<string, unknown>, values = {}): Given =>
      configured(resource(type, props), {
        settings: { requiredTags, requiredTagValues: { ...requiredTagValues, ...values } },
      });
    const cluster = "aws:ecs/cluster:Cluster";
    const owner = { key: "Owner", value: "web" };
    const stage = { key: "Stage", value: "dev" };
    const cases: [Given, Record<string, unknown> | undefined][] = [
      [given(cluster, { tagsAll: {} }), { tags: requiredTagValues, tagsAll: requiredTagValues }],
      [given(cluster, {}), { tags: requiredTagValues }],
      [
        given(cluster, { tags: { Owner: "me" }, tagsAll: { Owner: "me", Project: "x" } }),
        {
          tags: { Owner: "me", Stage: "dev" },
          tagsAll: { Owner: "me", Stage: "dev", Project: "x" },
        },
      ],
      [
        given(cluster, { tags: { Owner: secret("me") } }),
        { tags: { Owner: secret("me"), Stage: "dev" } },
      ],
      [given(cluster, { tags: { Owner: UNKNOWN }, tagsAll: UNKNOWN }), undefined],
      [given(cluster, { tags: UNKNOWN }), undefined],
      [
        given("aws:autoscaling/group:Group", { tags: [owner] }),
        { tags: [owner, { ...stage, propagateAtLaunch: true }] },
      ],
      [given("aws-native:ecs:Cluster", { tags: [stage] }), { tags: [stage, owner] }],
      [given("aws-native:ecs:Cluster", {}), undefined],
    ];
    for (const [before, after] of cases) {
      assert.deepEqual(await remediate(tags, before), [after], JSON.stringify(before));
    }
  });

  it("refuses paths that it cannot follow", () => {
    const fix = { set: 1 };
    for (const path of ["", "a b", "a..b", "a[x]", "a.b"]) {
      assert.equal(mended({ a: 1 }, { path, fix }, "aws:x/y:Z"), undefined, path);
    }
    assert.equal(mended({ a: [1, 2] }, { path: "a.b", fix }, "aws:x/y:Z"), undefined);
    assert.deepEqual(mended({ a: [{}] }, { path: "a.b", fix }, "aws:x/y:Z"), { a: [{ b: 1 }] });
  });
});

for (const rule of fixing) {
  describe(`the automatic fix of ${rule.facts.name}`, () => {
    const { fail, unknown, malformed, pass } = vectorsOf(rule.facts.name);

    it("leaves nothing to find where it acts, and acts on some", async () => {
      let count = 0;
      for (const [sentence, [given]] of Object.entries(fail)) {
        const stack = "resources" in given ? given : { resources: [given] };
        const fixed = await remediate(rule, given);
        const resources = stack.resources.map((each, index) => ({
          ...each,
          props: fixed[index] ?? each.props,
        }));
        if (fixed.every((props) => props === undefined)) continue;
        count += 1;
        const again = await remediate(rule, { ...stack, resources });
        assert.ok(
          again.every((props) => props === undefined),
          `${sentence}: a second time`,
        );
        const left = await answer(rule, { ...stack, resources });
        const before = await answer(rule, given);
        assert.ok(left.findings.length < before.findings.length, sentence);
      }
      assert.ok(count > 0);
    });

    it("does nothing where there is nothing to mend, or nothing that can be known or read", async () => {
      const others = [
        ...Object.values(pass),
        ...[unknown, malformed].flatMap((kind) =>
          Object.values(kind)
            .filter(([, , also]) => also?.findings === undefined)
            .map(([given]) => given),
        ),
      ];
      for (const given of others) {
        const fixed = await remediate(rule, given);
        assert.ok(
          fixed.every((props) => props === undefined),
          JSON.stringify(given),
        );
      }
    });
  });
}
