import { CONTAINER_TYPES } from "../../lib/containers";
import { show } from "../../lib/finding";
import { isFrom, parseEcrHost, parseImage, type Image } from "../../lib/image";
import { strings } from "../../lib/options";
import { containerRule, type Context } from "../../lib/rule";

export default containerRule(
  {
    name: "ecs-task-trusted-registry",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Images must come from a private ECR registry, or from a registry that is trusted by configuration.",
    why: "Anyone can publish to a public registry, and change what a name there means; nobody scanned it for you.",
    remediationSteps:
      "Mirror the image into your private ECR (push, or a pull-through cache) and use that URI.",
    example: `image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/backend-flask@sha256:…"`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
    tags: ["cis-docker:4.2", "nist-800-190:4.1.5"],
    practices: ["A16", "A27", "A30", "B5", "C1", "C17"],
    options: {
      registries: strings(
        [],
        "Registries or repositories trusted beside private ECR and the setting `registries`, with all below them: `ghcr.io/our-team`.",
      ),
    },
  },
  CONTAINER_TYPES,
  function* (container, _, context) {
    const text = container.text("image");
    const image = text === undefined ? undefined : parseImage(text);
    if (image === undefined) yield container.finding("image", { expected: "an image reference" });
    else if (!trusted(context).some((prefix) => isFrom(image, prefix))) {
      const expected = expectation(image, context);
      if (expected !== undefined) yield container.finding("image", { expected });
    }
  },
);

function trusted({ config, settings }: Context<{ registries: readonly string[] }>): string[] {
  return [...config.registries, ...settings.registries];
}

/** What the image should be instead, or undefined if it is from a registry that may be used. */
function expectation(image: Image, { settings }: Context<unknown>): string | undefined {
  const ecr = parseEcrHost(image.registry);
  if (ecr === undefined) return "an image in a private ECR registry";
  const { accounts, regions } = settings;
  if (accounts.length > 0 && !accounts.includes(ecr.account)) {
    return `an image of one of the accounts ${show(accounts)}`;
  }
  return regions.length > 0 && !regions.includes(ecr.region)
    ? `an image in one of the regions ${show(regions)}`
    : undefined;
}
