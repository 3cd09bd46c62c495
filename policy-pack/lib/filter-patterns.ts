import { globMatches } from "./policy-patterns";

/** A log event of one level, as far as a rule speaks of it; null for a field that such events lack. */
export type LogEvent = Readonly<Record<string, string | null>>;

/** AWS's limit on a filter's pattern. */
const LONGEST = 1024;

const TOKEN =
  /\s*(\(|\)|&&|\|\||!=|<=|>=|=|<|>|"(?:[^"\\]|\\.)*"|%[^%]*%|(?:[^\s()=!<>&|"%[]|\[[^\]]*\])+)/y;

/**
 * True if a metric filter's pattern takes in the event. What it asks of fields that the event does not
 * name is taken to hold; a pattern that cannot be read takes in nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterMatches(pattern: string, event: LogEvent): boolean {
  const text = pattern.trim();
  if (text.length > LONGEST || text.startsWith("[")) return false;
  if (!text.startsWith("{")) return termsMatch(text, JSON.stringify(event));
  const tokens = text.endsWith("}") ? tokenized(text.slice(1, -1)) : undefined;
  if (tokens === undefined) return false;
  const rest = [...tokens];
  return anyOf(rest, event) === true && rest.length === 0;
}

function tokenized(text: string): string[] | undefined {
  const tokens: string[] = [];
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

/** Undefined if the tokens cannot be read. Takes from `tokens` what it reads. */
function anyOf(tokens: string[], event: LogEvent): boolean | undefined {
  return joined(tokens, "||", () => joined(tokens, "&&", () => oneOf(tokens, event)));
}

function joined(
  tokens: string[],
  operator: "&&" | "||",
  part: () => boolean | undefined,
): boolean | undefined {
  let result = part();
  while (result !== undefined && tokens[0] === operator) {
    tokens.shift();
    const next = part();
    if (next === undefined) return undefined;
    result = operator === "&&" ? result && next : result || next;
  }
  return result;
}

function oneOf(tokens: string[], event: LogEvent): boolean | undefined {
  const token = tokens.shift();
  if (token === "(") {
    const inner = anyOf(tokens, event);
    return tokens.shift() === ")" ? inner : undefined;
  }
  const field = token?.startsWith("$.") === true ? token.slice(2) : undefined;
  const [operator, operand] = tokens.splice(0, 2);
  if (field === undefined || operator === undefined || operand === undefined) return undefined;
  const value = Object.hasOwn(event, field) ? event[field] : undefined;
  return value === undefined || holds(value, operator.toUpperCase(), operand);
}

function holds(value: string | null, operator: string, operand: string): boolean {
  switch (operator) {
    case "=":
      return value !== null && equals(value, operand);
    case "!=":
      return value === null || !equals(value, operand);
    case "NOT":
      return value === null && operand.toUpperCase() === "EXISTS";
    case "IS":
      return value === operand.toLowerCase();
    default:
      return false;
  }
}

function equals(value: string, operand: string): boolean {
  if (operand.startsWith("%")) return matchesRegex(value, operand.slice(1, -1));
  return globMatches(unquoted(operand), value);
}

/** AWS's expressions have no groups, so that they take no more than a moment on a short text. */
function matchesRegex(value: string, source: string): boolean {
  if (/(?<!\\)[()]/.test(source)) return false;
  try {
    return new RegExp(source).test(value);
  } catch {
    return false;
  }
}

/** Terms: all must be there but those with `-`; of those with `?`, if there are no others, one. */
function termsMatch(text: string, event: string): boolean {
  const terms = text.match(/[-?]?(?:"(?:[^"\\]|\\.)*"|[^\s"]+)/g) ?? [];
  const of = (mark: string): string[] =>
    terms.flatMap((term) => (term.startsWith(mark) ? [unquoted(term.slice(mark.length))] : []));
  const demanded = terms.filter((term) => !/^[-?]/.test(term)).map(unquoted);
  const optional = of("?");
  if (of("-").some((term) => event.includes(term))) return false;
  if (demanded.length > 0) return demanded.every((term) => event.includes(term));
  return optional.length === 0 || optional.some((term) => event.includes(term));
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
}
