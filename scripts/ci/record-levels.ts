import * as fs from "node:fs";
import * as path from "node:path";
import { rules } from "../../policy-pack/rules";
import { UserError } from "../../sandbox/lib/user-error";
import { ROOT } from "../../sandbox/tools";
import { levelFaults, type Levels, type Releases } from "./levels";

const RELEASES = path.join(ROOT, "policy-pack", "releases.json");

/** The version that the pack's package.json names. */
export function packVersion(): string {
  const text = fs.readFileSync(path.join(ROOT, "policy-pack", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The levels that the rules have now. */
export function currentLevels(): Levels {
  const levels = rules.map(({ facts }) => [facts.name, facts.enforcementLevel] as const);
  return Object.fromEntries(levels.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function publishedReleases(): Releases {
  return JSON.parse(fs.readFileSync(RELEASES, "utf8")) as Releases;
}

/** Writes this version's levels down as published. */
export function recordLevels(): number {
  const [version, levels, releases] = [packVersion(), currentLevels(), publishedReleases()];
  const faults = levelFaults(version, levels, releases);
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  fs.writeFileSync(RELEASES, `${JSON.stringify({ ...releases, [version]: levels }, null, 2)}\n`);
  console.log(`Recorded ${Object.keys(levels).length} rules of ${version}.`);
  return 0;
}
