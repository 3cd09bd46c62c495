import { isRecord, textOf } from "./json";

/** What one policy says of one resource, or of the stack. */
export interface PolicyEvent {
  /** Empty for the stack as a whole. */
  readonly urn: string;
  readonly message: string;
  readonly policy: string;
  readonly pack: string;
  readonly packVersion: string;
  readonly level: "mandatory" | "advisory";
  readonly severity: string;
}

/** One step of a preview or an update. */
export interface StepEvent {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly old: Readonly<Record<string, unknown>>;
  readonly new: Readonly<Record<string, unknown>>;
  /** Properties that differ. */
  readonly changed: readonly string[];
  /** Those among them that force a replacement. */
  readonly replacing: readonly string[];
}

/** The end of a run. */
export interface SummaryEvent {
  /** Packs that took part: name → version. */
  readonly packs: Readonly<Record<string, string>>;
  /** True if the engine stopped before it had seen the whole program. */
  readonly maybeCorrupt: boolean;
  readonly isPreview: boolean;
  readonly result: string;
}

/** What the engine tells of a run, as far as reports need it. */
export interface RunEvents {
  readonly policies: readonly PolicyEvent[];
  readonly steps: readonly StepEvent[];
  readonly errors: readonly string[];
  readonly summary: SummaryEvent | undefined;
}

/** Sorts out the events of a run. */
export function readEvents(events: readonly unknown[]): RunEvents {
  const policies: PolicyEvent[] = [];
  const steps: StepEvent[] = [];
  const errors: string[] = [];
  let summary: SummaryEvent | undefined;
  for (const event of events) {
    if (!isRecord(event)) continue;
    const policy = event["policyEvent"];
    if (isRecord(policy)) policies.push(policyEvent(policy));
    const step = event["resourcePreEvent"];
    if (isRecord(step) && isRecord(step["metadata"])) steps.push(stepEvent(step["metadata"]));
    const diagnostic = event["diagnosticEvent"] ?? event["diagEvent"];
    if (isRecord(diagnostic) && diagnostic["severity"] === "error") {
      errors.push(withoutColours(textOf(diagnostic["message"])).trim());
    }
    if (isRecord(event["summaryEvent"])) summary = summaryEvent(event["summaryEvent"]);
  }
  return { policies, steps, errors, summary };
}

/** A message without the engine's marks for colours. */
export function withoutColours(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, "");
}

function policyEvent(event: Readonly<Record<string, unknown>>): PolicyEvent {
  return {
    urn: textOf(event["resourceUrn"]),
    message: withoutColours(textOf(event["message"])),
    policy: textOf(event["policyName"]),
    pack: textOf(event["policyPackName"]),
    packVersion: textOf(event["policyPackVersion"]),
    // Whatever else there is stops an update, too.
    level: event["enforcementLevel"] === "advisory" ? "advisory" : "mandatory",
    severity: textOf(event["severity"]),
  };
}

function stepEvent(metadata: Readonly<Record<string, unknown>>): StepEvent {
  const details = isRecord(metadata["detailedDiff"]) ? metadata["detailedDiff"] : {};
  const kinds = Object.entries(details).map(
    ([path, diff]) =>
      [path, isRecord(diff) ? textOf(diff["diffKind"] ?? diff["kind"]) : ""] as const,
  );
  const diffs = texts(metadata["diffs"]);
  const keys = texts(metadata["keys"]);
  const replacing = kinds.filter(([, kind]) => kind.endsWith("replace")).map(([path]) => path);
  return {
    op: textOf(metadata["op"]),
    urn: textOf(metadata["urn"]),
    type: textOf(metadata["type"]),
    old: inputsOf(metadata["old"]),
    new: inputsOf(metadata["new"]),
    changed: kinds.length > 0 ? kinds.map(([path]) => path) : diffs,
    replacing: replacing.length > 0 ? replacing : keys,
  };
}

function inputsOf(state: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(state)) return {};
  return isRecord(state["inputs"]) ? state["inputs"] : {};
}

function summaryEvent(event: Readonly<Record<string, unknown>>): SummaryEvent {
  const packs = event["PolicyPacks"] ?? event["policyPacks"];
  return {
    packs: isRecord(packs)
      ? Object.fromEntries(Object.entries(packs).map(([name, version]) => [name, textOf(version)]))
      : {},
    maybeCorrupt: event["maybeCorrupt"] === true,
    isPreview: event["isPreview"] === true,
    result: textOf(event["result"]),
  };
}

function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}
