/**
 * What CreateService and UpdateService refuse of load balancers and hooks of a deployment.
 * Sentences: "Troubleshooting Amazon ECS blue/green deployments" (Developer Guide, errors of the synchronous path), except
 * where a comment says that the wording is ours.
 *
 * Accepted, because acceptance tests of terraform-provider-aws do it: the circuit breaker with every strategy, canary and
 * linear without a load balancer, an advanced configuration that stays when a service turns to ROLLING, hooks with ROLLING.
 * Accepted too: BLUE_GREEN without a bake time, which the API model asks for and AWS's CDK leaves out by default.
 */
import type { Call, Properties } from "../../resource-type";
import { hooksOf } from "./lifecycle-hooks";
import { items, object, text, texts } from "./records";
import type { ServiceRequest } from "./service-rules";
import { strategyOf, trafficOf, type Traffic } from "./strategy";
import { firstDuplicate } from "./task-rule";
import { leadsTo } from "./traffic";

type Refuse = ServiceRequest["refuse"];

/** Refuses the load balancers as far as the strategy is concerned, and the hooks. */
export function requireTraffic({ service, refuse }: ServiceRequest, call: Call): void {
  const balancers = items(service["loadBalancers"]);
  const shifts = strategyOf(service) !== "ROLLING";
  const advanced = balancers.filter((item) => object(item["advancedConfiguration"]) !== undefined);
  const classic = balancers.filter((item) => text(item["elbName"]) !== undefined);
  if (classic.length > 0 && classic.length < balancers.length) {
    throw refuse(
      "All loadBalancers must be strictly either ELBv1 (defining loadBalancerName) or ELBv2 (defining targetGroupArn)",
    );
  }
  if (classic.some((item) => advanced.includes(item))) {
    throw refuse("advancedConfiguration field is not allowed with ELBv1 loadBalancers");
  }
  if (advanced.length > 0 && advanced.length < balancers.length) {
    throw refuse(
      "Either all or none of the provided loadBalancers must have advancedConfiguration defined",
    );
  }
  if (shifts && advanced.length < balancers.length) {
    throw refuse(
      "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy",
    );
  }
  for (const traffic of trafficOf(service)) requireRules(traffic, shifts, refuse, call);
  if (shifts) requireDistinct(service, refuse);
  requireSteps(service, refuse);
  for (const hook of hooksOf(service)) requireHook(hook, refuse);
}

/** Multiples of 0.1 (API model); the provider sends 0 where the percentage is left out. Our wording. */
function requireSteps(service: Properties, refuse: Refuse): void {
  const configuration = object(service["deploymentConfiguration"]) ?? {};
  const steps = [
    ["canaryConfiguration", "canaryPercent", 0.1],
    ["linearConfiguration", "stepPercent", 3],
  ] as const;
  for (const [block, name, least] of steps) {
    const given = object(configuration[block]);
    const percent = Number(given?.[name] ?? 0);
    const isTenth = Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-6;
    if (given !== undefined && !(isTenth && percent >= least && percent <= 100)) {
      throw refuse(
        `${name} must be a multiple of 0.1 from ${least.toFixed(1)} to 100.0. Got: ${percent}`,
      );
    }
  }
}

/** A listener rule of an Application Load Balancer, or a Network Load Balancer's listener. */
const RULE_ARN = /:listener-rule\/app\/|:listener\/net\//;

function requireRules(traffic: Traffic, shifts: boolean, refuse: Refuse, call: Call): void {
  const { production, test, targetGroup, alternate } = traffic;
  const named = [
    ["productionListenerRule", production],
    ["testListenerRule", test],
  ] as const;
  for (const [name, arn] of named) {
    if (arn !== undefined && !RULE_ARN.test(arn)) {
      throw refuse(
        `${name} has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${arn}`,
      );
    }
  }
  if (production === test) {
    throw refuse(
      `The following rules cannot be used as both production and test listener rules: ${production}`,
    );
  }
  if (!shifts || test !== undefined || !production.includes("/app/")) return;
  if ([targetGroup, alternate].some((group) => leadsTo(production, group, call) === false)) {
    throw refuse(
      "For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup",
    );
  }
}

/** The guide asks for a target group of its own in every entry; that a group is not its own alternate is our reading. */
function requireDistinct(service: Properties, refuse: Refuse): void {
  const groups = trafficOf(service).flatMap(({ targetGroup, alternate }) => [
    targetGroup,
    alternate,
  ]);
  const twice = firstDuplicate(groups);
  if (twice !== undefined) throw refuse(`Duplicate targetGroupArn found: ${twice}`);
}

const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
/** API model: DeploymentLifecycleHook. */
const NEVER_PAUSED = ["TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"];

function requireHook(hook: Properties, refuse: Refuse): void {
  const stages = texts(hook["lifecycleStages"]);
  // Our wording, of what the API model says must be given.
  if (stages.length === 0) throw refuse("lifecycleStages must be provided for a lifecycle hook.");
  if (hook["targetType"] === "PAUSE") {
    if (stages.some((stage) => NEVER_PAUSED.includes(stage))) {
      throw refuse("Invalid lifecycle stage provided for Pause Hook");
    }
    return;
  }
  const target = text(hook["hookTargetArn"]);
  if (target === undefined || !FUNCTION_ARN.test(target)) {
    // Our wording.
    throw refuse(`hookTargetArn must be the ARN of a Lambda function. Got: ${target ?? "none"}`);
  }
  // Our wording.
  if (text(hook["roleArn"]) === undefined) throw refuse("roleArn must be provided for a hook.");
}
