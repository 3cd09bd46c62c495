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
  `Container "web": containerDefinitions[0].portMappings[0].${path} is ${value}; expected a port from 1024 up.`;
const lowered = (value: string): Record<string, unknown> => ({
  ...web({ containerPort: 80 }),
  systemControls: [{ namespace: "net.ipv4.ip_unprivileged_port_start", value }],
});

export default {
  pass: {
    "no ports": task([{ name: "web" }]),
    "port 8080": task([web({ containerPort: 8080 })]),
    "the first free port": task([web({ containerPort: 1024, hostPort: 0 })]),
    "a range": task([web({ containerPortRange: "8000-8010" })]),
    "Windows, where every port is free": task([web({ containerPort: 80 })], {
      runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
    }),
    "a task that frees all its ports": task([lowered("0")]),
    "an Express service": express({ image: "web", containerPort: 8080 }),
    "an Express service with AWS's port": express({ image: "web" }),
  },
  fail: {
    "port 80": [task([web({ containerPort: 80 })]), [finding("containerPort", "80")]],
    "port 443 as a string": [
      nativeTask([web({ containerPort: "443" })]),
      [finding("containerPort", '"443"')],
    ],
    "the same port of the container and of the host": [
      task([web({ containerPort: 80, hostPort: 80 })]),
      [finding("containerPort", "80")],
    ],
    "port 80 of the host": [
      task([web({ containerPort: 8080, hostPort: 80 })]),
      [finding("hostPort", "80")],
    ],
    "a range that begins below": [
      task([web({ containerPortRange: "1000-1100" })]),
      [finding("containerPortRange", '"1000-1100"')],
    ],
    "a task that frees some ports": [
      task([lowered("443")]),
      [
        'Container "web": containerDefinitions[0].portMappings[0].containerPort is 80; expected a port from 443 up.',
      ],
    ],
    "an Express service": [
      express({ image: "web", containerPort: 80 }),
      [
        "The primary container: primaryContainer.containerPort is 80; expected a port from 1024 up.",
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
      task([web(80)]),
      ['Container "web": containerDefinitions[0].portMappings[0] is 80; expected an object.'],
    ],
  },
} satisfies Vectors;
