import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

/** Asserts that something is refused with exactly these lines, as an error without a stack trace. */
export function assertRefused(run: () => unknown, lines: readonly string[]): void {
  try {
    run();
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), String(error));
    assert.deepEqual(error.message.split("\n"), lines);
    return;
  }
  assert.fail("nothing was refused");
}

/** Asserts the same of something that takes its time. */
export async function assertRejected(running: Promise<unknown>, lines: readonly string[]) {
  const error = await running.then(
    () => assert.fail("nothing was refused"),
    (reason: unknown) => reason,
  );
  assertRefused(() => {
    throw error;
  }, lines);
}

/** What fails outside of any call: an error in an `apply` that nobody waits for, which ends a program. */
export async function uncaughtBy(run: () => unknown): Promise<Error> {
  const kinds = ["uncaughtException", "unhandledRejection"] as const;
  const others = kinds.map((kind) => process.listeners(kind as "uncaughtException"));
  for (const kind of kinds) process.removeAllListeners(kind);
  try {
    const failure = new Promise<Error>((resolve) => {
      for (const kind of kinds) process.on(kind, resolve as (reason: unknown) => void);
    });
    run();
    const error = await failure;
    // One failure rejects several promises of an output.
    await new Promise((resolve) => setImmediate(resolve));
    return error;
  } finally {
    for (const [index, kind] of kinds.entries()) {
      process.removeAllListeners(kind);
      for (const listener of others[index] ?? []) process.on(kind, listener);
    }
  }
}
