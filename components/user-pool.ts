import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Checks, faultsOf, flag, oneOf, optional, whole } from "./lib/checks";
import { quote, refuse } from "./lib/faults";

/** Whether users give a second factor, an authenticator app's code. */
export type MultiFactor = "OFF" | "OPTIONAL" | "ON";

/** What Cognito does about compromised passwords and suspicious sign-ins. */
export type ThreatProtection = "OFF" | "AUDIT" | "ENFORCED";

/** Arguments of {@link UserPool}. */
export interface UserPoolArgs {
  /** Default `OPTIONAL`. */
  readonly multiFactor?: MultiFactor;
  /** `AUDIT` records, `ENFORCED` blocks; both need Cognito's Plus plan, about 0.02 USD a user and month. Default `OFF`. */
  readonly threatProtection?: ThreatProtection;
  /** Shortest password, 12 to 99. Default 12. */
  readonly minimumPasswordLength?: number;
  /** Minutes that access and ID tokens are valid, 5 to 1440. Default 60. */
  readonly tokenMinutes?: number;
  /** Days until a user signs in again, 1 to 3650. Default 30. */
  readonly refreshTokenDays?: number;
  /** Refuses deletion, by Pulumi and by Cognito. Default true. */
  readonly protect?: boolean;
}

const CHECKS: Checks<UserPoolArgs> = {
  multiFactor: optional(oneOf(["OFF", "OPTIONAL", "ON"])),
  threatProtection: optional(oneOf(["OFF", "AUDIT", "ENFORCED"])),
  minimumPasswordLength: optional(whole(12, 99)),
  tokenMinutes: optional(whole(5, 1440)),
  refreshTokenDays: optional(whole(1, 3650)),
  protect: optional(flag),
};

/**
 * Cruddur's users in Cognito and the client with which the page signs them in. Always: e-mail address as user name, name and
 * preferred user name required, recovery by verified e-mail only; a public client without a secret, passwords never sent
 * (SRP), tokens revocable, and no telling whether an account exists.
 */
export class UserPool extends pulumi.ComponentResource {
  /** For `AWS_COGNITO_USER_POOL_ID`; known only after the first update: give it to containers as a parameter. */
  readonly userPoolId: pulumi.Output<string>;
  /** For `AWS_COGNITO_USER_POOL_CLIENT_ID`; known only after the first update. */
  readonly userPoolClientId: pulumi.Output<string>;
  /** Whose tokens a service accepts: `https://cognito-idp.<region>.amazonaws.com/<pool>`. */
  readonly issuer: pulumi.Output<string>;
  /** The pool's ARN. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: UserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`UserPool ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:cognito:UserPool", name, {}, opts);
    const protect = args.protect ?? true;
    const multiFactor = args.multiFactor ?? "OPTIONAL";
    const threatProtection = args.threatProtection ?? "OFF";
    const pool = new aws.cognito.UserPool(
      name,
      {
        userPoolTier: threatProtection === "OFF" ? "ESSENTIALS" : "PLUS",
        userPoolAddOns: { advancedSecurityMode: threatProtection },
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        autoVerifiedAttributes: ["email"],
        userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
        schemas: ["name", "preferred_username"].map(requiredText),
        passwordPolicy: {
          minimumLength: args.minimumPasswordLength ?? 12,
          requireLowercase: true,
          requireNumbers: true,
          requireSymbols: true,
          requireUppercase: true,
          temporaryPasswordValidityDays: 7,
        },
        mfaConfiguration: multiFactor,
        ...(multiFactor !== "OFF" && { softwareTokenMfaConfiguration: { enabled: true } }),
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
        deletionProtection: protect ? "ACTIVE" : "INACTIVE",
      },
      { parent: this, protect },
    );
    const client = new aws.cognito.UserPoolClient(
      name,
      {
        userPoolId: pool.id,
        generateSecret: false,
        explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
        preventUserExistenceErrors: "ENABLED",
        enableTokenRevocation: true,
        accessTokenValidity: args.tokenMinutes ?? 60,
        idTokenValidity: args.tokenMinutes ?? 60,
        refreshTokenValidity: args.refreshTokenDays ?? 30,
        tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "days" },
      },
      { parent: this },
    );
    this.userPoolId = pool.id;
    this.userPoolClientId = client.id;
    this.issuer = pulumi.interpolate`https://${pool.endpoint}`;
    this.arn = pool.arn;
    this.registerOutputs({ userPoolId: this.userPoolId, userPoolClientId: this.userPoolClientId });
  }
}

/** A text that users must give. The limits are Cognito's own: without them every update would show a difference. */
function requiredText(name: string): aws.types.input.cognito.UserPoolSchema {
  return {
    name,
    attributeDataType: "String",
    developerOnlyAttribute: false,
    mutable: true,
    required: true,
    stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
  };
}
