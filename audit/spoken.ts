import type { FindingData, WaitData } from "../policy-pack/lib/data";

/** Findings that waivers excuse, out of lines such as `rule: text Waived until <day>, by …`. */
export function waivedIn(text: string): FindingData[] {
  return text.split("\n").flatMap((line) => {
    const match = /^([a-z\d-]+): (.* Waived until \d{4}-\d{2}-\d{2}, by .*)$/.exec(line);
    return match === null ? [] : [{ rule: match[1] ?? "", text: match[2] ?? "" }];
  });
}

const NOTES: Readonly<Record<string, WaitData["reason"]>> = {
  encrypted: "encrypted",
  "not in this stack": "elsewhere",
};

const WAIT = /^(.+?)(?: \((encrypted|not in this stack)\))?: ([a-z\d-]+(?:, [a-z\d-]+)*)$/;

/** Values that rules wait for, out of lines such as `path (encrypted): rule, rule`. */
export function waitsIn(text: string): WaitData[] {
  return text.split("\n").flatMap((line) => {
    const match = WAIT.exec(line);
    if (match === null) return [];
    const reason = NOTES[match[2] ?? ""] ?? "unknown";
    return [{ path: match[1] ?? "", reason, rules: (match[3] ?? "").split(", ") }];
  });
}

/** What a finding's message says in its lines. */
export interface Spoken {
  readonly text: string;
  readonly fix: string | undefined;
  readonly url: string | undefined;
}

/** A finding's text, without the lines that stand on their own. */
export function spokenIn(message: string): Spoken {
  const lines = message.split("\n");
  const after = (prefix: string): string | undefined =>
    lines.find((line) => line.startsWith(prefix))?.slice(prefix.length);
  const text = lines.filter((line) => !/^(?:Fix|Docs): |^Its waiver by /.test(line)).join(" ");
  return { text, fix: after("Fix: "), url: after("Docs: ") };
}
