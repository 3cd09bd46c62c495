import { show } from "./finding";
import { suggestion } from "./nearest";
import { matches } from "./patterns";

const LEVELS = ["advisory", "mandatory", "disabled"] as const;
const STRICTEST_FIRST: readonly Level[] = ["mandatory", "advisory", "disabled"];

/** How a finding of a rule is taken. */
export type Level = (typeof LEVELS)[number];

/** Levels of rules in the stacks that match a pattern. */
export interface StackLevels {
  readonly pattern: string;
  readonly levels: Readonly<Record<string, Level>>;
}

/** JSON schema: pattern of stack names → rule → level. */
export const LEVELS_SCHEMA = {
  type: "object",
  additionalProperties: {
    type: "object",
    additionalProperties: { type: "string", enum: [...LEVELS] },
  },
};

/** The levels per stack, and every fault in what was given. */
export function parseLevels(
  given: Readonly<Record<string, unknown>>,
  rules: readonly string[],
): { levels: StackLevels[]; faults: string[] } {
  const faults: string[] = [];
  const levels = Object.entries(given).map(([pattern, byRule]) => {
    const where = `Levels of ${show(pattern)}`;
    if (typeof byRule !== "object" || byRule === null || Array.isArray(byRule)) {
      faults.push(`${where} are ${show(byRule)}; expected an object of rule and level.`);
      return { pattern, levels: {} };
    }
    const entries = Object.entries(byRule as Record<string, unknown>);
    const sound = entries.filter(([rule, level]) => {
      if (!rules.includes(rule)) {
        faults.push(`${where}: there is no rule ${show(rule)}.${suggestion(rule, rules)}`);
      } else if (!isLevel(level)) {
        faults.push(`${where}: ${rule} is ${show(level)}; allowed is ${LEVELS.join(", ")}.`);
      } else return true;
      return false;
    });
    return { pattern, levels: Object.fromEntries(sound) as Record<string, Level> };
  });
  return { levels, faults };
}

function isLevel(value: unknown): value is Level {
  return (LEVELS as readonly unknown[]).includes(value);
}

/**
 * The rule's level in this stack, if one is set for it: that of the pattern with the most characters
 * beside `*`; between equals the stricter one. The order of the file does not matter, for the engine
 * does not keep it.
 */
export function levelIn(
  stack: string,
  rule: string,
  levels: readonly StackLevels[],
): Level | undefined {
  const set = levels.flatMap(({ pattern, levels: byRule }) => {
    const level = Object.hasOwn(byRule, rule) ? byRule[rule] : undefined;
    if (level === undefined || !matches(stack, [pattern])) return [];
    return [{ level, length: pattern.replaceAll("*", "").length }];
  });
  const rank = ({ level }: { level: Level }): number => STRICTEST_FIRST.indexOf(level);
  return set.sort((a, b) => b.length - a.length || rank(a) - rank(b))[0]?.level;
}
