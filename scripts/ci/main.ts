import { parseArgs } from "node:util";
import { UserError } from "../../sandbox/lib/user-error";

/** A step of a workflow. */
interface Step {
  /** Options, all with a value, and what each means; `!` marks one that is required. */
  readonly options: Readonly<Record<string, string>>;
  readonly does: string;
  /** Loads what only this step needs. */
  readonly run: (options: Options) => Promise<number>;
}

type Options = Readonly<Record<string, string>>;

const STACK = { stack: "! the stack, such as dev" };
const OUTPUT = { output: "! folder for the reports; is created" };

const STEPS: Readonly<Record<string, Step>> = {
  preview: {
    does: "previews a stack with the policy pack and writes the report and SARIF",
    options: { ...STACK, ...OUTPUT },
    run: async ({ stack = "", output = "" }) => (await import("./preview")).preview(stack, output),
  },
  deploy: {
    does: "updates a stack with the policy pack; IMAGE_DIGESTS holds <service>=sha256:… per image",
    options: { ...STACK, ...OUTPUT },
    run: async ({ stack = "", output = "" }) => (await import("./deploy")).deploy(stack, output),
  },
  promote: {
    does: "copies the images of IMAGE_DIGESTS from one environment's repositories to another's, and signs them where that does",
    options: { from: "! the environment that has them", to: "! the environment that gets them" },
    run: async ({ from = "", to = "" }) => (await import("./promote")).promote(from, to),
  },
  mirror: {
    does: "brings the bases pinned in images/upstream.json into a stack's repositories, and says which pins are old",
    options: STACK,
    run: async ({ stack = "" }) => {
      const { terminalContext } = await import("../../operations/context");
      return (await import("./mirror")).mirrorAll(stack, terminalContext());
    },
  },
  drift: {
    does: "compares a stack with its account, changes nothing, and fails when they differ",
    options: { ...STACK, ...OUTPUT },
    run: async ({ stack = "", output = "" }) => (await import("./drift")).drift(stack, output),
  },
  seed: {
    does: "brings a stack of the simulated account to what this program deploys; needs CRUDDUR_SANDBOX",
    options: STACK,
    run: async ({ stack = "" }) => (await import("./seed")).seed(stack),
  },
  "pack-policies": {
    does: "builds the policy pack anew, checks its version against the published ones, and packs it",
    options: { ...OUTPUT, tag: "  the git tag that is released, policy-pack-v<version>" },
    run: async ({ output = "", tag }) => (await import("./policies")).packPolicies(output, tag),
  },
  "publish-pulumi": {
    does: "publishes a packed policy pack to an organisation in Pulumi Cloud",
    options: {
      packed: "! the folder with the package",
      organization: "! the organisation",
    },
    run: async ({ packed = "", organization = "" }) =>
      (await import("./policies")).publishToPulumiCloud(packed, organization),
  },
  "record-levels": {
    does: "records the levels of this version's rules in policy-pack/releases.json, for its release",
    options: {},
    run: async () => (await import("./record-levels")).recordLevels(),
  },
};

/** Entry of `npm run ci -- <step> …`: one step of a workflow. Exit code 1: it failed; 2: it was called wrongly. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    if (args.includes("--help")) {
      console.log(usage());
      return;
    }
    const [name = "", ...rest] = args;
    const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined;
    const options = step && readOptions(name, step, rest);
    if (step === undefined || options === undefined) {
      console.error(name === "" ? usage() : `There is no step "${name}".\n${usage()}`);
      process.exitCode = 2;
    } else process.exitCode = await step.run(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** The step was called wrongly. */
class UsageError extends UserError {}

function readOptions(name: string, step: Step, args: readonly string[]): Options {
  const known = Object.keys(step.options);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(known.map((option) => [option, { type: "string" as const }])),
    strict: false,
    tokens: true,
  });
  const faults: string[] = [];
  const given: Record<string, string> = {};
  for (const token of tokens) {
    if (token.kind === "positional") faults.push(`"${token.value}" is not an option`);
    if (token.kind !== "option") continue;
    if (!known.includes(token.name)) faults.push(`there is no option --${token.name}`);
    else if (token.value === undefined || token.value === "")
      faults.push(`--${token.name} has no value`);
    else given[token.name] = token.value;
  }
  for (const option of known)
    if (step.options[option]?.startsWith("!") === true && given[option] === undefined)
      faults.push(`--${option} is not given: ${step.options[option].slice(2)}`);
  if (given["stack"] !== undefined && !/^[A-Za-z0-9_.-]{1,100}$/.test(given["stack"]))
    faults.push(`--stack "${given["stack"]}" is not a stack's name (letters, digits, _ . -)`);
  const unique = [...new Set(faults)];
  if (unique.length > 0)
    throw new UsageError(`npm run ci -- ${name}: ${unique.join("; ")}.\n${usage()}`);
  return given;
}

function usage(): string {
  const lines = Object.entries(STEPS).map(([name, { does, options }]) => {
    const flags = Object.entries(options).map(([option, meaning]) =>
      meaning.startsWith("!") ? ` --${option} <…>` : ` [--${option} <…>]`,
    );
    return `  ${name}${flags.join("")}\n      ${does}`;
  });
  return [
    "Usage: npm run ci -- <step> …; the steps of the workflows:",
    ...lines,
    "With CRUDDUR_SANDBOX set to a folder, the same steps run against a simulated AWS account in it.",
  ].join("\n");
}
