import { show } from "./finding";
import { looksSecret } from "./secrets";
import type { Reason } from "./unknown";

/** Set to `json`, each message ends with a line `Data: {…}`: what it says, for programs that report it. */
export const DATA_VARIABLE = "CRUDDUR_POLICY_DATA";

const PREFIX = "Data: ";

/** One violation, excused or not. Texts are as a message prints them: shortened, secrets hidden. */
export interface FindingData {
  readonly rule: string;
  readonly text: string;
  readonly container?: string | undefined;
  readonly path?: string | undefined;
  /** The value, or what is wrong with it: `is true`. */
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  readonly fix?: string | undefined;
}

/** One waiver. */
export interface WaiverData {
  readonly rule: string;
  /** Place in the configuration, counted from 1. */
  readonly number: number;
  readonly scope: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly approver: string;
  /** Last day on which it holds, in UTC: `2026-12-31`. */
  readonly expires: string;
  readonly expired: boolean;
}

/** A finding that a waiver excuses. */
export interface WaivedData extends FindingData {
  readonly waiver: WaiverData;
}

/** A property that rules wait for. */
export interface WaitData {
  readonly path: string;
  readonly reason: Reason;
  readonly rules: readonly string[];
}

/** What one message says. */
export interface MessageData {
  readonly finding?: FindingData;
  /** The waiver of the finding, which has expired. */
  readonly expired?: WaiverData;
  readonly waived?: readonly WaivedData[];
  readonly unused?: readonly WaiverData[];
  readonly undetermined?: readonly WaitData[];
}

/** The message, and its data as a last line if they are asked for. */
export function withData(message: string, data: MessageData | undefined): string {
  if (data === undefined || process.env[DATA_VARIABLE] !== "json") return message;
  // The engine takes `<{%…%}>` for a colour.
  return `${message}\n${PREFIX}${JSON.stringify(data).replaceAll("<", "\\u003c")}`;
}

/** A message without its data, and the data if there are any. */
export function splitMessage(message: string): { text: string; data: MessageData | undefined } {
  const end = message.trimEnd();
  const start = end.lastIndexOf("\n") + 1;
  if (start === 0 || !end.startsWith(PREFIX, start)) return { text: end, data: undefined };
  try {
    const data = JSON.parse(end.slice(start + PREFIX.length)) as MessageData;
    return { text: end.slice(0, start - 1), data };
  } catch {
    return { text: end, data: undefined };
  }
}

/** A name that somebody chose, unless it looks like a secret. */
export function safe(name: string): string {
  return looksSecret(name) === undefined ? name : show(name);
}
