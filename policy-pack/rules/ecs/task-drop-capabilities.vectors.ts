import {
  daemonTask,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

export default {
  pass: {
    "all are dropped": task([
      { name: "web", linuxParameters: { capabilities: { drop: ["ALL"] } } },
    ]),
    "all are dropped, in a daemon": daemonTask([
      { name: "web", linuxParameters: { capabilities: { drops: ["all"] } } },
    ]),
    "Windows has none": task([{ name: "web" }], {
      runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
    }),
  },
  fail: {
    "none is dropped": [
      task([{ name: "web" }]),
      [
        'Container "web": containerDefinitions[0].linuxParameters.capabilities.drop is not set; expected ["ALL"].',
      ],
    ],
    "some are dropped": [
      task([{ name: "web", linuxParameters: { capabilities: { drop: ["NET_RAW"] } } }]),
      [
        'Container "web": containerDefinitions[0].linuxParameters.capabilities.drop is ["NET_RAW"]; expected ["ALL"].',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the list waits": [
      daemonTask([{ name: "web", linuxParameters: { capabilities: { drops: UNKNOWN } } }]),
      ["containerDefinitions[0].linuxParameters.capabilities.drops"],
    ],
  },
  malformed: MALFORMED_CONTAINERS,
} satisfies Vectors;
