/** The stack that a command works on, through the Pulumi command-line tool of the user. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { OneOffTaskRun } from "../components/one-off-task";
import { capture, type Finished, lastLines } from "../sandbox/lib/process";
import { UserError } from "../sandbox/lib/user-error";
import { isObject } from "../sandbox/lib/values";
import { ROOT, SANDBOX_FOLDER } from "../sandbox/tools";
import type { EnvironmentOutputs } from "../stacks/outputs";
import type { Context } from "./context";

/** A stack and what its last update answered. */
export interface Stack {
  /** As the user named it; the selected one without a name. */
  readonly name: string | undefined;
  /** For messages: `Stack dev`. */
  readonly title: string;
  readonly outputs: Partial<EnvironmentOutputs>;
}

/** Reads a stack's outputs. Secrets are not asked for. Throws a UserError where there is no stack, or nothing in it. */
export async function readStack(name: string | undefined, context: Context): Promise<Stack> {
  const title = name === undefined ? "The selected stack" : `Stack ${name}`;
  const answer = await runPulumi(["stack", "output", "--json"], name, context);
  if (answer.code !== 0)
    throw new UserError(
      `${title}: its outputs cannot be read: ${reason(answer)}${sandboxHint(name)}`,
    );
  const outputs = asOutputs(answer.stdout);
  if (outputs === undefined)
    throw new UserError(`${title}: \`pulumi stack output\` did not answer a JSON object.`);
  if (Object.keys(outputs).length === 0)
    throw new UserError(
      `${title} has no outputs: nothing is deployed. Run \`${pulumiCommand("up", name)}\` first.${sandboxHint(name)}`,
    );
  return { name, title, outputs };
}

/** An output that a command cannot do without. */
export function needed<K extends keyof EnvironmentOutputs>(
  { outputs, title, name }: Stack,
  key: K,
): NonNullable<EnvironmentOutputs[K]> {
  const value = outputs[key];
  if (value !== undefined) return value;
  throw new UserError(
    `${title} has no output ${key}: it is no environment of this program, or was deployed by an older one. Run \`${pulumiCommand("up", name)}\`.`,
  );
}

/** The one-off task of that name. Throws a UserError that says which there are. */
export function taskOf(stack: Stack, task: string): OneOffTaskRun {
  const tasks = needed(stack, "oneOffTasks");
  const names = Object.keys(tasks).sort();
  if (names.length === 0)
    throw new UserError(
      `${stack.title} has no one-off tasks: they come with a service's image. Run \`npm run release -- backend-flask\` and \`${pulumiCommand("up", stack.name)}\` first.`,
    );
  const run = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
  if (run === undefined)
    throw new UserError(
      `${stack.title} has no task ${JSON.stringify(task)}; choose ${names.join(" or ")}.`,
    );
  if (!isRun(run))
    throw new UserError(
      `${stack.title}: its output oneOffTasks was written by another version of this program. Run \`${pulumiCommand("up", stack.name)}\`.`,
    );
  return run;
}

/** A plain value of the stack's configuration, its default included; undefined where it has none. */
export async function readConfiguration(
  { name }: Stack,
  key: string,
  context: Context,
): Promise<string | undefined> {
  const { code, stdout } = await runPulumi(["config", "get", key], name, context);
  return code === 0 ? stdout.trim() : undefined;
}

/** Sets a plain value in the stack's configuration. */
export async function setConfiguration(
  { name, title }: Stack,
  key: string,
  value: string,
  context: Context,
): Promise<void> {
  const answer = await runPulumi(["config", "set", key, value], name, context);
  if (answer.code !== 0)
    throw new UserError(
      `${title}: ${key} could not be set to ${value}: ${reason(answer)}\nSet it yourself: ${pulumiCommand(`config set ${key} ${value}`, name)}`,
    );
}

/** A Pulumi command as the user would type it. */
export function pulumiCommand(command: string, stack: string | undefined): string {
  return `pulumi ${command}${stack === undefined ? "" : ` --stack ${stack}`}`;
}

async function runPulumi(
  args: readonly string[],
  stack: string | undefined,
  { env }: Context,
): Promise<Finished> {
  const named = stack === undefined ? [] : ["--stack", stack];
  const answer = await capture("pulumi", [...args, ...named, "--non-interactive"], {
    cwd: ROOT,
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutSeconds: 120,
  });
  if (answer.code === 127)
    throw new UserError(
      `The Pulumi CLI was not found in PATH: install it (https://www.pulumi.com/docs/install/).${sandboxHint(stack)}`,
    );
  return answer;
}

function reason({ stdout, stderr }: Finished): string {
  const text = (stderr.trim() === "" ? stdout : stderr).replace(/^error: /gm, "");
  return text.trim() === "" ? "pulumi says nothing" : lastLines(text, 3);
}

function asOutputs(text: string): Partial<EnvironmentOutputs> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRun(given: OneOffTaskRun | null): boolean {
  if (typeof given !== "object" || given === null) return false;
  const value: Partial<OneOffTaskRun> = given;
  const texts = [
    ...[value.region, value.cluster, value.taskDefinition, value.container],
    ...[value.logGroup, value.logStreamPrefix],
  ];
  const lists = [value.subnets, value.securityGroups];
  const isText = (text: unknown) => typeof text === "string" && text !== "";
  const { capacityProvider } = value;
  if (capacityProvider !== undefined && !isText(capacityProvider)) return false;
  return texts.every(isText) && lists.every((list) => Array.isArray(list) && list.every(isText));
}

/** Whoever only tried the sandbox has its stacks, but no account behind them. */
function sandboxHint(stack = "dev"): string {
  const file = path.join(
    SANDBOX_FOLDER,
    "backend",
    ".pulumi",
    "stacks",
    "cruddur",
    `${stack}.json`,
  );
  if (!fs.existsSync(file)) return "";
  return `\nThe sandbox has a stack ${stack}, but its account is simulated: it holds no containers to run, no registry to push to and no addresses to ask. This command needs a stack in an AWS account.`;
}
