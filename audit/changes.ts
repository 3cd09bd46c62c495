import { parseUrn } from "../policy-pack/lib/urn";
import type { StepEvent } from "./events";
import { compare } from "./judgement";
import { STATEFUL } from "./resource-facts";

/** What happens to a resource. */
export const CHANGE_KINDS = [
  "replaced",
  "deleted",
  "created",
  "changed",
  "imported",
  "released",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One resource that an update changes. */
export interface Change {
  readonly kind: ChangeKind;
  readonly urn: string;
  readonly type: string;
  /** Properties that change; for a replacement, those that force it. Names only: values may be secrets. */
  readonly properties: readonly string[];
  /** What is lost, where the resource holds data. */
  readonly loses?: string;
  readonly old: StepEvent["old"];
  readonly new: StepEvent["new"];
}

/** The engine's steps that say what happens; halves of replacements are told by `replace`. */
const KINDS: Readonly<Record<string, ChangeKind>> = {
  create: "created",
  update: "changed",
  delete: "deleted",
  replace: "replaced",
  import: "imported",
  "import-replacement": "replaced",
  discard: "released",
  "read-discard": "released",
};

/** Halves of a replacement: enough where a stream does not hold `replace` itself. */
const HALVES: ReadonlySet<string> = new Set(["create-replacement", "delete-replaced"]);

/** What an update changes: what loses data first, then by kind, type and name. */
export function changesOf(steps: readonly StepEvent[]): Change[] {
  const changes = new Map<string, Change>();
  for (const step of steps) {
    const kind = KINDS[step.op] ?? (HALVES.has(step.op) ? "replaced" : undefined);
    if (kind === undefined || step.type.startsWith("pulumi:providers:")) continue;
    if (step.type === "pulumi:pulumi:Stack") continue;
    const before = changes.get(step.urn);
    if (before?.kind === "replaced" && step.op !== "replace") continue;
    changes.set(step.urn, changeOf(kind, step));
  }
  return [...changes.values()].toSorted(
    (a, b) =>
      Number(b.loses !== undefined) - Number(a.loses !== undefined) ||
      CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
      compare(a.type, b.type) ||
      compare(parseUrn(a.urn).name, parseUrn(b.urn).name),
  );
}

/** How many changes there are of each kind. */
export function countChanges(changes: readonly Change[]): Record<ChangeKind, number> {
  return Object.fromEntries(
    CHANGE_KINDS.map((kind) => [kind, changes.filter((change) => change.kind === kind).length]),
  ) as Record<ChangeKind, number>;
}

function changeOf(kind: ChangeKind, step: StepEvent): Change {
  const { urn, type, old, new: next } = step;
  const isLost = kind === "replaced" || kind === "deleted";
  const loses = isLost && Object.hasOwn(STATEFUL, type) ? STATEFUL[type] : undefined;
  const properties = kind === "replaced" ? step.replacing : kind === "changed" ? step.changed : [];
  return {
    kind,
    urn,
    type,
    properties: [...new Set(properties)].sort(compare),
    ...(loses !== undefined && { loses }),
    old,
    new: next,
  };
}
