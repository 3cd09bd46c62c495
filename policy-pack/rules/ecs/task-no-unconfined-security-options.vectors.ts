import {
  MALFORMED_CONTAINERS,
  nativeTask,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const ec2 = { requiresCompatibilities: ["EC2"] };
const options = (...dockerSecurityOptions: unknown[]): Record<string, unknown> => ({
  name: "web",
  dockerSecurityOptions,
});

export default {
  pass: {
    "Fargate takes no options": task([{ name: "web" }]),
    "no new privileges on EC2": task([options("no-new-privileges")], ec2),
    "a profile of one's own": task([options("apparmor:web", "no-new-privileges:true")], ec2),
  },
  fail: {
    "AppArmor is off": [
      task([options("apparmor:unconfined", "no-new-privileges")], ec2),
      [
        'Container "web": containerDefinitions[0].dockerSecurityOptions[0] is "apparmor:unconfined"; expected the default confinement.',
      ],
    ],
    "seccomp is off, with an equals sign": [
      nativeTask([options("no-new-privileges", "seccomp=unconfined")], ec2),
      [
        'Container "web": containerDefinitions[0].dockerSecurityOptions[1] is "seccomp=unconfined"; expected the default confinement.',
      ],
    ],
    "EC2 without no-new-privileges is advised": [
      task([{ name: "web" }], ec2),
      [
        'Container "web": containerDefinitions[0].dockerSecurityOptions is not set; expected "no-new-privileges" among them on EC2.',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "one option waits": [
      nativeTask([options(UNKNOWN)]),
      ["containerDefinitions[0].dockerSecurityOptions[0]"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "an option is an object": [
      task([options({ seccomp: "unconfined" })]),
      [
        'Container "web": containerDefinitions[0].dockerSecurityOptions[0] is an object; expected a string.',
      ],
    ],
  },
} satisfies Vectors;
