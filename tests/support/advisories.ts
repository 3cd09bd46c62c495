import { readFileSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../../sandbox/tools";

/** The rules whose advice a stack still gets, as docs/advisories.md lists them. */
export function documentedAdvisories(stack: string): string[] {
  const text = readFileSync(path.join(ROOT, "docs", "advisories.md"), "utf8");
  const rows = [...text.matchAll(/^\| `([a-z0-9-]+)` \| ([a-z, ]+) \|/gm)];
  return rows
    .filter(([, , stacks = ""]) => stacks.split(", ").includes(stack))
    .map(([, rule = ""]) => rule);
}
