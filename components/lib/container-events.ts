/** What ECS itself reports about the tasks of a cluster. Source: ECS Developer Guide, "Amazon ECS events". */
import type { Account } from "./account";
import type { AlertRule } from "./alert-rule";
import { arnOf } from "./iam-documents";

/** Services that could not be what they should, by `eventName`; ECS marks both lists as errors or warnings. */
const DEPLOYMENT_FAILURES = ["SERVICE_DEPLOYMENT_FAILED"];
const SERVICE_FAILURES = [
  "SERVICE_TASK_PLACEMENT_FAILURE",
  "SERVICE_TASK_CONFIGURATION_FAILURE",
  "SERVICE_TASK_START_IMPAIRED",
  "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY",
  "ECS_OPERATION_THROTTLED",
];

/**
 * The rules by what they are for. Tasks that deployments, scaling or Spot end are left out; so are one-off tasks, whose
 * exit code goes to whoever ran them.
 */
export function containerEventRules(
  account: Account,
  cluster: string,
): Record<"deployments" | "services" | "tasks", AlertRule> {
  const services = [{ prefix: arnOf(account, "ecs", `service/${cluster}/`) }];
  const ofServices = (detailType: string, eventName: readonly string[]) => ({
    source: ["aws.ecs"],
    "detail-type": [detailType],
    resources: services,
    detail: { eventName },
  });
  const service = "$.resources[0]";
  return {
    deployments: {
      description: "ECS gave a deployment up and rolls it back",
      pattern: ofServices("ECS Deployment State Change", DEPLOYMENT_FAILURES),
      paths: { service, event: "$.detail.eventName", reason: "$.detail.reason" },
      message: "<event>: <service>. <reason>",
    },
    services: {
      description: "ECS cannot start or place the tasks of a service",
      pattern: ofServices("ECS Service Action", SERVICE_FAILURES),
      paths: { service, event: "$.detail.eventName" },
      message: "<event>: <service>. Look at the events of the service.",
    },
    tasks: {
      description: "A task of a service ended by itself: out of memory, an exit, no start, or ill",
      pattern: {
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
          clusterArn: [arnOf(account, "ecs", `cluster/${cluster}`)],
          group: [{ prefix: "service:" }],
          lastStatus: ["STOPPED"],
          $or: [
            { stopCode: ["EssentialContainerExited", "TaskFailedToStart"] },
            // Health checks: ECS's scheduler ends the task, and says why.
            { stoppedReason: [{ prefix: "Task failed" }] },
            { containers: { reason: [{ prefix: "OutOfMemory" }] } },
          ],
        },
      },
      paths: {
        group: "$.detail.group",
        task: "$.detail.taskArn",
        code: "$.detail.stopCode",
        reason: "$.detail.stoppedReason",
      },
      message: "<code>: a task of <group> stopped. <reason> <task>",
    },
  };
}
