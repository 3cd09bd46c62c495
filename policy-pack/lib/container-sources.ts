import { CONTAINER_TYPES, containersOf, isExpress } from "./containers";
import { attempt, each, Undetermined, type Check, type Finding, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import type { FindingDetails, Reader } from "./reader";
import { candidatesOf } from "./resolve";

/** How a rule judges what the containers of a task name. */
export interface ContainerJudge {
  /** Judges a container, whose names are known or wait. */
  container(container: Reader): Iterable<Outcome>;
  /** Judges a resource of the stack from which the containers are computed, while a name is unknown. */
  source(source: Node, find: (details: FindingDetails) => Finding): Iterable<Outcome>;
}

/**
 * Judges the containers of each task of the stack. Where something cannot be known, the resources of
 * these types from which the program computes the containers are judged too: a fault shows before
 * the value does, but nothing passes before it is known.
 */
export function* judgeContainers(
  graph: Graph,
  types: readonly string[],
  judge: ContainerJudge,
): Check {
  for (const task of graph.ofType(CONTAINER_TYPES)) {
    const { resource, type, urn } = task;
    const outcomes = [
      ...attempt(() => each(containersOf(resource, type), (item) => judge.container(item))),
    ];
    yield* outcomes;
    const waits = outcomes.some(
      (outcome) => outcome instanceof Undetermined && outcome.urn === urn,
    );
    if (!waits) continue;
    const path = isExpress(type) ? "primaryContainer" : "containerDefinitions";
    const find = (details: FindingDetails): Finding => resource.finding(path, details);
    yield* each(candidatesOf(graph, task, resource, path, types), (source) =>
      judge.source(source, find),
    );
  }
}
