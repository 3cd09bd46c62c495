import type { Graph, Node } from "./graph";
import { CLASSIC_LOAD_BALANCERS } from "./load-balancers";
import type { Reader } from "./reader";
import { lookUp } from "./resolve";

const typesOf = (resource: string): readonly string[] => [
  ...["lb", "alb", "elasticloadbalancingv2"].map((module) => {
    const [first = "", ...rest] = resource;
    return `aws:${module}/${first.toLowerCase()}${rest.join("")}:${resource}`;
  }),
  `aws-native:elasticloadbalancingv2:${resource}`,
];

/** Listeners of application, network and gateway load balancers. */
export const LISTENERS = typesOf("Listener");

/** Rules of listeners of application load balancers. */
export const LISTENER_RULES = typesOf("ListenerRule");

/** Certificates of listeners beside the default one. */
export const LISTENER_CERTIFICATES = typesOf("ListenerCertificate");

/** Target groups. */
export const TARGET_GROUPS = typesOf("TargetGroup");

// Names of the same properties in classic load balancers and in `aws-native`.
const NAMES = {
  certificateArn: ["sslCertificateId"],
  port: ["lbPort"],
  protocol: ["lbProtocol"],
  redirect: ["redirectConfig"],
};

/** The listeners of a resource: itself, or those that a classic load balancer holds. */
export function listenersOf(resource: Reader, type: string): Reader[] {
  const listeners = CLASSIC_LOAD_BALANCERS.includes(type) ? resource.list("listeners") : [resource];
  return listeners.map((listener) => listener.as({ aliases: NAMES }));
}

/**
 * The protocol in capitals, `TLS` also for what classic load balancers call SSL. Where none is given,
 * the provider takes HTTP for application load balancers; gateway load balancers have neither
 * protocol nor port (terraform-provider-aws, elbv2/listener.go).
 */
export function protocolOf(listener: Reader): string {
  const protocol = listener.text("protocol")?.trim().toUpperCase() ?? "";
  if (protocol !== "") return protocol === "SSL" ? "TLS" : protocol;
  return listener.given("port") ? "HTTP" : "GENEVE";
}

/** True if the listener ends TLS. */
export function endsTls(listener: Reader): boolean {
  return ["HTTPS", "TLS"].includes(protocolOf(listener));
}

/** True for an action that sends the client to HTTPS. The protocol stays what it was unless it is said. */
export function redirectsToHttps(action: Reader): boolean {
  return (
    action.text("type")?.trim().toLowerCase() === "redirect" &&
    action.text("redirect.protocol")?.trim().toUpperCase() === "HTTPS"
  );
}

/** The target groups of the stack that a listener's default actions name. */
export function targetGroupsOf(graph: Graph, listener: Node): Node[] {
  const linked = graph
    .sources(listener, "defaultActions")
    .filter(({ type }) => TARGET_GROUPS.includes(type));
  const actions = listener.resource.known("defaultActions")
    ? listener.resource.list("defaultActions")
    : [];
  const texts = actions
    .flatMap((action) => [...action.leaves()])
    .flatMap(([, leaf]) => {
      const value = leaf.known() ? leaf.raw() : undefined;
      return typeof value === "string" ? [value] : [];
    });
  return [...new Set([...linked, ...lookUp(graph, texts, TARGET_GROUPS)])];
}
