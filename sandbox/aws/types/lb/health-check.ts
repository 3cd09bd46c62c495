import { isObject } from "../../../lib/values";
import { checks, oneOf, wholeNumberBetween } from "../../lib/check";
import type { CheckFailure, Properties } from "../../resource-type";
import { text } from "../ec2/inputs";

const PROTOCOLS = ["HTTP", "HTTPS", "TCP"];
/** terraform-provider-aws internal/service/elbv2/target_group.go, validTargetGroupHealthCheckPort. */
const TRAFFIC_PORT = "traffic-port";

/** What the provider fills in where a health check is given. */
const DEFAULTS: Properties = {
  enabled: true,
  healthyThreshold: 3,
  interval: 30,
  port: TRAFFIC_PORT,
  protocol: "HTTP",
  unhealthyThreshold: 3,
};

/** What AWS fills in where none is: API model, CreateTargetGroup. */
const PLAIN: Properties = { ...DEFAULTS, healthyThreshold: 5, unhealthyThreshold: 2 };

/**
 * A target group's health check with everything that is filled in.
 * @param before what it was: AWS keeps what the program no longer says.
 */
export function healthCheckOf(inputs: Properties, before: Properties = {}): Properties {
  const given = isObject(inputs["healthCheck"]) ? inputs["healthCheck"] : undefined;
  const isLambda = inputs["targetType"] === "lambda";
  const isHttp = inputs["protocol"] === "HTTP" || inputs["protocol"] === "HTTPS";
  const protocol = text(given ?? {}, "protocol") ?? (isHttp || isLambda ? "HTTP" : "TCP");
  return {
    ...computed(protocol, isHttp, inputs),
    ...pick(before, "matcher", "path", "timeout"),
    ...(given === undefined ? { ...PLAIN, protocol } : { ...DEFAULTS, ...given }),
    ...(isLambda && given === undefined && { enabled: false, interval: 35 }),
  };
}

function computed(protocol: string, isHttp: boolean, inputs: Properties): Properties {
  if (inputs["targetType"] === "lambda") return { matcher: "200", path: "/", timeout: 30 };
  if (protocol === "TCP") return { timeout: 10 };
  if (inputs["protocolVersion"] === "GRPC") {
    return { matcher: "12", path: "/AWS.ALB/healthcheck", timeout: 5 };
  }
  return isHttp
    ? { matcher: "200", path: "/", timeout: 5 }
    : { matcher: "200-399", path: "/", timeout: 6 };
}

function pick(bag: Properties, ...names: readonly string[]): Properties {
  const known = names.filter((name) => bag[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, bag[name]]));
}

/** Whether the new health check of a target group means the same as the old one: what it does not say is as it was. */
export const sameHealthCheck = sameBut(DEFAULTS);

/** The same for its stickiness. */
export const sameStickiness = sameBut({ cookieDuration: 86400, enabled: true });

function sameBut(defaults: Properties): (old: unknown, now: unknown) => boolean {
  return (old, now) => {
    if (!isObject(old) || !isObject(now)) return false;
    const [before, after] = [
      { ...defaults, ...old },
      { ...defaults, ...now },
    ] as [Properties, Properties];
    return Object.keys(after)
      .filter((name) => name !== "__defaults")
      .every((name) => String(before[name]) === String(after[name]));
  };
}

/** What the provider's schema says of a health check. */
export function healthCheckFaults(inputs: Properties): CheckFailure[] {
  const given = inputs["healthCheck"];
  if (!isObject(given)) return [];
  const faults = [
    ...checks(
      wholeNumberBetween("healthyThreshold", 2, 10),
      wholeNumberBetween("unhealthyThreshold", 2, 10),
      wholeNumberBetween("interval", 5, 300),
      wholeNumberBetween("timeout", 2, 120),
      oneOf("protocol", PROTOCOLS),
    )(given),
    ...pathFaults(given),
    ...portFaults(given),
    ...protocolFaults(given, inputs),
  ];
  return faults.map(({ property, reason }) => ({ property: `healthCheck.${property}`, reason }));
}

function pathFaults({ path }: Properties): CheckFailure[] {
  if (path === undefined) return [];
  const isPath = typeof path === "string" && path.startsWith("/") && path.length <= 1024;
  const reason = `path must begin with / and have 1 to 1024 characters, got ${JSON.stringify(path)}`;
  return isPath ? [] : [{ property: "path", reason }];
}

function portFaults({ port }: Properties): CheckFailure[] {
  if (port === undefined || port === TRAFFIC_PORT) return [];
  const isPort =
    /^\d+$/.test(JSON.stringify(port).replaceAll('"', "")) &&
    Number(port) >= 1 &&
    Number(port) <= 65536;
  const reason = `port must be a valid port number (1-65536) or "${TRAFFIC_PORT}", got ${JSON.stringify(port)}`;
  return isPort ? [] : [{ property: "port", reason }];
}

function protocolFaults(given: Properties, inputs: Properties): CheckFailure[] {
  if (given["protocol"] !== "TCP") return [];
  const surplus = ["matcher", "path"].filter((name) => given[name] !== undefined);
  const faults = surplus.map((property) => ({
    property,
    reason: `${property} cannot be given when the protocol is TCP`,
  }));
  const isHttp = inputs["protocol"] === "HTTP" || inputs["protocol"] === "HTTPS";
  const reason = `the protocol cannot be TCP when the target group's is ${String(inputs["protocol"])}`;
  return isHttp ? [...faults, { property: "protocol", reason }] : faults;
}
