import type { Account } from "./account";

/** A bag of plain property values: what arrives in inputs and what is kept as state. */
export type Properties = Record<string, unknown>;

/** A property that the provider refuses before it calls AWS (its schema validation): shown by preview. */
export interface CheckFailure {
  /** Path of the property, for example `retentionInDays` or `portMappings[0].hostPort`. */
  readonly property: string;
  /** What was given and what is allowed. */
  readonly reason: string;
}

/** What AWS answered instead of doing it; becomes the failure of one resource, never a crash. */
export class AwsError extends Error {
  constructor(
    /** Service and operation as AWS's SDKs print them, for example `ECS: RegisterTaskDefinition`. */
    readonly operation: string,
    /** AWS's error code, for example `ClientException`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The object exists but did not become what was asked for: a service whose deployment failed.
 * Thrown by `create` or `update`; what the call wrote to the account is kept, the engine records the object
 * with its `outputs`, shows `reasons` and fails the resource. The next update calls `update` again.
 */
export class InitFailure extends Error {
  constructor(
    /** The id that `create` would have returned (for `update`: the resource's id). */
    readonly id: string,
    /** The computed outputs that the function would have returned. */
    readonly outputs: Properties,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("\n"));
  }
}

/** Where and as whom a call arrives: each explicit provider has its own configuration. */
export interface Caller {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
}

/** What the functions of a type may use. Everything runs inside one transaction of the account. */
export interface Call extends Caller {
  readonly account: Account;
  /** Deterministic per resource: hexadecimal digits, for AWS's generated ids (`subnet-0123…`). Each call gives other digits. */
  hex(length: number): string;
  /** Now, as AWS prints times. */
  readonly now: Date;
}

/** A call of an invoke (`aws.getRegion()`): it also knows as whom. */
export interface InvokeCall extends Call {
  /** ARN of the user or assumed role. */
  readonly identity: string;
}

/** Invokes by token, for example `aws:ecs/getService:getService`; a service folder exports its own as `invokes`. */
export type Invokes = Readonly<Record<string, (args: Properties, call: InvokeCall) => Properties>>;

/** How a name is made when the program gives none (Pulumi's auto-naming: `<logical name>-<7 hex>`). */
export interface AutoName {
  readonly property: string;
  readonly maxLength: number;
  /** Lower-case the generated name (ECR, S3). */
  readonly lowercase?: boolean;
  /** Applied to the generated name, for example a FIFO suffix. */
  readonly transform?: (name: string) => string;
}

/**
 * A simulated resource type: data where data will do, functions where AWS computes.
 * Objects are kept in the account under (token, region, id); `outputs` is the whole state that the engine sees.
 */
export interface ResourceType {
  /** Pulumi's type token, for example `aws:ecs/cluster:Cluster`. */
  readonly token: string;
  /** Where the facts below were read: API model, provider source. */
  readonly source: readonly string[];
  readonly autoName?: AutoName;
  /** Inputs the provider fills in (they are listed in `__defaults`, as the real one does). */
  readonly defaults?: Readonly<Properties>;
  /** Inputs without which the provider refuses (`Missing required property`). */
  readonly required?: readonly string[];
  /** Inputs whose change replaces the resource; a nested change counts for its top-level name. `region` is always one of them. */
  readonly forceNew: readonly string[];
  /** A replacement cannot exist beside the old object although nothing names it (a policy of the same repository). */
  readonly deleteBeforeReplace?: boolean;
  /** Inputs whose output may be absent, and that yet keep AWS's value when the program gives none (the SDK's types do not tell). */
  readonly optionalComputed?: readonly string[];
  /** Has `tags` and `tagsAll` (default tags of the provider merged under the resource's own). */
  readonly taggable?: boolean;
  /** Inputs that AWS keeps as a set: their order is no difference. */
  readonly sets?: readonly string[];
  /** Inputs that hold a JSON document: compared as JSON, not as text. */
  readonly json?: readonly string[];
  /** When two values of an input mean the same to AWS (an id and its ARN), beside those that are equal. */
  readonly same?: Readonly<Record<string, (a: unknown, b: unknown) => boolean>>;
  /** Inputs that an update sends only where the program and the state differ: what AWS has changed by itself then stays. */
  readonly sentWhenChanged?: readonly string[];
  /** Inputs that replace only under a condition (an SSM parameter's tier, when it is lowered). Unknown values are left out. */
  readonly replacedWhen?: (olds: Properties, news: Properties) => readonly string[];
  /** Outputs that the provider's schema marks as sensitive (those that the SDK marks are known without this). */
  readonly secretOutputs?: readonly string[];
  /** Inputs that are write-only: never part of the state (`passwordWo`). */
  readonly writeOnly?: readonly string[];
  /** Computed outputs that an update may change: unknown in the preview of one. */
  readonly unknownOnUpdate?: readonly string[];
  /**
   * Faults that the provider's schema finds before any call. Unknown values do not reach it: the caller leaves them out
   * and names the inputs concerned in `unknown` (for rules such as "one of the two must be given").
   */
  readonly check?: (inputs: Properties, unknown: ReadonlySet<string>) => readonly CheckFailure[];
  /** Creates: returns the id and computed outputs (merged over the inputs). Throws {@link AwsError} or {@link InitFailure}. */
  readonly create: (
    inputs: Properties,
    call: Call,
  ) => { readonly id: string; readonly outputs: Properties };
  /** What AWS now says about an object, computed over what is stored (default: as stored). */
  readonly read?: (id: string, stored: Properties, call: Call) => Properties;
  /** Changes in place: returns computed outputs, merged over old computed outputs and new inputs. Default: nothing computed changes. */
  readonly update?: (id: string, inputs: Properties, old: Properties, call: Call) => Properties;
  /** Refuses with {@link AwsError} where AWS would, and removes what goes with the object. The object itself is removed by the caller. */
  readonly delete?: (id: string, stored: Properties, call: Call) => void;
  /** Whether a delete only forgets the object and leaves it in the account (`skipDestroy`); `delete` is not called then. */
  readonly outlivesDelete?: (stored: Properties) => boolean;
  /**
   * Where ids repeat (every revision of a task definition has its family as id): what tells the objects apart, under which
   * they are kept and imported (an output, or computed from outputs), and the output that is the id.
   */
  readonly identity?: {
    readonly key: string | ((properties: Properties) => string | undefined);
    readonly id: string;
  };
  /** The id of the object that `pulumi import` or `.get` means, where AWS's import id is not the id (`cluster/service`); undefined: none. */
  readonly importId?: (given: string, call: Call) => string | undefined;
  /** The inputs that a read or import gives back, when they are more than "outputs whose names are inputs". */
  readonly inputsOf?: (state: Properties) => Properties;
  /** Names of all inputs: what `import` and `refresh` may write into inputs (read from the SDK's class where not given). */
  readonly inputs?: readonly string[];
}
