/** How many requests a service's tasks get, as Application Auto Scaling takes it. */
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { fields, input, list, text } from "./checks";

/** A load balancer and those of its target groups that a service's tasks are in. */
export interface RequestSource {
  /** The load balancer as CloudWatch's metrics name it: `app/…`. */
  readonly loadBalancerArnSuffix: pulumi.Input<string>;
  /** The target groups as CloudWatch's metrics name them: `targetgroup/…`; two where ECS moves requests between them. */
  readonly arnSuffixes: readonly pulumi.Input<string>[];
  /** The load balancer and the first group as `ALBRequestCountPerTarget` names them. */
  readonly resourceLabel: pulumi.Input<string>;
}

const BALANCER_SUFFIX = text(
  /^app\/[^/\s]+\/[^/\s]+$/,
  "the part of a load balancer's ARN that begins with app/",
);
const GROUP_SUFFIX = text(
  /^targetgroup\/[^/\s]+\/[^/\s]+$/,
  "the part of a target group's ARN that begins with targetgroup/",
);

/** Where requests are counted. */
export const REQUEST_SOURCE = fields<RequestSource>({
  loadBalancerArnSuffix: input(BALANCER_SUFFIX),
  arnSuffixes: list(input(GROUP_SUFFIX), { least: 1, empty: "nothing would be counted" }),
  resourceLabel: input(
    text(
      /^app\/[^/\s]+\/[^/\s]+\/targetgroup\/[^/\s]+\/[^/\s]+$/,
      "a load balancer's part and a target group's, such as app/…/targetgroup/…",
    ),
  ),
});

type Configuration = aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;

/** What a target-tracking policy looks at. */
export type TrackedMetric =
  | Required<Pick<Configuration, "predefinedMetricSpecification">>
  | Required<Pick<Configuration, "customizedMetricSpecification">>;

/**
 * The requests that one task gets per minute. One target group has a metric of its own. Where there are more, the sum of
 * theirs: each is divided by the group's own tasks, so a group that waits for its turn in a blue/green deployment adds
 * nothing. AWS does not support its own metric with that kind of deployment. While ECS moves requests step by step, and
 * for requests of its tests, the sum is too high rather than too low. Sources: ECS Developer Guide, "Use a target metric
 * to scale"; Application Auto Scaling User Guide, metric math.
 */
export function requestsPerTarget(sources: readonly RequestSource[]): TrackedMetric {
  const groups = sources.flatMap(({ loadBalancerArnSuffix, arnSuffixes }) =>
    arnSuffixes.map((targetGroup) => ({ targetGroup, loadBalancer: loadBalancerArnSuffix })),
  );
  const [only] = sources;
  if (only && groups.length === 1)
    return {
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: only.resourceLabel,
      },
    };
  const counted = groups.map(({ targetGroup, loadBalancer }, index) => ({
    id: `group${index + 1}`,
    label: `Requests per task in target group ${index + 1}`,
    returnData: false,
    metricStat: {
      // The only statistic of this metric that means something; it is an average all the same.
      stat: "Sum",
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName: "RequestCountPerTarget",
        dimensions: [
          { name: "LoadBalancer", value: loadBalancer },
          { name: "TargetGroup", value: targetGroup },
        ],
      },
    },
  }));
  return {
    customizedMetricSpecification: {
      metrics: [
        ...counted,
        {
          id: "requests",
          label: "Requests per task",
          returnData: true,
          // A group without tasks or requests may have no data; that must not silence the others.
          expression: counted.map(({ id }) => `FILL(${id}, 0)`).join(" + "),
        },
      ],
    },
  };
}
