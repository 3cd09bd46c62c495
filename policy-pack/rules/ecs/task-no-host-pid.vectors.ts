import { nativeTask, task, taskText, UNKNOWN, type Vectors } from "../../lib/vectors";

export default {
  pass: {
    "no mode": task([{ name: "web" }]),
    "shared within the task": task([{ name: "web" }], { pidMode: "task" }),
    "host inside a container has no meaning, there checkov looks": task([
      { name: "web", pidMode: "host" },
    ]),
  },
  fail: {
    "the host's processes": [
      task([{ name: "web" }], { pidMode: "host" }),
      ['pidMode is "host"; expected "task" or not set.'],
    ],
    "the host's processes, while the containers cannot be known": [
      taskText(UNKNOWN, { pidMode: "host" }),
      ['pidMode is "host"; expected "task" or not set.'],
    ],
    "the host's processes in an aws-native task": [
      nativeTask([{ name: "web" }], { pidMode: "host" }),
      ['pidMode is "host"; expected "task" or not set.'],
    ],
  },
  unknown: { "the mode waits": [task([{ name: "web" }], { pidMode: UNKNOWN }), ["pidMode"]] },
  malformed: {
    "the mode is a list": [
      task([{ name: "web" }], { pidMode: ["host"] }),
      ['pidMode is ["host"]; expected a string.'],
    ],
  },
} satisfies Vectors;
