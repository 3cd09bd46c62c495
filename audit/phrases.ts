import type { WaitData, WaiverData } from "../policy-pack/lib/data";

/** Why a value could not be judged. */
export function waitReason(reason: WaitData["reason"]): string {
  return {
    unknown: "is not known before the update",
    encrypted: "is encrypted",
    elsewhere: "names something that is not in this stack",
  }[reason];
}

/** `Waived until 2026-12-31 by Jane Doe: vendor image`. */
export function waiverLine({ approver, expires, reason, expired }: WaiverData): string {
  const until = expired ? "Its waiver expired on" : "Waived until";
  return `${until} ${expires}, by ${approver}: ${reason}`;
}

/** A waiver that excused nothing. */
export function unusedLine(waiver: WaiverData): string {
  const { number, rule, expires, expired } = waiver;
  const end = expired ? `expired on ${expires}` : "excuses nothing here";
  return `waiver ${number} of ${rule} (${scopeLine(waiver)}) ${end}`;
}

/** `name "web", stack "dev"`. */
export function scopeLine({ scope }: Pick<WaiverData, "scope">): string {
  return Object.entries(scope)
    .map(([key, pattern]) => `${key} ${JSON.stringify(pattern)}`)
    .join(", ");
}
