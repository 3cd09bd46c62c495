import type * as aws from "@pulumi/aws";
import { type Between, type Checks, list, optional, text, whole } from "./checks";

/** Which requests a rule of a listener is for. */
export interface Route {
  /** 1 to 50000. */
  readonly priority: number;
  /** Hosts; none: all. */
  readonly hosts?: readonly string[];
  /** Paths; none: all. */
  readonly paths?: readonly string[];
}

/** Values in the conditions of a rule. Source: Elastic Load Balancing, Quotas for your Application Load Balancers. */
export const MOST_VALUES = 5;
/** Elastic Load Balancing API reference, RuleCondition: 128 characters of these; `*` and `?` stand for others. */
export const HOST = text(
  /^(?=.{1,128}$)[a-z0-9*?-]+(\.[a-z0-9*?-]+)+$/,
  "a domain name in lower case of 128 characters at most",
);
const PATH = text(
  /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/,
  "a path of 128 characters at most, such as /api/*",
);

/** The conditions of a route. A rule needs one at least: without hosts and paths, every path. */
export function conditionsOf({
  hosts = [],
  paths = [],
}: Route): aws.types.input.lb.ListenerRuleCondition[] {
  const every = hosts.length + paths.length === 0;
  return [
    ...(hosts.length > 0 ? [{ hostHeader: { values: [...hosts] } }] : []),
    ...(paths.length > 0 || every
      ? [{ pathPattern: { values: every ? ["/*"] : [...paths] } }]
      : []),
  ];
}

/** What a route may be. */
export const ROUTE: Checks<Route> = {
  priority: whole(1, 50_000),
  hosts: optional(list(HOST)),
  paths: optional(list(PATH)),
};

/** What is wrong between hosts and paths. */
export const tooManyValues: Between<Route> = (_, { hosts, paths }) => {
  const count = [hosts, paths].flatMap((values) =>
    Array.isArray(values) ? (values as unknown[]) : [],
  ).length;
  return count > MOST_VALUES
    ? [`hosts and paths are ${count} together; choose ${MOST_VALUES} at most`]
    : [];
};

/** Whether a host with `*` and `?` in it stands for another. One pass, however many stars there are. */
export function standsFor(pattern: string, host: string): boolean {
  let [at, star, taken] = [0, -1, 0];
  for (let index = 0; index < host.length;) {
    if (pattern[at] === "*") [star, taken, at] = [at, index, at + 1];
    else if (pattern[at] === "?" || pattern[at] === host[index]) [at, index] = [at + 1, index + 1];
    // The last star takes one character more.
    else if (star >= 0) [at, taken, index] = [star + 1, taken + 1, taken + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
