import { strings } from "../../lib/options";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";

export default rule(
  {
    name: "ecr-no-public-repository",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "There must be no public repositories but those that are meant to be.",
    why: "What is pushed there is published: the code, and every secret that a layer was left with.",
    remediationSteps:
      "Use `aws.ecr.Repository`; for an image that is meant for the public, list its name in `allowed`.",
    example: `new aws.ecr.Repository("web", args);`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/public/public-repositories.html",
    tags: [],
    practices: ["A5", "A16"],
    options: {
      allowed: strings([], "Names of repositories, `*` for any characters, that may be public."),
    },
  },
  ["aws:ecrpublic/repository:Repository", "aws-native:ecr:PublicRepository"],
  function* (repository, { config: { allowed } }) {
    if (allowed.length > 0 && matches(repository.text("repositoryName") ?? "", allowed)) return;
    yield repository.finding("repositoryName", {
      found: "is a public repository",
      expected: "a private one",
    });
  },
);
