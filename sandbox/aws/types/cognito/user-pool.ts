import { arn } from "../../lib/arns";
import { sameValue } from "../../../lib/diff";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { items, letters, MIXED, poolOf, refuse, USER_POOL, USER_POOL_CLIENT, USER_POOL_DOMAIN } from "./common"; // prettier-ignore
import { checkUserPool, requireMfa, requirePlan, requireRecovery } from "./user-pool-rules";

/** What Cognito fills in: the defaults of CreateUserPool, as the provider reads them back. */
const DEFAULTS: Properties = {
  adminCreateUserConfig: { allowAdminCreateUserOnly: false },
  emailVerificationMessage: "",
  emailVerificationSubject: "",
  passwordPolicy: {
    ...{ minimumLength: 8, passwordHistorySize: 0, requireLowercase: true, requireNumbers: true },
    ...{ requireSymbols: true, requireUppercase: true, temporaryPasswordValidityDays: 7 },
  },
  signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
  smsConfiguration: { externalId: "", snsCallerArn: "", snsRegion: "" },
  smsVerificationMessage: "",
  usernameConfiguration: { caseSensitive: false },
  userPoolTier: "ESSENTIALS",
  verificationMessageTemplate: { defaultEmailOption: "CONFIRM_WITH_CODE" },
};

export const userPool: ResourceType = {
  token: USER_POOL,
  source: [
    "API model cognito-idp 2016-04-18: CreateUserPool, UpdateUserPool, DeleteUserPool",
    "terraform-provider-aws internal/service/cognitoidp/user_pool.go",
  ],
  autoName: { property: "name", maxLength: 128 },
  defaults: { deletionProtection: "INACTIVE", mfaConfiguration: "OFF" },
  forceNew: ["aliasAttributes", "name", "usernameAttributes", "usernameConfiguration"],
  taggable: true,
  sets: ["aliasAttributes", "autoVerifiedAttributes", "schemas", "usernameAttributes"],
  unknownOnUpdate: ["lastModifiedDate"],
  check: checkUserPool,
  create: (inputs, call) => {
    requireAll(inputs, "CreateUserPool");
    const id = `${call.region}_${letters(call, 9, MIXED)}`;
    const now = call.now.toISOString();
    return {
      id,
      outputs: {
        ...DEFAULTS,
        ...given(inputs),
        arn: arn(call, "cognito-idp", `userpool/${id}`),
        creationDate: now,
        customDomain: "",
        domain: "",
        endpoint: `cognito-idp.${call.region}.amazonaws.com/${id}`,
        estimatedNumberOfUsers: 0,
        lastModifiedDate: now,
      },
    };
  },
  update: (_id, inputs, old, call) => {
    requireAll(inputs, "UpdateUserPool");
    requireSchema(inputs, old);
    return { lastModifiedDate: call.now.toISOString() };
  },
  read: (id, _stored, call) => domainsOf(id, call),
  delete: (id, stored, { account }) => {
    if (stored["deletionProtection"] === "ACTIVE") {
      throw refuse(
        "DeleteUserPool",
        "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
      );
    }
    if (account.find(USER_POOL_DOMAIN, ({ userPoolId }) => userPoolId === id) !== undefined) {
      throw refuse(
        "DeleteUserPool",
        "User pool cannot be deleted. It has a domain configured that should be deleted first.",
      );
    }
    for (const client of account.list(USER_POOL_CLIENT)) {
      if (client.properties["userPoolId"] === id) account.remove(USER_POOL_CLIENT, client.id);
    }
  },
};

function requireAll(inputs: Properties, operation: string): void {
  requireMfa(inputs, operation);
  requirePlan(inputs, operation);
  requireRecovery(inputs, operation);
}

/** The inputs that have a value, over the defaults. */
function given(inputs: Properties): Properties {
  const names = Object.keys(DEFAULTS).filter((name) => inputs[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, inputs[name]]));
}

/** Attributes can be added; the provider refuses to change or remove one. */
function requireSchema(inputs: Properties, old: Properties): void {
  const now = items(inputs["schemas"]);
  const lost = items(old["schemas"]).find(
    (before) => !now.some((after) => sameValue(after, before)),
  );
  if (lost === undefined) return;
  throw refuse(
    "UpdateUserPool",
    `cannot modify or remove schema items (${JSON.stringify(lost["name"])})`,
  );
}

function domainsOf(id: string, call: Call): Properties {
  poolOf(id, call, "DescribeUserPool");
  const found = call.account.find(USER_POOL_DOMAIN, ({ userPoolId }) => userPoolId === id);
  const { domain, certificateArn } = found?.properties ?? {};
  const isCustom = certificateArn !== undefined;
  return { customDomain: isCustom ? domain : "", domain: isCustom ? "" : (domain ?? "") };
}
