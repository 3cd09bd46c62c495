import { CLUSTERS } from "../../lib/clusters";
import { rule } from "../../lib/rule";

const STORAGE = "configuration.managedStorageConfiguration";
const KEY = "fargateEphemeralStorageKmsKeyId";

export default rule(
  {
    name: "ecs-cluster-managed-storage-kms",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Clusters should encrypt the storage of Fargate tasks with a key of one's own.",
    why: "AWS encrypts that storage with a key of its own. With yours, taking the key away ends all access, and its use shows in CloudTrail.",
    remediationSteps:
      "Set `configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId`, and let Fargate use the key in its policy.",
    example: `configuration: { managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: key.arn } }`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html",
    tags: [],
    practices: ["C35"],
  },
  CLUSTERS,
  function* (cluster) {
    if (cluster.object(STORAGE)?.given(KEY) === true) return;
    yield cluster.finding(`${STORAGE}.${KEY}`, { expected: "a key of your own" });
  },
);
