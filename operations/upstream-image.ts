/** Images in other people's registries, through buildx. */
import { capture, lastLines } from "../sandbox/lib/process";
import { UserError } from "../sandbox/lib/user-error";
import type { Context } from "./context";
import { imageFor, imagesOf, platformsOf, type PlatformImage } from "./manifest";
import { DIGEST, type Upstream } from "./upstreams";

/** What registries, their proxies and docker say → what it means. Docker Hub's words first; the first that fits holds. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /toomanyrequests|too many requests|rate limit|\b429\b/i,
    "its registry allows no more pulls for now. Log in to it (docker login), or try again later",
  ],
  [
    /no such host|i\/o timeout|connection refused|connection reset|network is unreachable|dial tcp|tls handshake|deadline exceeded|gave no answer|proxyconnect/i,
    "its registry cannot be reached from here",
  ],
  [
    /not found|manifest unknown|name unknown/i,
    "its registry does not have it, or not any more. Look for another: --tag <tag>",
  ],
  [
    /denied|unauthorized|forbidden|\b40[13]\b/i,
    "its registry refuses it. Is the name right, and is a login needed (docker login)?",
  ],
];

/** The digest that a tag has at the moment. */
export async function digestOfTag(
  { image, tag }: Pick<Upstream, "image" | "tag">,
  context: Context,
): Promise<string> {
  const reference = `${image}:${tag}`;
  const digest = (await inspect(reference, ["--format", "{{.Manifest.Digest}}"], context)).trim();
  if (DIGEST.test(digest)) return digest;
  throw new UserError(`${reference}: docker did not answer with a digest: ${digest}`);
}

/** The images that a pinned digest lists. A digest of one image is a UserError: it does not say which platform it is for. */
export async function platformImages(
  { image, digest }: Pick<Upstream, "image" | "digest">,
  context: Context,
): Promise<PlatformImage[]> {
  const reference = `${image}@${digest}`;
  const images = imagesOf(await inspect(reference, ["--raw"], context));
  if (images !== undefined && images.length > 0) return images;
  throw new UserError(
    `${reference} is no index of images for platforms; pin the digest of one, so that every stack finds its own.`,
  );
}

/** The image for the stack's platform. */
export async function platformImage(
  upstream: Upstream,
  platform: string,
  context: Context,
): Promise<string> {
  const images = await platformImages(upstream, context);
  const found = imageFor(images, platform);
  if (found !== undefined) return found.digest;
  throw new UserError(
    `${upstream.image}@${upstream.digest} has no image for ${platform}; it has ${platformsOf(images)}.`,
  );
}

async function inspect(
  reference: string,
  options: readonly string[],
  { env }: Context,
): Promise<string> {
  const args = ["buildx", "imagetools", "inspect", ...options, reference];
  const { code, stdout, stderr } = await capture("docker", args, { env, timeoutSeconds: 120 });
  if (code === 0) return stdout;
  throw new UserError(upstreamFault(`${reference} cannot be looked up`, stderr));
}

/** What went wrong with an upstream image, and docker's own words. */
export function upstreamFault(what: string, output: string): string {
  const said = lastLines(output, 3) || "docker says nothing";
  const reason = REASONS.find(([pattern]) => pattern.test(output))?.[1];
  return reason === undefined ? `${what}: ${said}` : `${what}: ${reason}.\n  docker: ${said}`;
}
