/** A resource of a vector, as a program would declare it. */
export interface VectorResource {
  readonly type: string;
  /** Its inputs. */
  readonly props: Readonly<Record<string, unknown>>;
  /** What the provider answers beside the inputs, such as `arn`: only stack rules see it. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** True for one that the program only reads: rules on resources do not see it. */
  readonly external?: boolean;
  /** Default: `example`. */
  readonly name?: string;
  /** Inputs of its provider. */
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  /** Name of its parent. */
  readonly parent?: string;
  /** Property → names of the resources it was computed from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** What a vector judges: a resource, or several with configuration. */
export type Given = VectorResource | GivenStack;

/** Several resources of a stack, and what is configured. */
export interface GivenStack {
  readonly resources: readonly VectorResource[];
  /** Name of the stack; default: `dev`. */
  readonly stack?: string;
  /** The rule's options. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The pack's settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What comes of it beside the expected list; everything that is not named must be empty. */
export interface Also {
  readonly findings?: readonly string[];
  readonly waits?: readonly string[];
  readonly unreadable?: readonly string[];
}

/**
 * A rule's examples. The key is a sentence: the test's name and the documentation's caption. The unit
 * tests, the documentation and the tests on the real engine read the same vectors.
 */
export interface Vectors {
  /** Nothing is found. */
  readonly pass: Readonly<Record<string, Given>>;
  /** With the exact findings, without fix and link. */
  readonly fail: Readonly<Record<string, readonly [Given, readonly string[], Also?]>>;
  /** With the paths the rule waits for. */
  readonly unknown: Readonly<Record<string, readonly [Given, readonly string[], Also?]>>;
  /** With what `pack-readable-input` says. */
  readonly malformed: Readonly<Record<string, readonly [Given, readonly string[], Also?]>>;
}

export { ENCRYPTED, UNKNOWN } from "./unknown";

type Properties = Readonly<Record<string, unknown>>;

/** Judges these resources under this configuration. */
export function configured(
  given: VectorResource | readonly VectorResource[],
  configuration: Omit<GivenStack, "resources">,
): GivenStack {
  const resources = Array.isArray(given)
    ? (given as readonly VectorResource[])
    : [given as VectorResource];
  return { resources, ...configuration };
}

/** Judges these resources together. */
export function stack(...resources: readonly VectorResource[]): GivenStack {
  return { resources };
}

/** A resource of any type. */
export function resource(
  type: string,
  props: Properties,
  rest: Partial<VectorResource> = {},
): VectorResource {
  return { type, props, ...rest };
}

/** A Fargate task definition with these containers. */
export function task(containers: readonly Properties[], props: Properties = {}): VectorResource {
  return taskText(JSON.stringify(containers), props);
}

/** A Fargate task definition whose `containerDefinitions` is this text. */
export function taskText(containerDefinitions: string, props: Properties = {}): VectorResource {
  return resource("aws:ecs/taskDefinition:TaskDefinition", {
    family: "example",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    containerDefinitions,
    ...props,
  });
}

/** A daemon's task definition: typed, with Pulumi's plural names. */
export function daemonTask(containerDefinitions: unknown, props: Properties = {}): VectorResource {
  return resource("aws:ecs/daemonTaskDefinition:DaemonTaskDefinition", {
    family: "example",
    containerDefinitions,
    ...props,
  });
}

/** An Express service with this container. */
export function express(primaryContainer: unknown, props: Properties = {}): VectorResource {
  return resource("aws:ecs/expressGatewayService:ExpressGatewayService", {
    primaryContainer,
    ...props,
  });
}

/** A task definition of the aws-native provider: a typed list with the names of the ECS API. */
export function nativeTask(containerDefinitions: unknown, props: Properties = {}): VectorResource {
  return resource("aws-native:ecs:TaskDefinition", {
    family: "example",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    containerDefinitions,
    ...props,
  });
}

/** Malformed containers and what is said of them: the same for every rule on containers. */
export const MALFORMED_CONTAINERS: Vectors["malformed"] = {
  "the JSON of the containers does not parse": [
    taskText('[{"name": "web",}]'),
    ["containerDefinitions is not valid JSON (the parser stops at character 16)."],
  ],
  "the containers are a number": [
    taskText("7"),
    ["containerDefinitions is 7; expected a list of container definitions."],
  ],
};

/** Containers that cannot be known, and the path that is waited for: the same for every rule on containers. */
export const UNKNOWN_CONTAINERS: Vectors["unknown"] = {
  "the containers wait for the URL of an image": [
    taskText("04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
    ["containerDefinitions"],
  ],
  "the containers are encrypted in an export": [
    taskText("[secret]"),
    ["containerDefinitions (encrypted)"],
  ],
};
