import { cluster, service } from "../../lib/exec.vectors";
import { resource, stack, UNKNOWN, type Vectors } from "../../lib/vectors";

const AT = "configuration.executeCommandConfiguration";
const LOG = `${AT}.logConfiguration`;

export default {
  pass: {
    "nothing is said, and no service allows exec": stack(
      resource("aws:ecs/cluster:Cluster", {}, { name: "cluster" }),
      service(false),
    ),
    "a log group": cluster({
      logging: "OVERRIDE",
      logConfiguration: { cloudWatchLogGroupName: UNKNOWN },
    }),
    "a bucket, and a service that allows exec": stack(
      cluster({ logging: "OVERRIDE", logConfiguration: { s3BucketName: "exec" } }),
      service(true),
    ),
    "a service of another cluster": stack(
      cluster({ logging: "DEFAULT" }),
      resource("aws:ecs/service:Service", { cluster: "other", enableExecuteCommand: true }),
    ),
  },
  fail: {
    "nothing is recorded": [
      cluster({ logging: "NONE" }),
      [`${AT}.logging is "NONE"; expected "OVERRIDE".`],
    ],
    "nothing is recorded, in an aws-native cluster": [
      resource("aws-native:ecs:Cluster", {
        configuration: { executeCommandConfiguration: { logging: "NONE" } },
      }),
      [`${AT}.logging is "NONE"; expected "OVERRIDE".`],
    ],
    "recorded nowhere": [
      cluster({ logging: "OVERRIDE" }),
      [`${LOG} names no log group and no bucket; expected one of them.`],
    ],
    "recorded nowhere, in words": [
      cluster({ logging: "OVERRIDE", logConfiguration: { s3KeyPrefix: "exec" } }),
      [`${LOG} names no log group and no bucket; expected one of them.`],
    ],
    "recorded by default only, and a service allows exec": [
      stack(cluster({ logging: "DEFAULT" }), service(true)),
      [`${AT}.logging is "DEFAULT"; expected "OVERRIDE", for "web" allows exec.`],
    ],
    "nothing is said, and a service allows exec": [
      stack(resource("aws:ecs/cluster:Cluster", {}, { name: "cluster" }), service(true)),
      [`${AT}.logging is not set; expected "OVERRIDE", for "web" allows exec.`],
    ],
  },
  unknown: {
    "the answer waits": [cluster({ logging: UNKNOWN }), [`${AT}.logging`]],
  },
  malformed: {
    "the configuration is a word": [cluster("NONE"), [`${AT} is "NONE"; expected an object.`]],
  },
} satisfies Vectors;
