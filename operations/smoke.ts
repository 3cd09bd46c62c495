import { type Check, fail, pass, resultOf, skip } from "./checks";
import { parseCommandLine } from "../sandbox/lib/command-line";
import type { Context } from "./context";
import { ecsChecks } from "./ecs-checks";
import type { Connect } from "./http";
import { readStack, type Stack, taskOf } from "./stack";
import { PACE, type Pace, runTask } from "./task-run";
import { webChecks } from "./web-checks";

/** What tests replace. */
export interface SmokeOptions {
  readonly connect?: Connect;
  readonly pace?: Pace;
}

const DB_TEST = "db-test";

/** `npm run smoke`: whether a deployed environment does what it is for. Answers 0 when nothing failed. */
export async function smokeCommand(
  args: readonly string[],
  context: Context,
  { connect = {}, pace = PACE }: SmokeOptions = {},
): Promise<number> {
  const { values } = parseCommandLine(args, {
    usage: "npm run smoke -- [--stack <stack>], for example --stack dev",
    words: [0, 0],
    options: { stack: { type: "string" } },
  });
  const stack = await readStack(values.stack, context);
  const checks = [
    ...webChecks(stack, connect),
    ...ecsChecks(stack, context),
    databaseCheck(stack, context, pace),
  ];
  const counts = { pass: 0, FAIL: 0, skip: 0 };
  for (const check of checks) {
    if (context.interrupted.aborted) break;
    const { verdict, detail } = await resultOf(check);
    counts[verdict]++;
    context.print(`  ${verdict}  ${check.name}: ${detail}`);
  }
  const unfinished = checks.length - counts.pass - counts.FAIL - counts.skip;
  context.print(
    `${counts.pass} passed, ${counts.FAIL} failed, ${counts.skip} skipped${unfinished > 0 ? `, ${unfinished} not run` : ""}`,
  );
  if (counts.pass === 0) context.say("Nothing of this stack could be seen to work.");
  return counts.FAIL === 0 && counts.pass > 0 && unfinished === 0 ? 0 : 1;
}

/** Runs the connection test as a task: from where the backend runs, with the backend's own URL. */
function databaseCheck(stack: Stack, context: Context, pace: Pace): Check {
  return {
    name: `task ${DB_TEST} exits with 0`,
    run: async () => {
      if (Object.keys(stack.outputs.oneOffTasks ?? {}).length === 0)
        return skip("it comes with an image of backend-flask");
      const lines: string[] = [];
      const quiet = { ...context, print: (line: string) => lines.push(line) };
      const ending = await runTask(DB_TEST, taskOf(stack, DB_TEST), quiet, pace);
      const said = lines.at(-1) ?? "it logged nothing";
      if (ending.kind !== "exited") return fail("it was not watched to its end");
      return ending.code === 0 ? pass(said) : fail(`exit code ${ending.code}: ${said}`);
    },
  };
}
