import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const trail = (props: object = {}): VectorResource =>
  resource("aws:cloudtrail/trail:Trail", { s3BucketName: "audit", ...props });

export default {
  pass: {
    "all regions": trail({ isMultiRegionTrail: true }),
    "an aws-native trail of all regions": resource("aws-native:cloudtrail:Trail", {
      s3BucketName: "audit",
      isLogging: true,
      isMultiRegionTrail: true,
    }),
  },
  fail: {
    "nothing is said": [trail(), ["isMultiRegionTrail is not set; expected true."]],
    "one region": [
      trail({ isMultiRegionTrail: false }),
      ["isMultiRegionTrail is false; expected true."],
    ],
    "one region, without the global services": [
      trail({ isMultiRegionTrail: false, includeGlobalServiceEvents: false }),
      ["isMultiRegionTrail is false; expected true."],
    ],
    "a trail of the organization, in one region": [
      trail({ isOrganizationTrail: true }),
      ["isMultiRegionTrail is not set; expected true."],
    ],
    "an aws-native trail of one region": [
      resource("aws-native:cloudtrail:Trail", { s3BucketName: "audit", isLogging: true }),
      ["isMultiRegionTrail is not set; expected true."],
    ],
  },
  unknown: { "it waits": [trail({ isMultiRegionTrail: UNKNOWN }), ["isMultiRegionTrail"]] },
  malformed: {
    "a word": [
      trail({ isMultiRegionTrail: "always" }),
      ['isMultiRegionTrail is "always"; expected true or false.'],
    ],
  },
} satisfies Vectors;
