import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { endsTls, listenersOf } from "./listeners";
import { CLASSIC_LOAD_BALANCERS } from "./load-balancers";
import type { Reader } from "./reader";
import { resolve } from "./resolve";
import { DEFAULT_POLICY, isModern } from "./tls-policies";

const modules = (resource: string): string[] =>
  ["elb", "elasticloadbalancing"].map((module) => `aws:${module}/${resource}`);

/** Where the TLS policies of classic load balancers are said, and what each names its balancer and port. */
const PLACES: Readonly<Record<string, { balancer: string; port: string } | undefined>> = {
  ...Object.fromEntries(
    modules("listenerPolicy:ListenerPolicy").map((type) => [
      type,
      { balancer: "loadBalancerName", port: "loadBalancerPort" },
    ]),
  ),
  ...Object.fromEntries(
    modules("sslNegotiationPolicy:SslNegotiationPolicy").map((type) => [
      type,
      { balancer: "loadBalancer", port: "lbPort" },
    ]),
  ),
};

/** TLS policies of classic load balancers. */
export const CLASSIC_POLICIES: readonly string[] = [
  ...modules("loadBalancerPolicy:LoadBalancerPolicy"),
  ...modules("sslNegotiationPolicy:SslNegotiationPolicy"),
];

const OLD = /^protocol-(?:ssl|tls)v(?:[12]|3|1\.1)$/;
const REFERENCE = "reference-security-policy";

/** Attributes of a classic policy that admit what is older than TLS 1.2. */
export function* weakAttributes(policy: Reader, strict: boolean): Check {
  const type = policy.text("policyTypeName");
  if (type !== undefined && type !== "SSLNegotiationPolicyType") return;
  const owner = policy.as({ aliases: { attributes: ["policyAttributes"] } });
  yield* each(owner.list("attributes"), function* (attribute) {
    const name = attribute.text("name")?.trim().toLowerCase() ?? "";
    if (name === REFERENCE) {
      if (!isModern(attribute.text("value") ?? "", strict))
        yield attribute.finding("value", { expected: '"ELBSecurityPolicy-TLS-1-2-2017-01"' });
    } else if (OLD.test(name) && attribute.flag("value") === true) {
      const found = `switches ${name.replace("protocol-", "")} on`;
      yield attribute.finding("value", { found, expected: '"false"' });
    }
  });
}

/** HTTPS and SSL listeners of classic load balancers for which the stack says no policy. */
export function* listenersWithoutPolicy(graph: Graph): Check {
  const said = graph.ofType(Object.keys(PLACES)).map((node) => {
    const place = PLACES[node.type] ?? { balancer: "", port: "" };
    return {
      named: resolve(graph, node, node.resource, place.balancer, CLASSIC_LOAD_BALANCERS),
      port: node.resource.known(place.port) ? node.resource.number(place.port) : undefined,
    };
  });
  yield* each(graph.ofType(CLASSIC_LOAD_BALANCERS), function* (balancer: Node) {
    const own = said.filter(
      ({ named: { nodes, waiting } }) => nodes.includes(balancer) || waiting.length > 0,
    );
    yield* each(listenersOf(balancer.resource, balancer.type), function* (listener) {
      if (!endsTls(listener)) return;
      const at = listener.number("port");
      if (own.some(({ port }) => port === undefined || port === at)) return;
      yield listener.finding("protocol", {
        found: `has no policy of its own, so that ${DEFAULT_POLICY} holds`,
        expected: "an `aws.elb.SslNegotiationPolicy` for this port, of TLS 1.2 or later",
      });
    });
  });
}
