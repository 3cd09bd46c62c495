import { TARGET_GROUPS } from "../../lib/listeners";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { switchOf } from "../../lib/switches";

const WEB = ["HTTP", "HTTPS"];
const upper = (owner: Reader, path: string): string => owner.text(path)?.trim().toUpperCase() ?? "";

export default rule(
  {
    name: "lb-target-group-health-check",
    severity: "low",
    enforcementLevel: "advisory",
    description:
      "Target groups should check their targets' health, over HTTP at a path of its own.",
    why: "The default path `/` says that a server answers, not that it works; without checks, broken targets get requests.",
    remediationSteps: "Set `healthCheck: { path }` to the application's health endpoint.",
    example: `new aws.lb.TargetGroup("web", { ...args, healthCheck: { path: "/api/health-check" } });`,
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    tags: ["checkov:CKV_AWS_261", "security-hub:ELB.21"],
    practices: ["B1"],
  },
  TARGET_GROUPS,
  function* (group, { type }) {
    // The checks of functions are off by default, and are invocations that are paid for.
    if (upper(group, "targetType") === "LAMBDA") return;
    const [enabled, path, protocol] = type.startsWith("aws-native:")
      ? ["healthCheckEnabled", "healthCheckPath", "healthCheckProtocol"]
      : ["healthCheck.enabled", "healthCheck.path", "healthCheck.protocol"];
    if (switchOf(group, enabled) === false) {
      yield group.finding(enabled, { expected: "true" });
      return;
    }
    // Network load balancers check by TCP unless something else is said.
    const own = upper(group, protocol);
    const probe = own === "" ? upper(group, "protocol") : own;
    if (WEB.includes(probe) && !group.given(path))
      yield group.finding(path, { expected: "the path of a health endpoint" });
  },
);
