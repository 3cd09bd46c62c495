import * as path from "node:path";
import { CANDIDATE_TAG_PREFIX, RELEASE_TAG_PREFIX } from "../components/lib/image-tags";
import { UserError } from "../sandbox/lib/user-error";
import { type RepositoryName, type ServiceDefinition, SERVICES } from "../services";
import { parseCommandLine } from "./command-line";
import { type Context, printable } from "./context";
import { digestOfPublic, docker, dockerFault, dockerLogin } from "./docker";
import { scanFindings } from "./findings";
import { type ArgumentSource, type ImagePlan, IMAGES } from "./images";
import { Repository } from "./registry";
import { readSource } from "./source";
import { needed, pulumiCommand, readStack, setConfiguration, type Stack } from "./stack";

const NAMES = Object.keys(IMAGES).join(" or ");
/** Most findings that are listed. */
const LISTED = 20;

/** What is being released, and where. */
interface Release {
  readonly image: RepositoryName;
  readonly plan: ImagePlan;
  readonly stack: Stack;
  readonly repository: Repository;
  readonly version: string;
  readonly context: Context;
}

/**
 * `npm run release`: builds an image and pushes it as a candidate, waits for its scan, and, where that finds nothing HIGH
 * or CRITICAL, tags it as a release and sets its digest in the stack's configuration. Run again it goes on where it
 * stopped: a commit has one candidate. Answers 0, or 1 where the scan keeps it from being released.
 */
export async function releaseCommand(args: readonly string[], context: Context): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    usage: `npm run release -- <image> [--stack <stack>] [--allow-dirty] [--allow-finding <CVE>]…
The image is ${NAMES}; for example backend-flask --stack dev`,
    words: [1, 1],
    options: {
      stack: { type: "string" },
      "allow-dirty": { type: "boolean" },
      "allow-finding": { type: "string", multiple: true },
    },
  });
  const image = positionals[0] as RepositoryName;
  const plan = Object.hasOwn(IMAGES, image) ? IMAGES[image] : undefined;
  const [source, dockerProblem] = await Promise.all([
    readSource(values["allow-dirty"] ?? false, context),
    dockerFault(context),
  ]);
  const faults = [
    ...(plan ? [] : [`There is no image ${JSON.stringify(image)}; choose ${NAMES}.`]),
    ...source.faults,
    ...(dockerProblem === undefined ? [] : [dockerProblem]),
  ];
  if (plan === undefined || faults.length > 0) throw new UserError(faults.join("\n"));

  const stack = await readStack(values.stack, context);
  const repository = repositoryOf(stack, image, context);
  const release = { image, plan, stack, repository, version: source.version, context };
  const digest = await candidate(release);

  const findings = await scanFindings(repository, digest, context);
  const allowed = new Set(values["allow-finding"]);
  const refused = findings.filter(({ name }) => !allowed.has(name));
  const accepted = findings.filter(({ name }) => allowed.has(name));
  if (refused.length > 0) {
    context.say(refusal(repository, digest, refused));
    return 1;
  }
  for (const { name, severity } of accepted)
    context.say(`Allowed by --allow-finding: ${name} (${severity})`);
  context.say("The scan found nothing else that is HIGH or CRITICAL.");
  await finish(release, digest);
  return 0;
}

/** Builds and pushes the candidate of this commit, unless it is there already; answers its digest. */
async function candidate(release: Release): Promise<string> {
  const { image, plan, repository, version, stack, context } = release;
  const tag = CANDIDATE_TAG_PREFIX + version;
  const present = await repository.digest(tag);
  if (present !== undefined) {
    context.say(`${tag} is in ${repository.name} already; it is not built again.`);
    return present;
  }
  const { user, password } = await repository.login();
  await dockerLogin(repository.host, user, password, context);
  const reference = `${repository.url}:${tag}`;
  // Attestations, and several platforms, would make an index of the image, which ECR does not scan.
  const plain = [
    "--provenance=false",
    "--sbom=false",
    "--platform",
    needed(stack, "imagePlatform"),
  ];
  const build = ["buildx", "build", "--load", ...plain, "--tag", reference];
  if ("copyOf" in plan) {
    const from = `FROM ${plan.copyOf}@${await digestOfPublic(plan.copyOf, context)}\n`;
    await docker(`Copying ${plan.copyOf}`, [...build, "-"], context, from);
  } else {
    const values = await Promise.all(
      Object.entries(plan.build).map(async ([name, source]) => [
        "--build-arg",
        `${name}=${await valueOf(source, stack, context)}`,
      ]),
    );
    const folder = path.join("images", image);
    await docker(`Building ${image}`, [...build, ...values.flat(), folder], context);
  }
  await docker(`Pushing ${image}`, ["push", reference], context);
  const digest = await repository.digest(tag);
  if (digest === undefined)
    throw new UserError(`${tag} was pushed, but ${repository.name} does not have it.`);
  context.say(`Pushed ${repository.name}:${tag}, ${digest}`);
  return digest;
}

/** Gives the image its release tag and, where a service runs it, its place in the stack's configuration. */
async function finish({ image, stack, repository, version, context }: Release, digest: string) {
  const tag = RELEASE_TAG_PREFIX + version;
  await repository.tag(digest, tag);
  context.print(`${repository.url}@${digest}`);
  context.say(`Released as ${repository.name}:${tag}`);
  const service = Object.entries<ServiceDefinition>(SERVICES).find(([name]) => name === image)?.[1];
  if (service === undefined) return;
  const key = `cruddur:${service.keyPrefix}ImageDigest`;
  await setConfiguration(stack, key, digest, context);
  context.say(`${key} is ${digest} now. Deploy it: ${pulumiCommand("up", stack.name)}`);
}

async function valueOf(source: ArgumentSource, stack: Stack, context: Context): Promise<string> {
  if ("digestOf" in source) return digestOfPublic(source.digestOf, context);
  if ("output" in source) {
    const value = stack.outputs[source.output];
    if (value !== undefined) return value;
    throw new UserError(
      `${stack.title} has no output ${source.output}: the address is frozen into this image, so set cruddur:domain and run \`${pulumiCommand("up", stack.name)}\` first.`,
    );
  }
  if ("repositoryOf" in source) return repositoryOf(stack, source.repositoryOf, context).url;
  const base = repositoryOf(stack, source.releaseOf, context);
  const digest = await base.newestRelease();
  if (digest !== undefined) return digest;
  const option = stack.name === undefined ? "" : ` --stack ${stack.name}`;
  throw new UserError(
    `${base.name} has no released image to build on; run \`npm run release -- ${source.releaseOf}${option}\` first.`,
  );
}

function repositoryOf(stack: Stack, name: RepositoryName, context: Context): Repository {
  const url = needed(stack, "repositoryUrls")[name];
  if (url !== undefined) return new Repository(url, context);
  throw new UserError(`${stack.title} has no repository ${name}.`);
}

function refusal(
  repository: Repository,
  digest: string,
  findings: readonly { readonly name: string; readonly severity: string }[],
): string {
  const sorted = [...findings].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const rest = sorted.length - LISTED;
  return [
    `${repository.name}@${digest} is not released: its scan found`,
    ...sorted
      .slice(0, LISTED)
      .map(({ name, severity }) => `  ${severity.padEnd(8)}  ${printable(name)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    "Build on a newer base or update the packages; what you accept for now you can name: --allow-finding <CVE>.",
  ].join("\n");
}

function key({ severity, name }: { readonly severity: string; readonly name: string }): string {
  return `${severity === "CRITICAL" ? 0 : 1} ${name}`;
}
