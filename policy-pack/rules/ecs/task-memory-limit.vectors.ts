import { daemonTask, task, taskText, UNKNOWN, type Vectors } from "../../lib/vectors";

const ec2 = { requiresCompatibilities: ["EC2"] };

export default {
  pass: {
    "the task's memory on Fargate": task([{ name: "web" }], { memory: "512" }),
    "the task's memory, while the containers cannot be known": taskText(UNKNOWN, {
      memory: "1 GB",
    }),
    "each container's memory on EC2": task([{ name: "web", memory: 256 }], ec2),
    "each container's memory as a string": task([{ name: "web", memory: "256" }], ec2),
    "a daemon's memory": daemonTask([{ name: "agent" }], { memory: "128" }),
  },
  fail: {
    "Fargate without memory": [
      task([{ name: "web", memory: 256 }]),
      ["memory is not set; expected the task's memory in MiB."],
    ],
    "EC2 with a reservation only": [
      task([{ name: "web", memoryReservation: 256 }], ec2),
      ['Container "web": containerDefinitions[0].memory is not set; expected a limit in MiB.'],
    ],
    "no launch type means EC2": [
      task([{ name: "web" }], { requiresCompatibilities: null }),
      ['Container "web": containerDefinitions[0].memory is not set; expected a limit in MiB.'],
    ],
  },
  unknown: {
    "the launch type waits": [
      task([{ name: "web" }], { requiresCompatibilities: UNKNOWN }),
      ["requiresCompatibilities"],
    ],
    "the containers wait on EC2": [taskText(UNKNOWN, ec2), ["containerDefinitions"]],
  },
  malformed: {
    "the memory is a word": [
      task([{ name: "web", memory: "lots" }], ec2),
      ['Container "web": containerDefinitions[0].memory is "lots"; expected a number.'],
    ],
  },
} satisfies Vectors;
