import assert from "node:assert/strict";
import { parseArn } from "../../sandbox/aws/lib/arns";
import { regions } from "../../sandbox/aws/lib/regions";
import { emptyAccount } from "../../sandbox/aws/empty-account";
import { sdkClass } from "../../sandbox/aws/sdk";
import { types } from "../../sandbox/aws/types";
import { startAccount, type Bag, type EngineClient, type Resource } from "./engine-client";
import { specimens } from "./specimens";
import { dataNetwork } from "./specimens/data";
import { edgeNetwork } from "./specimens/edge";
import { auditBucketPolicy } from "./specimens/organization";
import { trust } from "./specimens/specimen";

const ROLE = "aws:iam/role:Role";
const BUCKET = "aws:s3/bucket:Bucket";

describe("every type of the simulated account", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  const all = new Map<string, Resource>();
  const made = (type: string): Resource => {
    const resource = all.get(type);
    assert.ok(resource, `${type} is not made yet`);
    return resource;
  };

  before(async () => {
    started = await startAccount({ defaultTags: JSON.stringify({ tags: { team: "web" } }) });
    ({ engine } = started);
    const flowRole = { name: "flow", assumeRolePolicy: trust("vpc-flow-logs.amazonaws.com") };
    all.set("aws:iam/role:Role#flow", await engine.create(ROLE, "flow", flowRole));
    const audit = { bucket: "audit", forceDestroy: true };
    all.set(`${BUCKET}#audit`, await engine.create(BUCKET, "audit", audit));
    const auditPolicy = { bucket: "audit", policy: auditBucketPolicy("audit") };
    const policy = await engine.create("aws:s3/bucketPolicy:BucketPolicy", "audit", auditPolicy);
    all.set("aws:s3/bucketPolicy:BucketPolicy#audit", policy);
    for (const [key, resource] of await dataNetwork(engine)) all.set(key, resource);
    for (const [key, resource] of await edgeNetwork(engine)) all.set(key, resource);
  });
  after(() => started.stop());

  it("has a specimen here", () => {
    assert.deepEqual(
      types.map(({ token }) => token).sort(),
      specimens.map(({ type }) => type).sort(),
    );
  });

  for (const type of types) {
    it(`${type.token}: its table says only what the SDK knows`, () => {
      const sdk = sdkClass(type.token);
      assert.ok(sdk, "the SDK has this class");
      const { forceNew, defaults = {}, required = [], sets = [], json = [], writeOnly = [] } = type;
      const { optionalComputed = [], unknownOnUpdate = [], secretOutputs = [], autoName } = type;
      const inputs = [
        ...[...forceNew, ...Object.keys(defaults), ...required, ...sets, ...json, ...writeOnly],
        ...[...optionalComputed, ...(autoName ? [autoName.property] : [])],
      ];
      const unknown = inputs.filter((name) => !sdk.inputs.has(name));
      const outputs = [...unknownOnUpdate, ...secretOutputs].filter(
        (name) => !sdk.outputs.has(name),
      );
      assert.deepEqual([unknown, outputs], [[], []]);
      assert.equal(type.taggable ?? false, sdk.outputs.has("tagsAll"));
      assert.ok(type.source.length > 0, "names its source");
    });
  }

  for (const { type, args, importId, notImported } of specimens) {
    it(`${type}: gives what the SDK promises, reads back the same, imports as the same`, async () => {
      const given = args(made);
      const resource = await engine.create(type, "one", given);
      all.set(type, resource);
      const lacking = [...(sdkClass(type)?.alwaysPresent ?? [])].filter(
        (name) => resource.outputs[name] === undefined || resource.outputs[name] === null,
      );
      assert.deepEqual(lacking, []);
      assertArns(resource.outputs);

      assert.deepEqual(await engine.refresh(resource), resource, "a refresh finds nothing");
      const again = await engine.diff(resource, given);
      assert.deepEqual(again.paths, [], "the same program changes nothing");
      if (notImported) return;
      const imported = await engine.read(type, "one", importId?.(resource) ?? resource.id);
      assert.ok(imported, "it can be imported");
      assert.equal(imported.id, resource.id);
      const { paths, replaces } = await engine.diff(imported, given);
      const autoNamed = resource.inputs["__defaults"] as string[];
      const differs = paths.filter((path) => !autoNamed.includes(path));
      assert.deepEqual(differs, [], "the program fits what was imported");
      assert.deepEqual(
        replaces.filter((name) => !autoNamed.includes(name)),
        [],
      );
    });
  }

  it("leaves only what the empty account had when everything is deleted", async () => {
    for (const resource of [...all.values()].reverse()) await engine.delete(resource);
    const left = await started.account.transaction("eu-central-1", (view) => view.all());
    assert.deepEqual(
      left
        // What AWS itself remembers (revision numbers, inactive clusters) is no resource of the account.
        .filter(({ token }) => token.startsWith("aws:"))
        .map(({ token, id }) => `${token} ${id}`)
        .sort(),
      emptyAccount()
        .map(({ token, id }) => `${token} ${id}`)
        .sort(),
    );
  });
});

/** Outputs called `arn` or `…Arn` are ARNs: six fields, a known region or none, a 12-digit account or AWS's own. */
function assertArns(outputs: Bag): void {
  for (const [name, value] of Object.entries(outputs)) {
    // The provider gives a host name there.
    if (!/(^arn|Arn)$/.test(name) || value === "" || name === "cloudfrontDistributionArn") continue;
    const arn = parseArn(value);
    assert.ok(arn, `${name} is an ARN: ${String(value)}`);
    const known = ["", ...regions.map((region) => region.name)];
    assert.ok(known.includes(arn.region), `${name}: ${String(value)}`);
    assert.match(arn.accountId, /^(123456789012|aws|)$/);
  }
}
