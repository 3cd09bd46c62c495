import type { Policies, ReportViolation } from "@pulumi/policy";
import type { Lines } from "./inspection";
import { GATHERED, READABLE, report, reportLines, unreadableViolation } from "./report";
import { STACK, type Session } from "./session";
import { SETTINGS } from "./settings";
import { parseUrn } from "./urn";
import { expiredText, waiverData, waiverText } from "./waivers";

type Policy = Policies[number];

const schema = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, option]) => [name, option.schema]),
) as Record<string, object>;

/** First in the pack: carries the pack-wide configuration and starts each inspection. */
export function settingsPolicy(session: Session): Policy {
  const configure = (
    given: () => Record<string, unknown>,
    reportViolation: ReportViolation,
  ): void => {
    for (const fault of session.configure(given)) {
      const message = `The configuration of pack-settings is wrong: ${fault}`;
      report(reportViolation, { message });
    }
  };
  return {
    name: "pack-settings",
    description: "The configuration that holds for all rules of the pack must be valid.",
    enforcementLevel: "mandatory",
    severity: "high",
    configSchema: { properties: schema },
    validateResource: (args, reportViolation) => {
      configure(() => args.getConfig(), reportViolation);
      session.begin(args.urn);
      session.remember(args);
    },
    validateStack: (args, reportViolation) => {
      configure(() => args.getConfig(), reportViolation);
      session.begin(STACK);
    },
  };
}

/** After the rules: one advisory per resource for what waivers excuse, one for those that excuse nothing. */
export function waivedPolicy(session: Session): Policy {
  const tell = (key: string, reportViolation: ReportViolation): void => {
    for (const lines of session.current(key)?.waived() ?? []) {
      reportLines(reportViolation, "waived", lines);
    }
  };
  return {
    name: GATHERED.waived.name,
    description: "Lists the findings that waivers excuse, and the waivers that excuse nothing.",
    enforcementLevel: "advisory",
    severity: "low",
    validateResource: (args, reportViolation) => {
      tell(args.urn, reportViolation);
    },
    validateStack: (args, reportViolation) => {
      tell(STACK, reportViolation);
      const { stack, project } = parseUrn(args.resources[0]?.urn ?? "");
      const unused = session.waivers.unused(stack, project);
      if (unused.lines.length === 0) return;
      const message = ["Not needed, so remove them:", ...unused.lines].join("\n");
      const data = { unused: unused.data };
      report(reportViolation, { message, data, enforcementLevel: "advisory" });
    },
  };
}

/**
 * Near the end of the pack: one advisory per resource for everything that waits for the update. It
 * comes with the stack, when rules on resources and on the stack have both spoken.
 */
export function undeterminedPolicy(session: Session): Policy {
  return {
    name: GATHERED.undetermined.name,
    description: "Lists the rules that wait for values which cannot be known before the update.",
    enforcementLevel: "advisory",
    severity: "low",
    validateStack: (_, reportViolation) => {
      for (const lines of session.waits.take()) {
        reportLines(reportViolation, "undetermined", lines);
      }
    },
  };
}

/** Last in the pack: one finding per resource for what no rule can read. */
export function readablePolicy(session: Session): Policy {
  const tell = (key: string, reportViolation: ReportViolation): void => {
    const inspection = session.current(key);
    if (inspection === undefined) return;
    for (const { urn, lines } of inspection.unreadable()) {
      const news = lines.filter((line) => session.isNews(inspection, `${urn} ${line}`));
      if (news.length > 0) tellUnreadable(session, { urn, lines: news }, reportViolation);
    }
    session.end(key);
  };
  return {
    name: READABLE,
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

function tellUnreadable(session: Session, lines: Lines, reportViolation: ReportViolation): void {
  const { urn } = lines;
  const { off, level } = session.standingOf(READABLE, parseUrn(urn).stack);
  if (off !== undefined) return;
  const found = session.waivers.find({ rule: READABLE, urn, container: undefined });
  if (found !== undefined && !found.expired) {
    const waived = lines.lines.map(
      (line) => `${READABLE}: ${line} Waived ${waiverText(found.waiver)}.`,
    );
    const waiver = waiverData(found.waiver, false);
    const data = { waived: lines.lines.map((text) => ({ rule: READABLE, text, waiver })) };
    reportLines(reportViolation, "waived", { urn, lines: waived, data });
    return;
  }
  const note = found === undefined ? [] : [expiredText(found.waiver)];
  const violation = unreadableViolation({ urn, lines: [...lines.lines, ...note] });
  report(reportViolation, { ...violation, enforcementLevel: level });
}
