import { each } from "../../lib/finding";
import { BUCKETS, logBuckets } from "../../lib/log-buckets";
import { openToPublic } from "../../lib/public-access";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "s3-log-bucket-private",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Buckets that logs are written to must block all public access.",
    why: "Logs tell who calls what, from where and with which errors. With the four switches no later ACL or policy can open them.",
    remediationSteps:
      "Add an `aws.s3.BucketPublicAccessBlock` for the bucket, with all four switches true.",
    example: `new aws.s3.BucketPublicAccessBlock("logs", {
  bucket: logs.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
    tags: [
      "security-hub:S3.8",
      "cis-aws-5:2.1.4",
      "cis-aws-7:3.1.4",
      "checkov:CKV2_AWS_6",
      "checkov:CKV_AWS_53",
      "checkov:CKV_AWS_54",
      "checkov:CKV_AWS_55",
      "checkov:CKV_AWS_56",
      "cdk-nag:S3BucketLevelPublicAccessProhibited",
      "trivy:AWS-0161",
    ],
    practices: ["C31", "C35"],
  },
  BUCKETS,
  function* (graph) {
    yield* each(logBuckets(graph), (bucket) => openToPublic(graph, bucket));
  },
);
