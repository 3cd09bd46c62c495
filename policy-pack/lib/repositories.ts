/** Private ECR repositories. */
export const REPOSITORIES = ["aws:ecr/repository:Repository", "aws-native:ecr:Repository"] as const;

/** Other names of a repository's properties: lists in `aws`, single objects in `aws-native`. */
export const REPOSITORY_NAMES = {
  encryptionConfigurations: ["encryptionConfiguration"],
  filter: ["imageTagMutabilityExclusionFilterValue"],
  name: ["repositoryName"],
};

/** Where each type keeps a policy on who may pull and push. */
export const REPOSITORY_POLICIES: Readonly<Record<string, string>> = {
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:ecr/registryPolicy:RegistryPolicy": "policy",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "repositoryPolicy",
  "aws-native:ecr:Repository": "repositoryPolicyText",
  "aws-native:ecr:RegistryPolicy": "policyText",
  "aws-native:ecr:RepositoryCreationTemplate": "repositoryPolicy",
};
