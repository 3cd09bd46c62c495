import { strings, toggle, type Values } from "./options";

/** What holds for the whole pack; the configuration of the policy `pack-settings`. */
export const SETTINGS = {
  strict: toggle(
    false,
    "A rule that waits for a value which preview cannot know fails, at its own level, instead of being listed.",
  ),
  protectedStacks: strings(
    ["prod*"],
    "Stack names, `*` for any characters, in which rules that protect data are mandatory.",
  ),
  accounts: strings(
    [],
    "AWS account ids that images and principals may come from. Empty: any account's private registry is trusted.",
  ),
  regions: strings([], "AWS regions that resources may use. Empty: any region."),
};

/** Values of the pack-wide settings. */
export type Settings = Values<typeof SETTINGS>;

/** True if the name matches one of the patterns; `*` stands for any characters. */
export function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => wildcard(pattern).test(name));
}

const patterns = new Map<string, RegExp>();

function wildcard(pattern: string): RegExp {
  const cached = patterns.get(pattern);
  if (cached !== undefined) return cached;
  const source = pattern
    .split(/\*+/)
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join("[^]*");
  const compiled = new RegExp(`^${source}$`);
  patterns.set(pattern, compiled);
  return compiled;
}
