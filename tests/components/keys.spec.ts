import * as assert from "node:assert/strict";
import type { KeysArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { ACCOUNT, documentOf, inventory, only, registered, startMocks } from "../support/mocks";

describe("Keys", () => {
  let components: typeof import("../../components");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
  });

  const args: KeysArgs = {
    account: ACCOUNT,
    prefix: "cruddur-test",
    logGroupNames: ["/cruddur/test/*"],
    clusterName: "cruddur-test",
  };

  it("makes three keys with fixed aliases", async () => {
    const keys = new components.Keys("keys", args);
    assert.deepEqual(await inventory(), [
      "aws:kms/alias:Alias keys-data",
      "aws:kms/alias:Alias keys-logs",
      "aws:kms/alias:Alias keys-registry",
      "aws:kms/key:Key keys-data",
      "aws:kms/key:Key keys-logs",
      "aws:kms/key:Key keys-registry",
      "cruddur:kms:Keys keys",
    ]);
    assert.equal(keys.data.alias, "alias/cruddur-test-data");
    for (const purpose of ["data", "logs", "registry"]) {
      const alias = await only("aws:kms/alias:Alias", `keys-${purpose}`);
      assert.equal(alias.inputs.name, `alias/cruddur-test-${purpose}`);
    }
  });

  it("rotates every key and keeps it for 30 days after deletion", async () => {
    new components.Keys("keys", args);
    for (const { inputs } of await registered("aws:kms/key:Key")) {
      assert.equal(inputs.enableKeyRotation, true);
      assert.equal(inputs.deletionWindowInDays, 30);
    }
  });

  it("leaves access to the account's IAM policies, and names no other account", async () => {
    new components.Keys("keys", args);
    for (const key of await registered("aws:kms/key:Key")) {
      const [root, ...services] = documentOf(key).Statement;
      assert.deepEqual(root?.Principal, { AWS: "arn:aws:iam::123456789012:root" });
      for (const statement of services) {
        assert.equal(Object.keys(statement.Principal as object).join(), "Service");
        assert.notEqual(statement.Action, "kms:*");
      }
    }
  });

  it("opens the key for logs to CloudWatch for the log groups of the path only", async () => {
    new components.Keys("keys", args);
    const [, logs] = documentOf(await only("aws:kms/key:Key", "keys-logs")).Statement;
    assert.deepEqual(logs?.Principal, { Service: "logs.us-east-1.amazonaws.com" });
    assert.deepEqual(logs.Condition, {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": [
          "arn:aws:logs:us-east-1:123456789012:log-group:/cruddur/test/*",
        ],
      },
    });
  });

  it("opens the key for data to Fargate for the storage of one cluster only", async () => {
    new components.Keys("keys", args);
    const [, dataKey, grant] = documentOf(await only("aws:kms/key:Key", "keys-data")).Statement;
    const context = {
      "kms:EncryptionContext:aws:ecs:clusterAccount": "123456789012",
      "kms:EncryptionContext:aws:ecs:clusterName": "cruddur-test",
    };
    assert.deepEqual(dataKey?.Condition, { StringEquals: context });
    assert.deepEqual(grant?.Condition, {
      StringEquals: context,
      "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] },
    });
    assert.equal(documentOf(await only("aws:kms/key:Key", "keys-registry")).Statement.length, 1);
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () => new components.Keys("keys", { ...args, prefix: "aws/x", deletionWindowInDays: 5 }),
      [
        'Keys "keys": prefix "aws/x" is not 1 to 200 letters, digits, /, _ and -, or begins with aws, which AWS keeps.',
        'Keys "keys": deletionWindowInDays 5 is out of range; choose 7 to 30.',
      ],
    );
  });
});
