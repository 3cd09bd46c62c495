/** `Pulumi.yaml`, whose `config` block is printed from the tables of configuration keys. */
import * as fs from "node:fs";
import * as path from "node:path";
import { allSettings } from "../settings";

/** The line after which everything is printed. */
const START = "config:\n";

/** The whole file: what stands above `config:` stays, the defaults below it come from the tables. */
export function projectFile(): string {
  const file = fs.readFileSync(path.join(__dirname, "..", "Pulumi.yaml"), "utf8");
  const head = file.slice(0, file.indexOf(`\n${START}`) + 1);
  const entries = allSettings().flatMap(({ key, description, default: value }) =>
    value === undefined
      ? []
      : [
          `  ${key}:\n    description: ${JSON.stringify(description)}\n    default: ${scalar(value)}\n`,
        ],
  );
  return `${head}${START}${entries.join("")}`;
}

/** A value as YAML reads it back: quoted where it would become something else than the text or the number it is. */
function scalar(value: string): string {
  return /^[\w/-][\w ./-]*$/.test(value) ? value : JSON.stringify(value);
}
