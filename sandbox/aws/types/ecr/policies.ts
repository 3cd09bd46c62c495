import { isJson } from "../../lib/check";
import { documentText, resourcePolicyFault } from "../../lib/resource-policy";
import { AwsError, type Call, type ResourceType } from "../../resource-type";
import { lifecyclePolicyFault } from "./lifecycle";
import { LIFECYCLE_POLICY, REPOSITORY, REPOSITORY_POLICY } from "./tokens";

/** API model ecr 2015-09-21: LifecyclePolicyText, RepositoryPolicyText (characters). */
const LIFECYCLE_LENGTH = { least: 100, most: 30720 };
const REPOSITORY_POLICY_LENGTH = 10240;

export const lifecyclePolicy: ResourceType = {
  token: LIFECYCLE_POLICY,
  source: [
    "API model ecr 2015-09-21: PutLifecyclePolicy",
    "terraform-provider-aws internal/service/ecr/lifecycle_policy.go",
  ],
  required: ["policy", "repository"],
  forceNew: ["policy", "repository"],
  // Named after its repository: a new one beside the old would overwrite it, and the delete would remove both.
  deleteBeforeReplace: true,
  json: ["policy"],
  check: isJson("policy"),
  create: (inputs, call) => {
    const text = documentText(inputs["policy"]);
    const repository = existing(inputs["repository"], call, "PutLifecyclePolicy");
    const { least, most } = LIFECYCLE_LENGTH;
    const fault =
      text.length < least || text.length > most
        ? `the text must have ${least} to ${most} characters, got ${text.length}`
        : lifecyclePolicyFault(text);
    if (fault !== undefined) {
      throw refuse(
        "PutLifecyclePolicy",
        "InvalidParameterException",
        `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${fault}'`,
      );
    }
    return { id: repository, outputs: { policy: text, registryId: call.accountId } };
  },
};

export const repositoryPolicy: ResourceType = {
  token: REPOSITORY_POLICY,
  source: [
    "API model ecr 2015-09-21: SetRepositoryPolicy",
    "terraform-provider-aws internal/service/ecr/repository_policy.go",
  ],
  required: ["policy", "repository"],
  forceNew: ["repository"],
  json: ["policy"],
  check: isJson("policy"),
  create: (inputs, call) => {
    const repository = existing(inputs["repository"], call, "SetRepositoryPolicy");
    const policy = validPolicy(inputs["policy"]);
    return { id: repository, outputs: { policy, registryId: call.accountId } };
  },
  update: (_id, inputs, _old, call) => {
    existing(inputs["repository"], call, "SetRepositoryPolicy");
    return { policy: validPolicy(inputs["policy"]) };
  },
};

function validPolicy(given: unknown): string {
  const text = documentText(given);
  const fault =
    text.length > REPOSITORY_POLICY_LENGTH
      ? `it has ${text.length} characters, at most ${REPOSITORY_POLICY_LENGTH} are allowed`
      : resourcePolicyFault(text);
  if (fault === undefined) return text;
  throw refuse(
    "SetRepositoryPolicy",
    "InvalidParameterException",
    `Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided' (${fault})`,
  );
}

function existing(name: unknown, { account, accountId }: Call, operation: string): string {
  if (account.get(REPOSITORY, String(name)) !== undefined) return String(name);
  throw refuse(
    operation,
    "RepositoryNotFoundException",
    `The repository with name '${String(name)}' does not exist in the registry with id '${accountId}'`,
  );
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`ECR: ${operation}`, code, message);
}
