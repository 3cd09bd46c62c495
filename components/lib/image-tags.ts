/** What a `release-` tag begins with: images that were or are deployed. */
export const RELEASE_TAG_PREFIX = "release-";

/** What a `candidate-` tag begins with: images that were only built. */
export const CANDIDATE_TAG_PREFIX = "candidate-";

/**
 * What a tag ends with: the processor that the image was built for. The same sources make another image for another one.
 *
 * @param platform Such as `linux/arm64`.
 */
export function platformSuffix(platform: string): string {
  return `-${platform.split("/").slice(1).join("-")}`;
}

/** So much of a digest as tells versions apart; as much as the tags of git's trees have. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, "").slice(0, 12);
}

/** How many candidates may stay. ECR API reference, PutLifecyclePolicy: countNumber is positive; the most is ours. */
export const KEPT_CANDIDATES = { least: 1, most: 1000 } as const;
