import type { Invokes } from "../../resource-type";
import { bucketPolicy } from "./access";
import { bucketOf } from "./buckets";
import { CANONICAL_USER } from "./bucket";

export const invokes: Invokes = {
  "aws:s3/getBucket:getBucket": (args, call) => {
    const { id, properties } = bucketOf(call, "HeadBucket", String(args["bucket"]));
    const names = [
      "arn",
      "bucket",
      "bucketDomainName",
      "bucketRegion",
      "bucketRegionalDomainName",
      "hostedZoneId",
      "websiteDomain",
      "websiteEndpoint",
    ];
    return {
      ...Object.fromEntries(names.map((name) => [name, properties[name]])),
      id,
      region: call.region,
    };
  },

  "aws:s3/getBucketPolicy:getBucketPolicy": (args, call) => {
    const bucket = bucketOf(call, "GetBucketPolicy", String(args["bucket"]));
    return {
      bucket: bucket.id,
      id: bucket.id,
      policy: bucketPolicy(call.account, bucket.id) ?? "",
      region: call.region,
    };
  },

  "aws:s3/getCanonicalUserId:getCanonicalUserId": () => ({
    displayName: "",
    id: CANONICAL_USER,
  }),
};
