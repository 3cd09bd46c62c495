import { UserError } from "../sandbox/lib/user-error";
import { isRecord } from "./json";

const HOW =
  "Record it with `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true CRUDDUR_POLICY_DATA=json pulumi preview --json`, with `--event-log`, or from `onEvent` of the Automation API.";

/** Events that say which format this is. */
const KNOWN = [
  "preludeEvent",
  "resourcePreEvent",
  "resOutputsEvent",
  "summaryEvent",
  "policyEvent",
  "diagnosticEvent",
  "cancelEvent",
  "startDebuggingEvent",
  "progressEvent",
];

/**
 * The engine's events out of what it wrote: one JSON object a line. Other lines are left out: what other programs
 * printed, and the last one of an engine that was killed.
 */
export function eventLines(text: string): unknown[] {
  return text.split("\n").flatMap(eventIn);
}

/** The engine's events out of a file that a user names: lines, or one list of them. */
export function parseStream(text: string, name: string): unknown[] {
  const whole = parsed(text);
  if (isRecord(whole) && Array.isArray(whole["steps"])) {
    throw new UserError(
      `${name}: this is the summary of \`pulumi preview --json\`, which leaves out what policies say. ${HOW}`,
    );
  }
  const events = Array.isArray(whole) ? (whole as unknown[]) : eventLines(text);
  const isStream = events.some((event) => isRecord(event) && KNOWN.some((key) => key in event));
  if (isStream) return events;
  const found = text.trim() === "" ? "it is empty" : "no event of the engine is in it";
  throw new UserError(`${name}: ${found}. ${HOW}`);
}

function eventIn(line: string): unknown[] {
  const event = line.trimStart().startsWith("{") ? parsed(line) : undefined;
  return event === undefined ? [] : [event];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
