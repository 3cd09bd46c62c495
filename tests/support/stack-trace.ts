import assert from "node:assert/strict";

/** A frame of Node.js on a line of its own, or one of ours anywhere. */
const FRAME = /^\s+at |at .*\.ts:\d+/m;

/** Asserts that a user's mistake is answered without a stack trace. */
export function assertNoStackTrace(shown: string): void {
  assert.doesNotMatch(shown, FRAME, "a stack trace");
}
