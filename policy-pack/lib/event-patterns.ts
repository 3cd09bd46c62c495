import { globMatches } from "./policy-patterns";
import type { Reader } from "./reader";

/**
 * An event, as far as a rule of the pack speaks of it: a text, null for a field that such events lack,
 * or more fields. What a pattern asks of other fields is taken to hold.
 */
export interface Event {
  readonly [field: string]: string | null | Event;
}

/** True if a pattern of EventBridge lets the event through. */
export function admits(pattern: Reader, event: Event): boolean {
  return pattern.entries().every(([field, asked]) => {
    if (field === "$or") return asked.list().some((branch) => admits(branch, event));
    const value = Object.hasOwn(event, field) ? event[field] : undefined;
    if (value === undefined) return true;
    if (typeof value === "object" && value !== null) return admits(asked, value);
    const matchers = asked.list();
    return matchers.length === 0 || matchers.some((matcher) => matchesValue(matcher, value));
  });
}

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
function matchesValue(matcher: Reader, value: string | null): boolean {
  if (typeof matcher.raw() !== "object") return value !== null && matcher.text() === value;
  return matcher.entries().some(([operator, operand]) => {
    if (operator === "exists") return operand.flag() === (value !== null);
    if (value === null) return false;
    return operator === "anything-but"
      ? !operand.list().some((item) => excludes(item, value))
      : compares(operator, operand, value);
  });
}

/** What `anything-but` names: a text, or an object with an operator and its texts. */
function excludes(item: Reader, value: string): boolean {
  if (typeof item.raw() !== "object") return item.text() === value;
  return item
    .entries()
    .some(([operator, operands]) =>
      operands.list().some((operand) => compares(operator, operand, value)),
    );
}

function compares(operator: string, operand: Reader, value: string): boolean {
  if (typeof operand.raw() === "object" && /^(?:prefix|suffix)$/.test(operator)) {
    const inner = operand.text("equals-ignore-case")?.toLowerCase();
    return inner !== undefined && compareText(operator, inner, value.toLowerCase());
  }
  // Of numbers and addresses: no text matches.
  return typeof operand.raw() === "string" && compareText(operator, operand.text() ?? "", value);
}

function compareText(operator: string, operand: string, value: string): boolean {
  switch (operator) {
    case "prefix":
      return value.startsWith(operand);
    case "suffix":
      return value.endsWith(operand);
    case "equals-ignore-case":
      return value.toLowerCase() === operand.toLowerCase();
    case "wildcard":
      return globMatches(operand, value);
    default:
      return false;
  }
}
