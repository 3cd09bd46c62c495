/** Configuration keys of what services run on. */
import { choice, integer, optional, own, text } from "./setting";

/** Fargate, or instances. */
export const CAPACITY_SETTINGS = {
  capacity: choice(["fargate", "ec2"], {
    key: own("capacity"),
    default: "fargate",
    description:
      "What services and one-off tasks run on: Fargate, or the cluster's own instances, on which tasks share a kernel.",
  }),
  onDemandBase: integer(0, 1000, {
    key: own("onDemandBase"),
    default: "1",
    unit: "tasks",
    description:
      "How many tasks of a service run on demand before the weights count; on Fargate only, like the weights.",
  }),
  onDemandWeight: integer(0, 1000, {
    key: own("onDemandWeight"),
    default: "1",
    description: "Share of on-demand Fargate beyond the base.",
  }),
  spotWeight: integer(0, 1000, {
    key: own("spotWeight"),
    default: "0",
    description:
      "Share of Fargate Spot beyond the base: about a third of the price, can be taken away.",
  }),
  minInstances: integer(0, 100, {
    key: own("minInstances"),
    default: "1",
    unit: "instances",
    description: "How many instances the cluster has at least, if it may have any.",
  }),
  maxInstances: integer(0, 100, {
    key: own("maxInstances"),
    default: "0",
    unit: "instances",
    description:
      "How many instances the cluster may have; 0: none. On the way back to Fargate first the services leave them (cruddur:capacity), then, in a second update, they go.",
  }),
  instanceType: optional(
    text(/^[a-z0-9-]+\.[a-z0-9]+$/, "an EC2 instance type such as t3.medium", {
      key: own("instanceType"),
      description:
        "The instances' type, of the processor of cruddur:architecture. Not set: t3.medium, or t4g.medium for ARM64.",
    }),
  ),
} as const;
