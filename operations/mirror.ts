import * as path from "node:path";
import { shortDigest } from "../components/lib/image-tags";
import { UserError } from "../sandbox/lib/user-error";
import { parseCommandLine } from "../sandbox/lib/command-line";
import type { Context } from "./context";
import { dockerFault } from "./docker";
import { copyImage } from "./copy-image";
import { buildAndPush, publish, repositoryOf } from "./publish";
import { readSource } from "./source";
import { needed, pulumiCommand, readConfiguration, readStack, setConfiguration } from "./stack";
import { digestOfTag, platformImage, platformImages } from "./upstream-image";
import {
  type Mirror,
  MIRRORS,
  readUpstreams,
  TAG,
  UPSTREAM_FILE,
  writeUpstream,
} from "./upstreams";

const NAMES = Object.keys(MIRRORS).join(" or ");
const TRACING_KEY = "cruddur:tracing";
const DIGEST_KEY = "cruddur:tracingImageDigest";

/**
 * `npm run mirror`: brings an image of somebody else's, by the digest that `images/upstream.json` pins, into the stack's
 * repository: as it is, or as the base that `images/` builds on it. Then as with a release: scan, signature, tag. With
 * `--tag` it only says which digest a tag has today; with `--update` it pins that one. Answers 0, or 1 where the scan
 * keeps the image from being released.
 *
 * @param file where the digests are pinned.
 */
export async function mirrorCommand(
  args: readonly string[],
  context: Context,
  file = UPSTREAM_FILE,
): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    usage: `npm run mirror -- <image> [--stack <stack>] [--allow-dirty] [--allow-finding <CVE>]…
       npm run mirror -- <image> [--tag <tag>] [--update]
The image is ${NAMES}; for example nginx-unprivileged --stack dev`,
    words: [1, 1],
    options: {
      stack: { type: "string" },
      "allow-dirty": { type: "boolean" },
      "allow-finding": { type: "string", multiple: true },
      tag: { type: "string" },
      update: { type: "boolean" },
    },
  });
  const [name = ""] = positionals;
  const { tag, update = false } = values;
  const mirror = Object.hasOwn(MIRRORS, name) ? MIRRORS[name] : undefined;
  const isLookUp = tag !== undefined || update;
  const faults: string[] = [];
  if (mirror === undefined)
    faults.push(`There is no image ${JSON.stringify(name)}; choose ${NAMES}.`);
  if (tag !== undefined && !TAG.test(tag))
    faults.push(`--tag ${JSON.stringify(tag)} is no tag of an image.`);
  for (const option of ["stack", "allow-dirty", "allow-finding"] as const)
    if (isLookUp && values[option] !== undefined)
      faults.push(`--${option} does not go with --tag and --update, which mirror nothing.`);
  const dockerProblem = await dockerFault(context);
  if (dockerProblem !== undefined) faults.push(dockerProblem);
  const folder = path.join("images", mirror?.repository ?? "");
  const isBuilt = mirror?.argument !== undefined && !isLookUp;
  const source = isBuilt
    ? await readSource(values["allow-dirty"] ?? false, context, { folder })
    : undefined;
  faults.push(...(source?.faults ?? []));
  if (mirror === undefined || faults.length > 0) throw new UserError(faults.join("\n"));

  if (isLookUp) return lookUp(name, { tag, update, file }, context);
  return bring(name, mirror, { ...values, version: source?.version, folder, file }, context);
}

/** Says which digest the tag has today, and pins it where that is asked for. */
async function lookUp(
  name: string,
  { tag, update, file }: { tag: string | undefined; update: boolean; file: string },
  context: Context,
): Promise<number> {
  const pinned = readUpstreams(file)[name];
  if (pinned === undefined) throw new Error(`${name} is not pinned`);
  const found = { ...pinned, tag: tag ?? pinned.tag };
  const current = { ...found, digest: await digestOfTag(found, context) };
  context.print(`pinned   ${pinned.image}:${pinned.tag}@${pinned.digest}`);
  context.print(`current  ${current.image}:${current.tag}@${current.digest}`);
  if (current.digest === pinned.digest && current.tag === pinned.tag) {
    context.say("Nothing has changed.");
    return 0;
  }
  // What could not be mirrored is not pinned.
  await platformImages(current, context);
  if (update) {
    writeUpstream(name, current, file);
    context.say(
      `images/upstream.json pins it now. Review and commit that, then: npm run mirror -- ${name}`,
    );
  } else context.say(`Pin it: npm run mirror -- ${name} --tag ${current.tag} --update`);
  return 0;
}

/** Brings the pinned image into the stack's repository. */
async function bring(
  name: string,
  mirror: Mirror,
  given: {
    readonly stack?: string | undefined;
    readonly "allow-finding"?: readonly string[] | undefined;
    readonly version: string | undefined;
    readonly folder: string;
    readonly file: string;
  },
  context: Context,
): Promise<number> {
  const upstream = readUpstreams(given.file)[name];
  if (upstream === undefined) throw new Error(`${name} is not pinned`);
  const stack = await readStack(given.stack, context);
  const repository = repositoryOf(stack, mirror.repository, context);
  const digest = await platformImage(upstream, needed(stack, "imagePlatform"), context);
  const short = shortDigest(digest);
  const released = await publish(
    {
      stack,
      repository,
      version: given.version === undefined ? short : `${given.version}-${short}`,
      push: async (reference) => {
        if (mirror.argument === undefined)
          return copyImage(`${upstream.image}@${digest}`, reference, context);
        const values = [`${mirror.argument}=${digest}`];
        return buildAndPush({ name, values, folder: given.folder }, reference, stack, context);
      },
      ...(mirror.argument === undefined && { digest }),
      allowed: given["allow-finding"] ?? [],
    },
    context,
  );
  if (released === undefined) return 1;
  if (mirror.tracer === undefined) return 0;
  const tracer = (await readConfiguration(stack, TRACING_KEY, context)) ?? "none";
  if (tracer !== mirror.tracer && tracer !== "none") {
    context.say(`${TRACING_KEY} is ${tracer}, so ${DIGEST_KEY} stays as it is.`);
    return 0;
  }
  await setConfiguration(stack, DIGEST_KEY, released, context);
  const turnOn = pulumiCommand(`config set ${TRACING_KEY} ${mirror.tracer}`, stack.name);
  const next = tracer === "none" ? turnOn : pulumiCommand("up", stack.name);
  context.say(`${DIGEST_KEY} is ${released} now. Next: ${next}`);
  return 0;
}
