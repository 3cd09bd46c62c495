import { checks, matches, oneOf, wholeNumberBetween } from "../../lib/check";
import type { CheckFailure, Properties, ResourceType } from "../../resource-type";
import { items, letters, LOWER, poolOf, refuse, STANDARD_ATTRIBUTES, text, texts, USER_POOL_CLIENT } from "./common"; // prettier-ignore

/** API model cognito-idp 2016-04-18: ClientNameType, ExplicitAuthFlowsType, OAuthFlowType. */
const NAME = /^[\w\s+=,.@-]{1,128}$/;
const NEW_FLOWS = [
  ...["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
  ...["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"],
];
const OLD_FLOWS = ["ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH"];
const OAUTH_FLOWS = ["code", "implicit", "client_credentials"];
const SECONDS: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86400,
};
/** Seconds that tokens may be valid, and the units when none are given ("CreateUserPoolClient"). */
const TOKENS = {
  accessToken: { least: 300, most: 86400, unit: "hours" },
  idToken: { least: 300, most: 86400, unit: "hours" },
  refreshToken: { least: 3600, most: 315360000, unit: "days" },
};

export const userPoolClient: ResourceType = {
  token: USER_POOL_CLIENT,
  source: [
    "API model cognito-idp 2016-04-18: CreateUserPoolClient, UpdateUserPoolClient",
    "terraform-provider-aws internal/service/cognitoidp/user_pool_client.go",
  ],
  autoName: { property: "name", maxLength: 128 },
  required: ["userPoolId"],
  forceNew: ["generateSecret", "userPoolId"],
  sets: [
    ...["allowedOauthFlows", "allowedOauthScopes", "callbackUrls", "explicitAuthFlows"],
    ...["logoutUrls", "readAttributes", "supportedIdentityProviders", "writeAttributes"],
  ],
  check: (inputs) => [
    ...checks(
      matches("name", NAME, "1 to 128 letters, digits, blanks and + = , . @ - _"),
      oneOf("preventUserExistenceErrors", ["ENABLED", "LEGACY"]),
      wholeNumberBetween("authSessionValidity", 3, 15),
      wholeNumberBetween("accessTokenValidity", 0, 86400),
      wholeNumberBetween("idTokenValidity", 0, 86400),
      wholeNumberBetween("refreshTokenValidity", 0, 315360000),
    )(inputs),
    ...named(inputs, "explicitAuthFlows", [...NEW_FLOWS, ...OLD_FLOWS]),
    ...named(inputs, "allowedOauthFlows", OAUTH_FLOWS),
  ],
  create: (inputs, call) => {
    const pool = poolOf(inputs["userPoolId"], call, "CreateUserPoolClient");
    requireClient(inputs, pool, "CreateUserPoolClient");
    const id = letters(call, 26, LOWER);
    const secret = inputs["generateSecret"] === true ? letters(call, 51, LOWER) : "";
    return { id, outputs: { ...defaults(inputs), clientSecret: secret, name: inputs["name"] } };
  },
  update: (_id, inputs, old, call) => {
    const pool = poolOf(inputs["userPoolId"], call, "UpdateUserPoolClient");
    requireClient({ ...old, ...inputs }, pool, "UpdateUserPoolClient");
    return {};
  },
  importId: (given) => /^[\w-]+_[0-9A-Za-z]+\/(\w+)$/.exec(given)?.[1],
};

/** What Cognito fills in. */
function defaults(inputs: Properties): Properties {
  const filled: Properties = {
    ...{ accessTokenValidity: 0, idTokenValidity: 0, refreshTokenValidity: 30 },
    ...{ allowedOauthFlows: [], allowedOauthFlowsUserPoolClient: false, allowedOauthScopes: [] },
    ...{ authSessionValidity: 3, callbackUrls: [], defaultRedirectUri: "", logoutUrls: [] },
    ...{ enablePropagateAdditionalUserContextData: false, enableTokenRevocation: true },
    ...{ explicitAuthFlows: [], preventUserExistenceErrors: "LEGACY", readAttributes: [] },
    ...{ supportedIdentityProviders: [], writeAttributes: [] },
  };
  const open = Object.entries(filled).filter(([name]) => inputs[name] === undefined);
  return Object.fromEntries(open);
}

function requireClient(inputs: Properties, pool: Properties, operation: string): void {
  requireFlows(inputs, operation);
  requireValidity(inputs, operation);
  const own = items(pool["schemas"]).map(({ name }) => `custom:${String(name)}`);
  const known = [...STANDARD_ATTRIBUTES, "email_verified", "phone_number_verified", ...own];
  for (const property of ["readAttributes", "writeAttributes"]) {
    if (texts(inputs[property]).some((name) => !known.includes(name))) {
      throw refuse(
        operation,
        `Invalid ${property === "readAttributes" ? "read" : "write"} attributes specified while ${operation === "CreateUserPoolClient" ? "creating" : "updating"} a client`,
      );
    }
  }
}

function requireFlows(inputs: Properties, operation: string): void {
  const flows = texts(inputs["explicitAuthFlows"]);
  if (
    flows.some((flow) => OLD_FLOWS.includes(flow)) &&
    flows.some((flow) => NEW_FLOWS.includes(flow))
  ) {
    throw refuse(
      operation,
      "Invalid authentication flow: names with the prefix ALLOW_ and older names cannot be mixed.", // own wording
    );
  }
  const oauth = texts(inputs["allowedOauthFlows"]);
  if (inputs["allowedOauthFlowsUserPoolClient"] === true && oauth.length === 0) {
    throw refuse(operation, "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."); // prettier-ignore
  }
  if (oauth.includes("client_credentials") && inputs["generateSecret"] !== true) {
    throw refuse(operation, "client_credentials flow can not be selected if client does not have a client secret.", "InvalidOAuthFlowException"); // prettier-ignore
  }
  if (
    oauth.some((flow) => flow !== "client_credentials") &&
    texts(inputs["callbackUrls"]).length === 0
  ) {
    throw refuse(operation, "CallbackURLs are required for the OAuth flows code and implicit."); // own wording
  }
}

function requireValidity(inputs: Properties, operation: string): void {
  const units = (inputs["tokenValidityUnits"] ?? {}) as Properties;
  for (const [token, { least, most, unit }] of Object.entries(TOKENS)) {
    const value = Number(inputs[`${token}Validity`] ?? 0);
    const factor = SECONDS[text(units[token]) ?? unit];
    if (factor === undefined) {
      throw refuse(
        operation,
        `Invalid unit ${String(units[token])} of ${token}: ${Object.keys(SECONDS).join(", ")} are known.`,
      ); // own wording; prettier-ignore
    }
    const seconds = value * factor;
    if (value !== 0 && (seconds < least || seconds > most)) {
      throw refuse(operation, `Invalid range for token validity: ${token} of ${seconds} s is not between ${least} s and ${most} s.`); // prettier-ignore
    }
  }
}

function named(inputs: Properties, property: string, allowed: readonly string[]): CheckFailure[] {
  return texts(inputs[property]).flatMap((value, index) =>
    allowed.includes(value)
      ? []
      : [
          {
            property: `${property}[${index}]`,
            reason: `expected one of ${allowed.join(", ")}, got ${value}`,
          },
        ],
  );
}
