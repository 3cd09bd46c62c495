import { safe, type WaiverData } from "./data";
import { show } from "./finding";
import { suggestion } from "./nearest";
import { matches } from "./patterns";
import { parseUrn } from "./urn";

/** Which findings a waiver excuses: every part that is given must match; `*` stands for any characters. */
const SCOPE = {
  urn: "The resource's URN.",
  type: "Its type token.",
  name: "Its name in the program.",
  container: "Name of the container.",
  stack: "Name of the stack.",
  project: "Name of the project.",
} as const;

const ACCOUNT = {
  reason: "Why the finding is accepted.",
  approver: "Who accepted it.",
  expires: "Last day on which it holds, in UTC, such as `2026-12-31`.",
} as const;

type Scope = Readonly<Partial<Record<keyof typeof SCOPE, string>>>;

/** One excuse: for which rule and resource, why, by whom, until when. */
export interface Waiver extends Readonly<Record<keyof typeof ACCOUNT, string>> {
  readonly rule: string;
  readonly scope: Scope;
  /** Place in the configuration, counted from 1. */
  readonly number: number;
}

/** What a waiver is held against. */
export interface Waivable {
  readonly rule: string;
  /** Empty for a finding on the stack as a whole. */
  readonly urn: string;
  readonly container: string | undefined;
}

/** JSON schema of a list of waivers. */
export const WAIVERS_SCHEMA = {
  type: "array",
  items: {
    type: "object",
    properties: Object.fromEntries(
      Object.entries({ rule: "Name of the rule.", ...SCOPE, ...ACCOUNT }).map(
        ([name, description]) => [name, { type: "string", description }],
      ),
    ),
  },
};

/** The waivers that say all that one must say; and what is wrong with the others, which are refused. */
export function parseWaivers(
  list: readonly unknown[],
  rules: readonly string[],
): { waivers: Waiver[]; faults: string[] } {
  const parsed = list.map((given, index) => parseWaiver(given, index + 1, rules));
  return {
    waivers: parsed.flatMap(({ waiver }) => waiver ?? []),
    faults: parsed.flatMap(({ faults }) => faults),
  };
}

function parseWaiver(
  given: unknown,
  number: number,
  rules: readonly string[],
): { waiver?: Waiver; faults: string[] } {
  const who = `Waiver ${number}`;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { faults: [`${who} is ${show(given)}; expected an object.`] };
  }
  const fields = new Map(
    Object.entries(given as Record<string, unknown>).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  );
  const faults = [...unknownFields(fields), ...ruleFaults(fields.get("rule"), rules)];
  for (const name of Object.keys(ACCOUNT)) faults.push(...textFaults(name, fields.get(name)));
  faults.push(...scopeFaults(fields), ...dateFaults(fields.get("expires")));
  const rule = fields.get("rule");
  const label = typeof rule === "string" ? `${who} (${show(rule)})` : who;
  if (faults.length > 0) return { faults: faults.map((fault) => `${label}: ${fault}`) };
  const pick = (names: object): Record<string, string> =>
    Object.fromEntries(
      Object.keys(names).flatMap((name) =>
        fields.has(name) ? [[name, (fields.get(name) as string).trim()]] : [],
      ),
    );
  const waiver = { rule: rule as string, scope: pick(SCOPE), number, ...pick(ACCOUNT) } as Waiver;
  return { waiver, faults };
}

function unknownFields(fields: ReadonlyMap<string, unknown>): string[] {
  const known = ["rule", ...Object.keys(SCOPE), ...Object.keys(ACCOUNT)];
  return [...fields.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => `there is no field ${show(name)}; there are: ${known.join(", ")}.`);
}

function ruleFaults(rule: unknown, rules: readonly string[]): string[] {
  if (typeof rule !== "string") return [`rule is ${show(rule)}; expected the name of a rule.`];
  if (rules.includes(rule)) return [];
  return [`there is no rule ${show(rule)}.${suggestion(rule, rules)}`];
}

function textFaults(name: string, value: unknown): string[] {
  if (typeof value === "string" && value.trim() !== "") return [];
  const expected = { reason: "why", approver: "who accepts it", expires: "a date" }[name];
  return [`${name} is ${show(value)}; expected ${expected ?? "text"}.`];
}

function scopeFaults(fields: ReadonlyMap<string, unknown>): string[] {
  const given = Object.keys(SCOPE).filter((name) => fields.has(name));
  const faults = given
    .filter((name) => {
      const value = fields.get(name);
      return typeof value !== "string" || value.trim() === "";
    })
    .map((name) => `${name} is ${show(fields.get(name))}; expected a name or pattern.`);
  const narrows = given.some((name) => !/^[\s*]*$/.test(String(fields.get(name))));
  if (narrows || faults.length > 0) return faults;
  return [
    `nothing says which resources it is for; expected at least one of ${Object.keys(SCOPE).join(", ")}. ` +
      "To switch a rule off, set its level.",
  ];
}

/** Only days of the calendar: `2026-02-30` is none. */
function dateFaults(value: unknown): string[] {
  if (typeof value !== "string" || value.trim() === "") return [];
  const text = value.trim();
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  const isDay = date !== undefined && !Number.isNaN(date.getTime()) && dayOf(date) === text;
  return isDay ? [] : [`expires is ${show(value)}; expected a day such as "2026-12-31".`];
}

/** The day in UTC: `2026-12-31`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The waivers of a run: what they excuse today, and which of them excused nothing. */
export class Waivers {
  private readonly used = new Set<Waiver>();

  constructor(
    private readonly waivers: readonly Waiver[],
    private readonly today: string,
  ) {}

  /** The waiver that excuses this, or one that did until it expired. */
  find(waivable: Waivable): { waiver: Waiver; expired: boolean } | undefined {
    const matching = this.waivers.filter((waiver) => excuses(waiver, waivable));
    for (const waiver of matching) this.used.add(waiver);
    const waiver = matching.find((each) => !this.isExpired(each)) ?? matching[0];
    return waiver && { waiver, expired: this.isExpired(waiver) };
  }

  /** Waivers for this stack that matched nothing, each as a line. */
  unused(stack: string, project: string): { lines: string[]; data: WaiverData[] } {
    const idle = this.waivers.filter(
      (waiver) => !this.used.has(waiver) && concerns(waiver.scope, stack, project),
    );
    const lines = idle.map(
      (waiver) =>
        `Waiver ${waiver.number} of ${waiver.rule} (${scopeText(waiver)}, by ${show(waiver.approver)}) ` +
        (this.isExpired(waiver) ? `expired on ${waiver.expires}.` : "excuses nothing here."),
    );
    return { lines, data: idle.map((waiver) => waiverData(waiver, this.isExpired(waiver))) };
  }

  private isExpired({ expires }: Waiver): boolean {
    return expires < this.today;
  }
}

function excuses({ rule, scope }: Waiver, { rule: broken, urn, container }: Waivable): boolean {
  if (rule !== broken || (scope.container !== undefined && container === undefined)) return false;
  const { type, name, stack, project } = parseUrn(urn);
  const facts = { urn, type, name, container, stack, project };
  return Object.entries(scope).every(([key, pattern]) =>
    matches(facts[key as keyof Scope] ?? "", [pattern]),
  );
}

/** False if the waiver names another stack or project, so that nothing of it can be expected here. */
function concerns(scope: Scope, stack: string, project: string): boolean {
  const ofUrn = scope.urn?.startsWith("urn:") === true ? parseUrn(scope.urn) : undefined;
  return [
    [stack, scope.stack],
    [project, scope.project],
    [stack, ofUrn?.stack],
    [project, ofUrn?.project],
  ].every(([value = "", pattern]) => pattern === undefined || matches(value, [pattern]));
}

function scopeText({ scope }: Waiver): string {
  return Object.entries(scope)
    .map(([key, pattern]) => `${key} ${show(pattern)}`)
    .join(", ");
}

/** `until 2026-12-31, by "Jane": "vendor image"`. */
export function waiverText({ approver, expires, reason }: Waiver): string {
  return `until ${expires}, by ${show(approver)}: ${show(reason)}`;
}

/** A waiver, for programs. */
export function waiverData(waiver: Waiver, expired: boolean): WaiverData {
  const { rule, number, reason, approver, expires } = waiver;
  const scope = Object.fromEntries(
    Object.entries(waiver.scope).map(([key, pattern]) => [key, safe(pattern)]),
  );
  return { rule, number, scope, reason: safe(reason), approver: safe(approver), expires, expired };
}

/** What a finding says that was excused once. */
export function expiredText({ approver, expires, reason }: Waiver): string {
  return `Its waiver by ${show(approver)} (${show(reason)}) expired on ${expires}.`;
}
