import assert from "node:assert/strict";
import { startAccount, type Bag, type EngineClient } from "./engine-client";

const PROFILE = "aws:signer/signingProfile:SigningProfile";

describe("simulated AWS Signer", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  beforeEach(async () => {
    started = await startAccount();
    ({ engine } = started);
  });
  afterEach(() => started.stop());

  const profile = (more: Bag = {}): Bag => ({
    namePrefix: "cruddur_dev_",
    platformId: "Notation-OCI-SHA384-ECDSA",
    ...more,
  });
  const faults = async (more: Bag) => (await engine.check(PROFILE, "x", profile(more))).failures;

  it("makes a name from the prefix, an ARN without a version and one with it", async () => {
    const { id, outputs } = await engine.create(PROFILE, "signing", profile());
    assert.match(id, /^cruddur_dev_\w{26}$/);
    const { arn, version } = outputs;
    assert.match(
      String(arn),
      new RegExp(`^arn:aws:signer:[\\w-]+:\\d{12}:/signing-profiles/${id}$`),
    );
    assert.match(String(version), /^[a-zA-Z0-9]{10}$/);
    assert.equal(outputs["versionArn"], `${String(arn)}/${String(version)}`);
    assert.equal(outputs["status"], "Active");
    assert.deepEqual(outputs["signatureValidityPeriod"], { type: "MONTHS", value: 135 });
  });

  it("changes tags in place, and everything else by another profile", async () => {
    const made = await engine.create(PROFILE, "signing", profile());
    const { replaces } = await engine.diff(made, profile({ tags: { Team: "one" } }));
    assert.deepEqual(replaces, []);
    for (const more of [
      { platformId: "AWSLambda-SHA384-ECDSA" },
      { signatureValidityPeriod: { type: "DAYS", value: 5 } },
    ])
      assert.deepEqual((await engine.diff(made, profile(more))).replaces, Object.keys(more));
  });

  it("refuses at preview what the provider refuses, its own generated name among it", async () => {
    assert.match((await faults({ platformId: "Cosign" })).join(), /platformId/);
    assert.match((await faults({ namePrefix: "a-b" })).join(), /namePrefix/);
    assert.match((await faults({ name: "one" })).join(), /conflicts/i);
    assert.match(
      (await faults({ signatureValidityPeriod: { type: "WEEKS", value: 1 } })).join(),
      /signatureValidityPeriod\.type/,
    );
    assert.match((await faults({ namePrefix: undefined })).join(), /letters, digits and _/);
  });

  it("refuses a validity that Signer does not have", async () => {
    for (const [type, value] of [
      ["MONTHS", 136],
      ["YEARS", 12],
      ["DAYS", 0],
    ])
      await assert.rejects(
        engine.create(PROFILE, "signing", profile({ signatureValidityPeriod: { type, value } })),
        /ValidationException.*135 months/,
      );
    await engine.create(
      PROFILE,
      "signing",
      profile({ signatureValidityPeriod: { type: "YEARS", value: 11 } }),
    );
  });
});
