import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { listenersOf, protocolOf, redirectsToHttps, targetGroupsOf } from "./listeners";
import { CLASSIC_LOAD_BALANCERS } from "./load-balancers";
import { own } from "./properties";
import type { Reader } from "./reader";
import { ifKnown } from "./targets";

const HTTPS = '"redirect" to HTTPS, for the listener speaks HTTP';

/** Actions of an HTTP listener, or of a rule of one, that do not send the client to HTTPS. */
export function* plainActions(owner: Reader, property: string): Check {
  const actions = owner.list(property);
  if (actions.length === 0) yield owner.finding(property, { expected: "a redirect to HTTPS" });
  yield* each(actions, function* (action) {
    if (redirectsToHttps(action)) return;
    const isRedirect = action.text("type")?.trim().toLowerCase() === "redirect";
    if (isRedirect) yield action.finding("redirect.protocol", { expected: '"HTTPS"' });
    else yield action.finding("type", { expected: HTTPS });
  });
}

/** What a listener alone shows: HTTP that is served, and classic listeners in clear text, which have no redirect. */
export function* plainListeners(resource: Reader, type: string): Check {
  const isClassic = CLASSIC_LOAD_BALANCERS.includes(type);
  yield* each(listenersOf(resource, type), function* (listener) {
    const protocol = protocolOf(listener);
    if (isClassic) {
      if (!["HTTPS", "TLS"].includes(protocol))
        yield listener.finding("protocol", { expected: '"HTTPS" or "SSL"' });
    } else if (protocol === "HTTP") yield* plainActions(listener, "defaultActions");
  });
}

// QUIC brings its own TLS. UDP has none that a load balancer could end.
const PLAIN_TRANSPORTS: Readonly<Record<string, { readonly advisory: boolean }>> = {
  TCP: { advisory: false },
  TCP_UDP: { advisory: false },
  UDP: { advisory: true },
};

/** A network listener in clear text. One before an application load balancer must be: TLS ends there. */
export function* plainTransport(graph: Graph, node: Node): Check {
  for (const listener of listenersOf(node.resource, node.type)) {
    const plain = own(PLAIN_TRANSPORTS, protocolOf(listener));
    const hasBalancer = targetGroupsOf(graph, node).some(
      ({ resource }) => ifKnown(() => resource.text("targetType")?.trim().toLowerCase()) === "alb",
    );
    if (plain !== undefined && !hasBalancer)
      yield listener.finding("protocol", { expected: '"TLS"', ...plain });
  }
}
