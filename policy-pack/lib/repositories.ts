/** Private ECR repositories. */
export const REPOSITORIES = ["aws:ecr/repository:Repository", "aws-native:ecr:Repository"] as const;

/** Other names of a repository's properties: lists in `aws`, single objects in `aws-native`. */
export const REPOSITORY_NAMES = {
  encryptionConfigurations: ["encryptionConfiguration"],
  filter: ["imageTagMutabilityExclusionFilterValue"],
  name: ["repositoryName"],
};
