import { UserError } from "./lib/user-error";
import { DEFAULT_STACK, type Sandbox } from "./sandbox";
import { checkSources } from "./tools";

/** Commands of the engine that run the program; they are judged by the policy pack. */
const PROGRAM_COMMANDS: ReadonlySet<string> = new Set(["up", "update", "preview", "pre"]);

/** Commands that talk to providers without running the program. */
const PROVIDER_COMMANDS: ReadonlySet<string> = new Set([
  "refresh",
  "destroy",
  "import",
  "state",
  "watch",
]);

/** Flags that may stand before the command, with a value behind them. */
const FLAGS_WITH_VALUE: ReadonlySet<string> = new Set([
  "--stack",
  "-s",
  "--cwd",
  "-C",
  "--color",
  "--verbose",
  "-v",
]);

/** Runs one command of the engine and answers its exit code. */
export async function pulumi(sandbox: Sandbox, args: readonly string[]): Promise<number> {
  const command = commandOf(args);
  const effective = withPolicyPack(args);
  const stack = stackOf(args) ?? DEFAULT_STACK;
  const runsProgram = PROGRAM_COMMANDS.has(command ?? "") || args.includes("--run-program");
  if (runsProgram || command === "policy") await checkSources();
  if (sandbox.project.committedStacks().includes(stack)) await sandbox.prepareStack(stack);
  if (destroysUnseen(args)) await refuseIfProtected(sandbox, stack);
  if (runsProgram || PROVIDER_COMMANDS.has(command ?? "")) await sandbox.startProviders();
  console.error(`$ pulumi ${effective.join(" ")}`);
  const { code } = await sandbox.run(effective, { output: "inherit" });
  return code;
}

/** The pack judges every `up` and `preview`, unless the caller names one or says `--no-policy-pack`. */
export function withPolicyPack(args: readonly string[]): readonly string[] {
  const given = args.filter((argument) => argument !== "--no-policy-pack");
  const isJudged = PROGRAM_COMMANDS.has(commandOf(given) ?? "");
  const isChosen =
    given.length < args.length || given.some((argument) => argument.startsWith("--policy-pack"));
  return isJudged && !isChosen ? [...given, "--policy-pack", "policy-pack"] : given;
}

/** Whether the arguments destroy everything without a preview, which is what would stop at protected resources. */
export function destroysUnseen(args: readonly string[]): boolean {
  const skips = ["--skip-preview", "--skip-preview=true", "-f"];
  return (
    commandOf(args) === "destroy" &&
    args.some((argument) => skips.includes(argument)) &&
    !args.includes("--exclude-protected")
  );
}

/** The engine would delete what is not protected first, and only then find what is: half a stack would be gone. */
async function refuseIfProtected(sandbox: Sandbox, stack: string): Promise<void> {
  const exported = JSON.parse(await sandbox.must(["stack", "export", "--stack", stack])) as {
    deployment: { resources?: readonly { protect?: boolean }[] };
  };
  const count = exported.deployment.resources?.filter(({ protect }) => protect === true).length;
  if (count)
    throw new UserError(
      [
        `Stack ${stack} has ${count} protected resources: without a preview, everything else would be deleted before Pulumi`,
        "finds them. To take it down:",
        `  npm run sandbox -- config set --stack ${stack} cruddur:protected false`,
        `  npm run sandbox -- up --stack ${stack} --policy-pack policy-pack --policy-pack-config policy-pack/config/teardown.json`,
        `  npm run sandbox -- destroy --stack ${stack}`,
      ].join("\n"),
    );
}

/** The engine's command: the first argument that is neither a flag nor a flag's value. */
function commandOf(args: readonly string[]): string | undefined {
  return args.find(
    (argument, index) => !argument.startsWith("-") && !FLAGS_WITH_VALUE.has(args[index - 1] ?? ""),
  );
}

/** The stack that the arguments name: `--stack dev`, `--stack=dev`, `-s dev`. */
export function stackOf(args: readonly string[]): string | undefined {
  const position = args.findIndex((argument) => argument === "--stack" || argument === "-s");
  if (position >= 0) return args[position + 1];
  return args.find((argument) => argument.startsWith("--stack="))?.slice("--stack=".length);
}
