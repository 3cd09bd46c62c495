import { cluster } from "../../lib/exec.vectors";
import {
  configured,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const RECORDED = {
  logging: "OVERRIDE",
  logConfiguration: { cloudWatchLogGroupName: "/exec", cloudWatchEncryptionEnabled: true },
};
const service = (enableExecuteCommand: unknown, props = {}): VectorResource =>
  resource(
    "aws:ecs/service:Service",
    { cluster: "main", enableExecuteCommand, ...props },
    { name: "web" },
  );
const byReference = (enableExecuteCommand: unknown): VectorResource => ({
  ...service(enableExecuteCommand, { cluster: UNKNOWN }),
  from: { cluster: ["cluster"] },
});
const PROTECTED = "expected false, for the stack is protected.";
const UNRECORDED =
  "enableExecuteCommand is true; expected false, for the cluster does not record sessions.";
const ELSEWHERE =
  "expected false, for the cluster is not in this stack and may not record sessions.";

export default {
  pass: {
    "it is off in a protected stack": configured(service(false), { stack: "prod" }),
    "nothing is said": configured(service(null), { stack: "prod" }),
    "on in dev, on a cluster that records sessions": stack(cluster(RECORDED), service(true)),
    "on in dev, on a cluster by a reference that is not known yet": stack(
      cluster(RECORDED),
      byReference(true),
    ),
    "on in dev, on a cluster that records to a bucket that is not known yet": stack(
      cluster({ logging: "OVERRIDE", logConfiguration: { s3BucketName: UNKNOWN } }),
      byReference(true),
    ),
    "on in dev, by the cluster's ARN": stack(
      cluster(RECORDED),
      service(true, { cluster: "arn:aws:ecs:eu-central-1:123456789012:cluster/main" }),
    ),
  },
  fail: {
    "on in prod": [
      configured([cluster(RECORDED), service(true)], { stack: "prod" }),
      [`enableExecuteCommand is true; ${PROTECTED}`],
    ],
    "on in a stack that is protected by configuration": [
      configured(service("true"), { stack: "live", settings: { protectedStacks: ["live"] } }),
      [`enableExecuteCommand is "true"; ${PROTECTED}`],
    ],
    "on in prod, in an aws-native service": [
      configured(resource("aws-native:ecs:Service", { enableExecuteCommand: true }), {
        stack: "prod-eu",
      }),
      [`enableExecuteCommand is true; ${PROTECTED}`],
    ],
    "on in prod, in a schedule": [
      configured(
        resource("aws:scheduler/schedule:Schedule", {
          target: { arn: UNKNOWN, ecsParameters: { enableExecuteCommand: true } },
        }),
        { stack: "prod" },
      ),
      [`target.ecsParameters.enableExecuteCommand is true; ${PROTECTED}`],
    ],
    "on in prod, in a daemon": [
      configured(resource("aws:ecs/daemon:Daemon", { enableExecuteCommand: true }), {
        stack: "prod",
      }),
      [`enableExecuteCommand is true; ${PROTECTED}`],
    ],
    "on in dev, on a cluster that records nothing": [
      stack(cluster({ logging: "NONE" }), service(true)),
      [UNRECORDED],
    ],
    "on in dev, on a cluster that says nothing": [
      stack(cluster(null), byReference(true)),
      [UNRECORDED],
    ],
    "on in dev, on a cluster from elsewhere (advisory)": [
      service(true),
      [`enableExecuteCommand is true; ${ELSEWHERE}`],
    ],
  },
  unknown: {
    "the answer waits": [configured(service(UNKNOWN), { stack: "prod" }), ["enableExecuteCommand"]],
    "the cluster waits": [service(true, { cluster: UNKNOWN }), ["cluster"]],
    "what the cluster records waits": [
      stack(cluster(UNKNOWN), service(true)),
      ["configuration.executeCommandConfiguration"],
    ],
  },
  malformed: {
    "the answer is a word": [
      configured(service("sometimes"), { stack: "prod" }),
      ['enableExecuteCommand is "sometimes"; expected true or false.'],
    ],
  },
} satisfies Vectors;
