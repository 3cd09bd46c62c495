/** What a `release-` tag begins with: images that were or are deployed. */
export const RELEASE_TAG_PREFIX = "release-";

/** What a `candidate-` tag begins with: images that were only built. */
export const CANDIDATE_TAG_PREFIX = "candidate-";
