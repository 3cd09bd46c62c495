import {
  configured,
  resource,
  stack,
  task,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const service = (platformVersion: unknown): VectorResource =>
  resource(
    "aws:ecs/service:Service",
    { platformVersion, taskDefinition: "example" },
    { name: "web" },
  );
const windows = task([{ name: "web" }], {
  runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
});
const finding = (value: string, at = "", minimum = "1.4.0"): string =>
  `${at}platformVersion is "${value}"; expected "LATEST", or ${minimum} or later.`;

export default {
  pass: {
    "nothing is said: AWS takes the latest": resource("aws:ecs/service:Service", {}),
    "the latest": service("LATEST"),
    "the current version": service("1.4.0"),
    "a later version": service("1.10.0"),
    "version 1.0.0 of a task for Windows": stack(windows, service("1.0.0")),
    "the version that is configured": configured(service("1.3.0"), {
      config: { minimum: "1.3.0" },
    }),
  },
  fail: {
    "an old version": [service("1.3.0"), [finding("1.3.0")]],
    "an old version of a task set": [
      resource("aws:ecs/taskSet:TaskSet", { platformVersion: "1.2.0" }),
      [finding("1.2.0")],
    ],
    "an old version of an aws-native service": [
      resource("aws-native:ecs:Service", { platformVersion: "1.3" }),
      [finding("1.3")],
    ],
    "an old version of a schedule": [
      resource("aws:scheduler/schedule:Schedule", {
        target: { arn: UNKNOWN, ecsParameters: { platformVersion: "1.3.0" } },
      }),
      [finding("1.3.0", "target.ecsParameters.")],
    ],
    "version 1.0.0 of a task for Linux": [
      stack(task([{ name: "web" }]), service("1.0.0")),
      [finding("1.0.0")],
    ],
    "version 1.0.0 of a task from elsewhere": [service("1.0.0"), [finding("1.0.0")]],
    "a word": [service("newest"), [finding("newest")]],
    "older than what is configured": [
      configured(service("1.4.0"), { config: { minimum: "1.5.0" } }),
      [finding("1.4.0", "", "1.5.0")],
    ],
  },
  unknown: {
    "the version waits": [service(UNKNOWN), ["platformVersion"]],
  },
  malformed: {
    "the version is a list": [
      service(["1.3.0", "1.4.0"]),
      ['platformVersion is ["1.3.0", "1.4.0"]; expected a string.'],
    ],
  },
} satisfies Vectors;
