import type { Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import { elsewhere } from "./resolve";
import { tasksOf, type Run } from "./runs";

/** The task definitions of the stack that a run starts; says so where it starts one of another stack. */
export function* startedTasks(
  graph: Graph,
  node: Node,
  run: Run,
): Generator<Outcome, Node[], undefined> {
  const tasks = tasksOf(graph, node, run);
  if (tasks.length > 0) return tasks;
  const named = run.settings.pick(run.place.task);
  if (named !== undefined) yield elsewhere(named);
  return [];
}
