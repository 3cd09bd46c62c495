import { exitCodeOf } from "../sandbox/lib/command-line";
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
  const context = terminalContext();
  process.exitCode = await exitCodeOf(() => command.run(args, context), command.failed, context);
}
