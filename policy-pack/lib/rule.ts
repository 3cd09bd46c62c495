import { containersOf } from "./containers";
import { each, type Check, type Outcome, type Severity } from "./finding";
import type { Graph } from "./graph";
import type { Options, Values } from "./options";
import type { Reader } from "./reader";
import type { Settings } from "./settings";

/** What a rule says of itself. The documentation, the SDK's metadata and the reports read it here. */
export interface Facts<O extends Options = Options> {
  /** `<service>-<thing>-<requirement>`; the file is `rules/<service>/<thing>-<requirement>.ts`. */
  readonly name: string;
  readonly severity: Severity;
  readonly enforcementLevel: "advisory" | "mandatory" | "disabled";
  /** What must hold: one sentence. */
  readonly description: string;
  /** What goes wrong otherwise: for the documentation. */
  readonly why: string;
  /** The fix, in one line; printed with each finding. */
  readonly remediationSteps: string;
  /**
   * What the level `remediate` does, where the rule can mend what it finds: one sentence. The values
   * stand in its findings, as `fix`.
   */
  readonly automaticFix?: string;
  /** The fix as TypeScript, for the documentation. */
  readonly example: string;
  /** The authority: a page of AWS's or another standard's documentation. */
  readonly url: string;
  /** Ids of the same control elsewhere: `<framework>:<id>`, frameworks of lib/frameworks.ts. */
  readonly tags: readonly string[];
  /** Ids of the seed practices that this rule enforces, such as `A3`. */
  readonly practices: readonly string[];
  readonly options?: O;
}

/** What a check knows beside the resource's properties. */
export interface Context<C = Readonly<Record<string, never>>> {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly project: string;
  readonly stack: string;
  /** True if the stack's name matches the setting `protectedStacks`. */
  readonly protected: boolean;
  /** The explicit or default provider's inputs, such as `region`. Empty where none is given. */
  readonly provider: Reader;
  /** Resource options as far as the engine hands them on. */
  readonly options: { readonly protect: boolean; readonly ignoreChanges: readonly string[] };
  readonly settings: Settings;
  /** The rule's own options. */
  readonly config: C;
}

/** Judges one resource. */
export type ResourceCheck<O extends Options> = (
  resource: Reader,
  context: Context<Values<O>>,
) => Iterable<Outcome>;

/** Judges a whole stack, after all resources are registered. */
export type StackCheck<O extends Options> = (
  graph: Graph,
  context: Pick<Context<Values<O>>, "settings" | "config">,
) => Iterable<Outcome>;

/** A rule: facts, the types it looks at, and its checks. lib/pack.ts makes an SDK policy of it. */
export interface Rule {
  readonly facts: Facts;
  readonly types: ReadonlySet<string>;
  readonly checkResource?: ResourceCheck<Options>;
  readonly checkStack?: StackCheck<Options>;
}

/** A rule on single resources of the given type tokens; with `checkStack` also on their relations. */
export function rule<const O extends Options>(
  facts: Facts<O>,
  types: readonly string[],
  checkResource: ResourceCheck<O>,
  checkStack?: StackCheck<O>,
): Rule {
  const checks = checkStack === undefined ? { checkResource } : { checkResource, checkStack };
  return { facts, types: new Set(types), ...checks } as unknown as Rule;
}

/** A rule on each container of the given type tokens. One container's unknowns do not hide another. */
export function containerRule<const O extends Options>(
  facts: Facts<O>,
  types: readonly string[],
  check: (container: Reader, task: Reader, context: Context<Values<O>>) => Iterable<Outcome>,
): Rule {
  return rule(facts, types, function* (task, context): Check {
    yield* each(containersOf(task, context.type), (container) => check(container, task, context));
  });
}

/** A rule that needs the relations between resources and nothing else. */
export function stackRule<const O extends Options>(
  facts: Facts<O>,
  types: readonly string[],
  checkStack: StackCheck<O>,
): Rule {
  return { facts, types: new Set(types), checkStack } as unknown as Rule;
}
