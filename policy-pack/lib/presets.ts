import type { Facts } from "./rule";

/** A choice of rules, or of how strict they are. */
export interface Preset {
  readonly description: string;
  /** True for the rules that it chooses; undefined if it chooses none. */
  readonly chooses: ((facts: Facts) => boolean) | undefined;
}

const tagged =
  (...frameworks: string[]) =>
  ({ tags }: Facts): boolean =>
    tags.some((tag) => frameworks.includes(tag.slice(0, tag.indexOf(":"))));

/** The values of the setting `presets`. */
export const PRESETS = {
  seeds: {
    description: "rules that hold up a practice of the source material",
    chooses: ({ practices }) => practices.length > 0,
  },
  fsbp: {
    description: "rules with a control of AWS Foundational Security Best Practices",
    chooses: tagged("security-hub"),
  },
  cis: {
    description: "rules with an item of the CIS benchmarks of AWS Foundations or Docker",
    chooses: tagged("cis-aws-5", "cis-aws-7", "cis-docker"),
  },
  strict: {
    description: "every rule is mandatory and, as with the setting `strict`, nothing may wait",
    chooses: undefined,
  },
} satisfies Record<string, Preset>;

/** True if the rule takes part: no preset chooses rules, or one of them chooses this. */
export function isChosen(facts: Facts, presets: readonly string[]): boolean {
  const choices = presets.flatMap((name) => {
    const preset: Preset | undefined = Object.hasOwn(PRESETS, name)
      ? PRESETS[name as keyof typeof PRESETS]
      : undefined;
    return preset?.chooses ?? [];
  });
  return choices.length === 0 || choices.some((chooses) => chooses(facts));
}
