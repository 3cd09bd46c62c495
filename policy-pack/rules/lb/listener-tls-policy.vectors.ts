import { classic, listener, nativeListener } from "../../lib/balancers.vectors";
import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const https = (sslPolicy?: unknown): VectorResource =>
  listener({ protocol: "HTTPS", ...(sslPolicy !== undefined && { sslPolicy }) });
const EXPECTED =
  'expected "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" or another of TLS 1.2 and later.';
const web = classic({ listeners: [{ lbPort: 443, lbProtocol: "HTTPS", instancePort: 80 }] });
const negotiation = (attributes: readonly object[], lbPort = 443): VectorResource =>
  resource(
    "aws:elb/sslNegotiationPolicy:SslNegotiationPolicy",
    { loadBalancer: UNKNOWN, lbPort, attributes },
    { name: "policy", from: { loadBalancer: ["balancer"] } },
  );
const withPolicy = (...args: Parameters<typeof negotiation>): GivenStack =>
  stack(web, negotiation(...args));
const reference = (value: string): object => ({ name: "Reference-Security-Policy", value });
const NO_POLICY =
  "listeners[0].lbProtocol has no policy of its own, so that ELBSecurityPolicy-2016-08 holds; expected an `aws.elb.SslNegotiationPolicy` for this port, of TLS 1.2 or later.";

export default {
  pass: {
    "TLS 1.2 and 1.3": https("ELBSecurityPolicy-TLS13-1-2-2021-06"),
    "TLS 1.3 only": https("ELBSecurityPolicy-TLS13-1-3-2021-06"),
    "post-quantum key exchange": https("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"),
    "TLS 1.2 only": https("ELBSecurityPolicy-TLS-1-2-2017-01"),
    "TLS 1.2 with forward secrecy": https("ELBSecurityPolicy-FS-1-2-Res-2020-10"),
    "HTTP has none": listener({ protocol: "HTTP" }),
    "one that Security Hub recommends": configured(
      https("ELBSecurityPolicy-TLS13-1-2-Res-2021-06"),
      { config: { recommended: true } },
    ),
    "a classic load balancer": withPolicy([reference("ELBSecurityPolicy-TLS-1-2-2017-01")]),
    "a classic policy of something else": resource(
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
      {
        policyTypeName: "AppCookieStickinessPolicyType",
        policyAttributes: [{ name: "CookieName", value: "session" }],
      },
    ),
  },
  fail: {
    "none, so that AWS takes one of 2016": [https(), [`sslPolicy is not set; ${EXPECTED}`]],
    "TLS 1.0": [
      https("ELBSecurityPolicy-2016-08"),
      [`sslPolicy is "ELBSecurityPolicy-2016-08"; ${EXPECTED}`],
    ],
    "TLS 1.0 beside 1.3": [
      https("ELBSecurityPolicy-TLS13-1-0-2021-06"),
      [`sslPolicy is "ELBSecurityPolicy-TLS13-1-0-2021-06"; ${EXPECTED}`],
    ],
    "TLS 1.1, on a network load balancer": [
      listener({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS-1-1-2017-01" }),
      [`sslPolicy is "ELBSecurityPolicy-TLS-1-1-2017-01"; ${EXPECTED}`],
    ],
    "forward secrecy with TLS 1.0": [
      https("ELBSecurityPolicy-FS-2018-06"),
      [`sslPolicy is "ELBSecurityPolicy-FS-2018-06"; ${EXPECTED}`],
    ],
    "one that Security Hub does not recommend": [
      configured(https("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"), {
        config: { recommended: true },
      }),
      [`sslPolicy is "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"; ${EXPECTED}`],
    ],
    "aws-native": [nativeListener({ protocol: "HTTPS" }), [`sslPolicy is not set; ${EXPECTED}`]],
    "a classic load balancer without a policy": [web, [NO_POLICY]],
    "a classic load balancer with a policy for another port": [
      withPolicy([reference("ELBSecurityPolicy-TLS-1-2-2017-01")], 8443),
      [NO_POLICY],
    ],
    "a classic load balancer with an old policy": [
      withPolicy([
        reference("ELBSecurityPolicy-2015-05"),
        { name: "Protocol-TLSv1", value: "true" },
        { name: "Protocol-TLSv1.2", value: "true" },
      ]),
      [
        'attributes[0].value is "ELBSecurityPolicy-2015-05"; expected "ELBSecurityPolicy-TLS-1-2-2017-01".',
        'attributes[1].value switches tlsv1 on; expected "false".',
      ],
    ],
  },
  unknown: {
    "the policy waits": [https(UNKNOWN), ["sslPolicy"]],
    "the protocol waits": [listener({ protocol: UNKNOWN }), ["protocol"]],
  },
  malformed: {
    "the policy is a list": [https(["a", "b"]), ['sslPolicy is ["a", "b"]; expected a string.']],
  },
} satisfies Vectors;
