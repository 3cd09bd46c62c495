import type {
  Policies,
  ReportViolation,
  ResourceValidation,
  StackValidation,
} from "@pulumi/policy";
import type { Options, Values } from "./options";
import { readablePolicy, settingsPolicy, undeterminedPolicy, waivedPolicy } from "./pack-policies";
import { remediation } from "./remediation";
import { report } from "./report";
import { contextOf } from "./context";
import type { Rule } from "./rule";
import { STACK, Session } from "./session";
import { parseUrn, rootUrnOf } from "./urn";
import { judge } from "./verdict";

type Policy = Policies[number];
type Properties = Record<string, unknown>;

/** What a test may set. */
export interface Clock {
  /** The day on which waivers are judged, in UTC; default: today. */
  readonly today?: string | undefined;
}

/**
 * The rules as SDK policies, between those of the pack itself: `pack-settings` first, `pack-waived`,
 * `pack-undetermined` and `pack-readable-input` last.
 */
export function policiesOf(rules: readonly Rule[], { today }: Clock = {}): Policies {
  const names = rules.map(({ facts }) => facts.name);
  const session = new Session(names, today);
  return [
    settingsPolicy(session),
    ...rules.map((rule) => policyOf(rule, session)),
    waivedPolicy(session),
    undeterminedPolicy(session),
    readablePolicy(session),
  ];
}

function policyOf(rule: Rule, session: Session): Policy {
  const { name, description, enforcementLevel, severity, remediationSteps, url, tags } = rule.facts;
  const options = Object.entries(rule.facts.options ?? {});
  const properties = Object.fromEntries(options.map(([key, { schema }]) => [key, schema]));
  return {
    ...{ name, description, enforcementLevel, severity, remediationSteps, url, tags: [...tags] },
    ...(options.length > 0 && { configSchema: { properties } }),
    ...(rule.checkResource && { validateResource: resourceValidation(rule, session) }),
    ...(rule.facts.automaticFix !== undefined && { remediateResource: remediation(rule, session) }),
    ...(rule.checkStack && { validateStack: stackValidation(rule, session) }),
  };
}

function resourceValidation(rule: Rule, session: Session): ResourceValidation {
  const { facts, types, checkResource: check } = rule;
  return (args, reportViolation) => {
    const { urn } = args;
    const inspection = session.join(urn, facts.name);
    if (!inspection.isLed) session.remember(args);
    if (check === undefined || !types.has(args.type)) {
      return args.notApplicable("The rule does not look at resources of this type.");
    }
    const standing = session.standingOf(facts, parseUrn(urn).stack);
    if (standing.off !== undefined) return args.notApplicable(standing.off);
    const config = configOf(rule, session, () => args.getConfig(), reportViolation);
    const context = contextOf(args, session.settings, config);
    const bench = { session, inspection, standing, urn, reportViolation };
    judge(facts, bench, () => check(inspection.reader(urn, args.props as Properties), context));
  };
}

function stackValidation(rule: Rule, session: Session): StackValidation {
  const { facts, types, checkStack: check } = rule;
  return (args, reportViolation) => {
    const inspection = session.join(STACK, facts.name);
    const graph = session.graphOf(args.resources);
    if (check === undefined || graph.ofType(types).length === 0) {
      return args.notApplicable("The stack has no resource of a type that the rule looks at.");
    }
    const urn = rootUrnOf(args.resources[0]?.urn ?? "");
    const standing = session.standingOf(facts, parseUrn(urn).stack);
    if (standing.off !== undefined) return args.notApplicable(standing.off);
    const config = configOf(rule, session, () => args.getConfig(), reportViolation);
    const { settings } = session;
    const bench = { session, inspection, standing, urn, reportViolation };
    judge(facts, bench, () => check(graph, { settings, config }));
  };
}

function configOf(
  { facts }: Rule,
  session: Session,
  given: () => Properties,
  reportViolation: ReportViolation,
): Values<Options> {
  const values = session.configOf(facts, given);
  for (const fault of session.takeFaults(facts)) {
    const message = `The configuration of ${facts.name} is wrong: ${fault}`;
    report(reportViolation, { message });
  }
  return values;
}
