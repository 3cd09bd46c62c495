import { DETECTORS } from "./detectors";
import type { Graph, Node } from "./graph";
import { matches } from "./patterns";
import { RECORDERS } from "./recorders";
import { TRAILS } from "./trails";
import { parseUrn } from "./urn";

const STACK = "pulumi:pulumi:Stack";

/** Parts of an account's baseline: what each is in words, and the types that bring it. */
export const PARTS = {
  trail: ["CloudTrail trail", TRAILS],
  recorder: ["AWS Config recorder", RECORDERS],
  detector: ["GuardDuty detector", DETECTORS],
  inspector: [
    "Amazon Inspector enabler",
    [
      "aws:inspector2/enabler:Enabler",
      "aws:inspector2/organizationConfiguration:OrganizationConfiguration",
    ],
  ],
} as const satisfies Record<string, readonly [what: string, types: readonly string[]]>;

/** Name of a part of the baseline. */
export type Part = keyof typeof PARTS;

/** Names of the parts. */
export const PART_NAMES = Object.keys(PARTS) as Part[];

const PART_TYPES = Object.values(PARTS).flatMap(([, types]) => [...types]);

/** What a rule on accounts looks at: the stack itself, and the parts of the baseline. */
export const ACCOUNT_TYPES: readonly string[] = [STACK, ...PART_TYPES];

/** Default of the option that names the stacks of accounts. */
export const ACCOUNT_STACKS: readonly string[] = [
  "account*",
  "baseline*",
  "landing-zone*",
  "organization*",
];

/** True if the stack declares this part. */
export function isDeclared(graph: Graph, part: Part): boolean {
  return graph.ofType(PARTS[part][1]).length > 0;
}

/**
 * Where to report what an account lacks: the stack itself, or the first part of the baseline. Undefined
 * if the stack is not an account's: neither its name says so, nor a part of the baseline in it.
 */
export function accountPlace(graph: Graph, stacks: readonly string[]): Node | undefined {
  const [place] = [...graph.ofType([STACK]), ...graph.ofType(PART_TYPES)];
  if (place === undefined) return undefined;
  const isAccount = matches(parseUrn(place.urn).stack, stacks);
  return isAccount || graph.ofType(PART_TYPES).length > 0 ? place : undefined;
}
