/** True for an object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string, or nothing. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
