import { resource, UNKNOWN, type VectorResource } from "./vectors";

type Properties = Readonly<Record<string, unknown>>;
type Rest = Partial<VectorResource>;

/** An application load balancer, or another of `loadBalancerType`. */
export function balancer(props: Properties = {}, rest: Rest = {}): VectorResource {
  return resource("aws:lb/loadBalancer:LoadBalancer", props, { name: "balancer", ...rest });
}

/** The same under the older name of its module. */
export function oldBalancer(props: Properties = {}, rest: Rest = {}): VectorResource {
  return resource("aws:alb/loadBalancer:LoadBalancer", props, { name: "balancer", ...rest });
}

/** A classic load balancer. */
export function classic(props: Properties = {}, rest: Rest = {}): VectorResource {
  return resource("aws:elb/loadBalancer:LoadBalancer", props, { name: "balancer", ...rest });
}

/** A load balancer of `aws-native` with these attributes. */
export function nativeBalancer(
  attributes: readonly (readonly [key: string, value: unknown])[],
  props: Properties = {},
): VectorResource {
  const loadBalancerAttributes = attributes.map(([key, value]) => ({ key, value }));
  return resource("aws-native:elasticloadbalancingv2:LoadBalancer", {
    loadBalancerAttributes,
    ...props,
  });
}

/** A listener that forwards. */
export function listener(props: Properties, rest: Rest = {}): VectorResource {
  return resource(
    "aws:lb/listener:Listener",
    {
      loadBalancerArn: UNKNOWN,
      port: 443,
      defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }],
      ...props,
    },
    rest,
  );
}

/** A listener of `aws-native`. */
export function nativeListener(props: Properties): VectorResource {
  return resource("aws-native:elasticloadbalancingv2:Listener", {
    loadBalancerArn: UNKNOWN,
    port: 443,
    ...props,
  });
}
