import { cluster, service } from "../../lib/exec.vectors";
import { resource, stack, UNKNOWN, type Vectors } from "../../lib/vectors";

const AT = "configuration.executeCommandConfiguration";
const KEY = `${AT}.kmsKeyId is not set; expected a key of your own.`;

export default {
  pass: {
    "no exec": cluster(null),
    "exec is not recorded, which is another rule's": cluster({ logging: "NONE" }),
    "a key and an encrypted log group": cluster({
      kmsKeyId: UNKNOWN,
      logging: "OVERRIDE",
      logConfiguration: { cloudWatchLogGroupName: "/exec", cloudWatchEncryptionEnabled: true },
    }),
    "a key and an encrypted bucket, in aws-native": resource("aws-native:ecs:Cluster", {
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: "alias/exec",
          logConfiguration: { s3BucketName: "exec", s3EncryptionEnabled: true },
        },
      },
    }),
  },
  fail: {
    "no key": [cluster({ logging: "DEFAULT" }), [KEY]],
    "an open log group and an open bucket": [
      cluster({
        kmsKeyId: UNKNOWN,
        logging: "OVERRIDE",
        logConfiguration: {
          cloudWatchLogGroupName: "/exec",
          s3BucketName: "exec",
          s3BucketEncryptionEnabled: false,
        },
      }),
      [
        `${AT}.logConfiguration.cloudWatchEncryptionEnabled is not set; expected true.`,
        `${AT}.logConfiguration.s3BucketEncryptionEnabled is false; expected true.`,
      ],
    ],
    "a service allows exec, and the cluster says nothing": [
      stack(cluster(null), service(true)),
      [KEY],
    ],
  },
  unknown: {
    "the encryption waits": [
      cluster({
        kmsKeyId: "alias/exec",
        logConfiguration: { cloudWatchLogGroupName: "/exec", cloudWatchEncryptionEnabled: UNKNOWN },
      }),
      [`${AT}.logConfiguration.cloudWatchEncryptionEnabled`],
    ],
  },
  malformed: {
    "the log is a word": [
      cluster({ kmsKeyId: "alias/exec", logConfiguration: "/exec" }),
      [`${AT}.logConfiguration is "/exec"; expected an object.`],
    ],
  },
} satisfies Vectors;
