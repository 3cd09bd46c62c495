import { isObject } from "../../../lib/values";
import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { bags, isArn, textOf } from "../ec2/inputs";
import { actionFaults, isApplicationBalancer, requireActions } from "./actions";
import { conditionFaults, valuesIn } from "./conditions";
import { listenerOf } from "./lookups";
import { sameActions, withDefaults } from "./same-actions";
import { LISTENER, LISTENER_RULE, refuse } from "./tokens";

/** API model elasticloadbalancingv2 2015-12-01: RulePriority. */
const PRIORITY = { least: 1, most: 50000 };
/** Quotas for Application Load Balancers: rules per load balancer (without the default ones), condition values per rule. */
const MAX_RULES = 100;
const MAX_VALUES = 5;

export const listenerRule: ResourceType = {
  token: LISTENER_RULE,
  source: [
    "API model elasticloadbalancingv2 2015-12-01: CreateRule, ModifyRule, SetRulePriorities",
    "terraform-provider-aws internal/service/elbv2/listener_rule.go",
    "User Guide for Application Load Balancers: quotas",
  ],
  required: ["actions", "conditions", "listenerArn"],
  forceNew: ["listenerArn"],
  optionalComputed: ["priority"],
  sets: ["conditions"],
  same: { actions: sameActions },
  // ECS moves the weights of blue/green deployments.
  sentWhenChanged: ["actions"],
  taggable: true,
  check: (inputs, unknown) => [
    ...isArn("listenerArn")(inputs, unknown),
    ...priorityFaults(inputs),
    ...actionFaults("actions", inputs, unknown),
    ...conditionFaults(inputs, unknown),
  ],
  create: (inputs, call) => {
    const operation = "CreateRule";
    const listenerArn = textOf(inputs, "listenerArn");
    listenerOf(listenerArn, operation, call);
    const id = `${listenerArn.replace(":listener/", ":listener-rule/")}/${call.hex(16)}`;
    const priority = inputs["priority"] ?? highest(listenerArn, call) + 1;
    requireRoom(listenerArn, operation, call);
    requireRule(id, { ...inputs, priority }, operation, call);
    return { id, outputs: { arn: id, priority, ...computed(inputs) } };
  },
  update: (id, inputs, old, call) => {
    const priority = inputs["priority"] ?? old["priority"];
    requireRule(id, { ...inputs, priority }, "ModifyRule", call);
    return { priority, ...computed(inputs) };
  },
};

function computed(inputs: Properties): Properties {
  return { actions: withDefaults(bags(inputs, "actions")) };
}

function priorityFaults({ priority }: Properties): CheckFailure[] {
  if (priority === undefined) return [];
  const value = Number(priority);
  if (Number.isInteger(value) && value >= PRIORITY.least && value <= PRIORITY.most) return [];
  const reason = `"priority" must be in the range ${PRIORITY.least}-${PRIORITY.most}, got ${JSON.stringify(priority)}`;
  return [{ property: "priority", reason }];
}

function rulesOf(listenerArn: string, { account }: Call) {
  return account
    .list(LISTENER_RULE)
    .filter(({ properties }) => properties["listenerArn"] === listenerArn);
}

function highest(listenerArn: string, call: Call): number {
  const taken = rulesOf(listenerArn, call).map(({ properties }) => Number(properties["priority"]));
  return Math.max(0, ...taken);
}

function requireRoom(listenerArn: string, operation: string, call: Call): void {
  const balancer = call.account.get(LISTENER, listenerArn)?.["loadBalancerArn"];
  const rules = call.account
    .list(LISTENER)
    .filter(({ properties }) => properties["loadBalancerArn"] === balancer)
    .flatMap(({ id }) => rulesOf(id, call));
  if (rules.length < MAX_RULES) return;
  refuse(
    operation,
    "TooManyRules",
    `The maximum number of rules on load balancer '${String(balancer)}' has been reached (${MAX_RULES})`,
  );
}

function requireRule(id: string, inputs: Properties, operation: string, call: Call): void {
  const listenerArn = textOf(inputs, "listenerArn");
  const listener = listenerOf(listenerArn, operation, call);
  const balancerArn = textOf(listener, "loadBalancerArn");
  if (!isApplicationBalancer(balancerArn)) {
    refuse(
      operation,
      "InvalidConfigurationRequest",
      "Rules are not supported on listeners of network load balancers", // own wording
    );
  }
  const { priority } = inputs;
  const taken = rulesOf(listenerArn, call).find(
    ({ id: other, properties }) => other !== id && properties["priority"] === priority,
  );
  if (taken !== undefined) {
    refuse(operation, "PriorityInUse", `Priority '${String(priority)}' is currently in use`);
  }
  const values = bags(inputs, "conditions").flatMap(valuesIn);
  if (values.length > MAX_VALUES) {
    refuse(
      operation,
      "ValidationError",
      `A rule can only have '${MAX_VALUES}' condition values, got ${values.length}`,
    );
  }
  const scene = { balancerArn, port: listener["port"], protocol: textOf(listener, "protocol") };
  const actions = bags(inputs, "actions");
  // A rule that matches by host or path may redirect to the same place with another of the two.
  const isNarrow = isObject(actions[0]) && values.length > 0;
  requireActions(actions, isNarrow ? { ...scene, port: undefined } : scene, operation, call);
}
