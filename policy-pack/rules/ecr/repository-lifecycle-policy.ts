import { each } from "../../lib/finding";
import { referredTo } from "../../lib/links";
import { REPOSITORIES } from "../../lib/repositories";
import { stackRule } from "../../lib/rule";

const LIFECYCLES = ["aws:ecr/lifecyclePolicy:LifecyclePolicy"];

export default stackRule(
  {
    name: "ecr-repository-lifecycle-policy",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Repositories must have a lifecycle policy.",
    why: "Old images stay for ever otherwise: with faults that were mended since, ready to be deployed again, and paid for.",
    remediationSteps:
      "Add an `aws.ecr.LifecyclePolicy` that expires untagged images and old builds, and keeps what is deployed.",
    example: `new aws.ecr.LifecyclePolicy("web", { repository: repository.name, policy: JSON.stringify(rules) });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-3",
    tags: ["security-hub:ECR.3", "control-tower:CT.ECR.PR.1", "nist-800-190:4.2.2"],
    practices: ["C3"],
  },
  REPOSITORIES,
  function* (graph) {
    const lifecycles = graph.ofType(LIFECYCLES).map((node) => ({
      node,
      repositories: referredTo(graph, node, "repository", REPOSITORIES),
    }));
    yield* each(graph.ofType(REPOSITORIES), function* (repository) {
      const { resource } = repository;
      const covered = lifecycles.some(({ repositories }) => repositories.includes(repository));
      if (covered || resource.given("lifecyclePolicy")) return;
      // A policy for a repository that cannot be known may be for this one: reading it says so.
      for (const { node, repositories } of lifecycles) {
        if (repositories.length === 0) node.resource.text("repository");
      }
      yield resource.finding("lifecyclePolicy", {
        expected: "a lifecycle policy for the repository",
      });
    });
  },
);
