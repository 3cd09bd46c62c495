import { RELEASE_TAG_PREFIX, shortDigest } from "../../components/lib/image-tags";
import { copyImage } from "../../operations/copy-image";
import { type Context, terminalContext } from "../../operations/context";
import { dockerFault, dockerLogin } from "../../operations/docker";
import { repositoryOf } from "../../operations/publish";
import type { Repository } from "../../operations/registry";
import { requireNotation, sign, signerOf } from "../../operations/signature";
import { readStack } from "../../operations/stack";
import { UserError } from "../../sandbox/lib/user-error";
import type { ServiceName } from "../../services";
import { DIGESTS_VARIABLE, givenDigests } from "./stack-configuration";

/** Names of environments, as configuration has them. */
const ENVIRONMENT = /^[a-z][a-z0-9]{1,11}$/;

/**
 * Copies the images of IMAGE_DIGESTS, byte for byte, from the repositories of one environment to those of another in the
 * same account and region: what was tried there is what runs here. Where the stack that gets them signs its images
 * (`cruddur:imageSigning`), they are signed with its own profile and checked; the signatures of the other environment
 * stay where they are. Run again it goes on where it stopped.
 *
 * @param to the environment, and the name of its stack.
 */
export async function promote(
  from: string,
  to: string,
  context = terminalContext(),
): Promise<number> {
  const digests = Object.entries(givenDigests());
  const faults = [
    ...[from, to]
      .filter((name) => !ENVIRONMENT.test(name))
      .map((name) => `"${name}" is not an environment's name`),
    ...(from === to ? [`both environments are "${from}"`] : []),
    ...(digests.length > 0 ? [] : [`${DIGESTS_VARIABLE} names no image`]),
  ];
  const dockerProblem = faults.length > 0 ? undefined : await dockerFault(context);
  if (dockerProblem !== undefined) faults.push(dockerProblem);
  if (faults.length > 0) throw new UserError(`promote: ${faults.join("; ")}.`);

  const stack = await readStack(to, context);
  const signer = await signerOf(stack, context);
  if (signer !== undefined) await requireNotation(signer, context);
  for (const [service, digest] of digests) {
    const repository = repositoryOf(stack, service as ServiceName, context);
    const source = `${repository.host}/cruddur-${from}-${service}@${digest}`;
    const tag = RELEASE_TAG_PREFIX + shortDigest(digest);
    await bring(repository, { source, tag, digest }, context);
    if (signer !== undefined) await sign(repository, digest, signer, context);
    context.print(`${service}: ${repository.url}:${tag} is ${digest}`);
  }
  return 0;
}

/** Copies an image, unless its tag, which is immutable, is there already; and looks whether it arrived. */
async function bring(
  repository: Repository,
  {
    source,
    tag,
    digest,
  }: { readonly source: string; readonly tag: string; readonly digest: string },
  context: Context,
): Promise<void> {
  if ((await repository.digest(tag)) === digest) {
    context.say(`${tag} is in ${repository.name} already; it is not copied again.`);
    return;
  }
  await dockerLogin(repository, context);
  const target = `${repository.url}:${tag}`;
  await copyImage(source, target, context);
  const arrived = await repository.digest(tag);
  if (arrived !== digest)
    throw new UserError(`promote: ${target} is ${arrived ?? "nothing"}, not ${digest}.`);
}
