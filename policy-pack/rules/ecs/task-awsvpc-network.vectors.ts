import { configured, nativeTask, task, UNKNOWN, type Vectors } from "../../lib/vectors";

export default {
  pass: {
    "the mode is awsvpc": task([{ name: "web" }]),
    "bridge is allowed by configuration": configured(
      task([{ name: "web" }], { networkMode: "bridge" }),
      {
        config: { allowed: ["awsvpc", "bridge"] },
      },
    ),
  },
  fail: {
    "the host's network": [
      task([{ name: "web" }], { networkMode: "host" }),
      ['networkMode is "host"; expected "awsvpc".'],
    ],
    "the host's network is not opened by configuration": [
      configured(nativeTask([{ name: "web" }], { networkMode: "host" }), {
        config: { allowed: ["awsvpc", "host"] },
      }),
      ['networkMode is "host"; expected "awsvpc".'],
    ],
    "no mode, which means bridge": [
      task([{ name: "web" }], { networkMode: null }),
      ['networkMode is not set; expected "awsvpc".'],
    ],
  },
  unknown: {
    "the mode waits": [task([{ name: "web" }], { networkMode: UNKNOWN }), ["networkMode"]],
  },
  malformed: {
    "the mode is a list": [
      task([{ name: "web" }], { networkMode: ["awsvpc"] }),
      ['networkMode is ["awsvpc"]; expected a string.'],
    ],
  },
} satisfies Vectors;
