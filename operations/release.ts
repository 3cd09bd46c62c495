import * as path from "node:path";
import { UserError } from "../sandbox/lib/user-error";
import { type ServiceName, SERVICES } from "../services";
import { parseCommandLine } from "../sandbox/lib/command-line";
import type { Context } from "./context";
import { dockerFault } from "./docker";
import { type ArgumentSource, IMAGES } from "./images";
import { buildAndPush, publish, repositoryOf } from "./publish";
import { readSource } from "./source";
import { needed, pulumiCommand, readStack, setConfiguration, type Stack } from "./stack";
import { MIRRORS } from "./upstreams";

const NAMES = Object.keys(IMAGES).join(" or ");

/**
 * `npm run release`: builds a service's image and pushes it as a candidate, waits for its scan, and, where that finds
 * nothing HIGH or CRITICAL, signs it (`cruddur:imageSigning`), tags it as a release and sets its digest in the stack's
 * configuration. Run again it goes on where it stopped: a commit has one candidate for each processor. Answers 0, or 1 where the scan keeps
 * it from being released.
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
  const image = positionals[0] as ServiceName;
  const isKnown = Object.hasOwn(IMAGES, image);
  const [source, dockerProblem] = await Promise.all([
    readSource(values["allow-dirty"] ?? false, context),
    dockerFault(context),
  ]);
  const faults = [
    ...(isKnown ? [] : [unknownImage(image)]),
    ...source.faults,
    ...(dockerProblem === undefined ? [] : [dockerProblem]),
  ];
  if (faults.length > 0) throw new UserError(faults.join("\n"));

  const stack = await readStack(values.stack, context);
  const digest = await publish(
    {
      stack,
      repository: repositoryOf(stack, image, context),
      version: source.version,
      push: async (reference) => {
        const sources = Object.entries(IMAGES[image]);
        const build = await Promise.all(
          sources.map(async ([name, of]) => `${name}=${await valueOf(of, stack, context)}`),
        );
        const folder = path.join("images", image);
        await buildAndPush({ name: image, values: build, folder }, reference, stack, context);
      },
      allowed: values["allow-finding"] ?? [],
    },
    context,
  );
  if (digest === undefined) return 1;
  const key = `cruddur:${SERVICES[image].keyPrefix}ImageDigest`;
  await setConfiguration(stack, key, digest, context);
  context.say(`${key} is ${digest} now. Deploy it: ${pulumiCommand("up", stack.name)}`);
  return 0;
}

function unknownImage(image: string): string {
  if (Object.hasOwn(MIRRORS, image))
    return `${image} is no service's image; bases are mirrored: npm run mirror -- ${image}`;
  return `There is no image ${JSON.stringify(image)}; choose ${NAMES}.`;
}

async function valueOf(source: ArgumentSource, stack: Stack, context: Context): Promise<string> {
  if ("repositoryOf" in source) return repositoryOf(stack, source.repositoryOf, context).url;
  const base = repositoryOf(stack, source.releaseOf, context);
  const platform = needed(stack, "imagePlatform");
  const digest = await base.newestRelease(platform);
  if (digest !== undefined) return digest;
  const option = stack.name === undefined ? "" : ` --stack ${stack.name}`;
  throw new UserError(
    `${base.name} has no image to build on that was released for ${platform}; run \`npm run mirror -- ${source.releaseOf}${option}\` first.`,
  );
}
