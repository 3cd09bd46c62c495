import assert from "node:assert/strict";
import { opened, startAccount, type Bag, type EngineClient } from "./engine-client";

const KEY = "aws:kms/key:Key";
const ALIAS = "aws:kms/alias:Alias";
const PARAMETER = "aws:ssm/parameter:Parameter";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const root = { AWS: "arn:aws:iam::123456789012:root" };

const keyPolicy = (...statements: Bag[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Principal: unknown, Action: string) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
});

describe("simulated KMS, SSM and CloudWatch", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  before(async () => {
    started = await startAccount();
    ({ engine } = started);
  });
  after(() => started.stop());

  describe("keys", () => {
    it("have an id, and the default policy when none is given", async () => {
      const { id, outputs } = await engine.create(KEY, "k", {});
      assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.equal(outputs["arn"], `arn:aws:kms:eu-central-1:123456789012:key/${id}`);
      assert.match(String(outputs["policy"]), /"Enable IAM User Permissions"/);
      const multi = await engine.create(KEY, "m", { multiRegion: true });
      assert.match(multi.id, /^mrk-[0-9a-f]{32}$/);
    });

    for (const [what, policy, fault] of [
      ["does not parse", '{"Statement": 1', /contains an invalid JSON/],
      ["is malformed", keyPolicy({ Effect: "Allow" }), /MalformedPolicyDocumentException/],
      [
        "names nobody who exists",
        keyPolicy(
          allow(root, "kms:*"),
          allow({ AWS: "arn:aws:iam::123456789012:role/no" }, "kms:*"),
        ),
        /invalid principals.*role\/no does not exist/,
      ],
      [
        "locks everybody out",
        keyPolicy(allow(root, "kms:Decrypt")),
        /update the key policy in the/,
      ],
    ] as const) {
      it(`refuse a policy that ${what}`, async () => {
        await assert.rejects(engine.create(KEY, "k", { policy }), fault);
      });
    }

    it("may lock everybody out when told so", async () => {
      const policy = keyPolicy(allow(root, "kms:Decrypt"));
      const args = { policy, bypassPolicyLockoutSafetyCheck: true };
      assert.equal((await engine.create(KEY, "k", args)).outputs["policy"], policy);
    });

    it("rotate only where AWS can rotate them", async () => {
      const { failures } = await engine.check(KEY, "k", { rotationPeriodInDays: 30 });
      assert.match(
        failures.join(),
        /rotationPeriodInDays to be in the range \(90 - 2560\), got 30/,
      );
      await assert.rejects(
        engine.create(KEY, "k", { customerMasterKeySpec: "RSA_2048", enableKeyRotation: true }),
        /UnsupportedOperationException/,
      );
      const key = await engine.create(KEY, "k", { enableKeyRotation: true });
      assert.equal(key.outputs["rotationPeriodInDays"], 365);
      assert.deepEqual((await engine.diff(key, { keyUsage: "SIGN_VERIFY" })).replaces, [
        "keyUsage",
      ]);
    });
  });

  describe("aliases", () => {
    for (const name of ["plain", "alias/aws/mine", "alias/with space"]) {
      it(`refuse the name ${name}`, async () => {
        const { failures } = await engine.check(ALIAS, "a", { name, targetKeyId: "x" });
        assert.match(failures.join(), /name must be alias\//);
      });
    }

    it("point to a key, by id or ARN, and follow it", async () => {
      const [one, two] = [await engine.create(KEY, "one", {}), await engine.create(KEY, "two", {})];
      const alias = await engine.create(ALIAS, "a", {
        name: "alias/app",
        targetKeyId: one.outputs["arn"],
      });
      assert.equal(alias.outputs["targetKeyId"], one.id);
      const same = await engine.diff(alias, { name: "alias/app", targetKeyId: one.id });
      assert.deepEqual(same.paths, []);
      const moved = await engine.update(alias, { name: "alias/app", targetKeyId: two.id });
      assert.equal(moved.outputs["targetKeyArn"], two.outputs["arn"]);
      await assert.rejects(
        engine.create(ALIAS, "b", { name: "alias/app", targetKeyId: two.id }),
        /AlreadyExistsException: An alias with the name arn:aws:kms:.*:alias\/app already exists/,
      );
      await assert.rejects(
        engine.create(ALIAS, "c", { name: "alias/other", targetKeyId: "nothing" }),
        /NotFoundException: Key 'nothing' does not exist/,
      );
      await engine.delete(two);
      assert.equal(await engine.refresh(moved), undefined, "it goes with its key");
    });
  });

  describe("parameters", () => {
    const create = (args: Bag) =>
      engine.create(PARAMETER, "p", { name: "/app/p", type: "String", value: "v", ...args });

    for (const [name, fault] of [
      ["/aws/x", /can't be prefixed with "aws" or "ssm"/],
      ["SSMx", /can't be prefixed/],
      ["/with space", /only a mix of letters/],
      ["no/leading", /begins with \//],
      ["/double//level", /empty level/],
      [`/${"a/".repeat(15)}a`, /HierarchyLevelLimitExceededException/],
      [`/${"x".repeat(1000)}`, /at most 1011/],
    ] as const) {
      it(`refuse the name ${name.slice(0, 20)}`, async () => {
        await assert.rejects(create({ name }), fault);
      });
    }

    for (const [what, args, fault] of [
      [
        "too long for its tier",
        { value: "x".repeat(4097) },
        /Standard .* 4096 characters, got 4097/,
      ],
      [
        "too long for any",
        { value: "x".repeat(8193), tier: "Advanced" },
        /8192 characters, got 8193/,
      ],
      ["that nests another", { value: "{{ssm:x}}" }, /can't nest/],
      ["that does not match", { allowedPattern: "^\\d+$" }, /ParameterPatternMismatchException/],
      ["with a broken pattern", { allowedPattern: "(" }, /InvalidAllowedPatternException/],
      ["empty", { value: "" }, /at least 1 character/],
      ["by a key that is not there", { type: "SecureString", keyId: "alias/no" }, /InvalidKeyId/],
    ] as const) {
      it(`refuse a value ${what}`, async () => {
        await assert.rejects(create({ name: "/app/refused", ...args }), fault);
      });
    }

    it("want one value, and a version for a write-only one", async () => {
      const faults = async (args: Bag) =>
        (
          await engine.check(PARAMETER, "p", { name: "/p", type: "String", ...args })
        ).failures.join();
      assert.match(await faults({}), /exactly one of value, insecureValue, valueWo .* got none/);
      assert.match(await faults({ value: "a", insecureValue: "b" }), /got value and insecureValue/);
      assert.match(await faults({ valueWo: "a" }), /valueWo and valueWoVersion go together/);
      const secure = { type: "SecureString", insecureValue: "a" };
      assert.match(await faults(secure), /cannot set type = SecureString and insecureValue/);
    });

    it("count their versions, and keep their name to themselves", async () => {
      const args = { name: "/app/versions", type: "String", value: "1" };
      const parameter = await engine.create(PARAMETER, "v", args);
      assert.equal(parameter.outputs["version"], 1);
      const tagged = await engine.update(parameter, { ...args, tags: { a: "b" } });
      assert.equal(tagged.outputs["version"], 1);
      const changed = await engine.update(tagged, { ...args, value: "2" });
      assert.equal(changed.outputs["version"], 2);
      assert.equal(opened(changed.outputs["value"]), "2");
      await assert.rejects(create({ name: "/app/versions" }), /ParameterAlreadyExists/);
      const overwritten = await create({ name: "/app/versions", overwrite: true });
      assert.equal(overwritten.outputs["version"], 3);
    });

    it("send a write-only value when its version changes", async () => {
      const args = { name: "/app/wo", type: "SecureString", valueWo: "1", valueWoVersion: 1 };
      const parameter = await engine.create(PARAMETER, "w", args);
      const described = await engine.update(parameter, { ...args, tags: { a: "b" } });
      assert.equal(described.outputs["version"], 1);
      const sent = await engine.update(described, { ...args, valueWo: "2", valueWoVersion: 2 });
      assert.equal(sent.outputs["version"], 2);
      assert.equal(opened(sent.outputs["value"]), "");
    });

    it("are replaced for another name, and for a lower tier", async () => {
      const args = { name: "/app/tier", type: "String", value: "v", tier: "Advanced" };
      const parameter = await engine.create(PARAMETER, "t", args);
      const renamed = await engine.diff(parameter, { ...args, name: "/app/other" });
      assert.deepEqual(renamed.replaces, ["name"]);
      const lowered = await engine.diff(parameter, { ...args, tier: "Standard" });
      assert.deepEqual([lowered.replaces, lowered.deleteBeforeReplace], [["tier"], true]);
      const left = await engine.diff(parameter, { ...args, tier: "Intelligent-Tiering" });
      assert.deepEqual(left.paths, []);
    });
  });

  describe("log groups", () => {
    it("refuse a key that does not exist or is not given by its ARN", async () => {
      const create = (kmsKeyId: string) => engine.create(LOG_GROUP, "l", { kmsKeyId });
      const arn = "arn:aws:kms:eu-central-1:123456789012:key/no";
      await assert.rejects(create(arn), /InvalidParameterException: The specified KMS Key Id/);
      await assert.rejects(create("alias/app"), /by its ARN/);
    });

    it("refuse a key whose policy does not admit them, also when it is exchanged", async () => {
      const keyFor = async (name: string, groups: string) => {
        const Principal = { AWS: "arn:aws:iam::123456789012:root" };
        const administration = { Effect: "Allow", Principal, Action: "kms:*", Resource: "*" };
        const logs = {
          Effect: "Allow",
          Principal: { Service: "logs.eu-central-1.amazonaws.com" },
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
          Resource: "*",
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-central-1:123456789012:log-group:${groups}`,
            },
          },
        };
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [administration, logs] });
        return (await engine.create(KEY, name, { policy })).outputs["arn"];
      };
      const [ours, others] = [await keyFor("ours", "/ours/*"), await keyFor("others", "/others/*")];
      const bare = (await engine.create(KEY, "bare", {})).outputs["arn"];
      const args = { name: "/ours/web" };
      const refusal =
        /AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-central-1:123456789012:log-group:\/ours\/web'/;
      for (const kmsKeyId of [bare, others])
        await assert.rejects(engine.create(LOG_GROUP, "l", { ...args, kmsKeyId }), refusal);
      const group = await engine.create(LOG_GROUP, "l", { ...args, kmsKeyId: ours });
      await assert.rejects(engine.update(group, { ...args, kmsKeyId: others }), refusal);
    });

    it("stay when they outlive their stack, and while they are protected", async () => {
      const kept = await engine.create(LOG_GROUP, "s", { name: "/kept", skipDestroy: true });
      await engine.delete(kept);
      assert.ok(await engine.read(LOG_GROUP, "s", "/kept"));
      const args = { name: "/protected", deletionProtectionEnabled: true };
      const guarded = await engine.create(LOG_GROUP, "p", args);
      await assert.rejects(engine.delete(guarded), /ValidationException: .*deletion protection/);
      await engine.delete(
        await engine.update(guarded, { ...args, deletionProtectionEnabled: false }),
      );
      assert.equal(await engine.refresh(guarded), undefined);
    });

    it("have a name of their own from a prefix", async () => {
      const { id, outputs } = await engine.create(LOG_GROUP, "n", { namePrefix: "/app-" });
      assert.match(id, /^\/app-\d{18}[0-9a-f]{8}$/);
      assert.equal(outputs["namePrefix"], "/app-");
    });
  });

  describe("metric filters", () => {
    const metricTransformation = { name: "errors", namespace: "app", value: "1" };
    const args = { logGroupName: "/filtered", name: "f", pattern: " ERROR ", metricTransformation };

    it("need their group, may share a name with another group's, and go with it", async () => {
      await assert.rejects(
        engine.create(FILTER, "f", args),
        /ResourceNotFoundException: .*\/filtered/,
      );
      const groups = [];
      for (const name of ["/filtered", "/other"]) {
        groups.push(await engine.create(LOG_GROUP, name, { name }));
      }
      const filter = await engine.create(FILTER, "f", args);
      const other = await engine.create(FILTER, "g", { ...args, logGroupName: "/other" });
      assert.deepEqual([filter.id, other.id], ["f", "f"]);
      assert.equal(filter.outputs["pattern"], "ERROR");
      await engine.delete(filter);
      assert.equal(await engine.refresh(filter), undefined);
      assert.ok(await engine.refresh(other));
      for (const group of groups) await engine.delete(group);
      assert.equal(await engine.refresh(other), undefined);
    });

    it("say every fault of their metric", async () => {
      const { failures } = await engine.check(FILTER, "f", {
        ...args,
        metricTransformation: { name: "a:b", namespace: "app", unit: "Miles", defaultValue: "x" },
      });
      assert.deepEqual(failures.map((failure) => failure.split(":")[0]).sort(), [
        "metricTransformation.defaultValue",
        "metricTransformation.name",
        "metricTransformation.unit",
        "metricTransformation.value",
      ]);
    });
  });

  describe("alarms", () => {
    const args = {
      name: "errors",
      metricName: "errors",
      namespace: "app",
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanThreshold",
    };

    it("say every fault before AWS is asked", async () => {
      const { failures } = await engine.check(ALARM, "a", {
        ...args,
        statistic: "Median",
        period: 45,
        treatMissingData: "maybe",
        alarmActions: ["topic"],
        metricQueries: [{ id: "m" }],
      });
      const properties = new Set(failures.map((failure) => failure.split(":")[0]));
      for (const name of [
        "statistic",
        "period",
        "treatMissingData",
        "alarmActions[0]",
        "metricName",
      ]) {
        assert.ok(properties.has(name), `${name} in ${failures.join("\n")}`);
      }
    });

    it("are refused by AWS where the values do not fit together", async () => {
      await assert.rejects(
        engine.create(ALARM, "a", { ...args, evaluationPeriods: 1000 }),
        /ValidationError: Metrics cannot be checked across more than 86400 seconds/,
      );
      await assert.rejects(
        engine.create(ALARM, "a", { ...args, datapointsToAlarm: 2 }),
        /DatapointsToAlarm must be less than or equal to EvaluationPeriods/,
      );
      await assert.rejects(
        engine.create(ALARM, "a", {
          ...args,
          alarmActions: ["arn:aws:sns:us-east-1:123456789012:topic"],
        }),
        /Invalid region us-east-1 specified. Only eu-central-1 is supported/,
      );
    });

    it("take their actions in any order", async () => {
      const topics = ["a", "b"].map((name) => `arn:aws:sns:eu-central-1:123456789012:${name}`);
      const alarm = await engine.create(ALARM, "a", { ...args, alarmActions: topics });
      assert.equal(
        alarm.outputs["arn"],
        "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:errors",
      );
      const { paths } = await engine.diff(alarm, { ...args, alarmActions: [...topics].reverse() });
      assert.deepEqual(paths, []);
      await assert.rejects(engine.create(ALARM, "b", args), /already exists/);
    });
  });
});
