import { daemonTask, nativeTask, task, UNKNOWN, type Vectors } from "../../lib/vectors";

const web = [{ name: "web" }];

export default {
  pass: {
    "no volumes": task(web),
    "an empty volume": task(web, { volumes: [{ name: "scratch" }] }),
    "an EFS volume": task(web, {
      volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: "fs-1" } }],
    }),
    "a Docker volume without a folder": task(web, {
      volumes: [{ name: "data", dockerVolumeConfiguration: { driver: "local", scope: "task" } }],
    }),
  },
  fail: {
    "the engine's socket": [
      task(web, { volumes: [{ name: "docker", hostPath: "/var/run/docker.sock" }] }),
      [
        'Volume "docker": volumes[0].hostPath is "/var/run/docker.sock"; expected no path of the host.',
      ],
    ],
    "a folder in a daemon": [
      daemonTask(web, { volumes: [{ name: "logs", hosts: [{ sourcePath: "/var/log" }] }] }),
      [
        'Volume "logs": volumes[0].hosts[0].sourcePath is "/var/log"; expected no path of the host.',
      ],
    ],
    "a folder in an aws-native task": [
      nativeTask(web, { volumes: [{ name: "etc", host: { sourcePath: "/etc" } }] }),
      ['Volume "etc": volumes[0].host.sourcePath is "/etc"; expected no path of the host.'],
    ],
    "a Docker volume that binds the root": [
      task(web, {
        volumes: [
          {
            name: "root",
            dockerVolumeConfiguration: {
              driver: "local",
              driverOpts: { type: "none", o: "bind", device: "/" },
            },
          },
        ],
      }),
      [
        'Volume "root": volumes[0].dockerVolumeConfiguration.driverOpts.device is "/"; expected no path of the host.',
      ],
    ],
  },
  unknown: {
    "one path waits, the other is found": [
      task(web, {
        volumes: [
          { name: "one", hostPath: UNKNOWN },
          { name: "two", hostPath: "/data" },
        ],
      }),
      ["volumes[0].hostPath"],
      { findings: ['Volume "two": volumes[1].hostPath is "/data"; expected no path of the host.'] },
    ],
  },
  malformed: {
    "a volume is a word": [
      task(web, { volumes: ["data"] }),
      ['volumes[0] is "data"; expected an object.'],
    ],
  },
} satisfies Vectors;
