import {
  express,
  MALFORMED_CONTAINERS,
  nativeTask,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const web = (...portMappings: unknown[]): Record<string, unknown> => ({
  name: "web",
  portMappings,
});
const finding = (path: string, value: string): string =>
  `Container "web": containerDefinitions[0].portMappings[0].${path} is ${value}; expected ports other than 22 and 3389.`;

export default {
  pass: {
    "no ports": task([{ name: "web" }]),
    "a port of the application": task([web({ containerPort: 4567 })]),
    "port 2222 and a range beside": task([
      web({ containerPort: 2222 }, { containerPortRange: "8000-8010" }),
    ]),
    "an Express service": express({ image: "web", containerPort: 80 }),
  },
  fail: {
    SSH: [task([web({ containerPort: 22 })]), [finding("containerPort", "22")]],
    "SSH as a string": [task([web({ containerPort: "22" })]), [finding("containerPort", '"22"')]],
    RDP: [nativeTask([web({ containerPort: 3389 })]), [finding("containerPort", "3389")]],
    "SSH in a range": [
      task([web({ containerPortRange: "20-25" })]),
      [finding("containerPortRange", '"20-25"')],
    ],
    "SSH on the host": [
      task([web({ containerPort: 2222, hostPort: 22 })]),
      [finding("hostPort", "22")],
    ],
    "an Express service": [
      express({ image: "web", containerPort: 22 }),
      [
        "The primary container: primaryContainer.containerPort is 22; expected ports other than 22 and 3389.",
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the port waits": [
      nativeTask([web({ containerPort: UNKNOWN })]),
      ["containerDefinitions[0].portMappings[0].containerPort"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "a mapping is a number": [
      task([web(22)]),
      ['Container "web": containerDefinitions[0].portMappings[0] is 22; expected an object.'],
    ],
  },
} satisfies Vectors;
