/** The committed configuration, as the engine hands it to the program. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";

const ROOT = path.join(__dirname, "..", "..");

/** A digest of the right form. */
export const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
/** A secret of the configuration; tests look for it where it must not be. */
export const ROLLBAR_TOKEN = "canary-7f3a";

/** Defaults of `Pulumi.yaml` by key. */
export function projectDefaults(): Record<string, { description: string; default: string }> {
  const { config } = read("Pulumi.yaml") as {
    config: Record<string, { description: string; default: unknown; type?: unknown }>;
  };
  return Object.fromEntries(
    Object.entries(config).map(([key, { description, default: value }]) => [
      key,
      { description, default: String(value) },
    ]),
  );
}

/** Values of a stack file over the defaults, and what the test adds. */
export function stackValues(
  stack: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { config } = read(`Pulumi.${stack}.yaml`) as { config: Record<string, unknown> };
  const defaults = Object.entries(projectDefaults()).map(([key, entry]) => [key, entry.default]);
  const own = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries([...defaults, ...own, ...Object.entries(more)]) as Record<
    string,
    string
  >;
}

/** A whole file of the repository. */
export function readText(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), "utf8");
}

function read(file: string): unknown {
  return parse(readText(file));
}
