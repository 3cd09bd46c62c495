/** What a manifest says. Pure. Shapes: OCI Image Specification, Docker's image manifest version 2. */
import { isObject } from "../sandbox/lib/values";

/** An image for one platform, of an index. */
export interface PlatformImage {
  readonly digest: string;
  /** Such as `linux/amd64`. */
  readonly platform: string;
}

/** The types of manifests that a registry may answer with. */
export const MEDIA_TYPES = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

/**
 * The images that an index lists, without the attestations that buildx adds to it (their platform is unknown); undefined
 * for the manifest of a single image, and for what is no manifest.
 */
export function imagesOf(text: string): PlatformImage[] | undefined {
  const document = asObject(parse(text));
  const { manifests } = document;
  if (!Array.isArray(manifests)) return undefined;
  return manifests.flatMap((entry) => {
    const { digest, platform } = asObject(entry);
    const { os, architecture } = asObject(platform);
    if (typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest)) return [];
    if (typeof os !== "string" || typeof architecture !== "string" || os === "unknown") return [];
    return [{ digest, platform: `${os}/${architecture}` }];
  });
}

/** The image for a platform; undefined where there is none. */
export function imageFor(
  images: readonly PlatformImage[],
  platform: string,
): PlatformImage | undefined {
  return images.find((image) => image.platform === platform);
}

/** The platforms, each once, for a message. */
export function platformsOf(images: readonly PlatformImage[]): string {
  return [...new Set(images.map(({ platform }) => platform))].join(", ") || "no platform";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
