import { judgeContainers, type ContainerJudge } from "./container-sources";
import { each, type Check } from "./finding";
import type { Graph } from "./graph";
import { isFrom, parseEcrHost, parseImage } from "./image";
import type { Reader } from "./reader";
import { REPOSITORIES } from "./repositories";
import { label, lookUp } from "./resolve";
import { IMAGE_SOURCES, lacksOf, repositoriesOf } from "./scanned-repositories";

/** What is scanned though the stack does not show it. */
export type ScannedImages = Readonly<
  Record<"scannedElsewhere" | "scannedByRegistry", readonly string[]>
>;

const EXPECTED = "an image of a repository that is scanned and has immutable tags";

/** Judges the repository of each image of the stack's tasks; while an image is unknown, what it is computed from. */
export function* judgeOrigins(graph: Graph, lists: ScannedImages): Check {
  const source: ContainerJudge["source"] = (from, find) =>
    each(repositoriesOf(graph, from), function* (repository) {
      const lacks = lacksOf(graph, repository, lists.scannedByRegistry).join(" and ");
      if (lacks === "") return;
      const found = `is computed from ${label(repository)}, which ${lacks}`;
      yield find({ found, expected: EXPECTED });
    });
  const container = (item: Reader): Check => judge(graph, item, lists);
  yield* judgeContainers(graph, IMAGE_SOURCES, { container, source });
}

function* judge(
  graph: Graph,
  container: Reader,
  { scannedElsewhere, scannedByRegistry }: ScannedImages,
): Check {
  const image = parseImage(container.text("image") ?? "");
  if (image !== undefined && scannedElsewhere.some((prefix) => isFrom(image, prefix))) return;
  const ecr = image === undefined ? undefined : parseEcrHost(image.registry);
  if (image === undefined || ecr === undefined) {
    yield container.finding("image", { expected: EXPECTED });
    return;
  }
  const [repository] = lookUp(graph, [image.repository], REPOSITORIES).filter(({ resource }) => {
    const account = resource.known("registryId") ? resource.text("registryId") : undefined;
    return account === undefined || account === ecr.account;
  });
  if (repository === undefined) {
    // Whether it is scanned cannot be seen from here, so that this does not block.
    yield container.finding("image", {
      found: `is of repository "${image.repository}", which this stack does not declare`,
      expected: EXPECTED,
      advisory: true,
    });
    return;
  }
  const lacks = lacksOf(graph, repository, scannedByRegistry).join(" and ");
  if (lacks === "") return;
  yield container.finding("image", {
    found: `is of ${label(repository)}, which ${lacks}`,
    expected: EXPECTED,
  });
}
