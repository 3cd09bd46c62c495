import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const web = resource("aws:ecr/repository:Repository", { name: "cruddur-web" }, { name: "web" });
const lifecycle = (repository: unknown, from?: string[]): VectorResource =>
  resource(
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    { repository, policy: "{}" },
    { name: "lifecycle", ...(from && { from: { repository: from } }) },
  );
const FINDING = "lifecyclePolicy is not set; expected a lifecycle policy for the repository.";

export default {
  pass: {
    "by the program's reference, while the name waits": stack(web, lifecycle(UNKNOWN, ["web"])),
    "by name": stack(web, lifecycle("cruddur-web")),
    "in a repository of aws-native": resource("aws-native:ecr:Repository", {
      lifecyclePolicy: { lifecyclePolicyText: UNKNOWN },
    }),
  },
  fail: {
    "a repository alone": [web, [FINDING]],
    "a repository of aws-native": [resource("aws-native:ecr:Repository", {}), [FINDING]],
    "a policy for another": [stack(web, lifecycle("cruddur-api")), [FINDING]],
    "one of two": [
      stack(
        web,
        resource("aws:ecr/repository:Repository", { name: "cruddur-api" }, { name: "api" }),
        lifecycle(UNKNOWN, ["web"]),
      ),
      [FINDING],
    ],
  },
  unknown: {
    "for which repository waits": [stack(web, lifecycle(UNKNOWN)), ["repository"]],
  },
  malformed: {
    "for which repository is an object": [
      stack(web, lifecycle({ name: "cruddur-web" })),
      ["repository is an object; expected a string."],
    ],
  },
} satisfies Vectors;
