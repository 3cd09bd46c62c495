import { CONTAINER_TYPES } from "../../lib/containers";
import { judgeContainers } from "../../lib/container-sources";
import { each, type Check } from "../../lib/finding";
import type { Graph } from "../../lib/graph";
import { isFrom, parseEcrHost, parseImage } from "../../lib/image";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { REPOSITORIES } from "../../lib/repositories";
import { label, lookUp } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";
import { IMAGE_SOURCES, lacksOf, repositoriesOf } from "../../lib/scanned-repositories";

type Lists = Readonly<Record<"scannedElsewhere" | "scannedByRegistry", readonly string[]>>;

const EXPECTED = "an image of a repository that is scanned and has immutable tags";

export default stackRule(
  {
    name: "stack-task-image-from-scanned-repo",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Images must come from repositories of the stack that are scanned and have immutable tags.",
    why: "What runs is what was scanned only if the image went through a scanner, and its tag means the same image still.",
    remediationSteps:
      "Push the image to a repository of this stack with `scanOnPush` and immutable tags; list others in `scannedElsewhere`.",
    example: `image: pulumi.interpolate\`\${repository.repositoryUrl}@\${digest}\``,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    tags: ["nist-800-190:4.1.1"],
    practices: ["A27", "A30", "C20"],
    options: {
      scannedElsewhere: strings(
        [],
        "Registries or repositories that are scanned outside this stack, with all below them, beside those that the setting `registries` trusts: `123456789012.dkr.ecr.us-east-1.amazonaws.com/shared`.",
      ),
      scannedByRegistry: strings(
        [],
        "Names of repositories, `*` for any characters, that the account's registry scans by its own configuration.",
      ),
    },
  },
  CONTAINER_TYPES,
  function* (graph, { config, settings }) {
    const lists = {
      ...config,
      scannedElsewhere: [...config.scannedElsewhere, ...settings.registries],
    };
    yield* judgeContainers(graph, IMAGE_SOURCES, {
      container: (container) => judge(graph, container, lists),
      *source(source, find) {
        yield* each(repositoriesOf(graph, source), function* (repository) {
          const lacks = lacksOf(graph, repository, config.scannedByRegistry).join(" and ");
          if (lacks === "") return;
          yield find({
            found: `is computed from ${label(repository)}, which ${lacks}`,
            expected: EXPECTED,
          });
        });
      },
    });
  },
);

function* judge(
  graph: Graph,
  container: Reader,
  { scannedElsewhere, scannedByRegistry }: Lists,
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
