import * as assert from "node:assert/strict";
import { executionStatements } from "../../components/lib/task-statements";
import { assertRefused, uncaughtBy } from "../support/errors";
import { ACCOUNT, inventory, only, secretText, startMocks } from "../support/mocks";

const ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:test/web/TOKEN";

describe("Secrets", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const place = () => ({ account: ACCOUNT, path: "test/web", key: references.key() });

  it("hands each value over without keeping it, under the customer key", async () => {
    new components.Secrets("web", { ...place(), values: { TOKEN: "canary" }, valuesVersion: 3 });
    assert.deepEqual(await inventory(), [
      "aws:secretsmanager/secret:Secret web-TOKEN",
      "aws:secretsmanager/secretVersion:SecretVersion web-TOKEN",
      "cruddur:secretsmanager:Secrets web",
      "test:index:Nothing key-data",
    ]);
    assert.deepEqual((await only("aws:secretsmanager/secret:Secret")).inputs, {
      name: "test/web/TOKEN",
      kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/data",
      recoveryWindowInDays: 30,
    });
    const { inputs } = await only("aws:secretsmanager/secretVersion:SecretVersion");
    assert.equal(secretText(inputs.secretStringWo), "canary");
    assert.equal(inputs.secretStringWoVersion, 3);
    assert.equal(inputs.secretString, undefined);
  });

  it("is named without AWS's six characters in containers, and with any six in policies", () => {
    const { secrets } = new components.Secrets("web", { ...place(), values: { TOKEN: "x" } });
    const { TOKEN } = secrets;
    assert.ok(TOKEN);
    assert.equal(TOKEN.arn, ARN);
    const statements = executionStatements({
      account: ACCOUNT,
      repositories: [],
      logGroups: [],
      secrets: [TOKEN],
    });
    assert.deepEqual(
      statements.map(({ Action, Resource }) => [Action, Resource]),
      [
        [["secretsmanager:GetSecretValue"], [`${ARN}-??????`]],
        [["kms:Decrypt"], ["arn:aws:kms:us-east-1:123456789012:key/*"]],
      ],
    );
  });

  it("is gone at once where nothing is protected", async () => {
    new components.Secrets("web", { ...place(), values: { TOKEN: "x" }, protect: false });
    const { inputs } = await only("aws:secretsmanager/secret:Secret");
    assert.equal(inputs.recoveryWindowInDays, 0);
  });

  describe("a value that Secrets Manager would refuse", () => {
    const values = { LONG: "canary".repeat(11_000), EMPTY: "", NUMBER: 20061106 as never };

    it("is refused before anything is registered, and not shown", async () => {
      assertRefused(
        () => new components.Secrets("web", { ...place(), values }),
        [
          'Secrets "web": values "LONG" has 66000 bytes; choose 1 to 65536 bytes.',
          'Secrets "web": values "EMPTY" has 0 bytes; choose 1 to 65536 bytes.',
          'Secrets "web": values "NUMBER" is a number, not a text.',
        ],
      );
      assert.deepEqual(
        (await inventory()).filter((line) => line.startsWith("aws:")),
        [],
      );
    });

    for (const [name, value] of Object.entries(values))
      it(`is refused once it is known, and not shown: ${name}`, async () => {
        const late = references.output<string>(value);
        const error = await uncaughtBy(
          () => new components.Secrets("web", { ...place(), values: { TOKEN: late } }),
        );
        assert.match(error.message, /Secrets "web": values "TOKEN" (has|is a) /);
        assert.doesNotMatch(error.message, /canary|20061106/);
        assert.equal(error.stack, "");
      });
  });

  it("refuses all faults at once", () => {
    const values = { "a b": "x", "TOKEN-AbCdEf": "x" };
    assertRefused(
      () => new components.Secrets("web", { ...place(), path: "/test/", values, valuesVersion: 0 }),
      [
        'Secrets "web": path "/test/" is not 1 to 256 /-separated letters, digits, _, +, =, ., @ and -.',
        'Secrets "web": values: the name "a b" is not 1 to 128 letters, digits, _, +, =, ., @ and -.',
        `Secrets "web": values: the name "TOKEN-AbCdEf" is not one that AWS can tell from another: it ends like AWS's own six characters (-AbCdEf).`,
        'Secrets "web": valuesVersion 0 is out of range; choose 1 to 2147483647.',
      ],
    );
  });
});
