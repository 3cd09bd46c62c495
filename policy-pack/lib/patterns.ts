const compiled = new Map<string, RegExp>();

/** True if the name matches one of the patterns; `*` stands for any characters. */
export function matches(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => wildcard(pattern).test(name));
}

function wildcard(pattern: string): RegExp {
  const cached = compiled.get(pattern);
  if (cached !== undefined) return cached;
  const source = pattern
    .split(/\*+/)
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join("[^]*");
  const regex = new RegExp(`^${source}$`);
  compiled.set(pattern, regex);
  return regex;
}
