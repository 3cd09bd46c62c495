import {
  daemonTask,
  MALFORMED_CONTAINERS,
  task,
  taskText,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1";
const finding = (need: string): string =>
  `Container "web": executionRoleArn is not set; expected a role, because the container ${need}.`;

export default {
  pass: {
    "a role is named": task([{ name: "web", image: ECR }], {
      executionRoleArn: "arn:aws:iam::123456789012:role/web",
    }),
    "the role is still being made": taskText(UNKNOWN, { executionRoleArn: UNKNOWN }),
    "nothing needs a role": task([{ name: "web", image: "example.com/web:1" }]),
  },
  fail: {
    "an image in ECR": [
      task([{ name: "web", image: ECR }]),
      [finding("is pulled from a private ECR registry")],
    ],
    "an image in ECR, the role is empty": [
      task([{ name: "web", image: ECR }], { executionRoleArn: "" }),
      [
        'Container "web": executionRoleArn is ""; expected a role, because the container is pulled from a private ECR registry.',
      ],
    ],
    "logs in CloudWatch": [
      task([{ name: "web", logConfiguration: { logDriver: "awslogs" } }]),
      [finding("writes to CloudWatch Logs")],
    ],
    secrets: [
      daemonTask([{ name: "web", secrets: [{ name: "A", valueFrom: UNKNOWN }] }]),
      [finding("reads secrets")],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the image waits": [
      daemonTask([{ name: "web", image: UNKNOWN }]),
      ["containerDefinitions[0].image"],
    ],
  },
  malformed: MALFORMED_CONTAINERS,
} satisfies Vectors;
