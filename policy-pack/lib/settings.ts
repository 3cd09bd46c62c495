import { show } from "./finding";
import { LEVELS_SCHEMA, parseLevels, type StackLevels } from "./levels";
import { choices, readOptions, shaped, strings, text, texts, toggle, type Values } from "./options";
import { PRESETS } from "./presets";
import { parseWaivers, WAIVERS_SCHEMA, type Waiver } from "./waivers";

export { matches } from "./patterns";

const PRESET_NAMES = Object.keys(PRESETS) as (keyof typeof PRESETS)[];

/** What holds for the whole pack; the configuration of the policy `pack-settings`. */
export const SETTINGS = {
  presets: choices(
    PRESET_NAMES,
    [],
    `Which rules take part. ${PRESET_NAMES.map((name) => `\`${name}\`: ${PRESETS[name].description}`).join("; ")}. Empty: all rules.`,
  ),
  strict: toggle(
    false,
    "A rule that waits for a value which preview cannot know fails, at its own level, instead of being listed.",
  ),
  levels: shaped<Readonly<Record<string, unknown>>>(
    {},
    LEVELS_SCHEMA,
    "an object of stack pattern → rule → advisory, mandatory or disabled",
    "Levels of rules in the stacks whose name matches, `*` for any characters. The pattern with the most characters beside `*` holds, between equals the stricter level.",
  ),
  waivers: shaped<readonly unknown[]>(
    [],
    WAIVERS_SCHEMA,
    "a list of waivers",
    "Findings that are accepted: `rule`, for which resources, `reason`, `approver`, `expires`.",
  ),
  protectedStacks: strings(
    ["prod*"],
    "Stack names, `*` for any characters, in which rules that protect data are mandatory.",
  ),
  accounts: strings(
    [],
    "AWS account ids that images and principals may come from. Empty: any account's private registry is trusted.",
  ),
  registries: strings(
    [],
    "Registries or repositories trusted beside private ECR, with all below them: `public.ecr.aws/xray`.",
  ),
  regions: strings([], "AWS regions that resources may use. Empty: any region."),
  requiredTags: strings([], "Tags that every resource with tags must have. Empty: none."),
  requiredTagValues: texts(
    "Values of some of the `requiredTags`, which the automatic fix gives to resources without them.",
  ),
  permissionsBoundary: text(
    "",
    "ARN of the policy that must bound every role, `*` for any characters. Empty: any policy.",
  ),
  allowedSidecars: strings(
    [],
    "Names of containers, `*` for any characters, of vendors whose images need to write to their root.",
  ),
};

/** Values of the pack-wide settings. */
export interface Settings extends Omit<Values<typeof SETTINGS>, "levels" | "waivers"> {
  readonly levels: readonly StackLevels[];
  readonly waivers: readonly Waiver[];
}

/** The settings, and every fault in what was given. What is faulty takes its default, or is left out. */
export function readSettings(
  given: Readonly<Record<string, unknown>>,
  rules: readonly string[],
): { settings: Settings; faults: string[] } {
  const { values, faults } = readOptions(SETTINGS, given);
  const { levels, faults: levelFaults } = parseLevels(values.levels, rules);
  const { waivers, faults: waiverFaults } = parseWaivers(values.waivers, rules);
  const strict = values.strict || values.presets.includes("strict");
  const idle = Object.keys(values.requiredTagValues)
    .filter((key) => !values.requiredTags.includes(key))
    .map((key) => `requiredTagValues has ${show(key)}, which is not one of the requiredTags.`);
  return {
    settings: { ...values, strict, levels, waivers },
    faults: [...faults, ...levelFaults, ...waiverFaults, ...idle],
  };
}
