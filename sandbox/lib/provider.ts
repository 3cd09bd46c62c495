import type { Bag } from "./values";

/** What a simulated provider does, in plain values; `provider-server.ts` speaks the engine's protocol for it. */
export interface Provider {
  readonly name: string;
  readonly version: string;
  /** Properties of a type that its schema marks as secret. */
  secrets(type: string): ReadonlySet<string>;
  checkConfig(connection: string, news: Bag): Reply<Checked>;
  diffConfig(connection: string, olds: Bag, news: Bag): Reply<Diff>;
  /** @param connection every explicit provider of the program has a connection of its own. */
  configure(connection: string, args: Bag): Reply<void>;
  check(connection: string, request: CheckRequest): Reply<Checked>;
  diff(connection: string, request: DiffRequest): Reply<Diff>;
  create(connection: string, request: CreateRequest): Promise<{ id: string; outputs: Bag }>;
  /** @returns undefined when there is no such object. */
  read(connection: string, request: ReadRequest): Promise<ReadResult | undefined>;
  update(connection: string, request: UpdateRequest): Promise<Bag>;
  delete(connection: string, request: DeleteRequest): Promise<void>;
  invoke(connection: string, token: string, args: Bag): Reply<Invoked>;
}

type Reply<T> = T | Promise<T>;

export interface Target {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

export interface CheckRequest extends Target {
  /** Inputs of the last update; empty for a new resource. */
  readonly olds: Bag;
  readonly news: Bag;
  /** The same in preview and update, where the engine gives one; else empty. */
  readonly randomSeed: Buffer;
  /** What the user's `pulumi:autonaming` says; modes: 0 proposes, 1 insists, 2 forbids generated names. */
  readonly naming: { readonly name: string; readonly mode: number } | undefined;
}

export interface DiffRequest extends Target {
  readonly id: string;
  readonly oldInputs: Bag;
  readonly oldOutputs: Bag;
  readonly news: Bag;
  readonly ignoreChanges: readonly string[];
}

export interface CreateRequest extends Target {
  readonly inputs: Bag;
  /** Texts among the inputs that are secret. */
  readonly secrets: readonly string[];
  readonly preview: boolean;
}

export interface ReadRequest extends Target {
  readonly id: string;
  readonly state: Bag;
  /** Undefined when the object is not yet in the stack (`import`, `.get`). */
  readonly inputs: Bag | undefined;
}

export interface UpdateRequest extends Target {
  readonly id: string;
  readonly inputs: Bag;
  readonly oldInputs: Bag;
  readonly oldOutputs: Bag;
  /** Texts among the inputs that are secret. */
  readonly secrets: readonly string[];
  readonly preview: boolean;
}

export interface DeleteRequest extends Target {
  readonly id: string;
  readonly state: Bag;
}

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface Checked {
  readonly inputs: Bag;
  readonly failures: readonly Failure[];
}

export interface Invoked {
  readonly result: Bag;
  readonly failures: readonly Failure[];
}

export interface ReadResult {
  readonly id: string;
  readonly outputs: Bag;
  readonly inputs: Bag;
}

export type ChangeKind =
  "ADD" | "ADD_REPLACE" | "DELETE" | "DELETE_REPLACE" | "UPDATE" | "UPDATE_REPLACE";

export interface Change {
  /** Top-level property. */
  readonly property: string;
  /** Path in Pulumi's notation: `tags.team`, `ingress[0].cidrBlocks[1]`. */
  readonly path: string;
  readonly kind: ChangeKind;
}

export interface Diff {
  readonly changes: readonly Change[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** An answer, not an accident: shown to the user as it is. */
export class Refusal extends Error {}

/** The object exists, but is not what was asked for. */
export class PartialFailure extends Error {
  constructor(
    readonly id: string,
    readonly outputs: Bag,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
  }
}
