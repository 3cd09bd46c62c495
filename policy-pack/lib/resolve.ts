import { attempt, each, show, Undetermined, type Check, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import type { Reader } from "./reader";
import { matches } from "./settings";

/** What a property names, as far as the stack shows it. */
export interface Named {
  /** Resources of the stack that are named; if not `certain`, some of them are. */
  readonly nodes: readonly Node[];
  readonly certain: boolean;
  /** Values that name nothing of this stack. */
  readonly foreign: readonly Reader[];
  /** What cannot be known, and no reference of the program tells. */
  readonly waiting: readonly Undetermined[];
}

/** Inputs and outputs by which AWS or a program names a resource. */
const IDENTIFIERS = [
  ...["arn", "id", "name"],
  ...["bucket", "bucketName", "dbSubnetGroupName"],
  ...["groupId", "internetGatewayId", "logGroupName", "prefixListId", "repositoryName", "roleName"],
  ...["routeTableId", "subnetId", "vpcId"],
  // The main route table of a VPC goes by the VPC.
  ...["defaultRouteTableId", "mainRouteTableId"],
];

/**
 * The resources of these types that a property names. A known value decides by id, ARN or name; for
 * an unknown one the program's references stand in, which are known before the ids are.
 *
 * @param owner The resource, or an object in it.
 */
export function resolve(
  graph: Graph,
  node: Node,
  owner: Reader,
  path: string,
  types: readonly string[],
): Named {
  const candidates = (): Node[] => candidatesOf(graph, node, owner, path, types);
  if (!owner.known(path)) return guess(candidates(), [undetermined(owner, path)], 0);
  const nodes: Node[] = [];
  const foreign: Reader[] = [];
  const unknown: Undetermined[] = [];
  for (const item of owner.list(path)) {
    const text = item.known() ? (item.text() ?? "") : undefined;
    const found = text === undefined ? [] : named(graph, text, types);
    nodes.push(...found);
    if (text === undefined) unknown.push(undetermined(item, ""));
    else if (text !== "" && found.length === 0) foreign.push(item);
  }
  if (unknown.length === 0) return { nodes, certain: true, foreign, waiting: [] };
  const others = candidates().filter((candidate) => !nodes.includes(candidate));
  const rest = guess(others, unknown, unknown.length);
  return { ...rest, nodes: [...nodes, ...rest.nodes], foreign };
}

/** @param count How many are meant; 0 if that is unknown. */
function guess(
  candidates: readonly Node[],
  waiting: readonly Undetermined[],
  count: number,
): Named {
  return {
    nodes: candidates,
    certain: candidates.length === (count === 0 ? 1 : count),
    foreign: [],
    waiting: candidates.length === 0 ? waiting : [],
  };
}

/** A property that cannot be known. */
export function undetermined({ place, path }: Reader, property: string): Undetermined {
  const at = [path, property].filter((part) => part !== "").join(".");
  return new Undetermined(place.urn, at, "unknown");
}

/**
 * Judges what a property names. Where it cannot be known which of several resources are meant, the
 * rule waits for the property, unless all of them get the same answer.
 *
 * @param declared Ids, with wildcards, of resources of other stacks that need no judgement.
 */
export function* judgeNamed(
  graph: Graph,
  [node, owner, path]: readonly [node: Node, owner: Reader, path: string],
  types: readonly string[],
  declared: readonly string[],
  part: (named: Node) => Iterable<Outcome>,
): Check {
  const { nodes, certain, foreign, waiting } = resolve(graph, node, owner, path, types);
  yield* waiting;
  yield* each(foreign, function* (item) {
    if (!matches(item.text() ?? "", declared)) yield elsewhere(item);
  });
  const answers = nodes.map((candidate) => [...attempt(() => part(candidate))]);
  const failing = answers.filter((answer) => answer.some(({ kind }) => kind === "violation"));
  const isOpen = !certain && failing.length > 0 && failing.length < answers.length;
  if (isOpen) yield undetermined(owner, path);
  else yield* answers.flat();
}

/** What the program computed the property from: resources of these types, or components that hold them. */
export function candidatesOf(
  graph: Graph,
  node: Node,
  owner: Reader,
  path: string,
  types: readonly string[],
): Node[] {
  const [property = ""] = (owner.path === "" ? path : owner.path).split(/[.[]/);
  const spelling = Object.keys(node.propertyDependencies).find(
    (key) => key.toLowerCase() === property.toLowerCase(),
  );
  const sources = graph.sources(node, spelling ?? property);
  const direct = sources.filter(({ type }) => types.includes(type));
  const held = sources
    .filter(({ type }) => !types.includes(type))
    .map((source) => descendantsOf(graph, source).filter(({ type }) => types.includes(type)))
    .filter((inner) => !inner.some((candidate) => direct.includes(candidate)));
  return [...new Set([...direct, ...held.flat()])];
}

/** Everything that has this resource as a parent, at any depth. */
export function descendantsOf(graph: Graph, ancestor: Node): Node[] {
  const { children } = linksOf(graph);
  const found = new Set(children.get(ancestor.urn));
  // A set grows while it is walked, and takes nothing twice.
  for (const node of found) children.get(node.urn)?.forEach((child) => found.add(child));
  return [...found];
}

/** Parents up to the stack. */
export function ancestorsOf(graph: Graph, node: Node): Node[] {
  const ancestors: Node[] = [];
  let parent = graph.node(node.parent ?? "");
  while (parent !== undefined && !ancestors.includes(parent)) {
    ancestors.push(parent);
    parent = graph.node(parent.parent ?? "");
  }
  return ancestors;
}

/** The resources of these types with this id, ARN or name; of an ARN, the name at its end. */
function named(graph: Graph, text: string, types: readonly string[]): Node[] {
  const keys = text.startsWith("arn:") ? [text, text.split("/").at(-1) ?? ""] : [text];
  return lookUp(graph, keys, types);
}

/** The resources of these types of which one of the keys is the id, the ARN or the name. */
export function lookUp(graph: Graph, keys: readonly string[], types: readonly string[]): Node[] {
  const { names } = linksOf(graph);
  const found = keys.flatMap((key) => names.get(key) ?? []);
  return [...new Set(found)].filter(({ type }) => types.includes(type));
}

/** What all rules look up in a stack; made once. */
interface Links {
  /** Id, ARN or name → resources. */
  readonly names: ReadonlyMap<string, readonly Node[]>;
  /** URN of a parent → its children. */
  readonly children: ReadonlyMap<string, readonly Node[]>;
}

const cache = new WeakMap<Graph, Links>();

function linksOf(graph: Graph): Links {
  let links = cache.get(graph);
  if (links === undefined) {
    const parents = graph.nodes.map((node) => [node.parent ?? "", node] as const);
    const named = graph.nodes.flatMap((node) => namesOf(node).map((name) => [name, node] as const));
    links = { names: grouped(named), children: grouped(parents) };
    cache.set(graph, links);
  }
  return links;
}

function namesOf({ resource }: Node): string[] {
  return IDENTIFIERS.flatMap((property) => {
    const text = resource.known(property) ? resource.raw(property) : undefined;
    return typeof text === "string" ? [text] : [];
  });
}

/** The resources of each key. */
export function grouped(entries: readonly (readonly [string, Node])[]): Map<string, Node[]> {
  const groups = new Map<string, Node[]>();
  for (const [key, node] of entries) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return groups;
}

/** A value that is known and names something that this stack does not declare, so that it cannot be seen. */
export function elsewhere({ place, path }: Reader): Undetermined {
  return new Undetermined(place.urn, path, "elsewhere");
}

/** A resource in words: `Subnet "public"`. */
export function label({ type, name }: Node): string {
  return `${type.split(/[:/]/).at(-1) ?? type} ${show(name)}`;
}
