import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { assertRefused, uncaughtBy } from "../support/errors";
import { ACCOUNT, inventory, only, secretText, startMocks, valueOf } from "../support/mocks";

describe("Parameters", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const place = { account: ACCOUNT, path: "/cruddur/test/web" };

  it("keeps each value as a SecureString below the path, secret even if it was given plainly", async () => {
    const { secrets } = new components.Parameters("web", {
      ...place,
      values: { TOKEN: "canary", URL: pulumi.secret("canary-2") },
    });
    assert.deepEqual(await inventory(), [
      "aws:ssm/parameter:Parameter web-TOKEN",
      "aws:ssm/parameter:Parameter web-URL",
      "cruddur:ssm:Parameters web",
    ]);
    const { inputs } = await only("aws:ssm/parameter:Parameter", "web-TOKEN");
    assert.equal(inputs.name, "/cruddur/test/web/TOKEN");
    assert.equal(inputs.type, "SecureString");
    assert.equal(secretText(inputs.value), "canary");
    const arn = "arn:aws:ssm:us-east-1:123456789012:parameter/cruddur/test/web/TOKEN";
    assert.equal(secrets["TOKEN"]?.arn, arn);
  });

  it("names the customer key and hands its alias on", async () => {
    const { secrets } = new components.Parameters("web", {
      ...place,
      values: { TOKEN: "x" },
      key: references.key(),
    });
    const { inputs } = await only("aws:ssm/parameter:Parameter");
    assert.equal(inputs.keyId, "arn:aws:kms:us-east-1:123456789012:key/data");
    assert.equal(secrets["TOKEN"]?.keyAlias, "alias/test-data");
  });

  it("names AWS's own key without a customer key: SSM keeps the key it has unless told", async () => {
    new components.Parameters("web", { ...place, values: { TOKEN: "x" } });
    assert.equal((await only("aws:ssm/parameter:Parameter")).inputs.keyId, "alias/aws/ssm");
  });

  it("hands out a version that is not secret, for a deployment to follow", async () => {
    const { secrets } = new components.Parameters("web", { ...place, values: { TOKEN: "x" } });
    const version = secrets["TOKEN"]?.version;
    assert.ok(version);
    assert.equal(await valueOf(version), "1");
    assert.equal(await pulumi.isSecret(version), false);
  });

  it("is empty without values", async () => {
    new components.Parameters("web", { ...place, values: {} });
    assert.deepEqual(await inventory(), ["cruddur:ssm:Parameters web"]);
  });

  describe("a value that SSM would refuse", () => {
    const values = { LONG: "canary".repeat(1000), EMPTY: "", NUMBER: 20061106 as never };

    it("is refused before anything is registered, and not shown", async () => {
      assertRefused(
        () => new components.Parameters("web", { ...place, values }),
        [
          'Parameters "web": values "LONG" has 6000 bytes; choose 1 to 4096 bytes.',
          'Parameters "web": values "EMPTY" has 0 bytes; choose 1 to 4096 bytes.',
          'Parameters "web": values "NUMBER" is a number, not a text.',
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
          () => new components.Parameters("web", { ...place, values: { TOKEN: late } }),
        );
        assert.match(error.message, /Parameters "web": values "TOKEN" (has|is a) /);
        assert.doesNotMatch(error.message, /canary|20061106/);
        assert.equal(error.stack, "");
      });
  });

  it("refuses all faults at once, and long-lived AWS keys among them", () => {
    const values = { AWS_SECRET_ACCESS_KEY: "canary", "A B": "canary" };
    assertRefused(
      () => new components.Parameters("web", { account: ACCOUNT, path: "/aws/x", values }),
      [
        'Parameters "web": path "/aws/x" is not /-separated letters, digits, _, . and -, 14 at most, or begins with aws or ssm, which AWS keeps.',
        'Parameters "web": values: the name "AWS_SECRET_ACCESS_KEY" is not kept as a parameter; give the task role what the task needs.',
        'Parameters "web": values: the name "A B" is not letters, digits, _, . and -.',
      ],
    );
  });
});
