import type { Policies, ReportViolation } from "@pulumi/policy";
import { readOptions } from "./options";
import { report } from "./report";
import { STACK, type Session } from "./session";
import { SETTINGS } from "./settings";

type Policy = Policies[number];

const schema = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, option]) => [name, option.schema]),
) as Record<string, object>;

/** First in the pack: carries the pack-wide configuration and starts each inspection. */
export function settingsPolicy(session: Session): Policy {
  let configured = false;
  const configure = (given: Record<string, unknown>, reportViolation: ReportViolation): void => {
    if (configured) return;
    configured = true;
    const { values, faults } = readOptions(SETTINGS, given);
    session.settings = values;
    for (const fault of faults) report(reportViolation, { message: `The configuration of pack-settings is wrong: ${fault}` });
  };
  return {
    name: "pack-settings",
    description: "The configuration that holds for all rules of the pack must be valid.",
    enforcementLevel: "mandatory",
    severity: "high",
    configSchema: { properties: schema },
    validateResource: (args, reportViolation) => {
      configure(args.getConfig(), reportViolation);
      session.begin(args.urn);
      session.remember(args);
    },
    validateStack: (args, reportViolation) => {
      configure(args.getConfig(), reportViolation);
      session.begin(STACK);
    },
  };
}

/** Near the end of the pack: one advisory per resource for everything that waits for the update. */
export function undeterminedPolicy(session: Session): Policy {
  const tell = (key: string, reportViolation: ReportViolation): void => {
    for (const { urn, lines } of session.current(key)?.undetermined() ?? []) {
      report(reportViolation, {
        urn,
        message: `Not judged yet, for these values cannot be known now:\n${lines.join("\n")}`,
        enforcementLevel: "advisory",
      });
    }
  };
  return {
    name: "pack-undetermined",
    description: "Lists the rules that wait for values which cannot be known before the update.",
    enforcementLevel: "advisory",
    severity: "low",
    validateResource: (args, reportViolation) => {
      tell(args.urn, reportViolation);
    },
    validateStack: (_, reportViolation) => {
      tell(STACK, reportViolation);
    },
  };
}

/** Last in the pack: one finding per resource for what no rule can read. */
export function readablePolicy(session: Session): Policy {
  const tell = (key: string, reportViolation: ReportViolation): void => {
    for (const { urn, lines } of session.current(key)?.unreadable() ?? []) {
      report(reportViolation, {
        urn,
        message: `${lines.join("\n")}\nFix: Correct the value; what the rules cannot read, they cannot pass.`,
      });
    }
    session.end(key);
  };
  return {
    name: "pack-readable-input",
    description: "Properties that rules look at must have a shape that can be read.",
    enforcementLevel: "mandatory",
    severity: "high",
    validateResource: (args, reportViolation) => {
      tell(args.urn, reportViolation);
    },
    validateStack: (_, reportViolation) => {
      tell(STACK, reportViolation);
    },
  };
}
