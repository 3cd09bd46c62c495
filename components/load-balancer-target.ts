import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PORT } from "./lib/aws-checks";
import { type Checks, faultsOf, flag, isRecord, optional, text, whole } from "./lib/checks";
import { elbNameFaults } from "./lib/elb-names";
import { quote, refuse } from "./lib/faults";
import { LOAD_BALANCER } from "./lib/load-balancer-checks";
import type { Peer } from "./lib/peers";
import type { RequestSource } from "./lib/request-metric";
import { conditionsOf, ROUTE, tooManyValues } from "./lib/routes";
import { keepsServingGroup } from "./lib/serving-group";
import type { LoadBalancerReference } from "./load-balancer";

/** The suffix of the second target group's name; short, because Elastic Load Balancing allows 32 characters in all. */
const ALTERNATE = "-alt";

/**
 * Where ECS moves the weights. Each group by itself: items of a list that appear or go away are changed all the same, so
 * a target can turn to two groups and back; a path to the whole list would be left out when it is new.
 */
const WEIGHTED = [0, 1].map((index) => `actions[0].forward.targetGroups[${index}]`);

/** Arguments of {@link LoadBalancerTarget}. */
export interface LoadBalancerTargetArgs {
  /** Whose requests. */
  readonly loadBalancer: LoadBalancerReference;
  /**
   * TCP port that the container listens on. A change makes a new target group, to which requests go before the new tasks
   * are in it: expect some to fail.
   */
  readonly port: number;
  /** Path that answers 200 while the container is well, such as `/api/health-check`; asked every 15 seconds. */
  readonly healthCheckPath: string;
  /** Which rule of the listener is tried first, 1 to 50000, each number once. */
  readonly priority: number;
  /** Hosts whose requests it gets, such as `api.cruddur.com`; `*` stands for any characters. Default: all. */
  readonly hosts?: readonly string[];
  /** Paths whose requests it gets, such as `/api/*`. Default: all. */
  readonly paths?: readonly string[];
  /** Seconds in which a task that leaves may finish its requests, 0 to 3600. Default 30. */
  readonly deregistrationDelaySeconds?: number;
  /**
   * Prepares ECS's blue/green, canary and linear deployments: a second target group, and a rule on the test listener
   * where there is one. From then on ECS moves the weights, and Pulumi leaves it to that. Turning it off is refused, in a
   * preview too, while the second group serves: the first one has no tasks then. Another deployment moves the requests back.
   * Another port or load balancer makes new rules, and requests fail until new tasks are there. Not tried on AWS. Default false.
   */
  readonly blueGreen?: boolean;
}

const CHECKS: Checks<LoadBalancerTargetArgs> = {
  ...ROUTE,
  loadBalancer: LOAD_BALANCER,
  port: PORT,
  // Elastic Load Balancing API reference, CreateTargetGroup: 1 to 1024 characters; the rest is what a path is made of.
  healthCheckPath: text(
    /^\/[A-Za-z0-9\-._~!$&'()*+,;=:@/%?]{0,1023}$/,
    "a path of 1 to 1024 characters, such as /api/health-check",
  ),
  deregistrationDelaySeconds: optional(whole(0, 3600)),
  blueGreen: optional(flag),
};

/** What a service hands to ECS so that it can move the traffic itself. */
export interface BlueGreenRouting {
  /** The second target group. */
  readonly alternateTargetGroupArn: pulumi.Output<string>;
  /** The rule whose weights ECS moves. */
  readonly productionListenerRule: pulumi.Output<string>;
  /** The rule for tests, where the load balancer has a test listener. */
  readonly testListenerRule?: pulumi.Output<string>;
}

/**
 * A service behind a load balancer: the target group, health check and the rule that leads there. Target groups have
 * generated names, so another port makes a new one, moves the rule, and only then deletes the old one.
 *
 * Hand it to a `FargateService` as one of its `targets`: the service registers its tasks and opens both security groups.
 */
export class LoadBalancerTarget extends pulumi.ComponentResource {
  /** Known once the rule is there: ECS refuses a target group that belongs to no load balancer. */
  readonly targetGroupArn: pulumi.Output<string>;
  /** The load balancer as a peer of the tasks' security group. */
  readonly peer: Peer;
  /** The target groups as CloudWatch's metrics name them: one, or two with `blueGreen`. */
  readonly arnSuffixes: readonly pulumi.Output<string>[];
  /** Where its requests are counted, for scaling by them. */
  readonly requests: RequestSource;
  /** With `blueGreen`: what ECS needs to move the traffic. */
  readonly blueGreen?: BlueGreenRouting;

  constructor(name: string, args: LoadBalancerTargetArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`LoadBalancerTarget ${quote(name)}`, [
      ...elbNameFaults(name, isRecord(args) && args.blueGreen === true ? ALTERNATE : ""),
      ...faultsOf(args, CHECKS, tooManyValues),
    ]);
    super("cruddur:lb:LoadBalancerTarget", name, {}, opts);
    const parent = { parent: this };
    const { loadBalancer } = args;
    const group = (child: string) =>
      new aws.lb.TargetGroup(child, targetGroupArgs(args), {
        ...parent,
        // A target group belongs to one load balancer: another one cannot take it over.
        replacementTrigger: loadBalancer.arn,
      });
    const primary = group(name);
    const alternate = args.blueGreen ? group(`${name}${ALTERNATE}`) : undefined;
    const rule = (child: string, listenerArn: pulumi.Input<string>) =>
      new aws.lb.ListenerRule(
        child,
        {
          listenerArn,
          priority: args.priority,
          conditions: conditionsOf(args),
          actions: [forward(primary, alternate)],
        },
        {
          ...parent,
          // Other groups need a rule with weights of its own, and only one can have the priority.
          ...(alternate
            ? {
                ignoreChanges: WEIGHTED,
                replacementTrigger: [primary.arn, alternate.arn],
                deleteBeforeReplace: true,
              }
            : keepsServingGroup(child, parent)),
        },
      );
    const production = rule(name, loadBalancer.listenerArn);
    const routed = [production];
    if (alternate) {
      const test =
        loadBalancer.testListenerArn && rule(`${name}-test`, loadBalancer.testListenerArn);
      if (test) routed.push(test);
      this.blueGreen = {
        alternateTargetGroupArn: onceRouted(alternate, routed),
        productionListenerRule: production.arn,
        ...(test && { testListenerRule: test.arn }),
      };
    }
    this.targetGroupArn = onceRouted(primary, routed);
    this.peer = { securityGroupId: loadBalancer.securityGroupId, port: args.port };
    this.arnSuffixes = [primary, ...(alternate ? [alternate] : [])].map((one) => one.arnSuffix);
    this.requests = {
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      arnSuffixes: this.arnSuffixes,
      resourceLabel: pulumi.interpolate`${loadBalancer.arnSuffix}/${primary.arnSuffix}`,
    };
    this.registerOutputs({ targetGroupArn: this.targetGroupArn });
  }
}

function targetGroupArgs(args: LoadBalancerTargetArgs): aws.lb.TargetGroupArgs {
  return {
    vpcId: args.loadBalancer.vpcId,
    targetType: "ip",
    port: args.port,
    protocol: "HTTP",
    protocolVersion: "HTTP1",
    deregistrationDelay: args.deregistrationDelaySeconds ?? 30,
    healthCheck: {
      enabled: true,
      protocol: "HTTP",
      port: "traffic-port",
      path: args.healthCheckPath,
      matcher: "200",
      interval: 15,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    },
  };
}

/** To one group; or to the first of two, both of which ECS asks to be in the rule. */
function forward(
  primary: aws.lb.TargetGroup,
  alternate: aws.lb.TargetGroup | undefined,
): aws.types.input.lb.ListenerRuleAction {
  if (alternate === undefined) return { type: "forward", targetGroupArn: primary.arn };
  return {
    type: "forward",
    forward: {
      targetGroups: [
        { arn: primary.arn, weight: 100 },
        { arn: alternate.arn, weight: 0 },
      ],
    },
  };
}

/** A target group's ARN, which depends on the rules that make it part of the load balancer. */
function onceRouted(
  group: aws.lb.TargetGroup,
  rules: readonly aws.lb.ListenerRule[],
): pulumi.Output<string> {
  return pulumi.all([group.arn, ...rules.map((rule) => rule.arn)]).apply(([arn = ""]) => arn);
}
