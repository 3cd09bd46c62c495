import type * as aws from "@pulumi/aws";
import { quote } from "./faults";

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
const MOST_VALUES = 5;
/** Elastic Load Balancing API reference, RuleCondition: 128 characters of these; `*` and `?` stand for others. */
const HOST = /^(?=.{1,128}$)[a-z0-9*?-]+(\.[a-z0-9*?-]+)+$/;
const PATH = /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/;

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

/** What is wrong with a route. */
export function routeFaults({ priority, hosts = [], paths = [] }: Route): string[] {
  const faults: string[] = [];
  if (!Number.isInteger(priority) || priority < 1 || priority > 50_000)
    faults.push(`priority ${priority} is out of range; choose 1 to 50000`);
  for (const host of hosts)
    if (!HOST.test(host))
      faults.push(
        `host ${quote(host)} is not a domain name in lower case of 128 characters at most`,
      );
  for (const path of paths)
    if (!PATH.test(path))
      faults.push(`path ${quote(path)} is not a path of 128 characters at most, such as /api/*`);
  if (hosts.length + paths.length > MOST_VALUES)
    faults.push(
      `hosts and paths are ${hosts.length + paths.length} together; choose ${MOST_VALUES} at most`,
    );
  return faults;
}
