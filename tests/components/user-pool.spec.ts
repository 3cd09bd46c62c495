import * as assert from "node:assert/strict";
import { assertRefused } from "../support/errors";
import { inventory, only, startMocks, valueOf } from "../support/mocks";

const POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";

describe("UserPool", () => {
  let components: typeof import("../../components");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
  });

  it("is a pool and a public client", async () => {
    const users = new components.UserPool("users", {});
    assert.deepEqual(await inventory(), [
      "aws:cognito/userPool:UserPool users",
      "aws:cognito/userPoolClient:UserPoolClient users",
      "cruddur:cognito:UserPool users",
    ]);
    assert.equal(await valueOf(users.userPoolId), "users-1a2b3c4");
    assert.equal(await valueOf(users.userPoolClientId), "users-1a2b3c4");
    assert.equal(await valueOf(users.issuer), "https://cognito-idp.test/users-1a2b3c4");
  });

  it("signs in by e-mail, with long passwords, a second factor and recovery by e-mail only", async () => {
    new components.UserPool("users", {});
    const text = (name: string) => ({
      attributeDataType: "String",
      developerOnlyAttribute: false,
      mutable: true,
      name,
      required: true,
      stringAttributeConstraints: { maxLength: "2048", minLength: "0" },
    });
    assert.deepEqual((await only(POOL)).inputs, {
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      autoVerifiedAttributes: ["email"],
      deletionProtection: "ACTIVE",
      mfaConfiguration: "OPTIONAL",
      passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        requireUppercase: true,
        temporaryPasswordValidityDays: 7,
      },
      schemas: [text("name"), text("preferred_username")],
      softwareTokenMfaConfiguration: { enabled: true },
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
      userPoolAddOns: { advancedSecurityMode: "OFF" },
      userPoolTier: "ESSENTIALS",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
    });
  });

  it("has a client without a secret, that never sends a password or tells who exists", async () => {
    new components.UserPool("users", { tokenMinutes: 15, refreshTokenDays: 7 });
    assert.deepEqual((await only(CLIENT)).inputs, {
      accessTokenValidity: 15,
      enableTokenRevocation: true,
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
      generateSecret: false,
      idTokenValidity: 15,
      preventUserExistenceErrors: "ENABLED",
      refreshTokenValidity: 7,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
      userPoolId: "users-1a2b3c4",
    });
  });

  it("takes the plan that threat protection needs, and no second factor if that is asked for", async () => {
    new components.UserPool("users", {
      threatProtection: "ENFORCED",
      multiFactor: "OFF",
      minimumPasswordLength: 16,
      protect: false,
    });
    const { inputs } = await only(POOL);
    assert.equal(inputs.userPoolTier, "PLUS");
    assert.deepEqual(inputs.userPoolAddOns, { advancedSecurityMode: "ENFORCED" });
    assert.equal(inputs.mfaConfiguration, "OFF");
    assert.equal(inputs.softwareTokenMfaConfiguration, undefined);
    assert.equal(inputs.passwordPolicy?.minimumLength, 16);
    assert.equal(inputs.deletionProtection, "INACTIVE");
  });

  it("refuses all faults at once", () => {
    const args = { multiFactor: "SMS", threatProtection: "ON" } as never;
    const numbers = { minimumPasswordLength: 8, tokenMinutes: 4, refreshTokenDays: 0.5 };
    assertRefused(
      () => new components.UserPool("users", { ...(args as object), ...numbers }),
      [
        'UserPool "users": multiFactor "SMS" is unknown; choose OFF, OPTIONAL or ON.',
        'UserPool "users": threatProtection "ON" is unknown; choose OFF, AUDIT or ENFORCED.',
        'UserPool "users": minimumPasswordLength 8 is out of range; choose 12 to 99.',
        'UserPool "users": tokenMinutes 4 is out of range; choose 5 to 1440.',
        'UserPool "users": refreshTokenDays 0.5 is not a whole number; choose 1 to 3650.',
      ],
    );
  });
});
