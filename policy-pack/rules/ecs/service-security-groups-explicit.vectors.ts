import { eventTarget, nativeService, pipe, schedule, service } from "../../lib/runs.vectors";
import { express, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const finding = (at: string, value = "not set"): string =>
  `${at}securityGroups is ${value}; expected at least one security group.`;

export default {
  pass: {
    "a group": service({ subnets: [UNKNOWN], securityGroups: ["sg-1"] }),
    "a group that is not known yet": service({ subnets: [UNKNOWN], securityGroups: [UNKNOWN] }),
    "a service without a network of its own": resource("aws:ecs/service:Service", {}),
    "an aws-native service": nativeService({ securityGroups: [UNKNOWN] }),
    "a pipe": pipe({ securityGroups: ["sg-1"] }),
    "an Express service": express(
      { image: "web" },
      { networkConfigurations: [{ subnets: UNKNOWN, securityGroups: [UNKNOWN] }] },
    ),
  },
  fail: {
    "no group": [service({ subnets: [UNKNOWN] }), [finding("networkConfiguration.")]],
    "an empty list": [
      service({ subnets: [UNKNOWN], securityGroups: [] }),
      [finding("networkConfiguration.", "[]")],
    ],
    "an empty name": [
      service({ subnets: [UNKNOWN], securityGroups: [""] }),
      [finding("networkConfiguration.", '[""]')],
    ],
    "a task set": [
      resource("aws:ecs/taskSet:TaskSet", { networkConfiguration: { subnets: UNKNOWN } }),
      [finding("networkConfiguration.")],
    ],
    "an aws-native service": [
      nativeService({ subnets: UNKNOWN }),
      [finding("networkConfiguration.awsvpcConfiguration.")],
    ],
    "a schedule": [
      schedule({ subnets: UNKNOWN }),
      [finding("target.ecsParameters.networkConfiguration.")],
    ],
    "an event target": [
      eventTarget({ subnets: UNKNOWN }),
      [finding("ecsTarget.networkConfiguration.")],
    ],
    "an Express service": [
      express({ image: "web" }, { networkConfigurations: [{ subnets: UNKNOWN }] }),
      [finding("networkConfigurations.")],
    ],
    "an Express service in AWS's default network": [
      express({ image: "web" }),
      [finding("networkConfigurations.")],
    ],
    "an Express service of aws-native": [
      resource("aws-native:ecs:ExpressGatewayService", { primaryContainer: { image: "web" } }),
      [finding("networkConfiguration.")],
    ],
  },
  unknown: {
    "the list waits": [
      service({ subnets: [UNKNOWN], securityGroups: UNKNOWN }),
      ["networkConfiguration.securityGroups"],
    ],
  },
  malformed: {
    "the network is a word": [
      service("private"),
      ['networkConfiguration is "private"; expected an object.'],
    ],
  },
} satisfies Vectors;
