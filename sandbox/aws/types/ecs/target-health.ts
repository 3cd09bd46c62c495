/**
 * Whether a load balancer would find a service's tasks healthy. Looked at: the security groups on both sides, the zones,
 * and a health check's own port. Not looked at: what the container answers, which a simulator without containers cannot know.
 * Sentences: events as quoted in public issue trackers; reasons: ELB's TargetHealth.Description.
 */
import type { Call, Properties } from "../../resource-type";
import { allowed, rangeOf } from "../ec2/reachability";
import { SUBNET } from "../ec2/tokens";
import { balancersOf } from "../lb/actions";
import { LOAD_BALANCER, TARGET_GROUP } from "../lb/tokens";
import type { ContainerDefinition } from "./container";
import { items, object, text, texts } from "./records";
import { groupsOf } from "./task-network";

/** An unhealthy target as ECS tells of it, and what the simulator knows beyond that. */
export interface TargetFault {
  readonly port: number;
  readonly group: string;
  readonly reason: string;
  readonly detail: string;
}

const TIMED_OUT = "Request timed out";
const FAILED = "Health checks failed";
const ZONE = "Target is in an Availability Zone that is not enabled for the load balancer";

/** The first target that would never become healthy; undefined: all would. */
export function targetFault(
  service: Properties,
  containers: readonly ContainerDefinition[],
  call: Call,
): TargetFault | undefined {
  const network = object(service["networkConfiguration"]);
  // Tasks without a network interface of their own are reached by their instance's groups.
  if (network === undefined) return undefined;
  for (const entry of items(service["loadBalancers"])) {
    const advanced = object(entry["advancedConfiguration"]);
    for (const group of [
      text(entry["targetGroupArn"]),
      text(advanced?.["alternateTargetGroupArn"]),
    ]) {
      const fault =
        group && groupFault(group, Number(entry["containerPort"]), network, containers, call);
      if (fault) return fault;
    }
  }
  return undefined;
}

function groupFault(
  group: string,
  containerPort: number,
  network: Properties,
  containers: readonly ContainerDefinition[],
  call: Call,
): TargetFault | undefined {
  const check = object(call.account.get(TARGET_GROUP, group)?.["healthCheck"]);
  const given = text(check?.["port"]) ?? "traffic-port";
  const port = given === "traffic-port" ? containerPort : Number(given);
  const fault = (reason: string, detail: string) => ({
    port: containerPort,
    group,
    reason,
    detail,
  });
  const listens = containers.some(({ portMappings = [] }) =>
    portMappings.some((mapping) => mapping.containerPort === port),
  );
  if (!listens) {
    return fault(FAILED, `the health check asks port ${port}, which no container of the task maps`);
  }
  for (const arn of balancersOf(group, call)) {
    const balancer = call.account.get(LOAD_BALANCER, arn);
    for (const subnet of texts(network["subnets"])) {
      const found = balancer && between(balancer, subnet, network, port, call);
      if (found) return fault(found.reason, found.detail);
    }
  }
  return undefined;
}

/** What stands between a load balancer and a task in one of the service's subnets. */
function between(
  balancer: Properties,
  subnet: string,
  network: Properties,
  port: number,
  call: Call,
): { readonly reason: string; readonly detail: string } | undefined {
  const zone = (id: string) => call.account.get(SUBNET, id)?.["availabilityZone"];
  const own = texts(balancer["subnets"]);
  if (!own.map(zone).includes(zone(subnet))) {
    return { reason: ZONE, detail: `the load balancer has no subnet in the zone of ${subnet}` };
  }
  const from = texts(balancer["securityGroups"]);
  // A Network Load Balancer may have none, and then takes its clients' addresses.
  if (from.length === 0) return undefined;
  const to = groupsOf(network, subnet, call);
  if (!allowed(call, from, "egress", rangeOf(call, subnet), to, port)) {
    const detail = `the load balancer's security groups (${from.join(", ")}) let nothing out to port ${port} of the tasks`;
    return { reason: TIMED_OUT, detail };
  }
  const ranges = own.flatMap((id) => rangeOf(call, id));
  if (allowed(call, to, "ingress", ranges, from, port)) return undefined;
  const detail = `the tasks' security groups (${to.join(", ")}) let the load balancer not in to port ${port}`;
  return { reason: TIMED_OUT, detail };
}
