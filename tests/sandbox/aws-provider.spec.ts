import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { AwsProvider } from "../../sandbox/aws/provider";
import { AwsError, InitFailure, type ResourceType } from "../../sandbox/aws/resource-type";
import { sdkClass } from "../../sandbox/aws/sdk";
import { serveProvider } from "../../sandbox/lib/provider-server";
import {
  CallFailed,
  EngineClient,
  UNKNOWN,
  opened,
  secret,
  startAccount,
  type Bag,
} from "./engine-client";
import { assertNoStackTrace } from "../support/stack-trace";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const REPOSITORY = "aws:ecr/repository:Repository";
const PARAMETER = "aws:ssm/parameter:Parameter";
const KEY = "aws:kms/key:Key";

describe("simulated aws provider", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;

  before(async () => {
    started = await startAccount({ defaultTags: JSON.stringify({ tags: { team: "web" } }) });
    ({ engine } = started);
  });
  after(() => started.stop());

  describe("configuration", () => {
    it("refuses every fault at once", async () => {
      const { failures } = await engine.checkConfig({
        region: "eu-nowhere-1",
        allowedAccountIds: '["12"]',
        ignoreTags: '{"keys":["a"]}',
        regoin: "x",
      });
      assert.deepEqual(
        failures.map((failure) => failure.split(":")[0]),
        ["ignoreTags", "regoin", "region", "allowedAccountIds"],
      );
    });

    it("asks for a region, and waits for one that is not known yet", async () => {
      assert.match((await engine.checkConfig({})).failures.join(), /Missing region/);
      assert.deepEqual((await engine.checkConfig({ region: UNKNOWN })).failures, []);
    });

    it("accepts credentials and endpoints without using them", async () => {
      const args = { region: "eu-central-1", profile: "x", skipMetadataApiCheck: "true" };
      assert.deepEqual(await engine.checkConfig(args), { inputs: args, failures: [] });
    });

    it("refuses another account", async () => {
      for (const args of [
        { allowedAccountIds: '["210987654321"]' },
        { forbiddenAccountIds: '["123456789012"]' },
        { assumeRoles: '[{"roleArn":"arn:aws:iam::210987654321:role/deploy"}]' },
      ]) {
        await assert.rejects(started.another({ region: "eu-central-1", ...args }), CallFailed);
      }
    });

    it("knows who it works as", async () => {
      const assumed = await started.another({
        assumeRoles: '[{"roleArn":"arn:aws:iam::123456789012:role/ci/deploy","sessionName":"pr"}]',
      });
      const { arn } = await assumed.invoke("aws:index/getCallerIdentity:getCallerIdentity");
      assert.equal(arn, "arn:aws:sts::123456789012:assumed-role/deploy/pr");
    });

    it("changes a provider in place: its resources know their own region", async () => {
      const diff = await engine.diffConfig({ region: "eu-central-1" }, { region: "eu-west-1" });
      assert.deepEqual(diff.getReplacesList(), []);
      assert.deepEqual(diff.getDiffsList(), ["region"]);
    });

    it("keeps the configuration of each connection apart", async () => {
      const east = await started.another({ region: "us-east-1" });
      const [here, there] = await Promise.all(
        [engine, east].map((client) => client.create(LOG_GROUP, "same", { name: "/same" })),
      );
      assert.equal(here?.outputs["region"], "eu-central-1");
      assert.equal(there?.outputs["region"], "us-east-1");
      assert.deepEqual([here.outputs["tagsAll"], there.outputs["tagsAll"]], [{ team: "web" }, {}]);
    });
  });

  describe("check", () => {
    it("names what has no name, the same for the same seed, and keeps the name", async () => {
      const first = await engine.check(REPOSITORY, "Backend", {}, { seed: "1" });
      const again = await engine.check(REPOSITORY, "Backend", {}, { seed: "1" });
      const other = await engine.check(REPOSITORY, "Backend", {}, { seed: "2" });
      const later = await engine.check(
        REPOSITORY,
        "Backend",
        {},
        { olds: first.inputs, seed: "2" },
      );
      assert.match(String(first.inputs["name"]), /^backend-[0-9a-f]{7}$/);
      assert.equal(again.inputs["name"], first.inputs["name"]);
      assert.notEqual(other.inputs["name"], first.inputs["name"]);
      assert.equal(later.inputs["name"], first.inputs["name"]);
      assert.deepEqual(first.inputs["__defaults"], ["imageTagMutability", "name"]);
    });

    it("refuses a name that would be too long instead of cutting it", async () => {
      const { failures } = await engine.check(LOG_GROUP, "x".repeat(250), {});
      assert.match(failures.join(), /plus 7 random chars is longer than maximum length 255/);
    });

    it("puts the default tags under the resource's own", async () => {
      const { inputs } = await engine.check(LOG_GROUP, "a", { tags: { team: "api", env: "dev" } });
      assert.deepEqual(inputs["tagsAll"], { team: "api", env: "dev" });
      assert.deepEqual(inputs["tags"], { team: "api", env: "dev" });
    });

    it("says all faults, in the words of the provider", async () => {
      const { failures } = await engine.check(LOG_GROUP, "a", {
        name: "with space",
        retentionInDays: 4,
        region: "mars-1",
        colour: "red",
      });
      assert.deepEqual(failures.map((failure) => failure.split(":")[0]).sort(), [
        "colour",
        "name",
        "region",
        "retentionInDays",
      ]);
      assert.match(failures.join(), /expected retentionInDays to be one of \[0, 1, 3, .*, got 4/);
    });

    it("does not judge what it cannot know", async () => {
      const args = { name: UNKNOWN, retentionInDays: UNKNOWN, tags: UNKNOWN };
      const { inputs, failures } = await engine.check(LOG_GROUP, "a", args);
      assert.deepEqual(failures, []);
      assert.equal(inputs["name"], UNKNOWN);
      assert.equal(inputs["tagsAll"], UNKNOWN);
      const given = { type: "SecureString", value: UNKNOWN };
      assert.deepEqual((await engine.check(PARAMETER, "p", given)).failures, []);
    });

    it("lists the defaults of nested objects, not of maps", async () => {
      const { inputs } = await engine.check(REPOSITORY, "a", {
        encryptionConfigurations: [{ encryptionType: "KMS" }],
        tags: { a: "b" },
      });
      assert.deepEqual(inputs["encryptionConfigurations"], [
        { encryptionType: "KMS", __defaults: [] },
      ]);
      assert.deepEqual(inputs["tags"], { a: "b" });
    });

    it("says of a type that it does not know which one it is", async () => {
      const { failures } = await engine.check("aws:mq/broker:Broker", "a", {});
      assert.match(failures.join(), /does not model the resource type aws:mq\/broker:Broker/);
      await assert.rejects(
        engine.read("aws:mq/broker:Broker", "a", "x"),
        (error: CallFailed) =>
          error.code === status.FAILED_PRECONDITION && /aws:mq\/broker:Broker/.test(error.message),
      );
    });
  });

  describe("diff", () => {
    it("finds nothing where nothing changed", async () => {
      const args = { name: "/diff/none", tags: { a: "b" }, retentionInDays: 7 };
      const group = await engine.create(LOG_GROUP, "none", args);
      assert.deepEqual((await engine.diff(group, args)).paths, []);
    });

    it("says which properties change, by path", async () => {
      const group = await engine.create(LOG_GROUP, "paths", {
        name: "/diff/paths",
        tags: { a: "1", "b.c": "1" },
      });
      const { paths, replaces } = await engine.diff(group, {
        name: "/diff/paths",
        tags: { a: "2" },
        retentionInDays: 30,
      });
      assert.deepEqual(paths, [
        "retentionInDays",
        "tags.a",
        "tagsAll.a",
        'tagsAll["b.c"]',
        'tags["b.c"]',
      ]);
      assert.deepEqual(replaces, []);
    });

    it("replaces for a name, and deletes first where the new one would collide", async () => {
      const named = await engine.create(LOG_GROUP, "dbr", { name: "/dbr" });
      const renamed = await engine.diff(named, { name: "/other" });
      assert.deepEqual([renamed.replaces, renamed.deleteBeforeReplace], [["name"], false]);
      const reclassed = await engine.diff(named, { name: "/dbr", logGroupClass: "DELIVERY" });
      assert.deepEqual(
        [reclassed.replaces, reclassed.deleteBeforeReplace],
        [["logGroupClass"], true],
      );
      const generated = await engine.create(LOG_GROUP, "auto", {});
      const other = await engine.diff(generated, { logGroupClass: "DELIVERY" });
      assert.deepEqual([other.replaces, other.deleteBeforeReplace], [["logGroupClass"], false]);
    });

    it("replaces what is in another region, given or by the provider", async () => {
      const group = await engine.create(LOG_GROUP, "moves", { name: "/moves" });
      assert.deepEqual(
        (await engine.diff(group, { name: "/moves", region: "eu-west-1" })).replaces,
        ["region"],
      );
      const west = await started.another({ region: "eu-west-1" });
      assert.deepEqual((await west.diff(group, { name: "/moves" })).replaces, ["region"]);
      const stays = { name: "/moves", region: "eu-central-1" };
      assert.deepEqual((await west.diff(group, stays)).replaces, []);
    });

    it("takes an unknown value for a change", async () => {
      const group = await engine.create(LOG_GROUP, "unknown", { name: "/unknown" });
      assert.deepEqual((await engine.diff(group, { name: UNKNOWN })).replaces, ["name"]);
    });

    it("compares documents as JSON", async () => {
      const repository = await engine.create(REPOSITORY, "json", { name: "json" });
      const statement = { Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" };
      const policy = await engine.create("aws:ecr/repositoryPolicy:RepositoryPolicy", "json", {
        repository: repository.id,
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
      });
      const { paths } = await engine.diff(policy, {
        repository: repository.id,
        policy: JSON.stringify({ Statement: [statement], Version: "2012-10-17" }, null, 2),
      });
      assert.deepEqual(paths, []);
    });
  });

  describe("create and update", () => {
    it("shows at preview what is known, and that the rest will be", async () => {
      const outputs = await engine.preview(KEY, "preview", { description: UNKNOWN });
      assert.equal(outputs["arn"], UNKNOWN);
      assert.equal(outputs["description"], UNKNOWN);
      assert.equal(outputs["region"], "eu-central-1");
      assert.deepEqual(outputs["tagsAll"], { team: "web" });
      assert.ok(!("__defaults" in outputs));
      assert.deepEqual(await listed(KEY), []);
    });

    it("keeps at the preview of an update what it does not change", async () => {
      const args = { name: "/preview/update", type: "String", value: "1" };
      const parameter = await engine.create(PARAMETER, "preview-update", args);
      const { outputs } = await engine.update(parameter, { ...args, value: "2" }, true);
      assert.equal(outputs["arn"], parameter.outputs["arn"]);
      assert.equal(outputs["version"], UNKNOWN);
    });

    it("puts the id among the outputs, as the provider does: policies know resources by it", async () => {
      assert.equal((await engine.preview(LOG_GROUP, "id", { name: "/id" }))["id"], UNKNOWN);
      const args = { name: "/id", retentionInDays: 30 };
      const group = await engine.create(LOG_GROUP, "id", args);
      assert.equal(group.outputs["id"], "/id");
      const { outputs } = await engine.update(group, { ...args, retentionInDays: 60 });
      assert.equal(outputs["id"], "/id");
    });

    it("answers a refusal as AWS words it, with what to do after a kill", async () => {
      await engine.create(LOG_GROUP, "twice", { name: "/twice" });
      await assert.rejects(engine.create(LOG_GROUP, "again", { name: "/twice" }), (error) => {
        assert.ok(error instanceof CallFailed);
        assert.equal(error.code, status.FAILED_PRECONDITION);
        assert.match(error.message, /operation error CloudWatch Logs: CreateLogGroup, /);
        assert.match(error.message, /ResourceAlreadyExistsException: The specified log group/);
        assert.match(error.message, /npm run sandbox:recover/);
        assertNoStackTrace(error.message);
        return true;
      });
    });

    it("refuses tags that AWS refuses", async () => {
      for (const tags of [
        { "aws:team": "x" },
        { team: "x".repeat(257) },
        { "": "x" },
        { team: "a|b" },
        Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, "x"])),
      ]) {
        await assert.rejects(engine.create(LOG_GROUP, "tags", { tags }), /ValidationException/);
      }
    });

    it("updates the object, and refuses one that is gone", async () => {
      const group = await engine.create(LOG_GROUP, "update", { name: "/update" });
      const updated = await engine.update(group, { name: "/update", retentionInDays: 30 });
      assert.equal(updated.outputs["retentionInDays"], 30);
      assert.equal((await stored(LOG_GROUP, "/update"))?.["retentionInDays"], 30);
      await engine.delete(updated);
      await assert.rejects(
        engine.update(updated, { name: "/update", retentionInDays: 60 }),
        /ResourceNotFoundException: '\/update' no longer exists. A refresh/,
      );
    });

    it("drops an optional input that is no longer given and keeps what AWS computes", async () => {
      const principals = [
        { AWS: "arn:aws:iam::123456789012:root" },
        { Service: "logs.eu-central-1.amazonaws.com" },
      ];
      const Statement = principals.map((Principal) => ({
        Effect: "Allow",
        Principal,
        Action: "kms:*",
        Resource: "*",
      }));
      const policy = JSON.stringify({ Version: "2012-10-17", Statement });
      const key = await engine.create(KEY, "drops", { policy });
      const args = { name: "/drops", kmsKeyId: key.outputs["arn"] };
      const group = await engine.create(LOG_GROUP, "drops", args);
      const { paths } = await engine.diff(group, { name: "/drops" });
      assert.deepEqual(paths, ["kmsKeyId"]);
      const { outputs } = await engine.update(group, { name: "/drops" });
      assert.ok(!("kmsKeyId" in outputs));
      assert.equal(outputs["arn"], group.outputs["arn"]);
    });

    it("gives a replacement another generated id, and never one of before", async () => {
      const ids = new Set<string>();
      for (let round = 0; round < 3; round += 1) {
        const key = await engine.create(KEY, "again", {});
        ids.add(key.id);
        await engine.delete(key);
      }
      assert.equal(ids.size, 3);
    });

    it("survives operations at once, on one connection and on several", async () => {
      const others = await Promise.all(
        ["us-east-1", "eu-west-1"].map((region) => started.another({ region })),
      );
      const made = await Promise.all(
        [engine, ...others].flatMap((client) =>
          Array.from({ length: 15 }, (_, index) =>
            client.create(LOG_GROUP, `at-once-${index}`, { name: `/at-once/${index}` }),
          ),
        ),
      );
      assert.equal(new Set(made.map(({ outputs }) => outputs["arn"])).size, 45);
      await Promise.all(made.slice(0, 15).map((resource) => engine.delete(resource)));
      assert.deepEqual(
        (await listed(LOG_GROUP)).filter((id) => id.startsWith("/at-once")),
        [],
      );
    });
  });

  describe("read", () => {
    it("finds drift, and tells it from what the program said", async () => {
      const args = { name: "/drift", retentionInDays: 30, tags: { a: "b" } };
      const group = await engine.create(LOG_GROUP, "drift", args);
      await change(LOG_GROUP, "/drift", { retentionInDays: 7, tagsAll: { team: "web", a: "c" } });
      const refreshed = await engine.refresh(group);
      assert.ok(refreshed);
      assert.equal(refreshed.outputs["retentionInDays"], 7);
      assert.equal(refreshed.inputs["retentionInDays"], 7);
      assert.equal(refreshed.inputs["skipDestroy"], false);
      const { paths } = await engine.diff(refreshed, args);
      assert.deepEqual(paths, ["retentionInDays", "tags.a", "tagsAll.a"]);
    });

    it("finds what somebody added that the program never mentions", async () => {
      const key = await engine.create(KEY, "added", {});
      const group = await engine.create(LOG_GROUP, "added", { name: "/added" });
      await change(LOG_GROUP, "/added", { kmsKeyId: key.outputs["arn"] });
      const refreshed = await engine.refresh(group);
      assert.ok(refreshed);
      assert.deepEqual((await engine.diff(refreshed, { name: "/added" })).paths, ["kmsKeyId"]);
    });

    it("changes nothing where nothing drifted", async () => {
      const repository = await engine.create(REPOSITORY, "still", { tags: { a: "b" } });
      assert.deepEqual(await engine.refresh(repository), repository);
    });

    it("says of a deleted object that it is gone", async () => {
      const group = await engine.create(LOG_GROUP, "gone", { name: "/gone" });
      await started.account.transaction("eu-central-1", (view) => view.remove(LOG_GROUP, "/gone"));
      assert.equal(await engine.refresh(group), undefined);
      await engine.delete(group); // as AWS has it by then
    });

    it("imports by id: the program that made it changes nothing", async () => {
      const args = { name: "/import", retentionInDays: 30, tags: { a: "b" } };
      await engine.create(LOG_GROUP, "import", args);
      const imported = await engine.read(LOG_GROUP, "import", "/import");
      assert.ok(imported);
      assert.deepEqual((await engine.diff(imported, args)).paths, []);
      assert.deepEqual(imported.inputs["tags"], { a: "b" });
      assert.equal(await engine.read(LOG_GROUP, "import", "/nothing"), undefined);
    });

    it("imports from another region by id@region, and reads where the state says", async () => {
      const args = { name: "/import/west", region: "eu-west-1" };
      await engine.create(LOG_GROUP, "west", args);
      const imported = await engine.read(LOG_GROUP, "west", "/import/west@eu-west-1");
      assert.equal(imported?.id, "/import/west");
      assert.equal(imported.inputs["region"], "eu-west-1");
      assert.deepEqual((await engine.diff(imported, args)).paths, []);
      const got = await engine.read(LOG_GROUP, "got", "/import/west", { region: "eu-west-1" });
      assert.equal(got?.outputs["region"], "eu-west-1");
      assert.equal(await engine.read(LOG_GROUP, "got", "/import/west"), undefined);
    });
  });

  describe("secrets", () => {
    it("stay secret in inputs and outputs, under every name, and sealed in the account", async () => {
      const canary = "canary-in-a-tag";
      const group = await engine.create(LOG_GROUP, "canary", {
        name: "/canary",
        tags: { token: secret(canary), open: "x" },
      });
      for (const bag of [group.inputs, group.outputs]) {
        assert.equal(opened((bag["tags"] as Bag)["token"]), canary);
        assert.equal(opened((bag["tagsAll"] as Bag)["token"]), canary);
        assert.equal((bag["tags"] as Bag)["open"], "x");
      }
      const refreshed = await engine.refresh(group);
      assert.equal(opened((refreshed?.outputs["tagsAll"] as Bag)["token"]), canary);
      assert.doesNotMatch(readFileSync(join(started.folder, "account.json"), "utf8"), /canary-in/);
    });

    it("are marked where the provider's schema says so, also at an import", async () => {
      await engine.create(PARAMETER, "plain", {
        name: "/canary/plain",
        type: "SecureString",
        value: "canary-in-a-parameter",
      });
      const imported = await engine.read(PARAMETER, "plain", "/canary/plain");
      assert.equal(opened(imported?.outputs["value"]), "canary-in-a-parameter");
      assert.equal(opened(imported?.inputs["value"]), "canary-in-a-parameter");
      const file = readFileSync(join(started.folder, "account.json"), "utf8");
      assert.doesNotMatch(file, /canary-in-a-parameter/);
    });

    it("never appear in a refusal", async () => {
      const failing = engine.create(PARAMETER, "refused", {
        name: "/canary/refused",
        type: "SecureString",
        value: secret("canary-that-fails"),
        allowedPattern: "^\\d+$",
      });
      await assert.rejects(failing, (error: Error) => !error.message.includes("canary-that-fails"));
    });

    it("that are write-only are in no output", async () => {
      const parameter = await engine.create(PARAMETER, "wo", {
        name: "/canary/wo",
        type: "SecureString",
        valueWo: secret("canary-write-only"),
        valueWoVersion: 1,
      });
      assert.ok(!JSON.stringify(parameter.outputs).includes("canary-write-only"));
      assert.equal(parameter.outputs["hasValueWo"], true);
    });
  });

  describe("invoke", () => {
    it("answers where and who", async () => {
      const west = { region: "eu-west-1" };
      const region = await engine.invoke("aws:index/getRegion:getRegion", west);
      assert.equal(region["name"], "eu-west-1");
      const zones = await engine.invoke("aws:index/getAvailabilityZones:getAvailabilityZones");
      assert.deepEqual(zones["names"], ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
      assert.deepEqual(zones["zoneIds"], ["euc1-az1", "euc1-az2", "euc1-az3"]);
      const { accountId } = await engine.invoke("aws:index/getCallerIdentity:getCallerIdentity");
      assert.equal(accountId, "123456789012");
      const partition = await engine.invoke("aws:index/getPartition:getPartition");
      assert.equal(partition["partition"], "aws");
    });

    it("reads what exists, published or created", async () => {
      const published = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";
      const ami = await engine.invoke("aws:ssm/getParameter:getParameter", { name: published });
      assert.match(String(ami["value"]), /^ami-[0-9a-f]{17}$/);
      await engine.create(PARAMETER, "own", { name: "/own", type: "String", value: "1" });
      const own = await engine.invoke("aws:ssm/getParameter:getParameter", { name: "/own" });
      assert.equal(own["arn"], "arn:aws:ssm:eu-central-1:123456789012:parameter/own");
      const zone = await engine.invoke("aws:route53/getZone:getZone", { name: "cruddur.example." });
      assert.equal(zone["arn"], `arn:aws:route53:::hostedzone/${String(zone["zoneId"])}`);
      await assert.rejects(
        engine.invoke("aws:route53/getZone:getZone", { name: "other.example" }),
        /no matching Route 53 Hosted Zone/,
      );
    });

    it("renders policy documents as the provider does", async () => {
      const { minifiedJson } = await engine.invoke("aws:iam/getPolicyDocument:getPolicyDocument", {
        statements: [
          {
            sid: "Read",
            actions: ["s3:GetObject", "s3:ListBucket"],
            resources: ["arn:aws:s3:::b/&{aws:username}"],
            principals: [{ type: "AWS", identifiers: ["123456789012"] }],
            conditions: [{ test: "StringEquals", variable: "aws:x", values: ["1", "2"] }],
          },
        ],
      });
      assert.equal(
        minifiedJson,
        '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow",' +
          '"Action":["s3:ListBucket","s3:GetObject"],"Resource":"arn:aws:s3:::b/${aws:username}",' +
          '"Principal":{"AWS":"123456789012"},"Condition":{"StringEquals":{"aws:x":["1","2"]}}}]}',
      );
    });

    it("says of a token that it does not know which one it is", async () => {
      await assert.rejects(
        engine.invoke("aws:ec2/getSpotPrice:getSpotPrice"),
        /does not answer aws:ec2\/getSpotPrice:getSpotPrice. It answers: .*getRegion/,
      );
    });
  });

  describe("types", () => {
    it("records an object that exists but failed, and lets the next update mend it", async () => {
      const failing: ResourceType = {
        ...fake("aws:ecs/service:Service"),
        create: () => {
          throw new InitFailure("svc", complete("aws:ecs/service:Service"), ["tasks failed"]);
        },
        update: () => ({ desiredCount: 2 }),
      };
      await withTypes([failing], async (client) => {
        const created = client.create(failing.token, "svc", { tags: { t: secret("canary") } });
        const failure = await created.then(
          () => assert.fail("created"),
          (error: unknown) => error as CallFailed,
        );
        assert.deepEqual(failure.initFailure?.reasons, ["tasks failed"]);
        assert.equal(failure.initFailure.id, "svc");
        assert.equal(opened((failure.initFailure.outputs["tags"] as Bag)["t"]), "canary");
        const read = await client.read(failing.token, "svc", "svc");
        assert.ok(read);
        assert.equal((await client.update(read, {})).outputs["desiredCount"], 2);
      });
    });

    it("that forget an output of the SDK fail at once", async () => {
      const forgetful = { ...fake(KEY), create: () => ({ id: "k", outputs: { arn: "arn" } }) };
      await withTypes([forgetful], async (client) => {
        await assert.rejects(client.create(KEY, "k", {}), /aws:kms\/key:Key gives no .*keyId/);
        assert.equal(await client.read(KEY, "k", "k"), undefined);
      });
    });

    it("whose code fails are the sandbox's fault, and the server goes on", async () => {
      const broken: ResourceType = {
        ...fake(KEY),
        create: () => {
          throw new TypeError("boom");
        },
      };
      await withTypes([broken, fake(LOG_GROUP)], async (client) => {
        await assert.rejects(client.create(KEY, "k", {}), (error: CallFailed) => {
          assert.equal(error.code, status.INTERNAL);
          return /The sandbox itself failed: TypeError: boom/.test(error.message);
        });
        assert.equal((await client.create(LOG_GROUP, "l", {})).id, "id");
      });
    });

    it("may refuse a delete", async () => {
      const kept: ResourceType = {
        ...fake(KEY),
        delete: () => {
          throw new AwsError("KMS: ScheduleKeyDeletion", "DependencyViolation", "in use");
        },
      };
      await withTypes([kept], async (client) => {
        const key = await client.create(KEY, "k", {});
        await assert.rejects(client.delete(key), /deleting .*DependencyViolation: in use/);
        assert.ok(await client.refresh(key));
      });
    });
  });

  async function stored(token: string, id: string): Promise<Bag | undefined> {
    return started.account.transaction("eu-central-1", (view) => view.get(token, id));
  }

  async function listed(token: string): Promise<string[]> {
    const all = await started.account.transaction("eu-central-1", (view) => view.list(token));
    return all.map(({ id }) => id);
  }

  /** Somebody changes an object behind Pulumi's back. */
  async function change(token: string, id: string, changes: Bag): Promise<void> {
    await started.account.transaction("eu-central-1", (view) => {
      view.put(token, id, { ...view.get(token, id), ...changes });
    });
  }

  async function withTypes(
    types: readonly ResourceType[],
    use: (client: EngineClient) => Promise<void>,
  ): Promise<void> {
    const served = await serveProvider(new AwsProvider(started.account, types));
    const client = new EngineClient(served.port);
    try {
      await client.configure();
      await use(client);
    } finally {
      client.close();
      await served.close();
    }
  }
});

/** Every output that the SDK promises, with some value. */
function complete(token: string): Bag {
  const names = [...(sdkClass(token)?.alwaysPresent ?? [])].filter((name) => name !== "region");
  return Object.fromEntries(names.map((name) => [name, name === "tagsAll" ? {} : name]));
}

function fake(token: string): ResourceType {
  return {
    token,
    source: [],
    forceNew: [],
    create: () => ({ id: "id", outputs: complete(token) }),
  };
}
