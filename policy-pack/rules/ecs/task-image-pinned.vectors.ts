import {
  configured,
  daemonTask,
  express,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const web = (image: unknown): Record<string, unknown> => ({ name: "web", image });
const finding = (image: string, expected = "a digest, or a tag other than latest"): string =>
  `Container "web": containerDefinitions[0].image is "${image}"; expected ${expected}.`;

export default {
  pass: {
    "a tag": task([web("example.com/web:1.4.2")]),
    "a digest": task([web(`example.com/web@sha256:${"b".repeat(64)}`)]),
    "a digest wins over its tag": task([web(`example.com/web:latest@sha256:${"b".repeat(64)}`)]),
    "a port is no tag, a tag follows": task([web("localhost:5000/web:2")]),
  },
  fail: {
    latest: [task([web("example.com/web:latest")]), [finding("example.com/web:latest")]],
    "no tag means latest": [task([web("example.com/web")]), [finding("example.com/web")]],
    "a port is no tag": [task([web("localhost:5000/web")]), [finding("localhost:5000/web")]],
    "a tag, where a digest is required": [
      configured(task([web("example.com/web:1")]), { config: { require: "digest" } }),
      [finding("example.com/web:1", "a digest (@sha256:…)")],
    ],
    "an Express service": [
      express({ image: "example.com/web" }),
      [
        'The primary container: primaryContainer.image is "example.com/web"; expected a digest, or a tag other than latest.',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the image waits": [daemonTask([web(UNKNOWN)]), ["containerDefinitions[0].image"]],
  },
  malformed: MALFORMED_CONTAINERS,
} satisfies Vectors;
