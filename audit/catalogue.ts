import type { Severity } from "../policy-pack/lib/finding";
import { GATHERED, READABLE } from "../policy-pack/lib/report";
import { rules } from "../policy-pack/rules";

/** The severities, worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const satisfies Severity[];

/** What a report says of a rule, from the rule's own facts. */
export interface RuleEntry {
  readonly name: string;
  readonly severity: Severity;
  readonly level: "mandatory" | "advisory" | "disabled";
  readonly description: string;
  readonly why: string;
  readonly fix: string;
  /** The authority's page; empty for policies of the pack itself. */
  readonly url: string;
  readonly tags: readonly string[];
}

/** Policies that gather what rules leave behind; they find nothing themselves. */
export const GATHERING: ReadonlySet<string> = new Set(
  Object.values(GATHERED).map(({ name }) => name),
);

const OWN: readonly RuleEntry[] = [
  {
    name: READABLE,
    severity: "high",
    level: "mandatory",
    description: "Properties that rules look at must have a shape that can be read.",
    why: "What the rules cannot read, they cannot pass.",
    fix: "Correct the value.",
    url: "",
    tags: [],
  },
  {
    name: "pack-settings",
    severity: "high",
    level: "mandatory",
    description: "The configuration that holds for all rules of the pack must be valid.",
    why: "A waiver or a level that is not understood does not hold.",
    fix: "Correct the configuration file.",
    url: "",
    tags: [],
  },
];

/** Every rule of the pack by name. */
export const CATALOGUE: ReadonlyMap<string, RuleEntry> = new Map(
  [
    ...rules.map(({ facts }): RuleEntry => {
      const { name, severity, description, why, url, tags } = facts;
      const { enforcementLevel: level, remediationSteps: fix } = facts;
      return { name, severity, level, description, why, fix, url, tags };
    }),
    ...OWN,
  ].map((entry) => [entry.name, entry]),
);

/** Place of a severity in the order of a report; unknown ones come last. */
export function rankOf(severity: string): number {
  const rank = (SEVERITIES as readonly string[]).indexOf(severity);
  return rank < 0 ? SEVERITIES.length : rank;
}
