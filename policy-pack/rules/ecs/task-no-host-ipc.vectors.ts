import { nativeTask, task, UNKNOWN, type Vectors } from "../../lib/vectors";

export default {
  pass: {
    "no mode": task([{ name: "web" }]),
    "none is shared": task([{ name: "web" }], { ipcMode: "none" }),
  },
  fail: {
    "the host's shared memory": [
      task([{ name: "web" }], { ipcMode: "host" }),
      ['ipcMode is "host"; expected "task", "none" or not set.'],
    ],
    "the host's shared memory in an aws-native task": [
      nativeTask([{ name: "web" }], { ipcMode: "host" }),
      ['ipcMode is "host"; expected "task", "none" or not set.'],
    ],
  },
  unknown: { "the mode waits": [task([{ name: "web" }], { ipcMode: UNKNOWN }), ["ipcMode"]] },
  malformed: {
    "the mode is an object": [
      task([{ name: "web" }], { ipcMode: {} }),
      ["ipcMode is an object; expected a string."],
    ],
  },
} satisfies Vectors;
