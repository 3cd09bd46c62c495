import {
  MALFORMED_CONTAINERS,
  task,
  taskText,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

export default {
  pass: {
    "the task's CPU": task([{ name: "web" }], { cpu: "256" }),
    "the task's CPU, while the containers cannot be known": taskText(UNKNOWN, { cpu: ".25 vCPU" }),
    "each container's CPU": task([
      { name: "web", cpu: 128 },
      { name: "log", cpu: "32" },
    ]),
  },
  fail: {
    "no CPU": [
      task([{ name: "web" }]),
      [
        'Container "web": containerDefinitions[0].cpu is not set; expected CPU units above 0, or `cpu` on the task.',
      ],
    ],
    "one container has 0": [
      task([
        { name: "web", cpu: 128 },
        { name: "log", cpu: 0 },
      ]),
      [
        'Container "log": containerDefinitions[1].cpu is 0; expected CPU units above 0, or `cpu` on the task.',
      ],
    ],
  },
  unknown: UNKNOWN_CONTAINERS,
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the CPU is a list": [
      task([{ name: "web", cpu: [1] }]),
      ['Container "web": containerDefinitions[0].cpu is [1]; expected a number.'],
    ],
  },
} satisfies Vectors;
