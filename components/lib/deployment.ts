import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  absent,
  type Check,
  type Checks,
  every,
  fields,
  input,
  isRecord,
  list,
  number,
  oneOf,
  optional,
  shown,
  text,
  whole,
} from "./checks";
import {
  type DeploymentHook,
  HOOK_MINUTES,
  HOOKS,
  lifecycleHooks,
  NO_HOOKS,
} from "./deployment-hooks";
import { refuse } from "./faults";

const STRATEGIES = ["ROLLING", "BLUE_GREEN", "CANARY", "LINEAR"] as const;

/** How a new revision takes over from the old one. */
export interface DeploymentArgs {
  /**
   * `ROLLING` starts new tasks and stops old ones as they become healthy. The others start all new tasks beside the old
   * ones and move requests: `BLUE_GREEN` at once, `CANARY` a part first, `LINEAR` part by part. Default `ROLLING`.
   */
  readonly strategy?: (typeof STRATEGIES)[number];
  /** Minutes that the old tasks stay after the last move, for a quick way back, 0 to 1440. Default 5; not for `ROLLING`. */
  readonly bakeMinutes?: number;
  /** Percent of the requests of a part: `CANARY` 0.1 to 100, `LINEAR` 3 to 100. Default 10; for these two only. */
  readonly stepPercent?: number;
  /** Minutes between two parts, 0 to 1440. Default 5; for `CANARY` and `LINEAR` only. */
  readonly stepMinutes?: number;
  /** Lambda functions that have to agree before a deployment goes on; not for `ROLLING`. Default: none. */
  readonly hooks?: readonly DeploymentHook[];
  /**
   * CloudWatch alarms by name; one that goes off during a deployment, or while the old tasks stay, rolls it back. Once some
   * were given, ECS keeps the last ones when there are none any more: the provider does not send an empty list. Default: none.
   */
  readonly alarmNames?: readonly pulumi.Input<string>[];
  /**
   * Who decides which revision runs. `pipeline`: something else deploys revisions of its own making, so this program
   * registers its revision, but leaves the service's alone, and does not verify it. Default `pulumi`.
   */
  readonly by?: "pulumi" | "pipeline";
}

const BAKE_MINUTES = 5;
const STEP_PERCENT = 10;
const STEP_MINUTES = 5;

/**
 * The strategy as ECS takes it. A rolling deployment says so too: the provider takes a configuration that is not given for
 * one that does not change, and a service could never turn back.
 *
 * @param hookRoleArn With hooks: by which role ECS asks them.
 */
export function deploymentConfiguration(
  args: DeploymentArgs,
  hookRoleArn?: pulumi.Input<string>,
): aws.types.input.ecs.ServiceDeploymentConfiguration {
  const { strategy = "ROLLING", bakeMinutes = BAKE_MINUTES } = args;
  const { stepPercent = STEP_PERCENT, stepMinutes = STEP_MINUTES, hooks = [] } = args;
  if (strategy === "ROLLING") return { strategy, bakeTimeInMinutes: "0" };
  const minutes = String(stepMinutes);
  return {
    strategy,
    bakeTimeInMinutes: String(bakeMinutes),
    ...(strategy === "CANARY" && {
      canaryConfiguration: { canaryPercent: stepPercent, canaryBakeTimeInMinutes: minutes },
    }),
    ...(strategy === "LINEAR" && {
      linearConfiguration: { stepPercent, stepBakeTimeInMinutes: minutes },
    }),
    ...(hookRoleArn && { lifecycleHooks: lifecycleHooks(hooks, hookRoleArn) }),
  };
}

/** Minutes for which the provider waits by itself: terraform-provider-aws, internal/service/ecs/service.go. */
const PROVIDER_MINUTES = 20;

/** How long an update waits: what the deployment's steps, bake time and hooks take by design, on top of the usual. */
export function deploymentTimeouts(args: DeploymentArgs): pulumi.CustomTimeouts | undefined {
  const { strategy = "ROLLING", bakeMinutes = BAKE_MINUTES, hooks = [] } = args;
  const { stepPercent = STEP_PERCENT, stepMinutes = STEP_MINUTES } = args;
  if (strategy === "ROLLING") return undefined;
  const moves = { BLUE_GREEN: 1, CANARY: 2, LINEAR: Math.ceil(100 / stepPercent) }[strategy];
  const asked = hooks.map(
    // ECS asks at this stage at every move.
    ({ stages, minutes = HOOK_MINUTES }) =>
      minutes * (stages.length + (stages.includes("PRODUCTION_TRAFFIC_SHIFT") ? moves - 1 : 0)),
  );
  const all = [PROVIDER_MINUTES, bakeMinutes, (moves - 1) * stepMinutes, ...asked];
  const minutes = `${all.reduce((sum, one) => sum + one, 0)}m`;
  return { create: minutes, update: minutes };
}

const MINUTES = whole(0, 1440);

/** An alarm by its name. API model monitoring 2010-08-01, AlarmName. */
const ALARM_NAME = text(/^\P{Cc}{1,255}$/u, "the name of an alarm, of 1 to 255 characters");

const TENTHS: Check = (what, value) =>
  Number((value as number).toFixed(1)) === value
    ? []
    : [`${what} ${shown(value)} has too many digits; choose a multiple of 0.1`];

/** How new revisions take over; ranges as in the ECS API reference, DeploymentConfiguration. */
export const DEPLOYMENT: Check = (what, value) => {
  const { strategy: given = "ROLLING" } = isRecord(value) ? value : {};
  // Beside an unknown one anything may be right.
  const strategy = STRATEGIES.find((known) => known === given);
  const goesWith = (strategies: readonly string[], check: Check) =>
    strategy === undefined || strategies.includes(strategy)
      ? optional(check)
      : absent(`does not go with strategy ${strategy}`);
  const percent = number(strategy === "LINEAR" ? 3 : 0.1, 100);
  const checks: Checks<DeploymentArgs> = {
    strategy: optional(oneOf(STRATEGIES)),
    bakeMinutes: goesWith(["BLUE_GREEN", "CANARY", "LINEAR"], MINUTES),
    stepMinutes: goesWith(["CANARY", "LINEAR"], MINUTES),
    stepPercent: goesWith(["CANARY", "LINEAR"], every(percent, TENTHS)),
    hooks: optional(strategy === "ROLLING" ? NO_HOOKS : HOOKS),
    alarmNames: optional(list(input(ALARM_NAME))),
    by: optional(oneOf(["pulumi", "pipeline"])),
  };
  return fields(checks)(what, value);
};

/** What is read of a service after a deployment. */
export type DeployedService = Pick<
  aws.ecs.GetServiceResult,
  "taskDefinition" | "deployments" | "events"
>;

/**
 * Fails the update unless the service's primary deployment runs our revision. On its own, not part of an output: the
 * SDK wraps what goes wrong in an output, and its stack trace with it.
 */
export function verifyDeployment(
  who: string,
  service: aws.ecs.Service,
  taskDefinitionArn: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  const deployed = aws.ecs.getServiceOutput(
    { clusterArn: service.cluster, serviceName: service.name },
    { parent, dependsOn: [service] },
  );
  pulumi.all([deployed, taskDefinitionArn]).apply(([running, expected]) => {
    const fault = deploymentFault(running, expected);
    refuse(who, fault === undefined ? [] : [fault]);
  });
}

/**
 * Why a deployment that ECS calls steady is not ours. The circuit breaker rolls back to the previous task definition,
 * and a service that is steady on the previous one looks like a success.
 *
 * @returns A sentence without a full stop, with the latest events; nothing when our task definition runs.
 */
export function deploymentFault(service: DeployedService, expected: string): string | undefined {
  const primary = service.deployments.find((deployment) => deployment.status === "PRIMARY");
  const running = primary?.taskDefinition ?? service.taskDefinition;
  if (running === expected) return undefined;
  const events = [...service.events]
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .slice(0, 5)
    .map((event) => `\n  ${event.message.replace(/\.$/, "")}`);
  return [
    `ECS rolled the deployment of ${revision(expected)} back: ${revision(running)} is running`,
    "; mend the cause, then run `pulumi up --refresh`",
    events.length > 0 ? `; latest events:${events.join("")}` : "",
  ].join("");
}

/** `family:7` of a task definition's ARN. */
function revision(taskDefinitionArn: string): string {
  return taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf("/") + 1);
}
