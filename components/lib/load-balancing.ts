/** A service's part in load balancing. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BlueGreenRouting } from "../load-balancer-target";
import type { Account } from "./account";
import { arn } from "./aws-checks";
import { type Check, fields, input, isRecord, named, optional } from "./checks";
import type { DeploymentArgs } from "./deployment";
import { quote } from "./faults";
import { plainTrustOf } from "./iam-documents";
import { ingressPeerOf, type Peer, PEER_NAME } from "./peers";
import { REQUEST_SOURCE, type RequestSource } from "./request-metric";

/** Where a load balancer sends a service's requests; a `LoadBalancerTarget` is one. */
export interface TargetReference {
  /** The target group; it has to belong to a load balancer by then. */
  readonly targetGroupArn: pulumi.Input<string>;
  /** The load balancer's security group, and the container's port. */
  readonly peer: Peer;
  /** For scaling by requests. Default: the service cannot be scaled by them. */
  readonly requests?: RequestSource;
  /** How requests move between the two groups of a blue/green, canary or linear deployment. */
  readonly blueGreen?: BlueGreenRouting;
}

/** Targets by name, such as `{ public: target }`. */
export type Targets = Readonly<Record<string, TargetReference>>;

/** The targets as ECS takes them. */
export function loadBalancers(
  targets: Targets,
  container: { readonly name: string; readonly port: number | undefined },
  roleArn: pulumi.Output<string> | undefined,
): aws.types.input.ecs.ServiceLoadBalancer[] {
  return Object.values(targets).map(({ targetGroupArn, blueGreen }) => ({
    targetGroupArn,
    containerName: container.name,
    containerPort: container.port ?? 0,
    ...(blueGreen && roleArn && { advancedConfiguration: { ...blueGreen, roleArn } }),
  }));
}

/** The peers that targets bring along. */
export function targetPeers(targets: Targets): Record<string, Peer> {
  return Object.fromEntries(Object.entries(targets).map(([name, { peer }]) => [name, peer]));
}

/** Where the targets' requests are counted. */
export function requestSources(targets: Targets): RequestSource[] {
  return Object.values(targets).flatMap(({ requests }) => requests ?? []);
}

/** Whether ECS moves requests between target groups by itself. */
export function shiftsTraffic(deployment: DeploymentArgs): boolean {
  return (deployment.strategy ?? "ROLLING") !== "ROLLING";
}

/**
 * The role by which ECS moves requests between target groups. Trust and policy are AWS's own: ECS Developer Guide,
 * infrastructure role for load balancers.
 */
export function trafficRole(
  name: string,
  account: Account,
  permissionsBoundary: string | undefined,
  opts: pulumi.CustomResourceOptions,
): { readonly roleArn: pulumi.Output<string>; readonly ready: pulumi.Resource } {
  const role = new aws.iam.Role(
    `${name}-traffic`,
    {
      description: "Moves requests between target groups",
      assumeRolePolicy: plainTrustOf("ecs.amazonaws.com"),
      permissionsBoundary,
    },
    opts,
  );
  const ready = new aws.iam.RolePolicyAttachment(
    `${name}-traffic`,
    {
      role: role.name,
      policyArn: `arn:${account.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers`,
    },
    opts,
  );
  return { roleArn: role.arn, ready };
}

const TARGET_GROUP_ARN = input(arn("elasticloadbalancing", "targetgroup/", "a target group"));
const RULE_ARN = input(
  arn("elasticloadbalancing", "listener-rule/app/", "a rule of an Application Load Balancer"),
);

/**
 * Targets.
 *
 * @param hasPort Whether the container has a port, on which their load balancers reach it.
 */
export function targetsOf(hasPort: boolean): Check {
  return named(
    PEER_NAME,
    fields<TargetReference>({
      targetGroupArn: TARGET_GROUP_ARN,
      peer: ingressPeerOf(hasPort),
      requests: optional(REQUEST_SOURCE),
      blueGreen: optional(
        fields<BlueGreenRouting>({
          alternateTargetGroupArn: TARGET_GROUP_ARN,
          productionListenerRule: RULE_ARN,
          testListenerRule: optional(RULE_ARN),
        }),
      ),
    }),
  );
}

/** Whether requests are counted: of what was given for targets, of whatever kind it is. */
export function areCounted(targets: unknown): boolean {
  // What is wrong with targets that are none, their own check says.
  if (!isRecord(targets)) return targets !== undefined;
  return Object.values(targets).some(
    (target) => !isRecord(target) || target["requests"] !== undefined,
  );
}

/** Target groups of a service, second ones aside. Source: Amazon ECS service quotas. */
const MOST_TARGETS = 5;

/** What is wrong between targets, port and strategy. */
export function targetFaults(
  hasPort: boolean,
  targets: Targets = {},
  deployment: DeploymentArgs = {},
): string[] {
  const faults: string[] = [];
  if (Object.keys(targets).length > 0 && !hasPort)
    faults.push("targets are given, but the container has no port");
  const count = Object.keys(targets).length;
  if (count > MOST_TARGETS)
    faults.push(`targets has ${count}, at most ${MOST_TARGETS} are allowed`);
  const strategy = deployment.strategy ?? "ROLLING";
  for (const [name, { blueGreen }] of Object.entries(targets)) {
    if (blueGreen === undefined && shiftsTraffic(deployment))
      faults.push(
        `targets ${quote(name)} has one target group; strategy ${strategy} needs a target with blueGreen`,
      );
    if (blueGreen !== undefined && !shiftsTraffic(deployment))
      faults.push(
        `targets ${quote(name)} has blueGreen; strategy ${strategy} uses one target group`,
      );
  }
  return faults;
}
