import type { AwsError } from "./resource-type";

const EXISTS = /already ?exists|AlreadyOwned|ResourceInUse|Duplicate|not idempotent/i;

/** An AWS error as the provider shows it. */
export function messageOf(error: AwsError, doing: string, token: string, name: string): string {
  const message = `${doing} ${token} (${name}): operation error ${error.operation}, ${error.code}: ${error.message}`;
  return doing === "creating" && EXISTS.test(`${error.code} ${error.message}`)
    ? `${message}\n${EXISTS_HINT}`
    : message;
}

const EXISTS_HINT =
  "Sandbox: the object exists in the account, but not in this stack. After a run that was killed before it could " +
  "record it, `npm run sandbox:recover` takes it in.";
