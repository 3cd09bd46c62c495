import {
  configured,
  MALFORMED_CONTAINERS,
  nativeTask,
  task,
  taskText,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const required = (given: VectorResource, ...sidecars: string[]): GivenStack =>
  configured(given, {
    config: { sidecars: sidecars.length > 0 ? sidecars : ["guard", "*/collector@sha256:*"] },
  });
const web = { name: "web", image: "example.com/web:1" };
const guard = { name: "guard", image: "example.com/guard:1" };
const collector = { name: "logs", image: `example.com/collector@sha256:${"a".repeat(64)}` };
const lacks = (sidecar: string): string =>
  `containerDefinitions has no container "${sidecar}"; expected one with this name or image.`;

export default {
  pass: {
    "no sidecars are configured": task([web]),
    "by name and by image": required(task([web, guard, collector])),
    "in aws-native": required(nativeTask([web, guard]), "guard"),
  },
  fail: {
    "neither is there": [required(task([web])), [lacks("guard"), lacks("*/collector@sha256:*")]],
    "one is missing": [required(task([web, guard])), [lacks("*/collector@sha256:*")]],
    "a name that begins alike": [
      required(task([web, { ...guard, name: "guardian" }]), "guard"),
      [lacks("guard")],
    ],
  },
  unknown: {
    "the containers": [required(taskText(UNKNOWN)), ["containerDefinitions"]],
    "the image of a container that may be the sidecar": [
      required(nativeTask([web, { name: "logs", image: UNKNOWN }]), "*/collector*"),
      ["containerDefinitions[1].image"],
    ],
  },
  malformed: Object.fromEntries(
    Object.entries(MALFORMED_CONTAINERS).map(([sentence, [given, texts]]) => [
      sentence,
      [required(given as VectorResource), texts],
    ]),
  ),
} satisfies Vectors;
