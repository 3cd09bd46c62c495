import { show } from "../../lib/finding";
import { firstText } from "../../lib/policy-patterns";
import { rule } from "../../lib/rule";

/** What each type calls the tags, or the names with tags, under which it pushes. */
const TAGS: Readonly<Record<string, string>> = {
  "docker-build:index:Image": "tags",
  "docker:index/image:Image": "imageName",
  "docker:index/registryImage:RegistryImage": "name",
  "awsx:ecr:Image": "imageTag",
  "awsx:ecr:RegistryImage": "tag",
};

// Of one build: a digest or commit, a version of three parts, a number or time of at least three digits.
const UNIQUE = [
  /(?:^|[._-])(?=[a-f]*\d)[\da-f]{7,64}(?:$|[._-])/i,
  /\d+\.\d+\.\d+/,
  /(?:^|[._-])[a-z]{0,5}\d{3,}(?:$|[._-])/i,
];

export default rule(
  {
    name: "image-build-unique-tag",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "Images must be pushed under a tag of their own: one that names the commit, version or build.",
    why: "Under a tag that moves nobody can tell what runs, nor go back to what ran before.",
    remediationSteps: "Put the commit or the version into the tag.",
    example: "tags: [pulumi.interpolate`${repository.repositoryUrl}:${commit}`]",
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    tags: [],
    practices: ["B6", "C8"],
  },
  Object.keys(TAGS),
  function* (image, { type }) {
    const property = TAGS[type] ?? "";
    const tags = image.list(property);
    // Without one: not pushed, or under a random tag (awsx).
    if (tags.length === 0 && (property !== "tags" || image.flag("push") !== true)) return;
    const isTag = type.startsWith("awsx:");
    if (firstText(tags, (text) => isUnique(isTag ? text : tagOf(text))) !== undefined) return;
    yield image.finding(property, {
      ...(tags.length === 1 && { found: `is ${show(tags[0]?.text())}` }),
      expected: "a tag with the commit, version or number of the build",
    });
  },
);

function tagOf(image: string): string {
  return /:(\w[\w.-]*)(?:@.*)?$/.exec(image)?.[1] ?? "";
}

function isUnique(tag: string): boolean {
  return UNIQUE.some((pattern) => pattern.test(tag));
}
