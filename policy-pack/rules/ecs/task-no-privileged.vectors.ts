import {
  daemonTask,
  MALFORMED_CONTAINERS,
  nativeTask,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

export default {
  pass: {
    "the flag is absent": task([{ name: "web" }]),
    "the flag is false": task([{ name: "web", privileged: false }]),
    "the flag is null": task([{ name: "web", privileged: null }]),
  },
  fail: {
    "only the sidecar is privileged": [
      task([{ name: "web" }, { name: "xray", essential: false, privileged: true }]),
      ['Container "xray": containerDefinitions[1].privileged is true; expected false or not set.'],
    ],
    "the flag is the string true": [
      task([{ name: "web", privileged: "true" }]),
      ['Container "web": containerDefinitions[0].privileged is "true"; expected false or not set.'],
    ],
    "the property is written with a capital": [
      task([{ Name: "web", Privileged: true }]),
      ['Container "web": containerDefinitions[0].Privileged is true; expected false or not set.'],
    ],
    "a container has no name": [
      task([{ privileged: true }]),
      ["Container #1: containerDefinitions[0].privileged is true; expected false or not set."],
    ],
    "a privileged daemon": [
      daemonTask([{ name: "agent", privileged: true }]),
      ['Container "agent": containerDefinitions[0].privileged is true; expected false or not set.'],
    ],
    "an aws-native task, and checkov passes it with pidMode beside": [
      nativeTask([{ name: "web", privileged: true }], { pidMode: "host" }),
      ['Container "web": containerDefinitions[0].privileged is true; expected false or not set.'],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "one container waits, the other is found": [
      daemonTask([
        { name: "one", privileged: UNKNOWN },
        { name: "two", privileged: true },
      ]),
      ["containerDefinitions[0].privileged"],
      {
        findings: [
          'Container "two": containerDefinitions[1].privileged is true; expected false or not set.',
        ],
      },
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the flag is a word": [
      task([{ name: "web", privileged: "yes" }]),
      ['Container "web": containerDefinitions[0].privileged is "yes"; expected true or false.'],
    ],
    "two spellings disagree": [
      task([{ name: "web", privileged: false, Privileged: true }]),
      [
        'Container "web": containerDefinitions[0] has both "privileged" and "Privileged"; expected one spelling.',
      ],
    ],
  },
} satisfies Vectors;
