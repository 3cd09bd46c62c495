import { UserError } from "../sandbox/lib/user-error";
import { type Context, terminalContext } from "./context";
import { mirrorCommand } from "./mirror";
import { releaseCommand } from "./release";
import { smokeCommand } from "./smoke";
import { EXIT_CODES, taskCommand } from "./task";

/** A command: its arguments → its exit code. */
type Command = (args: readonly string[], context: Context) => Promise<number>;

/** The commands, and the exit code of a fault of their own. */
const COMMANDS: Readonly<Record<string, { readonly run: Command; readonly failed: number }>> = {
  mirror: { run: (args, context) => mirrorCommand(args, context), failed: 1 },
  release: { run: releaseCommand, failed: 1 },
  smoke: { run: (args, context) => smokeCommand(args, context), failed: 1 },
  task: { run: taskCommand, failed: EXIT_CODES.failed },
};

/** Entry of `npm run task`, `npm run release`, `npm run mirror` and `npm run smoke`. */
export async function main(name: string, args: readonly string[]): Promise<void> {
  // The versions in the lock file do support this repository's oldest Node.js.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const command = COMMANDS[name];
  if (command === undefined) throw new Error(`No command ${name}`);
  process.exitCode = await run(command, args, terminalContext());
}

async function run(
  { run: execute, failed }: { readonly run: Command; readonly failed: number },
  args: readonly string[],
  context: Context,
): Promise<number> {
  try {
    return await execute(args, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.say(error.message);
    return failed;
  }
}
