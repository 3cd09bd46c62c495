import {
  configured,
  resource,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const repository = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ecr/repository:Repository", props);
const finding = (value: string): string =>
  `imageScanningConfiguration.scanOnPush is ${value}; expected true.`;

export default {
  pass: {
    "scan on push is on": repository({ imageScanningConfiguration: { scanOnPush: true } }),
    "the registry scans it": configured(repository({ name: "cruddur/web" }), {
      config: { scannedByRegistry: ["cruddur/*"] },
    }),
  },
  fail: {
    "nothing is said": [repository({}), [finding("not set")]],
    "scan on push is off": [
      repository({ imageScanningConfiguration: { scanOnPush: false } }),
      [finding("false")],
    ],
    "an aws-native repository": [resource("aws-native:ecr:Repository", {}), [finding("not set")]],
    "the registry scans others": [
      configured(repository({ name: "other/web" }), {
        config: { scannedByRegistry: ["cruddur/*"] },
      }),
      [finding("not set")],
    ],
  },
  unknown: {
    "the configuration waits": [
      repository({ imageScanningConfiguration: UNKNOWN }),
      ["imageScanningConfiguration"],
    ],
  },
  malformed: {
    "the configuration is a boolean": [
      repository({ imageScanningConfiguration: true }),
      ["imageScanningConfiguration is true; expected an object."],
    ],
  },
} satisfies Vectors;
