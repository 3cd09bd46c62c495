import { UserError } from "../sandbox/lib/user-error";

/** How a check ended, and what it saw. */
export interface Result {
  readonly verdict: "pass" | "FAIL" | "skip";
  readonly detail: string;
}

/** One thing that must hold. */
export interface Check {
  readonly name: string;
  /** What AWS refuses to tell, thrown as a UserError, is a failure of the check. */
  readonly run: () => Result | Promise<Result>;
}

export const pass = (detail: string): Result => ({ verdict: "pass", detail });
export const fail = (detail: string): Result => ({ verdict: "FAIL", detail });
/** @param detail Why it cannot be checked here. */
export const skip = (detail: string): Result => ({ verdict: "skip", detail });

/** Runs one check. */
export async function resultOf({ run }: Check): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UserError) return fail(error.message.split("\n").join(" "));
    throw error;
  }
}
