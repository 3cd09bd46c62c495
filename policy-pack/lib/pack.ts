import type {
  Policies,
  ReportViolation,
  ResourceValidation,
  ResourceValidationArgs,
  StackValidation,
} from "@pulumi/policy";
import type { Outcome, Undetermined } from "./finding";
import type { Inspection } from "./inspection";
import type { Options, Values } from "./options";
import { readablePolicy, settingsPolicy, undeterminedPolicy } from "./pack-policies";
import { Reader } from "./reader";
import { report, violationOf, type Violation } from "./report";
import type { Context, Rule } from "./rule";
import { STACK, Session } from "./session";
import { matches } from "./settings";
import { unproxied } from "./unknown";
import { parseUrn } from "./urn";

type Policy = Policies[number];
type Properties = Record<string, unknown>;

/**
 * The rules as SDK policies, between those of the pack itself: `pack-settings` first, `pack-undetermined`
 * and `pack-readable-input` last.
 */
export function policiesOf(rules: readonly Rule[]): Policies {
  const session = new Session();
  return [
    settingsPolicy(session),
    ...rules.map((rule) => policyOf(rule, session)),
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
    ...(rule.checkStack && { validateStack: stackValidation(rule, session) }),
  };
}

function resourceValidation(rule: Rule, session: Session): ResourceValidation {
  return (args, reportViolation) => {
    const { checkResource: check } = rule;
    if (check === undefined || !rule.types.has(args.type)) {
      return args.notApplicable("The rule does not look at resources of this type.");
    }
    const inspection = session.join(args.urn, rule.facts.name);
    const resource = inspection.reader(args.urn, args.props as Properties);
    const config = configOf(rule, session, () => args.getConfig(), reportViolation);
    const context = contextOf(args, session, config);
    judge(rule, session, inspection, reportViolation, () => check(resource, context));
  };
}

function stackValidation(rule: Rule, session: Session): StackValidation {
  return (args, reportViolation) => {
    const { checkStack: check } = rule;
    const inspection = session.join(STACK, rule.facts.name);
    const graph = session.graphOf(args.resources);
    if (check === undefined || graph.ofType(rule.types).length === 0) {
      return args.notApplicable("The stack has no resource of a type that the rule looks at.");
    }
    const config = configOf(rule, session, () => args.getConfig(), reportViolation);
    const { settings } = session;
    judge(rule, session, inspection, reportViolation, () => check(graph, { settings, config }));
  };
}

/** Runs the check and reports. A crash of the rule is a violation of that rule and stops nothing else. */
function judge(
  rule: Rule,
  session: Session,
  inspection: Inspection,
  reportViolation: ReportViolation,
  check: () => Iterable<Outcome>,
): void {
  const { facts } = rule;
  const { findings, waiting, crash } = inspection.judge(facts.name, check);
  for (const finding of findings) report(reportViolation, violationOf(facts, finding));
  for (const wait of waiting) {
    if (session.settings.strict) report(reportViolation, strictViolation(wait));
    else inspection.await(facts.name, wait);
  }
  if (crash !== undefined) report(reportViolation, { message: crashMessage(facts.name, crash) });
}

function strictViolation({ urn, path, reason }: Undetermined): Violation {
  const why = reason === "encrypted" ? "is encrypted" : "cannot be known before the update";
  return {
    urn,
    message:
      `${path} ${why}, and with \`strict\` nothing may wait.\n` +
      "Fix: Build it from values that are known at preview: plain names and configuration, not outputs.",
  };
}

/** Names the kind of error only: its message may quote a property's value. */
function crashMessage(rule: string, crash: unknown): string {
  const kind = crash instanceof Error ? crash.name : typeof crash;
  return (
    `The rule itself failed (${kind}), so this resource is not judged by it; all other rules were run.\n` +
    `Fix: Report the resource's properties to the maintainers of the pack; to go on meanwhile, ` +
    `set ${rule} to "advisory" in the pack's configuration.`
  );
}

function configOf(
  rule: Rule,
  session: Session,
  given: () => Properties,
  reportViolation: ReportViolation,
): Values<Options> {
  return session.configOf(rule.facts, given, (fault) => {
    report(reportViolation, {
      message: `The configuration of ${rule.facts.name} is wrong: ${fault}`,
    });
  });
}

function contextOf(
  args: ResourceValidationArgs,
  session: Session,
  config: Values<Options>,
): Context<Values<Options>> {
  const { urn, type, name, opts, provider } = args;
  const { stack, project } = parseUrn(urn);
  const { settings } = session;
  return {
    ...{ urn, type, name, stack, project, settings, config },
    protected: matches(stack, settings.protectedStacks),
    provider: new Reader(
      provider === undefined ? {} : unproxied(provider.props as Properties),
      "",
      {
        urn,
      },
    ),
    options: { protect: opts.protect, ignoreChanges: opts.ignoreChanges },
  };
}
