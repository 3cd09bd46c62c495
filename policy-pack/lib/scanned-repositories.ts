import type { Graph, Node } from "./graph";
import { IMAGE_BUILDS } from "./image-builds";
import { REPOSITORIES, REPOSITORY_NAMES } from "./repositories";
import { descendantsOf } from "./resolve";
import { globMatches } from "./policy-patterns";
import { matches } from "./settings";

const REGISTRIES = [
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
  "aws-native:ecr:RegistryScanningConfiguration",
];
const isRepository = ({ type }: Node): boolean =>
  (REPOSITORIES as readonly string[]).includes(type);

/** What an image can be computed from: a repository, or a build that pushes to one. */
export const IMAGE_SOURCES: readonly string[] = [...REPOSITORIES, ...IMAGE_BUILDS];

/** The repositories of the stack that a source of an image pushes to, or is. */
export function repositoriesOf(graph: Graph, source: Node): Node[] {
  if (isRepository(source)) return [source];
  const parts = [source, ...descendantsOf(graph, source)];
  const urns = parts.flatMap(({ dependencies, propertyDependencies }) => [
    ...dependencies,
    ...Object.values(propertyDependencies).flat(),
  ]);
  return [...new Set(urns)].flatMap((urn) => graph.node(urn) ?? []).filter(isRepository);
}

/**
 * What a repository lacks, in words; empty if it is scanned and has immutable tags.
 *
 * @param scannedByRegistry Names, with wildcards, of repositories that a registry of another stack scans.
 */
export function lacksOf(graph: Graph, node: Node, scannedByRegistry: readonly string[]): string[] {
  const repository = node.resource.as({ aliases: REPOSITORY_NAMES });
  const name = repository.text("name") ?? "";
  const isScanned =
    repository.flag("imageScanningConfiguration.scanOnPush") === true ||
    matches(name, scannedByRegistry) ||
    graph.ofType(REGISTRIES).some((registry) => scans(registry, name));
  const mutability = repository.text("imageTagMutability")?.toUpperCase() ?? "";
  return [
    ...(isScanned ? [] : ["is not scanned"]),
    ...(mutability.startsWith("IMMUTABLE") ? [] : ["lets tags be moved"]),
  ];
}

function scans({ resource }: Node, repository: string): boolean {
  return resource
    .list("rules")
    .filter((rule) => rule.text("scanFrequency")?.toUpperCase() !== "MANUAL")
    .flatMap((rule) => rule.list("repositoryFilters"))
    .some((filter) => globMatches(filter.text("filter") ?? "", repository));
}
