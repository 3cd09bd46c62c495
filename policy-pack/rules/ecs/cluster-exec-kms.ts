import { CLUSTERS, clusterOf, eachExecCluster, execLogging, execOf } from "../../lib/clusters";
import type { Check } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { RUNS } from "../../lib/runs";

const EXEC = "configuration.executeCommandConfiguration";
/** Where sessions go, and the property that encrypts them there. */
const LOGS = [
  ["cloudWatchLogGroupName", "cloudWatchEncryptionEnabled"],
  ["s3BucketName", "s3BucketEncryptionEnabled"],
] as const;

export default rule(
  {
    name: "ecs-cluster-exec-kms",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "Sessions of ECS Exec should be encrypted with a key of one's own, and so should their record.",
    why: "What is typed and shown in a shell holds secrets. With a key of one's own it takes a right to that key to read it.",
    remediationSteps:
      "Set `kmsKeyId` in `configuration.executeCommandConfiguration`, and `cloudWatchEncryptionEnabled` or `s3BucketEncryptionEnabled` in its `logConfiguration`.",
    example: `executeCommandConfiguration: { kmsKeyId: key.arn, logging: "OVERRIDE", logConfiguration: { cloudWatchLogGroupName: execLogs.name, cloudWatchEncryptionEnabled: true } }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-enabling-logging",
    tags: ["checkov:CKV_AWS_224"],
    practices: ["A28"],
  },
  [...CLUSTERS, ...RUNS],
  function* (resource, { type }) {
    if (!(CLUSTERS as readonly string[]).includes(type)) return;
    const cluster = clusterOf(resource);
    if (execOf(cluster) !== undefined && execLogging(cluster) !== "NONE") yield* judge(cluster);
  },
  function* (graph) {
    yield* eachExecCluster(graph, function* (cluster) {
      if (execOf(cluster) === undefined) yield* judge(cluster);
    });
  },
);

function* judge(cluster: Reader): Check {
  const exec = execOf(cluster);
  if (exec?.given("kmsKeyId") !== true) {
    yield cluster.finding(`${EXEC}.kmsKeyId`, { expected: "a key of your own" });
  }
  const log = exec?.object("logConfiguration");
  for (const [place, encryption] of LOGS) {
    if (log?.given(place) === true && log.flag(encryption) !== true) {
      yield log.finding(encryption, { expected: "true" });
    }
  }
}
