/**
 * What ECS does with the listener rules of a service that is not deployed task by task.
 * Sentences: "Troubleshooting Amazon ECS blue/green deployments" and "Migrating from CodeDeploy" (Developer Guide).
 */
import { isObject } from "../../../lib/values";
import type { Call, Properties } from "../../resource-type";
import { LISTENER, LISTENER_RULE } from "../lb/tokens";
import { items, text } from "./records";
import { deploymentRole, trafficOf, type Traffic } from "./strategy";
import { denial, type TaskRole } from "./task-role";

const NETWORKING = "Service deployment rolled back because of invalid networking configuration";

/** Where a rule's requests go: a target group and its weight. */
interface Share {
  readonly group: string;
  readonly weight: number;
}

/** A listener rule, or a Network Load Balancer's listener, whose actions stand under another name. */
interface Rule {
  readonly token: string;
  readonly property: "actions" | "defaultActions";
  readonly properties: Properties;
}

/** The rule that an ARN names. */
function ruleOf(arn: string, { account }: Call): Rule | undefined {
  const rule = account.get(LISTENER_RULE, arn);
  if (rule !== undefined) return { token: LISTENER_RULE, property: "actions", properties: rule };
  const listener = account.get(LISTENER, arn);
  return listener && { token: LISTENER, property: "defaultActions", properties: listener };
}

/** A single target group gets everything; a weight that is not given is 1 (API model: TargetGroupTuple). */
function sharesOf({ property, properties }: Rule): readonly Share[] {
  return items(properties[property]).flatMap((action) => {
    const { forward } = action;
    const weighted = isObject(forward) ? items(forward["targetGroups"]) : [];
    const only = text(action["targetGroupArn"]);
    if (weighted.length === 0) return only === undefined ? [] : [{ group: only, weight: 1 }];
    return weighted.map((item) => ({
      group: text(item["arn"]) ?? "",
      weight: Number(item["weight"] ?? 1),
    }));
  });
}

/** Whether a rule leads to a target group, with whatever weight; undefined: there is no such rule. */
export function leadsTo(rule: string, group: string, call: Call): boolean | undefined {
  const found = ruleOf(rule, call);
  return found && sharesOf(found).some((share) => share.group === group);
}

/**
 * The target groups that a service's tasks are in. Of two it is the one that gets the requests, with every strategy: ECS keeps
 * the load balancers of a service that turns to ROLLING, and the revision that serves ("Update the deployment strategy from
 * Amazon ECS blue/green to rolling update", Developer Guide). A single one has the tasks whether requests go there or not.
 */
export function groupsInUse(service: Properties, call: Call): readonly string[] {
  const pairs = trafficOf(service);
  return items(service["loadBalancers"]).flatMap((balancer) => {
    const group = text(balancer["targetGroupArn"]);
    if (group === undefined) return [];
    const pair = pairs.find(({ targetGroup }) => targetGroup === group);
    return pair ? servingOf(pair, call) : group;
  });
}

/** The one of two groups that a rule leads to; the first where the rule is not there or leads to neither. */
function servingOf({ targetGroup, alternate, production }: Traffic, call: Call): string {
  const rule = ruleOf(production, call);
  const serving = rule && sharesOf(rule).find(({ weight }) => weight > 0)?.group;
  return serving === alternate ? alternate : targetGroup;
}

/** Why a deployment cannot begin with the service's target groups, rules and role; undefined: it can. */
export function networkingFault(service: Properties, call: Call): string | undefined {
  for (const traffic of trafficOf(service)) {
    const fault = faultOf(traffic, call);
    if (fault !== undefined) return `${NETWORKING}${fault}`;
  }
  return undefined;
}

function faultOf(traffic: Traffic, call: Call): string | undefined {
  const { targetGroup, alternate, roleArn } = traffic;
  const role = deploymentRole(roleArn, SESSION, call);
  if (role === undefined || denial(role, call, "elasticloadbalancing:DescribeRules", "*")) {
    return `. ECS was unable to manage the ELB resources due to missing permissions on ECS Infrastructure Role '${roleArn}'.`;
  }
  const production = ruleOf(traffic.production, call);
  const test = traffic.test === undefined ? undefined : ruleOf(traffic.test, call);
  if (production === undefined || (traffic.test !== undefined && test === undefined)) {
    return ". One or more rules not found"; // as quoted in a public runbook
  }
  const shares = sharesOf(production);
  const linked = [...shares, ...(test ? sharesOf(test) : [])].map(({ group }) => group);
  const loose = [targetGroup, alternate].find((group) => !linked.includes(group));
  if (loose !== undefined) {
    return `: Target group ${loose} is not associated with either productionListenerRule or testListenerRule.`;
  }
  const serving = shares.filter(({ weight }) => weight > 0);
  const stranger = serving.find(({ group }) => group !== targetGroup && group !== alternate);
  if (stranger !== undefined) {
    return `. Production listener rule is forwarding traffic to unexpected target group ${stranger.group}. Expected traffic to be forwarded to either targetGroupArn: ${targetGroup} or alternateTargetGroupArn: ${alternate}`;
  }
  if (serving.length !== 1) {
    return `. productionListenerRule ${traffic.production} should have exactly one target group serving traffic but found ${serving.length} target groups which are serving traffic`;
  }
  return undefined;
}

/** Names of ECS's sessions with the role (Developer Guide: "… infrastructure IAM role for load balancers"). */
const SESSION = "ECSNetworkingWithELB";
const SCHEDULER = "ecs-service-scheduler";

/** Why the scheduler cannot put tasks into a target group; undefined: it can. */
export function registrationFault(service: Properties, call: Call): string | undefined {
  for (const { targetGroup, roleArn } of trafficOf(service)) {
    const role = deploymentRole(roleArn, SCHEDULER, call);
    const error = role && denial(role, call, "elasticloadbalancing:RegisterTargets", targetGroup);
    if (error !== undefined) {
      return `failed to register targets in target-group ${targetGroup.split("/").at(-2) ?? targetGroup} with (error ${error})`;
    }
  }
  return undefined;
}

/** The stage at which requests cannot be moved, and why; undefined: they can. */
export function shiftFault(
  service: Properties,
  call: Call,
): { readonly stage: string; readonly reason: string } | undefined {
  for (const { production, test, roleArn } of trafficOf(service)) {
    const role = deploymentRole(roleArn, SESSION, call);
    for (const [stage, arn] of [
      ["TEST_TRAFFIC_SHIFT", test],
      ["PRODUCTION_TRAFFIC_SHIFT", production],
    ] as const) {
      const reason = arn === undefined ? undefined : modifyFault(role, arn, call);
      if (reason !== undefined) return { stage, reason };
    }
  }
  return undefined;
}

function modifyFault(role: TaskRole | undefined, arn: string, call: Call): string | undefined {
  const action = arn.includes(":listener-rule/") ? "ModifyRule" : "ModifyListener";
  return role && denial(role, call, `elasticloadbalancing:${action}`, arn);
}

/**
 * Moves the requests to the group that had none, as a finished deployment leaves them; test requests go with them. A rule
 * with a single target group becomes one with weights (seen live, go-to-k/cdk-real-drift issue 1730, where a service's
 * first deployment too ends at the alternate group).
 */
export function shiftTraffic(service: Properties, call: Call): void {
  for (const traffic of trafficOf(service)) {
    const { targetGroup, alternate, production, test } = traffic;
    if (ruleOf(production, call) === undefined) continue;
    const next = servingOf(traffic, call) === alternate ? targetGroup : alternate;
    for (const arn of [production, ...(test === undefined ? [] : [test])]) {
      forwardTo(arn, next, [targetGroup, alternate], call);
    }
  }
}

function forwardTo(arn: string, next: string, pair: readonly string[], call: Call): void {
  const rule = ruleOf(arn, call);
  if (rule === undefined) return;
  const known = sharesOf(rule).map(({ group }) => group);
  const groups = [...new Set([...known.filter((group) => pair.includes(group)), ...pair])];
  const weights = groups.map((group) => ({ arn: group, weight: group === next ? 100 : 0 }));
  const actions = items(rule.properties[rule.property]).map((action) => {
    if (action["type"] !== "forward") return action;
    const { forward } = action;
    const weighted = { ...(isObject(forward) && forward), targetGroups: weights };
    const others = Object.entries(action).filter(([name]) => name !== "targetGroupArn");
    return { ...Object.fromEntries(others), forward: weighted };
  });
  call.account.put(rule.token, arn, { ...rule.properties, [rule.property]: actions });
}
