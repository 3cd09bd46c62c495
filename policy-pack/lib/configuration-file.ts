import { show } from "./finding";
import { suggestion } from "./nearest";
import { readOptions } from "./options";
import { isObject } from "./properties";
import { GATHERED, READABLE } from "./report";
import type { Rule } from "./rule";
import { readSettings } from "./settings";

const LEVELS: readonly unknown[] = ["advisory", "mandatory", "remediate", "disabled"];

type Properties = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a configuration file of the pack, in sentences: JSON, names of rules and options,
 * values, waivers. The engine ignores the name of a rule that does not exist.
 *
 * @param text content of the file that `--policy-pack-config` names.
 * @param rules the rules of the pack.
 */
export function validateConfigurationFile(text: string, rules: readonly Rule[]): string[] {
  let file: unknown;
  try {
    file = text.trim() === "" ? {} : JSON.parse(text);
  } catch (error) {
    return [`The file is not JSON: ${error instanceof Error ? error.message : String(error)}.`];
  }
  if (!isObject(file)) return [`The file is ${show(file)}; expected an object.`];
  return Object.entries(file).flatMap(([name, given]) => entryFaults(name, given, file, rules));
}

function entryFaults(
  name: string,
  given: unknown,
  file: Properties,
  rules: readonly Rule[],
): string[] {
  if (name === "environments") return environmentsFaults(given);
  if (typeof given !== "string" && !isObject(given)) {
    return [`${name} is ${show(given)}; expected a level, or an object of level and options.`];
  }
  const { enforcementLevel: level, ...options } = isObject(given)
    ? given
    : { enforcementLevel: given };
  const faults = levelFaults(name, level, rules);
  if (name === "all") return [...faults, ...optionFaults(name, options, {})];
  if (name === "pack-settings") return [...faults, ...settingsFaults(options, file, rules)];
  if (isOwn(name)) return [...faults, ...optionFaults(name, options, {})];
  const rule = rules.find(({ facts }) => facts.name === name);
  if (rule !== undefined) {
    return [...faults, ...optionFaults(name, options, rule.facts.options ?? {})];
  }
  const names = [...rules.map(({ facts }) => facts.name), "pack-settings", ...OWN, "all"];
  return [`There is no rule ${show(name)}.${suggestion(name, names)}`];
}

/** Policies of the pack itself, beside `pack-settings`. */
const OWN: readonly string[] = [...Object.values(GATHERED).map(({ name }) => name), READABLE];

function isOwn(name: string): boolean {
  return OWN.includes(name);
}

function levelFaults(name: string, level: unknown, rules: readonly Rule[]): string[] {
  if (level === undefined) return [];
  if (!LEVELS.includes(level)) {
    return [`${name}: the level is ${show(level)}; allowed is ${LEVELS.join(", ")}.`];
  }
  const rule = rules.find(({ facts }) => facts.name === name);
  if (level !== "remediate" || name === "all" || rule?.facts.automaticFix !== undefined) return [];
  return [
    `${name}: the level is "remediate", but there is no automatic fix; allowed is mandatory.`,
  ];
}

function optionFaults(
  name: string,
  given: Properties,
  options: Parameters<typeof readOptions>[0],
): string[] {
  return readOptions(options, given).faults.map((fault) => `${name}: ${fault}`);
}

function settingsFaults(given: Properties, file: Properties, rules: readonly Rule[]): string[] {
  const names = rules.map(({ facts }) => facts.name);
  const { settings, faults } = readSettings(given, [...names, READABLE]);
  const off = rules
    .filter(({ facts }) => facts.enforcementLevel === "disabled" && !(facts.name in file))
    .map(({ facts }) => facts.name);
  const idle = settings.levels.flatMap(({ pattern, levels }) =>
    off
      .filter((name) => Object.hasOwn(levels, name) && levels[name] !== "disabled")
      .map(
        (name) =>
          `Levels of ${show(pattern)}: ${name} is off by default; switch it on in the file, beside pack-settings.`,
      ),
  );
  return [...faults, ...idle].map((fault) => `pack-settings: ${fault}`);
}

/** References to Pulumi ESC environments, which the engine takes out of the file. */
function environmentsFaults(given: unknown): string[] {
  const isList = Array.isArray(given) && given.every((item) => typeof item === "string");
  return isList ? [] : [`environments is ${show(given)}; expected a list of strings.`];
}
