import * as assert from "node:assert/strict";
import { assertRefused } from "../support/errors";
import { inventory, only, startMocks } from "../support/mocks";

describe("LogGroup", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });

  it("is one group with the name and retention given, protected unless said otherwise", async () => {
    new components.LogGroup("web", { logGroupName: "/test/web", retentionInDays: 30 });
    assert.deepEqual(await inventory(), [
      "aws:cloudwatch/logGroup:LogGroup web",
      "cruddur:cloudwatch:LogGroup web",
    ]);
    const { inputs } = await only("aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(inputs, {
      deletionProtectionEnabled: true,
      name: "/test/web",
      retentionInDays: 30,
    });
  });

  it("is encrypted by the key that it is given, and says so", async () => {
    const key = references.key("logs");
    const group = new components.LogGroup("web", {
      logGroupName: "/test/web",
      retentionInDays: 365,
      key,
      protect: false,
    });
    const { inputs } = await only("aws:cloudwatch/logGroup:LogGroup");
    assert.equal(inputs.kmsKeyId, "arn:aws:kms:us-east-1:123456789012:key/logs");
    assert.equal(inputs.deletionProtectionEnabled, false);
    assert.equal(group.encrypted, true);
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () => new components.LogGroup("web", { logGroupName: "a b", retentionInDays: 0 }),
      [
        'LogGroup "web": logGroupName "a b" is not 1 to 512 of letters, digits, ., -, _, / and #.',
        'LogGroup "web": retentionInDays 0 is unknown; choose 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.',
      ],
    );
  });
});
