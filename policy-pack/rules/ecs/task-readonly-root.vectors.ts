import {
  configured,
  daemonTask,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

export default {
  pass: {
    "the root is read-only": task([{ name: "web", readonlyRootFilesystem: true }]),
    "Windows has no such setting": task([{ name: "web" }], {
      runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
    }),
    "the sidecar is exempt": configured(task([{ name: "datadog" }]), {
      config: { exempt: ["datadog"] },
    }),
    "the sidecar is allowed in the whole pack": configured(task([{ name: "datadog-agent" }]), {
      settings: { allowedSidecars: ["datadog-*"] },
    }),
  },
  fail: {
    "the setting is absent": [
      task([{ name: "web" }]),
      [
        'Container "web": containerDefinitions[0].readonlyRootFilesystem is not set; expected true.',
      ],
    ],
    "only the sidecar is writable": [
      task([
        { name: "web", readonlyRootFilesystem: true },
        { name: "log", readonlyRootFilesystem: false },
      ]),
      ['Container "log": containerDefinitions[1].readonlyRootFilesystem is false; expected true.'],
    ],
    "an option that does not exist": [
      configured(task([{ name: "web", readonlyRootFilesystem: true }]), {
        config: { exmept: ["web"] },
      }),
      [
        'The configuration of ecs-task-readonly-root is wrong: There is no option "exmept"; there are: exempt.',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the setting waits": [
      daemonTask([{ name: "web", readonlyRootFilesystem: UNKNOWN }]),
      ["containerDefinitions[0].readonlyRootFilesystem"],
    ],
  },
  malformed: MALFORMED_CONTAINERS,
} satisfies Vectors;
