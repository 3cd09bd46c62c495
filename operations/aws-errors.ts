import { UserError } from "../sandbox/lib/user-error";

/** How AWS and its SDK name what the user can mend → what to do. */
const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    "No AWS credentials were found: sign in (`aws sso login`) and set AWS_PROFILE, or give the credentials by the environment.",
  ExpiredToken: "The AWS credentials have expired: sign in again.",
  ExpiredTokenException: "The AWS credentials have expired: sign in again.",
  TokenProviderError: "The AWS session has expired: sign in again (`aws sso login`).",
  UnrecognizedClientException: "AWS does not know these credentials: sign in again.",
  InvalidClientTokenId: "AWS does not know these credentials: sign in again.",
  AuthFailure: "AWS does not know these credentials: sign in again.",
  InvalidSignatureException:
    "AWS refuses the signature of the request: is the secret key right, and this machine's clock?",
  AccessDeniedException: "These credentials may not do that.",
  UnauthorizedOperation: "These credentials may not do that.",
};

/** Names and codes of what may go by itself. */
const PASSING =
  /^(TimeoutError|NetworkingError|ThrottlingException|TooManyRequestsException|RequestLimitExceeded|ServerException|InternalFailure|ServiceUnavailable\w*|ECONN\w+|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH)$/;

/** The name of an AWS error, or of a failed connection. */
export function nameOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  if (typeof code === "string" && /^E[A-Z]+/.test(code)) return code;
  return typeof name === "string" ? name : "Error";
}

/** Whether asking again may help: no connection, too many requests, a fault of AWS's. */
export function isPassing(error: unknown): boolean {
  const { $metadata } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return PASSING.test(nameOf(error)) || ($metadata?.httpStatusCode ?? 0) >= 500;
}

/** What AWS said, on one line. */
export function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  const text = typeof message === "string" ? message.trim() : "";
  return text.replace(/\s+/g, " ") || nameOf(error);
}

/** An AWS error as the user gets it: what was tried, what AWS said, what to do. Errors that are ours stay as they are. */
export function awsFault(what: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const name = nameOf(error);
  const isAws = typeof error === "object" && error !== null && "$metadata" in error;
  if (!isAws && !PASSING.test(name) && !(name in ADVICE)) return error;
  if (!isAws && name !== "CredentialsProviderError" && name !== "TokenProviderError")
    return new UserError(`${what}: AWS could not be reached: ${messageOf(error)}.`);
  const advice = ADVICE[name];
  return new UserError(
    `${what}: ${name}: ${messageOf(error)}${advice === undefined ? "" : `\n${advice}`}`,
  );
}

/** Runs a call of AWS's; its errors become the user's. */
export async function asking<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw awsFault(what, error);
  }
}
