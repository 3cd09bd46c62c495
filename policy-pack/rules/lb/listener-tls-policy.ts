import { CLASSIC_POLICIES, listenersWithoutPolicy, weakAttributes } from "../../lib/classic-tls";
import { each } from "../../lib/finding";
import { endsTls, LISTENERS, listenersOf } from "../../lib/listeners";
import { CLASSIC_LOAD_BALANCERS } from "../../lib/load-balancers";
import { toggle } from "../../lib/options";
import { rule } from "../../lib/rule";
import { isModern, SAFE_POLICY } from "../../lib/tls-policies";

export default rule(
  {
    name: "lb-listener-tls-policy",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Listeners must have a security policy of TLS 1.2 or later.",
    why: "TLS 1.0 and 1.1 have been withdrawn (RFC 8996). A listener that names no policy still admits them.",
    remediationSteps: `Set \`sslPolicy: "${SAFE_POLICY}"\`, or one with post-quantum key exchange.`,
    automaticFix: `Sets \`sslPolicy\` to ${SAFE_POLICY}.`,
    example: `new aws.lb.Listener("https", { ...args, protocol: "HTTPS", sslPolicy: "${SAFE_POLICY}" });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17",
    tags: ["security-hub:ELB.17", "checkov:CKV_AWS_103", "checkov:CKV2_AWS_74", "trivy:AWS-0047"],
    practices: ["C35"],
    options: {
      recommended: toggle(
        false,
        "Demand one of the policies that Security Hub recommends (ELB.17): forward secrecy and authenticated encryption only.",
      ),
    },
  },
  [...LISTENERS, ...CLASSIC_POLICIES, ...CLASSIC_LOAD_BALANCERS],
  function* (resource, { type, config: { recommended } }) {
    if (CLASSIC_LOAD_BALANCERS.includes(type)) return;
    if (CLASSIC_POLICIES.includes(type)) {
      yield* weakAttributes(resource, recommended);
      return;
    }
    yield* each(listenersOf(resource, type), function* (listener) {
      if (!endsTls(listener)) return;
      if (isModern(listener.text("sslPolicy") ?? "", recommended)) return;
      yield listener.finding("sslPolicy", {
        expected: `"${SAFE_POLICY}" or another of TLS 1.2 and later`,
        fix: { set: SAFE_POLICY },
      });
    });
  },
  listenersWithoutPolicy,
);
