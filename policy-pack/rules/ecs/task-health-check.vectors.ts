import {
  MALFORMED_CONTAINERS,
  nativeTask,
  resource,
  stack,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const FAMILY_ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/example:7";
const service = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ecs/service:Service", { taskDefinition: FAMILY_ARN, ...props }, { name: "web" });
const balanced = (containerName: string): VectorResource =>
  service({ loadBalancers: [{ containerName, containerPort: 80, targetGroupArn: UNKNOWN }] });
const finding = (container: string, index = 0, value = "not set"): string =>
  `Container "${container}": containerDefinitions[${index}].healthCheck.command is ${value}; expected a command that tells whether it works.`;
const healthy = { name: "web", healthCheck: { command: ["CMD-SHELL", "curl -f localhost"] } };

export default {
  pass: {
    "a health check": task([healthy]),
    "a sidecar that may end": task([healthy, { name: "init", essential: false }]),
    "behind a target group": stack(task([{ name: "web" }]), balanced("web")),
    "behind a target group, by a reference that is not known yet": stack(task([{ name: "web" }]), {
      ...balanced("web"),
      props: { ...balanced("web").props, taskDefinition: UNKNOWN },
      from: { taskDefinition: ["example"] },
    }),
    "a job that a schedule starts": stack(
      task([{ name: "job" }]),
      resource(
        "aws:scheduler/schedule:Schedule",
        { target: { arn: "cluster/main", ecsParameters: { taskDefinitionArn: FAMILY_ARN } } },
        { name: "nightly" },
      ),
    ),
  },
  fail: {
    "no health check": [task([{ name: "web" }]), [finding("web")]],
    "a check that is switched off": [
      nativeTask([{ name: "web", healthCheck: { command: ["NONE"] } }]),
      [finding("web", 0, '["NONE"]')],
    ],
    "a check without a command": [
      task([{ name: "web", healthCheck: { interval: 5 } }]),
      [finding("web")],
    ],
    "another container is behind the target group": [
      stack(task([{ name: "web" }, { name: "worker" }]), balanced("web")),
      [finding("worker", 1)],
    ],
    "a service without a target group": [
      stack(task([{ name: "web" }]), service({})),
      [finding("web")],
    ],
    "a service of another task": [
      stack(task([{ name: "web" }], { family: "other" }), balanced("web")),
      [finding("web")],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "the check waits": [
      nativeTask([{ name: "web", healthCheck: UNKNOWN }]),
      ["containerDefinitions[0].healthCheck"],
    ],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the check is a word": [
      task([{ name: "web", healthCheck: "curl" }]),
      ['Container "web": containerDefinitions[0].healthCheck is "curl"; expected an object.'],
    ],
  },
} satisfies Vectors;
