import { native } from "../../lib/databases";
import { rule } from "../../lib/rule";

/** What holds data, or opens data, that a deployment cannot bring back. */
const STATEFUL = [
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cognito/userPool:UserPool",
  "aws:docdb/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:ecr/repository:Repository",
  "aws:efs/fileSystem:FileSystem",
  "aws:kms/key:Key",
  "aws:neptune/cluster:Cluster",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws-native:dynamodb:Table",
  "aws-native:ecr:Repository",
  "aws-native:efs:FileSystem",
  "aws-native:kms:Key",
  "aws-native:logs:LogGroup",
  ...native("rds:DbCluster"),
  ...native("rds:DbInstance"),
  "aws-native:s3:Bucket",
];

export default rule(
  {
    name: "stack-prod-protected",
    severity: "low",
    enforcementLevel: "advisory",
    description:
      "What holds data or keys should be protected from deletion in the stacks of the setting `protectedStacks`.",
    why: "Renaming a resource in the program deletes it; `protect` makes Pulumi refuse that until somebody means it.",
    remediationSteps: "Set the resource option `protect: true`.",
    example: `new aws.rds.Instance("db", args, { protect: true });`,
    url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    tags: [],
    practices: ["C35"],
  },
  STATEFUL,
  function* (resource, context) {
    if (!context.protected || context.options.protect) return;
    yield resource.finding("protect", { found: "is not set", expected: "true in this stack" });
  },
);
