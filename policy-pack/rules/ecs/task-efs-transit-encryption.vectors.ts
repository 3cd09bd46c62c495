import { nativeTask, task, UNKNOWN, type Vectors } from "../../lib/vectors";

const web = [{ name: "web" }];
const efs = (configuration: unknown): Record<string, unknown> => ({
  volumes: [{ name: "data", efsVolumeConfiguration: configuration }],
});
const docker = (driver: string, driverOpts: Record<string, string>): Record<string, unknown> => ({
  volumes: [{ name: "data", dockerVolumeConfiguration: { driver, driverOpts } }],
});

const AT = 'Volume "data": volumes[0].efsVolumeConfiguration.transitEncryption';
const DOCKER = 'Volume "data": volumes[0].dockerVolumeConfiguration.driverOpts.o';
const EXPECTED =
  "expected `efsVolumeConfiguration` with `transitEncryption`, for this mounts EFS without TLS.";
const address = "fs-0123.efs.eu-central-1.amazonaws.com";

export default {
  pass: {
    "no volumes": task(web),
    "encrypted on the way": task(
      web,
      efs({ fileSystemId: "fs-1", transitEncryption: "ENABLED", __defaults: [] }),
    ),
    "a volume that is not EFS": task(web, {
      volumes: [{ name: "data", configureAtLaunch: true }],
    }),
    "a file system that is not known yet": task(
      web,
      efs({ fileSystemId: UNKNOWN, transitEncryption: "ENABLED" }),
    ),
    "a Docker volume of the ECS plugin with TLS": task(
      web,
      docker("amazon-ecs-volume-plugin", { type: "efs", device: "fs-1:/", o: "tls,iam" }),
    ),
  },
  fail: {
    "nothing is said": [
      task(web, efs({ fileSystemId: "fs-1" })),
      [`${AT} is not set; expected "ENABLED".`],
    ],
    "it is off": [
      task(web, efs({ fileSystemId: "fs-1", transitEncryption: "DISABLED" })),
      [`${AT} is "DISABLED"; expected "ENABLED".`],
    ],
    "configuration in a list": [
      task(web, efs([{ fileSystemId: "fs-1", transitEncryption: "DISABLED" }])),
      [`${AT} is "DISABLED"; expected "ENABLED".`],
    ],
    "an aws-native task": [
      nativeTask(web, efs({ filesystemId: "fs-1" })),
      [`${AT} is not set; expected "ENABLED".`],
    ],
    "NFS to EFS through a Docker volume": [
      task(web, docker("local", { type: "nfs", device: ":/", o: `addr=${address},nfsvers=4.1` })),
      [`${DOCKER} is "addr=${address},nfsvers=4.1"; ${EXPECTED}`],
    ],
    "the ECS plugin without TLS": [
      task(web, docker("amazon-ecs-volume-plugin", { type: "efs", device: "fs-1:/" })),
      [`${DOCKER} is not set; ${EXPECTED}`],
    ],
  },
  unknown: {
    "the volumes wait": [task(web, { volumes: UNKNOWN }), ["volumes"]],
    "one volume waits, the other is found": [
      task(web, {
        volumes: [
          { name: "one", efsVolumeConfiguration: { transitEncryption: UNKNOWN } },
          { name: "two", efsVolumeConfiguration: { transitEncryption: "DISABLED" } },
        ],
      }),
      ["volumes[0].efsVolumeConfiguration.transitEncryption"],
      {
        findings: [
          'Volume "two": volumes[1].efsVolumeConfiguration.transitEncryption is "DISABLED"; expected "ENABLED".',
        ],
      },
    ],
  },
  malformed: {
    "the configuration is a word": [
      task(web, efs("fs-1")),
      ['Volume "data": volumes[0].efsVolumeConfiguration is "fs-1"; expected an object.'],
    ],
  },
} satisfies Vectors;
