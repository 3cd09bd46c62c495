import {
  configured,
  daemonTask,
  MALFORMED_CONTAINERS,
  nativeTask,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const adding = (...add: unknown[]): Record<string, unknown> => ({
  name: "web",
  linuxParameters: { capabilities: { add } },
});
const finding = (value: string): string =>
  `Container "web": containerDefinitions[0].linuxParameters.capabilities.add[0] is ${value}; expected one of ["SYS_PTRACE"].`;

export default {
  pass: {
    "nothing is added": task([
      { name: "web", linuxParameters: { capabilities: { drop: ["ALL"] } } },
    ]),
    "an empty list is added": task([adding()]),
    "the allowed one": task([adding("SYS_PTRACE")]),
    "one that the configuration allows": configured(task([adding("CAP_NET_BIND_SERVICE")]), {
      config: { allowed: ["NET_BIND_SERVICE"] },
    }),
  },
  fail: {
    "all of them": [task([adding("ALL")]), [finding('"ALL"')]],
    "one, with the kernel's prefix": [
      task([adding("CAP_SYS_ADMIN")]),
      [finding('"CAP_SYS_ADMIN"')],
    ],
    "one, in small letters": [nativeTask([adding("net_admin")]), [finding('"net_admin"')]],
    "one, in a daemon": [
      daemonTask([{ name: "web", linuxParameters: { capabilities: { adds: ["BPF"] } } }]),
      [
        'Container "web": containerDefinitions[0].linuxParameters.capabilities.adds[0] is "BPF"; expected one of ["SYS_PTRACE"].',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "one of them waits": [
      nativeTask([adding(UNKNOWN, "SYS_PTRACE")]),
      ["containerDefinitions[0].linuxParameters.capabilities.add[0]"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the parameters are a word": [
      task([{ name: "web", linuxParameters: "none" }]),
      ['Container "web": containerDefinitions[0].linuxParameters is "none"; expected an object.'],
    ],
  },
} satisfies Vectors;
