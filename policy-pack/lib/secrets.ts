/** What the string looks like, in words for a finding, or undefined. Placeholder, replaced next. */
export function looksSecret(value: string): string | undefined {
  return /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/.test(value) ? "an AWS access key id" : undefined;
}
