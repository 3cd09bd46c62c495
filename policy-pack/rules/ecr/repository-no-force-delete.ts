import { rule } from "../../lib/rule";

/** What each type calls the deletion of a repository that still holds images. */
const FORCE: Readonly<Record<string, string>> = {
  "aws:ecr/repository:Repository": "forceDelete",
  "aws:ecrpublic/repository:Repository": "forceDestroy",
  "aws-native:ecr:Repository": "emptyOnDelete",
};

export default rule(
  {
    name: "ecr-repository-no-force-delete",
    severity: "low",
    enforcementLevel: "advisory",
    description: "In protected stacks repositories must not be deleted while they hold images.",
    why: "With the images go the running version and the one to roll back to; no task can start any more.",
    remediationSteps: "Leave `forceDelete` out.",
    example: `new aws.ecr.Repository("web", { ...args, forceDelete: false });`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-delete.html",
    tags: [],
    practices: ["C35"],
  },
  Object.keys(FORCE),
  function* (repository, { type, protected: isProtected }) {
    const property = FORCE[type] ?? "";
    if (!isProtected || repository.flag(property) !== true) return;
    yield repository.finding(property, { expected: "false in a protected stack" });
  },
);
