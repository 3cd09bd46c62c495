import { resource, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const group = (healthCheck: unknown, props: Record<string, unknown> = {}): VectorResource =>
  resource("aws:lb/targetGroup:TargetGroup", {
    protocol: "HTTP",
    ...(healthCheck !== undefined && { healthCheck }),
    ...props,
  });
const native = (props: Record<string, unknown>): VectorResource =>
  resource("aws-native:elasticloadbalancingv2:TargetGroup", { protocol: "HTTP", ...props });
const EXPECTED = "expected the path of a health endpoint.";

export default {
  pass: {
    "a path": group({ path: "/api/health-check", matcher: "200" }),
    "a path, over HTTPS": group({ protocol: "HTTPS", path: "/health" }, { protocol: "TLS" }),
    "TCP has no path": group(undefined, { protocol: "TCP" }),
    "a probe by TCP": group({ protocol: "TCP" }, { protocol: "TLS" }),
    "a function": group({ enabled: false }, { targetType: "lambda" }),
    "aws-native": native({ healthCheckPath: "/health" }),
  },
  fail: {
    none: [group(undefined), [`healthCheck.path is not set; ${EXPECTED}`]],
    "the path is left to the default": [
      group({ interval: 10 }, { protocol: "HTTPS" }),
      [`healthCheck.path is not set; ${EXPECTED}`],
    ],
    "switched off": [
      group({ enabled: false, path: "/health" }),
      ["healthCheck.enabled is false; expected true."],
    ],
    "HTTP without a path, of targets by TCP": [
      group({ protocol: "HTTP" }, { protocol: "TCP" }),
      [`healthCheck.path is not set; ${EXPECTED}`],
    ],
    "aws-native, switched off": [
      native({ healthCheckEnabled: false }),
      ["healthCheckEnabled is false; expected true."],
    ],
    "aws-native, without a path": [native({}), [`healthCheckPath is not set; ${EXPECTED}`]],
  },
  unknown: { "it waits": [group(UNKNOWN), ["healthCheck"]] },
  malformed: {
    "a path alone": [group("/health"), ['healthCheck is "/health"; expected an object.']],
  },
} satisfies Vectors;
