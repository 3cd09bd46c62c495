import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { opened, secret, startAccount, type Bag, type EngineClient } from "./engine-client";

const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
const TABLE = "aws:dynamodb/table:Table";
const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const DOMAIN = "aws:cognito/userPoolDomain:UserPoolDomain";

describe("simulated Secrets Manager, DynamoDB and Cognito", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  let count = 0;
  const make = (type: string, args: Bag) => engine.create(type, `r${(count += 1)}`, args);
  before(async () => {
    started = await startAccount();
    ({ engine } = started);
  });
  after(() => started.stop());

  describe("a secret", () => {
    it("has an ARN with six characters more than its name", async () => {
      const { id, outputs } = await make(SECRET, { name: "app/key" });
      assert.match(id, /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:app\/key-\w{6}$/);
      assert.equal(outputs["recoveryWindowInDays"], 30);
      await assert.rejects(make(SECRET, { name: "app/key" }), /ResourceExistsException/);
    });

    it("keeps its name for the recovery window, and gives it free at once without one", async () => {
      await engine.delete(await make(SECRET, { name: "kept", recoveryWindowInDays: 7 }));
      await assert.rejects(
        make(SECRET, { name: "kept" }),
        /CreateSecret, InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion/,
      );
      await engine.delete(await make(SECRET, { name: "free", recoveryWindowInDays: 0 }));
      await make(SECRET, { name: "free" });
    });

    it("is refused with a name, a window, a key or a policy that Secrets Manager refuses", async () => {
      for (const [args, fault] of [
        [{ name: "a b" }, /name must be ASCII letters/],
        [{ recoveryWindowInDays: 3 }, /to be 0 or in the range \(7 - 30\), got 3/],
        [{ kmsKeyId: "alias/none" }, /ResourceNotFoundException.*alias\/none/],
        [{ policy: '{"Statement":[{"Effect":"Maybe"}]}' }, /MalformedPolicyDocumentException/],
      ] as const) {
        await assert.rejects(make(SECRET, args), fault);
      }
    });

    it("shows its value as a secret, sealed on disk; a write-only one is not there at all", async () => {
      const { id } = await make(SECRET, { name: "values" });
      const shown = await make(VERSION, { secretId: id, secretString: secret("canary-shown") });
      assert.equal(opened(shown.outputs["secretString"]), "canary-shown");
      const hidden = await make(VERSION, {
        secretId: id,
        secretStringWo: secret("canary-hidden"),
        secretStringWoVersion: 1,
      });
      assert.equal(hidden.outputs["hasSecretStringWo"], true);
      assert.ok(!JSON.stringify(hidden.outputs).includes("canary-hidden"));
      const file = readFileSync(started.account.file, "utf8");
      assert.ok(!file.includes("canary-shown") && !file.includes("canary-hidden"));
    });

    it("hands the current label to its newest version", async () => {
      const { id } = await make(SECRET, { name: "rotated" });
      const first = await make(VERSION, { secretId: id, secretString: secret("one-value") });
      await make(VERSION, { secretId: id, secretString: secret("two-value") });
      assert.deepEqual((await engine.refresh(first))?.outputs["versionStages"], ["AWSPREVIOUS"]);
      const ask = (args: Bag) =>
        engine.invoke("aws:secretsmanager/getSecretVersion:getSecretVersion", {
          secretId: "rotated",
          ...args,
        });
      assert.equal((await ask({}))["secretString"], "two-value");
      assert.equal((await ask({ versionStage: "AWSPREVIOUS" }))["secretString"], "one-value");
      await assert.rejects(ask({ versionStage: "MINE" }), /staging label: MINE/);
    });

    it("is replaced by a new version when the value changes, write-only by its number", async () => {
      const { id } = await make(SECRET, { name: "replaced" });
      const shown = await make(VERSION, { secretId: id, secretString: "a" });
      const next = await engine.diff(shown, { secretId: id, secretString: "b" });
      assert.deepEqual(next.replaces, ["secretString"]);
      const hidden = { secretId: id, secretStringWo: "a", secretStringWoVersion: 1 };
      const made = await make(VERSION, hidden);
      assert.deepEqual((await engine.diff(made, { ...hidden, secretStringWo: "b" })).paths, []);
      const bumped = await engine.diff(made, { ...hidden, secretStringWoVersion: 2 });
      assert.deepEqual(bumped.replaces, ["secretStringWoVersion"]);
    });

    it("needs a value, one of them, and a secret", async () => {
      const { id } = await make(SECRET, { name: "empty" });
      for (const [args, fault] of [
        [{ secretId: id }, /InvalidRequestException: You must provide either SecretString/],
        [{ secretId: id, secretString: "a", secretBinary: "b" }, /conflicts with secretBinary/],
        [{ secretId: id, secretStringWo: "a" }, /go together/],
        [{ secretId: "none", secretString: "a" }, /ResourceNotFoundException/],
        [{ secretId: id, secretString: "ä".repeat(40_000) }, /80000 bytes, at most 65536/],
      ] as const) {
        await assert.rejects(make(VERSION, args), fault);
      }
    });

    it("takes no policy for everybody when that is blocked", async () => {
      const { id } = await make(SECRET, { name: "policy" });
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "secretsmanager:*", Resource: "*" }],
      });
      await assert.rejects(
        make(POLICY, { secretArn: id, policy, blockPublicPolicy: true }),
        /PublicPolicyException/,
      );
      assert.equal((await make(POLICY, { secretArn: id, policy })).id, id);
    });
  });

  describe("a table", () => {
    const ARGS = {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      attributes: [{ name: "pk", type: "S" }],
    };
    const byGroup = { name: "by-group", hashKey: "group", projectionType: "ALL" };

    it("has an ARN, and a stream's when it has one", async () => {
      const { id, outputs } = await make(TABLE, {
        ...ARGS,
        name: "messages",
        streamEnabled: true,
        streamViewType: "NEW_IMAGE",
      });
      assert.equal(id, "messages");
      const arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/messages";
      assert.equal(outputs["arn"], arn);
      assert.equal(outputs["streamArn"], `${arn}/stream/${String(outputs["streamLabel"])}`);
      await assert.rejects(make(TABLE, { ...ARGS, name: "messages" }), /ResourceInUseException/);
    });

    it("is not deleted while it is protected", async () => {
      const args = { ...ARGS, name: "protected", deletionProtectionEnabled: true };
      const made = await make(TABLE, args);
      await assert.rejects(
        engine.delete(made),
        /ValidationException: Resource cannot be deleted as it is currently protected/,
      );
      await engine.delete(await engine.update(made, { ...args, deletionProtectionEnabled: false }));
    });

    it("is replaced for other keys, not for another index", async () => {
      const made = await make(TABLE, { ...ARGS, name: "keyed" });
      const attributes = ["pk", "group"].map((name) => ({ name, type: "S" }));
      const indexed = { ...ARGS, name: "keyed", attributes, globalSecondaryIndexes: [byGroup] };
      assert.deepEqual((await engine.diff(made, indexed)).replaces, []);
      const other = { ...ARGS, name: "keyed", hashKey: "group", attributes: attributes.slice(1) };
      assert.deepEqual((await engine.diff(made, other)).replaces, ["hashKey"]);
    });

    const cases: Readonly<Record<string, readonly [Bag, RegExp]>> = {
      "an attribute that is no key": [
        { attributes: ["pk", "extra"].map((name) => ({ name, type: "S" })) },
        /all attributes must be indexed\. Unused attributes: \["extra"\]/,
      ],
      "a key that is no attribute": [
        { globalSecondaryIndexes: [byGroup] },
        /all indexes must match a defined attribute\. Unmatched indexes: \["group"\]/,
      ],
      "a key of an unknown type": [{ attributes: [{ name: "pk", type: "string" }] }, /got string/],
      "an index without a projection": [
        { globalSecondaryIndexes: [{ ...byGroup, hashKey: "pk", projectionType: "SOME" }] },
        /"by-group": expected projectionType/,
      ],
      "no keys": [{ hashKey: undefined }, /hashKey is required/],
      "capacity on demand": [{ readCapacity: 5 }, /when BillingMode is PAY_PER_REQUEST/],
      "no capacity when provisioned": [{ billingMode: "PROVISIONED" }, /must both be specified/],
      "a stream that shows nothing": [{ streamEnabled: true }, /streamViewType is required/],
      "the same key twice": [{ rangeKey: "pk" }, /have the same name/],
      "the same index twice": [
        { globalSecondaryIndexes: [1, 2].map(() => ({ ...byGroup, hashKey: "pk" })) },
        /Duplicate index name: by-group/,
      ],
      "a key that is not there": [
        {
          serverSideEncryption: {
            enabled: true,
            kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/none",
          },
        },
        /KMS key .* does not exist/,
      ],
      "recovery for a year": [
        { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 365 } },
        /range \(1 - 35\), got 365/,
      ],
      "expiry without an attribute": [{ ttl: { enabled: true } }, /attributeName is required/],
      "replicas, which are not modelled": [
        { replicas: [{ regionName: "eu-west-1" }] },
        /The sandbox does not model replicas/,
      ],
    };
    for (const [what, [more, fault]] of Object.entries(cases)) {
      it(`is refused with ${what}`, () => assert.rejects(make(TABLE, { ...ARGS, ...more }), fault));
    }

    it("is previewed while the names of its keys are unknown", async () => {
      const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
      const { failures } = await engine.check(TABLE, "t", { ...ARGS, hashKey: unknown });
      assert.deepEqual(failures, []);
    });
  });

  describe("a user pool", () => {
    it("has an id with its region, and an endpoint", async () => {
      const { id, outputs } = await make(POOL, { name: "users" });
      assert.match(id, /^eu-central-1_[0-9A-Za-z]{9}$/);
      assert.equal(outputs["endpoint"], `cognito-idp.eu-central-1.amazonaws.com/${id}`);
      assert.equal((outputs["passwordPolicy"] as Bag)["minimumLength"], 8);
    });

    it("is not deleted while it is protected or has a domain", async () => {
      const args = { name: "protected", deletionProtection: "ACTIVE" };
      const made = await make(POOL, args);
      await assert.rejects(
        engine.delete(made),
        /InvalidParameterException: The user pool cannot be deleted because deletion protection is activated/,
      );
      const open = await engine.update(made, { ...args, deletionProtection: "INACTIVE" });
      const domain = await make(DOMAIN, { domain: "cruddur-dev", userPoolId: made.id });
      assert.equal((await engine.refresh(open))?.outputs["domain"], "cruddur-dev");
      await assert.rejects(
        engine.delete(open),
        /has a domain configured that should be deleted first/,
      );
      await engine.delete(domain);
      await engine.delete(open);
    });

    it("can have more attributes later, not other ones", async () => {
      const schema = (name: string, more: Bag = {}) => ({
        name,
        attributeDataType: "String",
        mutable: true,
        ...more,
      });
      const made = await make(POOL, { name: "schema", schemas: [schema("team")] });
      const more = { name: "schema", schemas: [schema("role"), schema("team")] };
      const grown = await engine.update(made, more);
      await assert.rejects(
        engine.update(grown, { name: "schema", schemas: [schema("role")] }),
        /cannot modify or remove schema items \("team"\)/,
      );
    });

    const cases: Readonly<Record<string, readonly [Bag, RegExp]>> = {
      "a short password": [
        { passwordPolicy: { minimumLength: 4 } },
        /passwordPolicy\.minimumLength: .*range \(6 - 99\), got 4/,
      ],
      "a second factor that no user can have": [
        { mfaConfiguration: "ON" },
        /can't disable all MFAs with a required or optional configuration/,
      ],
      "a second factor while that is off": [
        { softwareTokenMfaConfiguration: { enabled: true } },
        /can't turn off MFA and configure an MFA together/,
      ],
      "threat protection on a plan without it": [
        { userPoolAddOns: { advancedSecurityMode: "ENFORCED" } },
        /FeatureUnavailableInTierException/,
      ],
      "two kinds of user names": [
        { aliasAttributes: ["email"], usernameAttributes: ["email"] },
        /conflicts with usernameAttributes/,
      ],
      "a sign-in by nickname": [{ usernameAttributes: ["nickname"] }, /usernameAttributes\[0\]/],
      "a required attribute of its own": [
        { schemas: [{ name: "team", attributeDataType: "String", required: true }] },
        /Required custom attributes are not supported/,
      ],
      "recovery by an admin and by mail": [
        {
          accountRecoverySetting: {
            recoveryMechanisms: [
              { name: "admin_only", priority: 1 },
              { name: "verified_email", priority: 2 },
            ],
          },
        },
        /cannot use admin_only setting with any other/,
      ],
    };
    for (const [what, [more, fault]] of Object.entries(cases)) {
      it(`is refused with ${what}`, () => assert.rejects(make(POOL, more), fault));
    }

    it("has clients with and without a secret, which go with it", async () => {
      const pool = await make(POOL, { name: "clients" });
      const open = await make(CLIENT, { userPoolId: pool.id, name: "page" });
      assert.equal(opened(open.outputs["clientSecret"]), "");
      const closed = await make(CLIENT, { userPoolId: pool.id, generateSecret: true });
      assert.match(String(opened(closed.outputs["clientSecret"])), /^[a-z0-9]{51}$/);
      const imported = await engine.read(CLIENT, "x", `${pool.id}/${open.id}`);
      assert.equal(imported?.id, open.id);
      await engine.delete(pool);
      assert.equal(await engine.refresh(open), undefined);
    });

    it("refuses clients that Cognito refuses", async () => {
      const pool = await make(POOL, { name: "strict" });
      for (const [more, fault] of [
        [{ userPoolId: "eu-central-1_none" }, /User pool eu-central-1_none does not exist/],
        [{ explicitAuthFlows: ["ALLOW_EVERYTHING"] }, /explicitAuthFlows\[0\]/],
        [{ explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ADMIN_NO_SRP_AUTH"] }, /cannot be mixed/],
        [
          { accessTokenValidity: 1, tokenValidityUnits: { accessToken: "minutes" } },
          /not between 300/,
        ],
        [
          { accessTokenValidity: 5, tokenValidityUnits: { accessToken: "years" } },
          /Invalid unit years/,
        ],
        [{ allowedOauthFlowsUserPoolClient: true }, /AllowedOAuthFlows and AllowedOAuthScopes are/],
        [{ allowedOauthFlows: ["client_credentials"] }, /InvalidOAuthFlowException/],
        [{ allowedOauthFlows: ["code"] }, /CallbackURLs are required/],
        [{ writeAttributes: ["custom:none"] }, /Invalid write attributes specified while creating/],
      ] as const) {
        await assert.rejects(make(CLIENT, { userPoolId: pool.id, ...more }), fault);
      }
    });

    it("has one domain, that nobody else has", async () => {
      const pool = await make(POOL, { name: "domains" });
      const ask = (domain: string, userPoolId = pool.id) => make(DOMAIN, { domain, userPoolId });
      await assert.rejects(ask("my-cognito"), /Domain cannot contain reserved word: cognito/);
      await assert.rejects(ask("Upper"), /domain must be lower-case/);
      await assert.rejects(ask("auth.example.com"), /requires a certificate/);
      await ask("mine");
      await assert.rejects(ask("second"), /already has a domain: mine/);
      const stranger = await make(POOL, { name: "stranger" });
      await assert.rejects(ask("mine", stranger.id), /Domain already associated/);
    });
  });
});
