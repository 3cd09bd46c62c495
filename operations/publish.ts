/** How an image that was pushed becomes one that may run: scanned, signed, tagged as a release. */
import {
  CANDIDATE_TAG_PREFIX,
  platformSuffix,
  RELEASE_TAG_PREFIX,
} from "../components/lib/image-tags";
import { UserError } from "../sandbox/lib/user-error";
import type { RepositoryName } from "../services";
import { type Context, printable } from "./context";
import { docker, dockerLogin } from "./docker";
import { type Finding, scanFindings } from "./findings";
import { Repository } from "./registry";
import { requireNotation, sign, type Signer, signerOf } from "./signature";
import { needed, type Stack } from "./stack";

/** Most findings that are listed. */
const LISTED = 20;

/** An image on its way, and where to. */
export interface Candidate {
  readonly stack: Stack;
  readonly repository: Repository;
  /** What its tags have, before the processor. Where the candidate is there already, nothing is pushed. */
  readonly version: string;
  /** Puts the image under this reference; docker is logged in to the registry. */
  readonly push: (reference: string) => Promise<void>;
  /** The digest that it must have there. Default: any. */
  readonly digest?: string;
  /** Findings that are accepted, by their names. */
  readonly allowed: readonly string[];
}

/**
 * Pushes a candidate, waits for its scan, and, where that finds nothing HIGH or CRITICAL, signs it and tags it as a
 * release. Answers its digest; undefined where the scan keeps it from being released.
 */
export async function publish(
  { stack, repository, version: sources, push, digest: expected, allowed }: Candidate,
  context: Context,
): Promise<string | undefined> {
  const signer = await signerOf(stack, context);
  if (signer !== undefined) await requireNotation(signer, context);
  const platform = needed(stack, "imagePlatform");
  const version = sources + platformSuffix(platform);
  const tag = CANDIDATE_TAG_PREFIX + version;
  const pushed = await candidate(repository, tag, push, context);
  if (expected !== undefined && pushed !== expected)
    throw new UserError(
      `${repository.name}:${tag} is ${pushed}, not ${expected}. Nothing was released.`,
    );
  // ECR scans images, not the index that a push with attestations makes of one; what runs is what was scanned.
  const digest = await repository.imageOf(pushed, platform);
  if (digest !== pushed) context.say(`${tag} is an index; its image for this stack is ${digest}`);
  if (!(await passes(repository, digest, allowed, context))) return undefined;
  await finish(repository, digest, version, signer, context);
  return digest;
}

/** One of the stack's repositories. */
export function repositoryOf(stack: Stack, name: RepositoryName, context: Context): Repository {
  const url = needed(stack, "repositoryUrls")[name];
  if (url !== undefined) return new Repository(url, context);
  throw new UserError(`${stack.title} has no repository ${name}.`);
}

/** Builds an image for the stack's platform, alone, and pushes it. `from`: its folder, or `-` for the input. */
export async function buildAndPush(
  { name, values, folder }: { name: string; values: readonly string[]; folder: string },
  reference: string,
  stack: Stack,
  context: Context,
): Promise<void> {
  // Attestations, and several platforms, would make an index of the image.
  const plain = [
    "--provenance=false",
    "--sbom=false",
    "--platform",
    needed(stack, "imagePlatform"),
  ];
  const build = ["buildx", "build", "--load", ...plain, "--tag", reference];
  const options = values.flatMap((value) => ["--build-arg", value]);
  await docker(`Building ${name}`, [...build, ...options, folder], context);
  await docker(`Pushing ${name}`, ["push", reference], context);
}

async function candidate(
  repository: Repository,
  tag: string,
  push: Candidate["push"],
  context: Context,
): Promise<string> {
  const present = await repository.digest(tag);
  if (present !== undefined) {
    context.say(`${tag} is in ${repository.name} already; it is not pushed again.`);
    return present;
  }
  await dockerLogin(repository, context);
  await push(`${repository.url}:${tag}`);
  const digest = await repository.digest(tag);
  if (digest === undefined)
    throw new UserError(`${tag} was pushed, but ${repository.name} does not have it.`);
  context.say(`Pushed ${repository.name}:${tag}, ${digest}`);
  return digest;
}

async function passes(
  repository: Repository,
  digest: string,
  names: readonly string[],
  context: Context,
): Promise<boolean> {
  const findings = await scanFindings(repository, digest, context);
  const allowed = new Set(names);
  const refused = findings.filter(({ name }) => !allowed.has(name));
  if (refused.length > 0) {
    context.say(refusal(repository, digest, refused));
    return false;
  }
  for (const { name, severity } of findings)
    context.say(`Allowed by --allow-finding: ${name} (${severity})`);
  context.say("The scan found nothing else that is HIGH or CRITICAL.");
  return true;
}

async function finish(
  repository: Repository,
  digest: string,
  version: string,
  signer: Signer | undefined,
  context: Context,
): Promise<void> {
  if (signer !== undefined) await sign(repository, digest, signer, context);
  const tag = RELEASE_TAG_PREFIX + version;
  await repository.tag(digest, tag);
  context.print(`${repository.url}@${digest}`);
  context.say(`Released as ${repository.name}:${tag}`);
}

function refusal(repository: Repository, digest: string, findings: readonly Finding[]): string {
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

function key({ severity, name }: Finding): string {
  return `${severity === "CRITICAL" ? 0 : 1} ${name}`;
}
