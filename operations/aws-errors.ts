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

/** Names and codes of connections that failed. */
const UNREACHED =
  /^(TimeoutError|NetworkingError|ECONN\w+|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH)$/;

/** Names of AWS's errors that may pass by themselves. */
const PASSING =
  /^(ThrottlingException|Throttling|TooManyRequestsException|RequestLimitExceeded|ServerException|InternalFailure|ServiceUnavailable\w*)$/;

/** The name of an AWS error, or of a failed connection. */
export function nameOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  if (typeof code === "string" && /^E[A-Z]+/.test(code)) return code;
  return typeof name === "string" ? name : "Error";
}

/** Whether asking again may help: no connection, too many requests, a fault of AWS's. */
export function isPassing(error: unknown): boolean {
  const { $metadata } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } };
  const name = nameOf(error);
  return UNREACHED.test(name) || PASSING.test(name) || ($metadata?.httpStatusCode ?? 0) >= 500;
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
  if (UNREACHED.test(name))
    return new UserError(`${what}: AWS could not be reached: ${messageOf(error)}`);
  const advice = ADVICE[name];
  const isAws = typeof error === "object" && error !== null && "$metadata" in error;
  if (!isAws && advice === undefined) return error;
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
