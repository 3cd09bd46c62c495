import * as fs from "node:fs";
import * as path from "node:path";

/** The compiled files that these entry points load, by their `require`s of each other; relative to the folder, sorted. */
export function loadedFiles(folder: string, entries: readonly string[]): string[] {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    for (const [, target = ""] of text.matchAll(/(?:require|import)\("(\.[^"]+)"\)/g))
      waiting.push(fileOf(folder, path.join(path.dirname(name), target)));
  }
  return [...found].sort();
}

/** The file that a `require` of a compiled file means. */
function fileOf(folder: string, target: string): string {
  const found = [`${target}.js`, path.join(target, "index.js"), target].find(
    (name) => fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.isFile() === true,
  );
  if (found === undefined) throw new Error(`${target} is required, but not there.`);
  return found;
}
