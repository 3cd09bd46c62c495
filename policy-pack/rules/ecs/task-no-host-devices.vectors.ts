import {
  daemonTask,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const withDevices = (devices: unknown): Record<string, unknown> => ({
  name: "web",
  linuxParameters: { devices },
});

export default {
  pass: {
    "no parameters": task([{ name: "web" }]),
    "an empty list": task([withDevices([])]),
  },
  fail: {
    "a disk": [
      task([withDevices([{ hostPath: "/dev/nvme0n1", permissions: ["read"] }])]),
      [
        'Container "web": containerDefinitions[0].linuxParameters.devices[0].hostPath is "/dev/nvme0n1"; expected no device.',
      ],
    ],
    "a device without a path": [
      daemonTask([withDevices([{ containerPath: "/dev/x" }])]),
      [
        'Container "web": containerDefinitions[0].linuxParameters.devices[0].hostPath opens a device of the host; expected no device.',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the list waits": [
      daemonTask([withDevices(UNKNOWN)]),
      ["containerDefinitions[0].linuxParameters.devices"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "a device is a word": [
      task([withDevices(["/dev/fuse"])]),
      [
        'Container "web": containerDefinitions[0].linuxParameters.devices[0] is "/dev/fuse"; expected an object.',
      ],
    ],
  },
} satisfies Vectors;
