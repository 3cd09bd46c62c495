/** Work that need not be done again for the same files. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/** Packages, whose versions package-lock.json has, and what is compiled. */
const APART = new Set(["node_modules", "bin"]);
const SOURCE = /\.(ts|json)$/;

/** Says which TypeScript and JSON files are below a folder, by name, size and time of change; hidden folders are not. */
export function sourcesOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of filesIn(folder).sort()) {
    // Somebody may be deleting it just now.
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (found) hash.update(`${path.relative(folder, file)} ${found.mtimeMs} ${found.size}\n`);
  }
  return hash.digest("hex");
}

function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    const where = path.join(folder, name);
    if (entry.isDirectory()) return APART.has(name) || name.startsWith(".") ? [] : filesIn(where);
    return entry.isFile() && SOURCE.test(name) ? [where] : [];
  });
}

/**
 * Does the work, unless it succeeded for the same sources before.
 *
 * @param stamp The file that remembers for which.
 */
export async function oncePer(
  sources: string,
  stamp: string,
  work: () => Promise<void>,
): Promise<void> {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === sources) return;
  await work();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, sources);
}
