import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Stops the process if the pack runs from a build that is older than the sources beside it. An
 * installed pack has no sources beside it and is never stale.
 *
 * @param entry file name of the running entry point.
 */
export function requireFreshBuild(entry: string): void {
  const fault = buildFault(entry);
  if (fault === undefined) return;
  console.error(`The policy pack ${fault}. Run \`npm run build\` and try again.`);
  process.exit(1);
}

/** What is wrong with the build that `entry` belongs to, or undefined. */
export function buildFault(entry: string): string | undefined {
  const built = dirname(entry);
  const root = dirname(built);
  if (basename(built) !== "bin" || !existsSync(join(root, "index.ts"))) return undefined;
  const sources = ["lib", "rules"].flatMap((folder) => filesIn(join(root, folder)));
  const newest = [join(root, "index.ts"), ...sources]
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".vectors.ts"))
    .reduce((a, b) => (changed(a) >= changed(b) ? a : b));
  const builtAt = Math.max(...filesIn(built).map(changed));
  return changed(newest) > builtAt
    ? `was built before its source ${newest.slice(root.length + 1)} was changed`
    : undefined;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function changed(file: string): number {
  return statSync(file).mtimeMs;
}
