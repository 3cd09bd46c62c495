import * as pulumi from "@pulumi/pulumi";

/**
 * Stops the program when there are faults: one line for each, `who: fault.`, without a stack trace.
 *
 * @param who The component that refuses its arguments, such as `FargateService "backend-flask"`.
 * @param faults What was given and what is allowed, without a full stop. None: nothing happens.
 * @throws pulumi.RunError with all faults at once.
 */
export function refuse(who: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw userError(faults.map((fault) => `${who}: ${fault}.`).join("\n"));
}

/**
 * An error of the user's, shown as its message alone. The SDK hides the stack trace of a RunError while the program runs,
 * but shows it for what an `apply` throws after the program's last line, and renders it in colours first: with the frames
 * of the SDK's own source maps (`node_modules/@pulumi/resource.ts`) that keeps Node.js busy for half a minute.
 */
export function userError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = "";
  return error;
}

/** A value as an error quotes it: one line, at most 80 characters. */
export function quote(value: string): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 76)}…"` : text;
}

/** `a`, `a or b`, `a, b or c`. */
export function anyOf(values: readonly (string | number)[]): string {
  const texts = values.map(String);
  const last = texts.pop() ?? "";
  return texts.length === 0 ? last : `${texts.join(", ")} or ${last}`;
}
