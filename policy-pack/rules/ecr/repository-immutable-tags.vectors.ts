import {
  configured,
  resource,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const repository = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ecr/repository:Repository", props);
const excluding = (...filters: unknown[]): VectorResource =>
  repository({
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: filters.map((filter) => ({
      filter,
      filterType: "WILDCARD",
    })),
  });
const movable = 'expected one of ["latest", "*cache*", "dev-*", "branch-*", "pr-*"].';

export default {
  pass: {
    "tags are immutable": repository({ imageTagMutability: "IMMUTABLE" }),
    "all but latest and the cache, where checkov raises a false alarm": excluding(
      "latest",
      "buildcache*",
    ),
    "a filter that the configuration allows": configured(excluding("nightly-*"), {
      config: { movable: ["nightly-*"] },
    }),
  },
  fail: {
    "nothing is said, which means mutable": [
      repository({}),
      ['imageTagMutability is not set; expected "IMMUTABLE".'],
    ],
    "the seed's mutable repository": [
      repository({ imageTagMutability: "MUTABLE" }),
      ['imageTagMutability is "MUTABLE"; expected "IMMUTABLE".'],
    ],
    "mutable but for some": [
      resource("aws-native:ecr:Repository", { imageTagMutability: "MUTABLE_WITH_EXCLUSION" }),
      ['imageTagMutability is "MUTABLE_WITH_EXCLUSION"; expected "IMMUTABLE".'],
    ],
    "every tag is excluded": [
      excluding("*"),
      [`imageTagMutabilityExclusionFilters[0].filter is "*"; ${movable}`],
    ],
    "releases are excluded": [
      excluding("latest", "v*"),
      [`imageTagMutabilityExclusionFilters[1].filter is "v*"; ${movable}`],
    ],
  },
  unknown: {
    "the mutability waits": [repository({ imageTagMutability: UNKNOWN }), ["imageTagMutability"]],
    "one filter waits": [excluding(UNKNOWN), ["imageTagMutabilityExclusionFilters[0].filter"]],
  },
  malformed: {
    "the mutability is an object": [
      repository({ imageTagMutability: { value: "IMMUTABLE" } }),
      ["imageTagMutability is an object; expected a string."],
    ],
  },
} satisfies Vectors;
