import { each } from "../../lib/finding";
import { LISTENER_RULES, LISTENERS, listenersOf, protocolOf } from "../../lib/listeners";
import { CLASSIC_LOAD_BALANCERS } from "../../lib/load-balancers";
import { plainActions, plainListeners, plainTransport } from "../../lib/plain-listeners";
import { judgeNamed } from "../../lib/resolve";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "lb-listener-https-only",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Listeners must speak HTTPS or TLS; HTTP may only redirect to HTTPS.",
    why: "What goes over HTTP, passwords and session cookies with it, is read and changed by whoever is on the way.",
    remediationSteps:
      "Serve on an HTTPS (or TLS) listener, and let the HTTP listener redirect to it.",
    example: `new aws.lb.Listener("http", {
  loadBalancerArn: balancer.arn,
  port: 80,
  protocol: "HTTP",
  defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
});`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1",
    tags: [
      "security-hub:ELB.1",
      "security-hub:ELB.18",
      "checkov:CKV_AWS_2",
      "checkov:CKV2_AWS_20",
      "trivy:AWS-0054",
      "cdk-nag:ALBHttpToHttpsRedirection",
      "awsguard:alb-http-to-https-redirection",
    ],
    practices: ["C35"],
  },
  [...LISTENERS, ...LISTENER_RULES, ...CLASSIC_LOAD_BALANCERS],
  function* (resource, { type }) {
    if (!LISTENER_RULES.includes(type)) yield* plainListeners(resource, type);
  },
  function* (graph) {
    yield* each(graph.ofType(LISTENERS), (node) => plainTransport(graph, node));
    yield* each(graph.ofType(LISTENER_RULES), (node) =>
      judgeNamed(
        graph,
        [node, node.resource, "listenerArn"],
        LISTENERS,
        ["*"],
        function* ({ resource, type }) {
          const listeners = listenersOf(resource, type);
          if (!listeners.some((listener) => protocolOf(listener) === "HTTP")) return;
          for (const owner of listenersOf(node.resource, node.type))
            yield* plainActions(owner, "actions");
        },
      ),
    );
  },
);
