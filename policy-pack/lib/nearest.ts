/** ` Did you mean "x"?` if one of the names is near enough to be meant, or nothing. */
export function suggestion(name: string, names: Iterable<string>): string {
  const near = nearest(name, names);
  return near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
}

/** The name that needs the fewest edits, if they are at most a third of its letters. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Infinity;
  for (const candidate of names) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest && edits <= candidate.length / 3) [best, fewest] = [candidate, edits];
  }
  return best;
}

const LONGEST = 100;

/** Insertions, deletions and replacements of letters between two names (Levenshtein). */
function distance(a: string, b: string): number {
  if (a.length > LONGEST) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? Infinity;
}
