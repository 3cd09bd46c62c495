import { nativeTask, task, UNKNOWN, type Vectors } from "../../lib/vectors";

const web = [{ name: "web" }];
const efs = (configuration: unknown): Record<string, unknown> => ({
  volumes: [{ name: "data", efsVolumeConfiguration: configuration }],
});
const docker = (driver: string, driverOpts: Record<string, string>): Record<string, unknown> => ({
  volumes: [{ name: "data", dockerVolumeConfiguration: { driver, driverOpts } }],
});

const AT = 'Volume "data": volumes[0].efsVolumeConfiguration.authorizationConfig';

export default {
  pass: {
    "no volumes": task(web),
    "a role and an access point": task(
      web,
      efs({ authorizationConfig: { iam: "ENABLED", accessPointId: "fsap-1" } }),
    ),
    "an access point that is not known yet": task(
      web,
      efs({ authorizationConfig: { iam: "ENABLED", accessPointId: UNKNOWN } }),
    ),
    "a Docker volume of the ECS plugin with both": task(
      web,
      docker("amazon-ecs-volume-plugin", { type: "efs", o: "tls,iam,accesspoint=fsap-1" }),
    ),
  },
  fail: {
    "nothing is said": [
      task(web, efs({ fileSystemId: "fs-1" })),
      [
        `${AT}.iam is not set; expected "ENABLED".`,
        `${AT}.accessPointId is not set; expected an access point.`,
      ],
    ],
    "an access point for everyone": [
      task(web, efs({ authorizationConfig: { accessPointId: "fsap-1" } })),
      [`${AT}.iam is not set; expected "ENABLED".`],
    ],
    "a role, and the whole file system": [
      nativeTask(web, efs({ authorizationConfig: { iam: "ENABLED" } })),
      [`${AT}.accessPointId is not set; expected an access point.`],
    ],
    "the ECS plugin without a role": [
      task(web, docker("amazon-ecs-volume-plugin", { type: "efs", o: "tls" })),
      [
        'Volume "data": volumes[0].dockerVolumeConfiguration.driverOpts.o is "tls"; expected "iam" and "accesspoint=…" among the options.',
      ],
    ],
  },
  unknown: {
    "the authorization waits": [
      task(web, efs({ authorizationConfig: UNKNOWN })),
      ["volumes[0].efsVolumeConfiguration.authorizationConfig"],
    ],
  },
  malformed: {
    "the authorization is a word": [
      task(web, efs({ authorizationConfig: "ENABLED" })),
      [`${AT} is "ENABLED"; expected an object.`],
    ],
  },
} satisfies Vectors;
