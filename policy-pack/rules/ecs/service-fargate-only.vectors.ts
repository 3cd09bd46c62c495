import {
  nativeTask,
  resource,
  task,
  UNKNOWN,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const EXPECTED = 'expected "FARGATE" or "FARGATE_SPOT".';
const ONLY = "is for instances; expected tasks on Fargate only.";
const web = [{ name: "web" }];
const service = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ecs/service:Service", props);
const strategies = (...names: string[]): Record<string, unknown> => ({
  capacityProviderStrategies: names.map((capacityProvider) => ({ capacityProvider })),
});

export default {
  pass: {
    "a task for Fargate": task(web),
    "a service on Fargate": service({ launchType: "FARGATE" }),
    "a service on Fargate Spot": service(strategies("FARGATE", "FARGATE_SPOT")),
    "the cluster's capacity": resource(
      "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
      {
        capacityProviders: ["FARGATE"],
        defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
      },
    ),
  },
  fail: {
    "a task that may run on both": [
      task(web, { requiresCompatibilities: ["FARGATE", "EC2"] }),
      [`requiresCompatibilities[1] is "EC2"; ${EXPECTED}`],
    ],
    "a task that does not say": [
      task(web, { requiresCompatibilities: null }),
      [`requiresCompatibilities is not set; ${EXPECTED}`],
    ],
    "an aws-native task": [
      nativeTask(web, { requiresCompatibilities: ["EXTERNAL"] }),
      [`requiresCompatibilities[0] is "EXTERNAL"; ${EXPECTED}`],
    ],
    "a service on instances": [
      service({ launchType: "EC2" }),
      [`launchType is "EC2"; ${EXPECTED}`],
    ],
    "a service that does not say": [service({}), [`launchType is not set; ${EXPECTED}`]],
    "a service with capacity of one's own": [
      service(strategies("FARGATE", "hosts")),
      [`capacityProviderStrategies[1].capacityProvider is "hosts"; ${EXPECTED}`],
    ],
    "an aws-native service": [
      resource("aws-native:ecs:Service", {
        capacityProviderStrategy: [{ capacityProvider: "hosts" }],
      }),
      [`capacityProviderStrategy[0].capacityProvider is "hosts"; ${EXPECTED}`],
    ],
    "a schedule": [
      resource("aws:scheduler/schedule:Schedule", {
        target: { ecsParameters: { launchType: "EC2" } },
      }),
      [`target.ecsParameters.launchType is "EC2"; ${EXPECTED}`],
    ],
    "a cluster with capacity of one's own": [
      resource("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", {
        capacityProviders: ["hosts"],
        defaultCapacityProviderStrategies: [{ capacityProvider: "hosts" }],
      }),
      [
        `capacityProviders[0] is "hosts"; ${EXPECTED}`,
        `defaultCapacityProviderStrategies[0].capacityProvider is "hosts"; ${EXPECTED}`,
      ],
    ],
    "capacity of one's own": [
      resource("aws:ecs/capacityProvider:CapacityProvider", {
        autoScalingGroupProvider: { autoScalingGroupArn: UNKNOWN },
      }),
      [`autoScalingGroupProvider ${ONLY}`],
    ],
    "managed instances": [
      resource("aws-native:ecs:CapacityProvider", { managedInstancesProvider: {} }),
      [`managedInstancesProvider ${ONLY}`],
    ],
    "a daemon": [
      resource("aws:ecs/daemon:Daemon", { capacityProviderArns: [UNKNOWN] }),
      [`capacityProviderArns ${ONLY}`],
    ],
  },
  unknown: {
    "the launch type waits": [service({ launchType: UNKNOWN }), ["launchType"]],
    "one provider waits, the other is found": [
      service(strategies(UNKNOWN, "hosts")),
      ["capacityProviderStrategies[0].capacityProvider"],
      {
        findings: [`capacityProviderStrategies[1].capacityProvider is "hosts"; ${EXPECTED}`],
      },
    ],
  },
  malformed: {
    "a strategy is a word": [
      service({ capacityProviderStrategies: ["FARGATE"] }),
      ['capacityProviderStrategies[0] is "FARGATE"; expected an object.'],
    ],
  },
} satisfies Vectors;
