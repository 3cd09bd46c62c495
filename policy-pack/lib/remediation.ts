import { Secret, type ResourceRemediation } from "@pulumi/policy";
import { contextOf } from "./context";
import { isTooDeep } from "./depth";
import type { Finding } from "./finding";
import { Inspection } from "./inspection";
import { mended } from "./mending";
import { Reader } from "./reader";
import type { Rule } from "./rule";
import type { Session } from "./session";
import { unproxied } from "./unknown";
import { parseUrn } from "./urn";

type Properties = Record<string, unknown>;

/**
 * The automatic fix of a rule: what its findings name as `fix`. It is left alone what a waiver
 * excuses, what a level of its own for this stack takes out of `remediate`, and whatever would not
 * pass afterwards; the rule then reports it, as mandatory.
 */
export function remediation(rule: Rule, session: Session): ResourceRemediation {
  return (args) => {
    const { facts, types } = rule;
    if (!types.has(args.type)) {
      return args.notApplicable("The rule does not look at resources of this type.");
    }
    const standing = session.standingOf(facts, parseUrn(args.urn).stack);
    if (standing.off !== undefined || standing.isSet === true) {
      return args.notApplicable(standing.off ?? "The rule has another level in this stack.");
    }
    const props = rawOf(args.props as Properties);
    if (isTooDeep(props)) return undefined;
    const fixable = findingsOf(rule, session, args, props).filter(
      ({ fix, urn, container }) =>
        fix !== undefined &&
        session.waivers.find({ rule: facts.name, urn, container }) === undefined,
    );
    let fixed: Properties | undefined = props;
    for (const finding of fixable) fixed = fixed && mended(fixed, finding, args.type);
    if (fixable.length === 0 || fixed === undefined) return undefined;
    const paths = new Set(fixable.map(({ path }) => path));
    const left = findingsOf(rule, session, args, fixed);
    return left.some(({ path }) => paths.has(path)) ? undefined : fixed;
  };
}

function findingsOf(
  { facts, checkResource }: Rule,
  session: Session,
  args: Parameters<ResourceRemediation>[0],
  props: Properties,
): readonly Finding[] {
  const config = session.configOf(facts, () => args.getConfig());
  const context = contextOf(args, session.settings, config);
  const resource = new Reader(plain(props), "", { urn: args.urn });
  // A crash, and what cannot be known or read, is reported by the validation that follows.
  return new Inspection(true).judge(facts.name, () => checkResource?.(resource, context) ?? [])
    .findings;
}

/** The properties behind the SDK's two proxies, in which secrets are wrapped. */
function rawOf(props: Properties): Properties {
  return unproxied(unproxied(props));
}

/** The same with secrets unwrapped, as rules see them. */
function plain(value: unknown): unknown {
  if (value instanceof Secret) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
