import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../policy-pack/lib/services";
import type { Vectors } from "../policy-pack/lib/vectors";

/** Folder of the rules. */
export const RULES_FOLDER = join(__dirname, "../policy-pack/rules");

/** Service and file name, without ending, of a rule: `ecs`, `task-no-privileged`. */
export function fileOf(name: string): { service: string; file: string } {
  const [service = "", ...rest] = name.split("-");
  return { service, file: rest.join("-") };
}

/** Names of the rules that have a file, by service and alphabet: the order of the pack. */
export function ruleNames(): string[] {
  const files = readdirSync(RULES_FOLDER, { recursive: true, encoding: "utf8" })
    .map((file) => file.split("/"))
    .filter(([, file = ""]) => file.endsWith(".ts") && !file.endsWith(".vectors.ts"))
    .map(([service = "", file = ""]) => ({
      service,
      name: `${service}-${file.replace(/\.ts$/, "")}`,
    }));
  const place = (service: string): number => SERVICES.indexOf(service);
  return files
    .sort((a, b) => place(a.service) - place(b.service) || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** The vectors beside a rule. */
export function vectorsOf(name: string): Vectors {
  const { service, file } = fileOf(name);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(join(RULES_FOLDER, service, `${file}.vectors`)) as { default: Vectors }).default;
}

/** The text of rules/index.ts, which lists the rules. */
export function rulesIndex(names: readonly string[]): string {
  const variable = (name: string): string =>
    name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    'import type { Rule } from "../lib/rule";',
    ...names.map((name) => {
      const { service, file } = fileOf(name);
      return `import ${variable(name)} from "./${service}/${file}";`;
    }),
    "",
    "/** Every rule of the pack, in the order in which it reports. */",
    "export const rules: readonly Rule[] = [",
    ...names.map((name) => `  ${variable(name)},`),
    "];",
    "",
  ].join("\n");
}
