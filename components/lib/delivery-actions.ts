/**
 * What a deployment of an environment calls, by service. Pure tables; names of actions: AWS Service Authorization
 * Reference. What the policies made of them allow was tried by evaluating them, not against AWS.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const of = (service: string, names: string): readonly string[] =>
  words(names).map((name) => `${service}:${name}`);

/** Actions on what bears the environment's tags. */
export interface TaggedActions {
  /** Make something, with the tags. */
  readonly create: readonly string[];
  /** Change or delete what has the tags. */
  readonly manage: readonly string[];
}

/** Network, load balancer, firewall, certificate. */
export const NETWORK_ACTIONS: TaggedActions = {
  create: [
    ...of("ec2", "AllocateAddress CreateFlowLogs CreateInternetGateway CreateNatGateway"),
    ...of("ec2", "CreateNetworkAcl CreateRoute CreateRouteTable CreateSecurityGroup CreateSubnet"),
    ...of("ec2", "CreateVpc CreateVpcEndpoint"),
    ...of("ec2", "AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress"),
    ...of("acm", "RequestCertificate"),
    ...of("elasticloadbalancing", "CreateListener CreateLoadBalancer CreateRule CreateTargetGroup"),
    ...of("wafv2", "CreateWebACL"),
  ],
  manage: [
    ...of("ec2", "AssociateAddress AssociateRouteTable AttachInternetGateway CreateTags"),
    ...of("ec2", "DeleteFlowLogs DeleteInternetGateway DeleteNatGateway DeleteNetworkAcl"),
    ...of("ec2", "DeleteNetworkAclEntry DeleteRoute DeleteRouteTable DeleteSecurityGroup"),
    ...of("ec2", "DeleteSubnet DeleteTags DeleteVpc DeleteVpcEndpoints DetachInternetGateway"),
    ...of("ec2", "DisassociateAddress DisassociateRouteTable ModifySecurityGroupRules"),
    ...of("ec2", "ModifySubnetAttribute ModifyVpcAttribute ModifyVpcEndpoint ReleaseAddress"),
    ...of("ec2", "ReplaceRoute ReplaceRouteTableAssociation RevokeSecurityGroupEgress"),
    ...of("ec2", "RevokeSecurityGroupIngress"),
    ...of("acm", "AddTagsToCertificate DeleteCertificate RemoveTagsFromCertificate"),
    ...of("elasticloadbalancing", "AddTags DeleteListener DeleteLoadBalancer DeleteRule"),
    ...of("elasticloadbalancing", "DeleteTargetGroup ModifyListener ModifyListenerAttributes"),
    ...of("elasticloadbalancing", "ModifyLoadBalancerAttributes ModifyRule ModifyTargetGroup"),
    ...of("elasticloadbalancing", "ModifyTargetGroupAttributes RemoveTags SetIpAddressType"),
    ...of("elasticloadbalancing", "SetRulePriorities SetSecurityGroups SetSubnets SetWebACL"),
    ...of("wafv2", "AssociateWebACL DeleteWebACL DisassociateWebACL PutLoggingConfiguration"),
    ...of("wafv2", "DeleteLoggingConfiguration TagResource UntagResource UpdateWebACL"),
  ],
};

/** Keys, databases, users, scaling, names, alarms, signatures. */
export const PLATFORM_ACTIONS: TaggedActions = {
  create: [
    ...of("application-autoscaling", "RegisterScalableTarget"),
    ...of("cloudwatch", "PutCompositeAlarm PutMetricAlarm"),
    ...of("cognito-idp", "CreateUserPool"),
    ...of("ecs", "CreateCluster RegisterTaskDefinition"),
    ...of("events", "PutRule"),
    ...of("kms", "CreateKey"),
    ...of("rds", "CreateDBInstance CreateDBParameterGroup CreateDBSubnetGroup"),
    ...of("route53resolver", "CreateResolverQueryLogConfig"),
    ...of("servicediscovery", "CreateHttpNamespace"),
    ...of("signer", "PutSigningProfile"),
    ...of("sns", "CreateTopic"),
  ],
  manage: [
    ...of("application-autoscaling", "DeleteScalingPolicy DeleteScheduledAction"),
    ...of("application-autoscaling", "DeregisterScalableTarget PutScalingPolicy"),
    ...of("application-autoscaling", "PutScheduledAction TagResource UntagResource"),
    ...of("cloudwatch", "DeleteAlarms TagResource UntagResource"),
    ...of("cognito-idp", "AddCustomAttributes CreateUserPoolClient CreateUserPoolDomain"),
    ...of("cognito-idp", "DeleteUserPool DeleteUserPoolClient DeleteUserPoolDomain"),
    ...of("cognito-idp", "SetUserPoolMfaConfig TagResource UntagResource UpdateUserPool"),
    ...of("cognito-idp", "UpdateUserPoolClient UpdateUserPoolDomain"),
    ...of("events", "DeleteRule PutTargets RemoveTargets TagResource UntagResource"),
    ...of("kms", "DisableKeyRotation EnableKeyRotation PutKeyPolicy ScheduleKeyDeletion"),
    ...of("kms", "TagResource UntagResource UpdateKeyDescription"),
    ...of("rds", "AddTagsToResource DeleteDBInstance DeleteDBParameterGroup"),
    ...of("rds", "DeleteDBSubnetGroup ModifyDBInstance ModifyDBParameterGroup"),
    ...of(
      "rds",
      "ModifyDBSubnetGroup RebootDBInstance RemoveTagsFromResource ResetDBParameterGroup",
    ),
    ...of("route53resolver", "AssociateResolverQueryLogConfig DeleteResolverQueryLogConfig"),
    ...of("route53resolver", "DisassociateResolverQueryLogConfig TagResource UntagResource"),
    ...of("servicediscovery", "DeleteNamespace TagResource UntagResource UpdateHttpNamespace"),
    // A deployment signs the images that it builds.
    ...of("signer", "CancelSigningProfile SignPayload TagResource UntagResource"),
    ...of("sns", "DeleteTopic SetTopicAttributes Subscribe TagResource Unsubscribe UntagResource"),
  ],
};

/** Instances of a cluster: the group, its template, the provider that scales it. */
export const INSTANCE_ACTIONS: TaggedActions = {
  create: [
    ...of("autoscaling", "CreateAutoScalingGroup"),
    ...of("ec2", "CreateLaunchTemplate"),
    ...of("ecs", "CreateCapacityProvider"),
  ],
  manage: [
    ...of("autoscaling", "CreateOrUpdateTags DeleteAutoScalingGroup DeleteTags"),
    ...of("autoscaling", "UpdateAutoScalingGroup"),
    ...of("ec2", "CreateLaunchTemplateVersion CreateTags DeleteLaunchTemplate"),
    ...of("ec2", "DeleteLaunchTemplateVersions DeleteTags ModifyLaunchTemplate"),
    ...of("ecs", "DeleteCapacityProvider TagResource UntagResource UpdateCapacityProvider"),
  ],
};

/** Actions on what is called after the environment: the service's resources, as the ends of ARNs, of its prefix. */
export interface NamedActions {
  readonly service: string;
  /** Its ARNs have no region. */
  readonly global?: true;
  /** `{prefix}` is `cruddur-<env>`, `{path}` is `cruddur/<env>`. */
  readonly resources: readonly string[];
  readonly actions: readonly string[];
}

/** Containers, images, logs, parameters, secrets, tables, buckets. */
export const NAMED_ACTIONS: readonly NamedActions[] = [
  {
    service: "ecs",
    resources: words(
      "cluster/{prefix} service/{prefix}/* task/{prefix}/* task-definition/{prefix}-*:*",
    ),
    actions: [
      ...words("CreateService DeleteCluster DeleteService PutClusterCapacityProviders RunTask"),
      ...words("StopTask TagResource UntagResource UpdateCluster UpdateClusterSettings"),
      ...words("UpdateService"),
    ],
  },
  {
    service: "ecr",
    resources: ["repository/{prefix}-*"],
    actions: [
      ...words("BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload CreateRepository"),
      ...words("DeleteLifecyclePolicy DeleteRepository DeleteRepositoryPolicy"),
      ...words("DescribeImageScanFindings GetDownloadUrlForLayer InitiateLayerUpload"),
      ...words("PutImage PutImageScanningConfiguration PutImageTagMutability"),
      ...words("PutLifecyclePolicy SetRepositoryPolicy StartImageScan TagResource UntagResource"),
      ...words("UploadLayerPart"),
    ],
  },
  {
    service: "logs",
    // RDS and WAF prescribe the beginning of their groups' names.
    resources: words(
      "log-group:/{path}/* log-group:/aws/rds/instance/{prefix}-* log-group:aws-waf-logs-{prefix} log-group:aws-waf-logs-{prefix}:*",
    ),
    actions: [
      ...words("AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteMetricFilter"),
      ...words(
        "DeleteRetentionPolicy DisassociateKmsKey PutLogGroupDeletionProtection PutMetricFilter",
      ),
      ...words("PutRetentionPolicy TagResource UntagResource"),
    ],
  },
  {
    service: "ssm",
    resources: ["parameter/{path}/*"],
    actions: words(
      "AddTagsToResource DeleteParameter GetParameter GetParameters PutParameter RemoveTagsFromResource",
    ),
  },
  {
    service: "secretsmanager",
    resources: ["secret:{path}/*", "secret:{prefix}-*"],
    actions: [
      ...words("CreateSecret DeleteResourcePolicy DeleteSecret GetSecretValue PutResourcePolicy"),
      ...words("PutSecretValue TagResource UntagResource UpdateSecret"),
    ],
  },
  {
    service: "dynamodb",
    resources: ["table/{prefix}-*"],
    actions: [
      ...words("CreateTable DeleteTable TagResource UntagResource UpdateContinuousBackups"),
      ...words("UpdateTable UpdateTimeToLive"),
    ],
  },
  {
    service: "cloudwatch",
    global: true,
    resources: ["dashboard/{prefix}*"],
    actions: words("DeleteDashboards PutDashboard"),
  },
  {
    service: "budgets",
    global: true,
    resources: ["budget/{prefix}*"],
    actions: words("ModifyBudget TagResource UntagResource"),
  },
];

/** On buckets of the environment, whose ARNs have neither region nor account. */
export const BUCKET_ACTIONS = of(
  "s3",
  `CreateBucket DeleteBucket DeleteBucketPolicy DeleteObject DeleteObjectVersion ListBucketVersions
   PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutEncryptionConfiguration
   PutLifecycleConfiguration`,
);

/** For which AWS has no resource but `*`. */
export const UNSCOPED_ACTIONS = [
  ...of("ecr", "GetAuthorizationToken"),
  ...of("ecs", "DeregisterTaskDefinition"),
  // Records of WAF and Resolver that CloudWatch Logs takes.
  ...of("logs", "CreateLogDelivery DeleteLogDelivery DescribeResourcePolicies GetLogDelivery"),
  ...of("logs", "ListLogDeliveries PutResourcePolicy UpdateLogDelivery"),
];

/**
 * What a preview reads: what exists and how it is set, and no data: neither values of parameters and secrets nor objects,
 * images or rows.
 */
export const READ_ACTIONS = [
  ...of("acm", "DescribeCertificate ListTagsForCertificate"),
  ...of("application-autoscaling", "Describe* ListTagsForResource"),
  ...of("autoscaling", "Describe*"),
  ...of("budgets", "ListTagsForResource ViewBudget"),
  ...of("cloudwatch", "DescribeAlarms GetDashboard ListTagsForResource"),
  ...of("cognito-idp", "DescribeUserPool DescribeUserPoolClient DescribeUserPoolDomain"),
  ...of("cognito-idp", "GetUserPoolMfaConfig"),
  ...of("dynamodb", "DescribeContinuousBackups DescribeTable DescribeTimeToLive"),
  ...of("dynamodb", "ListTagsOfResource"),
  ...of("ec2", "Describe*"),
  ...of("ecr", "DescribeImages DescribeRepositories GetLifecyclePolicy GetRepositoryPolicy"),
  ...of("ecr", "ListTagsForResource"),
  ...of("ecs", "Describe* List*"),
  ...of("elasticloadbalancing", "Describe*"),
  ...of("events", "DescribeRule ListTagsForResource ListTargetsByRule"),
  ...of("iam", "GetInstanceProfile"),
  ...of("iam", "GetPolicy GetPolicyVersion GetRole GetRolePolicy ListAttachedRolePolicies"),
  ...of("iam", "ListInstanceProfilesForRole ListRolePolicies"),
  ...of("kms", "DescribeKey GetKeyPolicy GetKeyRotationStatus ListAliases ListResourceTags"),
  ...of("logs", "DescribeLogGroups DescribeMetricFilters ListTagsForResource"),
  ...of("rds", "Describe* ListTagsForResource"),
  ...of("route53", "GetChange GetHostedZone ListHostedZones ListResourceRecordSets"),
  ...of("route53", "ListTagsForResource"),
  ...of("route53resolver", "GetResolverQueryLogConfig GetResolverQueryLogConfigAssociation"),
  ...of("route53resolver", "ListTagsForResource"),
  ...of("s3", "GetAccelerateConfiguration GetBucket* GetEncryptionConfiguration"),
  ...of("s3", "GetLifecycleConfiguration GetReplicationConfiguration ListBucket"),
  ...of("secretsmanager", "DescribeSecret GetResourcePolicy"),
  ...of("servicediscovery", "GetNamespace GetOperation ListNamespaces ListTagsForResource"),
  ...of("signer", "GetRevocationStatus GetSigningProfile ListTagsForResource"),
  ...of("sns", "GetSubscriptionAttributes GetTopicAttributes ListTagsForResource"),
  ...of("ssm", "DescribeParameters ListTagsForResource"),
  ...of("wafv2", "GetLoggingConfiguration GetWebACL GetWebACLForResource ListTagsForResource"),
];

/** Services to which a deployment hands roles of the environment. */
export const PASSED_TO = words("ecs-tasks ecs ec2 vpc-flow-logs monitoring.rds").map(
  (service) => `${service}.amazonaws.com`,
);

/** Roles that AWS makes when a service is first used. */
export const SERVICE_LINKED = words(
  "autoscaling ecs ecs.application-autoscaling elasticloadbalancing rds wafv2",
).map((service) => `${service}.amazonaws.com`);
