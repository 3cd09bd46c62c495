/** How a service replaces its tasks, and what it names for that. */
import type { Call, Properties } from "../../resource-type";
import { roleByArn } from "../iam/permissions";
import { items, object, text } from "./records";
import { trusts, type TaskRole } from "./task-role";

/** Who assumes the roles of a service's deployments (Developer Guide, "Troubleshooting Amazon ECS blue/green deployments"). */
const ECS = "ecs.amazonaws.com";

/** `ROLLING`, `BLUE_GREEN`, `CANARY` or `LINEAR`. */
export function strategyOf(service: Properties): string {
  return text(object(service["deploymentConfiguration"])?.["strategy"]) ?? "ROLLING";
}

/** Where ECS moves the requests of one container's port. */
export interface Traffic {
  readonly targetGroup: string;
  readonly alternate: string;
  /** A listener rule; a Network Load Balancer's listener. */
  readonly production: string;
  readonly test: string | undefined;
  readonly roleArn: string;
}

/** One for each load balancer with an advanced configuration. */
export function trafficOf(service: Properties): readonly Traffic[] {
  return items(service["loadBalancers"]).flatMap((balancer) => {
    const advanced = object(balancer["advancedConfiguration"]);
    if (advanced === undefined) return [];
    return {
      targetGroup: text(balancer["targetGroupArn"]) ?? "",
      alternate: text(advanced["alternateTargetGroupArn"]) ?? "",
      production: text(advanced["productionListenerRule"]) ?? "",
      test: text(advanced["testListenerRule"]),
      roleArn: text(advanced["roleArn"]) ?? "",
    };
  });
}

/**
 * A role as ECS uses it for a deployment; undefined: there is none that ECS may assume. Which `aws:SourceArn` ECS gives
 * is not documented, so a condition on it is not judged.
 *
 * @param session Its name in CloudTrail.
 */
export function deploymentRole(arn: string, session: string, call: Call): TaskRole | undefined {
  const role = roleByArn(call.account, arn);
  return role !== undefined && trusts(role, ECS, call) ? { arn, role, taskId: session } : undefined;
}
