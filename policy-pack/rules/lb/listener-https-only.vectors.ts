import { classic, listener, nativeListener } from "../../lib/balancers.vectors";
import {
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const redirect = (protocol?: unknown): object => ({
  type: "redirect",
  redirect: { port: "443", statusCode: "HTTP_301", ...(protocol !== undefined && { protocol }) },
});
const http = (action: object): VectorResource =>
  listener({ port: 80, protocol: "HTTP", defaultActions: [action] });
const forward = { type: "forward", targetGroupArn: UNKNOWN };
const rule = (...actions: object[]): VectorResource =>
  resource(
    "aws:lb/listenerRule:ListenerRule",
    { listenerArn: UNKNOWN, actions },
    { name: "rule", from: { listenerArn: ["http"] } },
  );
const beside = (...resources: VectorResource[]): GivenStack =>
  stack({ ...http(redirect("HTTPS")), name: "http" }, ...resources);
const tcp = (targetType: string): GivenStack =>
  stack(
    resource("aws:lb/targetGroup:TargetGroup", { targetType, protocol: "TCP" }, { name: "to" }),
    listener({ protocol: "TCP" }, { name: "from", from: { defaultActions: ["to"] } }),
  );
const EXPECTED = 'expected "redirect" to HTTPS, for the listener speaks HTTP.';

export default {
  pass: {
    HTTPS: listener({ protocol: "HTTPS" }),
    "TLS on a network load balancer": listener({ protocol: "TLS" }),
    "HTTP that redirects": http(redirect("HTTPS")),
    "QUIC, which brings its own TLS": listener({ protocol: "QUIC" }),
    "TCP before an application load balancer, where TLS ends": tcp("alb"),
    "a gateway load balancer's, without protocol and port": resource("aws:lb/listener:Listener", {
      loadBalancerArn: UNKNOWN,
      defaultActions: [forward],
    }),
    "a rule that redirects": beside(rule(redirect("HTTPS"))),
    "a rule of an HTTPS listener": stack(
      listener({ protocol: "HTTPS" }, { name: "http" }),
      rule(forward),
    ),
    "a classic load balancer": classic({
      listeners: [{ lbPort: 443, lbProtocol: "https", instancePort: 80, instanceProtocol: "http" }],
    }),
    "aws-native": nativeListener({
      protocol: "HTTP",
      defaultActions: [{ type: "redirect", redirectConfig: { protocol: "HTTPS" } }],
    }),
  },
  fail: {
    "HTTP that forwards": [http(forward), [`defaultActions[0].type is "forward"; ${EXPECTED}`]],
    "HTTP by default": [
      listener({ port: 80 }),
      [`defaultActions[0].type is "forward"; ${EXPECTED}`],
    ],
    "HTTP with an answer of its own": [
      http({ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }),
      [`defaultActions[0].type is "fixed-response"; ${EXPECTED}`],
    ],
    "a redirect to HTTP": [
      http(redirect("HTTP")),
      ['defaultActions[0].redirect.protocol is "HTTP"; expected "HTTPS".'],
    ],
    "a redirect that keeps the protocol": [
      http(redirect()),
      ['defaultActions[0].redirect.protocol is not set; expected "HTTPS".'],
    ],
    "no action": [
      listener({ protocol: "http", defaultActions: [] }),
      ["defaultActions is []; expected a redirect to HTTPS."],
    ],
    "under the older name of the module": [
      { ...http(forward), type: "aws:alb/listener:Listener" },
      [`defaultActions[0].type is "forward"; ${EXPECTED}`],
    ],
    "a rule that forwards before the redirect": [
      beside(rule(forward)),
      [`actions[0].type is "forward"; ${EXPECTED}`],
    ],
    "TCP to tasks": [tcp("ip"), ['protocol is "TCP"; expected "TLS".']],
    UDP: [listener({ protocol: "UDP" }), ['protocol is "UDP"; expected "TLS".']],
    "a classic load balancer": [
      classic({
        listeners: [
          { lbPort: 443, lbProtocol: "ssl", instancePort: 80, instanceProtocol: "tcp" },
          { lbPort: 80, lbProtocol: "HTTP", instancePort: 80, instanceProtocol: "HTTP" },
        ],
      }),
      ['listeners[1].lbProtocol is "HTTP"; expected "HTTPS" or "SSL".'],
    ],
    "aws-native": [
      nativeListener({ protocol: "HTTP", defaultActions: [{ type: "forward" }] }),
      [`defaultActions[0].type is "forward"; ${EXPECTED}`],
    ],
  },
  unknown: {
    "the protocol waits": [listener({ protocol: UNKNOWN }), ["protocol"]],
    "the redirect's protocol waits": [
      http(redirect(UNKNOWN)),
      ["defaultActions[0].redirect.protocol"],
    ],
    "a rule of an unknown listener": [
      resource("aws:lb/listenerRule:ListenerRule", { listenerArn: UNKNOWN, actions: [forward] }),
      ["listenerArn"],
    ],
  },
  malformed: {
    "the actions are a word": [
      listener({ protocol: "HTTP", defaultActions: "forward" }),
      ['defaultActions is "forward"; expected an object.'],
    ],
  },
} satisfies Vectors;
