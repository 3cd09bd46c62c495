import { keyNotOwn } from "../../lib/customer-keys";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { SECRETS } from "../../lib/secret-references";

export default rule(
  {
    name: "secretsmanager-secret-cmk",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Secrets and their replicas should be encrypted with a key of your own.",
    why: "The key `aws/secretsmanager` serves every secret of the account; a key of your own has a policy, and no other account can read without it.",
    remediationSteps:
      "Set `kmsKeyId` to a customer managed key, in each replica to one of its region.",
    example: `new aws.secretsmanager.Secret("token", { kmsKeyId: key.arn });`,
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    tags: ["checkov:CKV_AWS_149", "trivy:AWS-0098", "cdk-nag:SecretsManagerUsingKMSKey"],
    practices: ["D15"],
  },
  SECRETS,
  function* (given) {
    const secret = given.as({ aliases: { replicas: ["replicaRegions"] } });
    yield* keyNotOwn(secret, "kmsKeyId");
    yield* each(secret.list("replicas"), (replica) => keyNotOwn(replica, "kmsKeyId"));
  },
);
