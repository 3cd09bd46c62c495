import { parseCommandLine } from "../sandbox/lib/command-line";
import type { Context } from "./context";
import { readStack, taskOf } from "./stack";
import { type Ending, PACE, type Pace, runTask } from "./task-run";

/** Exit codes for ends that are not the task's own, as `docker run` and shells have them. */
export const EXIT_CODES = {
  /** The task could not be run or watched. */
  failed: 125,
  /** It took longer than anybody waits. */
  late: 124,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** `npm run task`: runs a one-off task of a stack and answers the task's exit code. */
export async function taskCommand(
  args: readonly string[],
  context: Context,
  pace: Pace = PACE,
): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    usage: "npm run task -- <task> [--stack <stack>], for example db-test --stack dev",
    words: [1, 1],
    options: { stack: { type: "string" } },
  });
  const [name = ""] = positionals;
  const stack = await readStack(values.stack, context);
  const ending = await runTask(name, taskOf(stack, name), context, pace);
  if (ending.kind === "exited") context.say(`${name}: exit code ${ending.code}`);
  return codeOf(ending);
}

/** The exit code of an ending. */
function codeOf(ending: Ending): number {
  return ending.kind === "exited" ? ending.code : EXIT_CODES[ending.kind];
}
