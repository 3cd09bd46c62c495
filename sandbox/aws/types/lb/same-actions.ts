import { stableText } from "../../../lib/diff";
import { isObject } from "../../../lib/values";
import type { Properties } from "../../resource-type";

/** What the provider fills in where an action redirects: terraform-provider-aws internal/service/elbv2/listener.go. */
const REDIRECT: Properties = {
  host: "#{host}",
  path: "/#{path}",
  port: "#{port}",
  protocol: "#{protocol}",
  query: "#{query}",
};

/** Actions with what AWS adds: their order, and the parts of an address that stay. */
export function withDefaults(actions: readonly Properties[]): readonly Properties[] {
  return actions.map((action, index) => ({
    order: index + 1,
    ...action,
    ...(isObject(action["redirect"]) && { redirect: { ...REDIRECT, ...action["redirect"] } }),
  }));
}

/** Whether two lists of actions mean the same to AWS. */
export function sameActions(a: unknown, b: unknown): boolean {
  const [before, after] = [a, b].map((actions) =>
    stableText(withDefaults(Array.isArray(actions) ? actions.filter(isObject) : [])),
  );
  return before === after;
}
