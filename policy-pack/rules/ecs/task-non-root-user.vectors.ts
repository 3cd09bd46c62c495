import {
  daemonTask,
  MALFORMED_CONTAINERS,
  nativeTask,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const windows = { runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } };
const finding = (value: string): string =>
  `Container "web": containerDefinitions[0].user is ${value}; expected a user other than root.`;

export default {
  pass: {
    "a uid and gid": task([{ name: "web", user: "10001:10001" }]),
    "a named user": task([{ name: "web", user: "app" }]),
    "a uid as a number": daemonTask([{ name: "web", user: 1000 }]),
    "a uid that begins with zero": task([{ name: "web", user: "01000" }]),
    "an ordinary user on Windows": task([{ name: "web", user: "ContainerUser" }], windows),
  },
  fail: {
    "no user, so the image decides": [task([{ name: "web" }]), [finding("not set")]],
    "root by name": [task([{ name: "web", user: "root" }]), [finding('"root"')]],
    "root by number": [task([{ name: "web", user: "0" }]), [finding('"0"')]],
    "a group alone": [task([{ name: "web", user: ":1000" }]), [finding('":1000"')]],
    "root with a group": [task([{ name: "web", user: "0:1000" }]), [finding('"0:1000"')]],
    "root written with zeros": [task([{ name: "web", user: "00" }]), [finding('"00"')]],
    "an empty user": [task([{ name: "web", user: "" }]), [finding('""')]],
    "root in an aws-native task": [
      nativeTask([{ name: "web", user: "root:root" }]),
      [finding('"root:root"')],
    ],
    "the administrator on Windows": [
      task([{ name: "web", user: "ContainerAdministrator" }], windows),
      [
        'Container "web": containerDefinitions[0].user is "ContainerAdministrator"; expected a user without administration rights, such as "ContainerUser".',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the operating system waits": [
      task([{ name: "web", user: "app" }], { runtimePlatform: UNKNOWN }),
      ["runtimePlatform"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the user is an object": [
      task([{ name: "web", user: { id: 1 } }]),
      ['Container "web": containerDefinitions[0].user is an object; expected a string.'],
    ],
  },
} satisfies Vectors;
