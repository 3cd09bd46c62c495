/**
 * What the provider asks of AWS to create, change, read and delete a resource of each type. Calls: the provider's source
 * (internal/service in hashicorp/terraform-provider-aws); which of them take tags and what a call touches beside the
 * object: AWS Service Authorization Reference. Not recorded on AWS.
 */

/** Inputs as the provider has checked them; what is unknown yet is left out. */
export type Checked = Readonly<Record<string, unknown>>;

/** The calls for one type; actions as words. */
export interface ProviderCalls {
  /** Calls that create the object, with its tags. */
  readonly creates?: string;
  /** Calls that label it while it is made. */
  readonly labels?: string;
  /** Calls on what bears the environment's tags: the object itself, or what it belongs to. */
  readonly changes?: string;
  /** Calls that AWS authorizes for no resource of the environment. */
  readonly unscoped?: string;
  /** Calls that read it. */
  readonly reads?: string;
  /** Calls that read what a preview may not see. */
  readonly readsData?: string;
  /** ARN of what the calls are about, where policies name it. */
  readonly arn?: (inputs: Checked) => string;
  /** Whether AWS makes a grant on a customer key, on the caller's behalf. */
  readonly grantsKey?: (inputs: Checked) => boolean;
}

const regional = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const bucket: Pick<ProviderCalls, "arn"> = {
  arn: ({ bucket: name }) => `arn:aws:s3:::${String(name)}`,
};
const role: Pick<ProviderCalls, "arn"> = {
  arn: ({ name }) => `arn:aws:iam::123456789012:role/${String(name)}`,
};
const repository = ({ name, repository: of }: Checked) =>
  regional("ecr", `repository/${String(name ?? of)}`);
const group = (inputs: Checked) => regional("logs", `log-group:${String(inputs["name"])}`);

/** By type. */
export const PROVIDER_CALLS: Readonly<Record<string, ProviderCalls>> = {
  "aws:acm/certificate:Certificate": {
    creates: "acm:RequestCertificate",
    labels: "acm:AddTagsToCertificate",
    changes: "acm:DeleteCertificate acm:AddTagsToCertificate acm:RemoveTagsFromCertificate",
    reads: "acm:DescribeCertificate acm:ListTagsForCertificate",
  },
  "aws:acm/certificateValidation:CertificateValidation": { reads: "acm:DescribeCertificate" },
  "aws:appautoscaling/policy:Policy": {
    changes: "application-autoscaling:PutScalingPolicy application-autoscaling:DeleteScalingPolicy",
    reads: "application-autoscaling:DescribeScalingPolicies",
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    changes:
      "application-autoscaling:PutScheduledAction application-autoscaling:DeleteScheduledAction",
    reads: "application-autoscaling:DescribeScheduledActions",
  },
  "aws:appautoscaling/target:Target": {
    creates: "application-autoscaling:RegisterScalableTarget",
    labels: "application-autoscaling:TagResource",
    changes:
      "application-autoscaling:RegisterScalableTarget application-autoscaling:DeregisterScalableTarget application-autoscaling:TagResource application-autoscaling:UntagResource",
    reads:
      "application-autoscaling:DescribeScalableTargets application-autoscaling:ListTagsForResource",
  },
  "aws:autoscaling/group:Group": {
    creates: "autoscaling:CreateAutoScalingGroup",
    labels: "autoscaling:CreateOrUpdateTags",
    changes:
      "autoscaling:UpdateAutoScalingGroup autoscaling:DeleteAutoScalingGroup autoscaling:CreateOrUpdateTags autoscaling:DeleteTags",
    reads: "autoscaling:DescribeAutoScalingGroups autoscaling:DescribeScalingActivities",
  },
  "aws:budgets/budget:Budget": {
    changes: "budgets:ModifyBudget budgets:TagResource budgets:UntagResource",
    reads: "budgets:ViewBudget budgets:ListTagsForResource",
    arn: ({ name }) => `arn:aws:budgets::123456789012:budget/${String(name)}`,
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    creates: "cloudwatch:PutCompositeAlarm",
    labels: "cloudwatch:TagResource",
    changes:
      "cloudwatch:PutCompositeAlarm cloudwatch:DeleteAlarms cloudwatch:TagResource cloudwatch:UntagResource",
    reads: "cloudwatch:DescribeAlarms cloudwatch:ListTagsForResource",
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    changes: "cloudwatch:PutDashboard cloudwatch:DeleteDashboards",
    reads: "cloudwatch:GetDashboard",
    arn: ({ dashboardName }) =>
      `arn:aws:cloudwatch::123456789012:dashboard/${String(dashboardName)}`,
  },
  "aws:cloudwatch/eventRule:EventRule": {
    creates: "events:PutRule",
    labels: "events:TagResource",
    changes: "events:PutRule events:DeleteRule events:TagResource events:UntagResource",
    reads: "events:DescribeRule events:ListTagsForResource",
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    changes: "events:PutTargets events:RemoveTargets",
    reads: "events:ListTargetsByRule",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    changes:
      "logs:CreateLogGroup logs:DeleteLogGroup logs:PutRetentionPolicy logs:DeleteRetentionPolicy logs:TagResource logs:UntagResource logs:AssociateKmsKey logs:DisassociateKmsKey logs:PutLogGroupDeletionProtection",
    reads: "logs:DescribeLogGroups logs:ListTagsForResource",
    arn: group,
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    changes: "logs:PutMetricFilter logs:DeleteMetricFilter",
    reads: "logs:DescribeMetricFilters",
    arn: ({ logGroupName }) => regional("logs", `log-group:${String(logGroupName)}`),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    creates: "cloudwatch:PutMetricAlarm",
    labels: "cloudwatch:TagResource",
    changes:
      "cloudwatch:PutMetricAlarm cloudwatch:DeleteAlarms cloudwatch:TagResource cloudwatch:UntagResource",
    reads: "cloudwatch:DescribeAlarms cloudwatch:ListTagsForResource",
  },
  "aws:cognito/userPool:UserPool": {
    creates: "cognito-idp:CreateUserPool",
    labels: "cognito-idp:TagResource",
    changes:
      "cognito-idp:UpdateUserPool cognito-idp:DeleteUserPool cognito-idp:SetUserPoolMfaConfig cognito-idp:AddCustomAttributes cognito-idp:TagResource cognito-idp:UntagResource",
    reads: "cognito-idp:DescribeUserPool cognito-idp:GetUserPoolMfaConfig",
  },
  "aws:cognito/userPoolClient:UserPoolClient": {
    changes:
      "cognito-idp:CreateUserPoolClient cognito-idp:UpdateUserPoolClient cognito-idp:DeleteUserPoolClient",
    reads: "cognito-idp:DescribeUserPoolClient",
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    changes:
      "cognito-idp:CreateUserPoolDomain cognito-idp:UpdateUserPoolDomain cognito-idp:DeleteUserPoolDomain",
    reads: "cognito-idp:DescribeUserPoolDomain",
  },
  "aws:dynamodb/table:Table": {
    changes:
      "dynamodb:CreateTable dynamodb:UpdateTable dynamodb:DeleteTable dynamodb:UpdateContinuousBackups dynamodb:UpdateTimeToLive dynamodb:TagResource dynamodb:UntagResource",
    reads:
      "dynamodb:DescribeTable dynamodb:DescribeContinuousBackups dynamodb:DescribeTimeToLive dynamodb:ListTagsOfResource",
    arn: ({ name }) => regional("dynamodb", `table/${String(name)}`),
    grantsKey: ({ serverSideEncryption }) =>
      JSON.stringify(serverSideEncryption ?? "").includes("kms"),
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    labels: "ec2:CreateTags",
    changes:
      "ec2:RevokeSecurityGroupIngress ec2:RevokeSecurityGroupEgress ec2:CreateTags ec2:DeleteTags",
    reads: "ec2:DescribeSecurityGroups",
  },
  "aws:ec2/eip:Eip": {
    creates: "ec2:AllocateAddress",
    labels: "ec2:CreateTags",
    changes: "ec2:ReleaseAddress ec2:DisassociateAddress ec2:CreateTags ec2:DeleteTags",
    reads: "ec2:DescribeAddresses",
  },
  "aws:ec2/flowLog:FlowLog": {
    creates: "ec2:CreateFlowLogs",
    labels: "ec2:CreateTags",
    changes: "ec2:CreateFlowLogs ec2:DeleteFlowLogs",
    reads: "ec2:DescribeFlowLogs",
  },
  "aws:ec2/internetGateway:InternetGateway": {
    creates: "ec2:CreateInternetGateway",
    labels: "ec2:CreateTags",
    changes: "ec2:AttachInternetGateway ec2:DetachInternetGateway ec2:DeleteInternetGateway",
    reads: "ec2:DescribeInternetGateways",
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    creates: "ec2:CreateLaunchTemplate",
    labels: "ec2:CreateTags",
    changes:
      "ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate ec2:DeleteLaunchTemplate ec2:CreateTags ec2:DeleteTags",
    reads: "ec2:DescribeLaunchTemplates ec2:DescribeLaunchTemplateVersions",
  },
  "aws:ec2/natGateway:NatGateway": {
    creates: "ec2:CreateNatGateway",
    labels: "ec2:CreateTags",
    changes: "ec2:CreateNatGateway ec2:DeleteNatGateway",
    reads: "ec2:DescribeNatGateways",
  },
  "aws:ec2/route:Route": {
    changes: "ec2:CreateRoute ec2:ReplaceRoute ec2:DeleteRoute",
    reads: "ec2:DescribeRouteTables",
  },
  "aws:ec2/routeTable:RouteTable": {
    creates: "ec2:CreateRouteTable",
    labels: "ec2:CreateTags",
    changes: "ec2:CreateRouteTable ec2:DeleteRouteTable ec2:DisassociateRouteTable",
    reads: "ec2:DescribeRouteTables",
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    changes: "ec2:AssociateRouteTable ec2:ReplaceRouteTableAssociation ec2:DisassociateRouteTable",
    reads: "ec2:DescribeRouteTables",
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    creates: "ec2:CreateSecurityGroup",
    labels: "ec2:CreateTags",
    changes:
      "ec2:CreateSecurityGroup ec2:RevokeSecurityGroupEgress ec2:RevokeSecurityGroupIngress ec2:DeleteSecurityGroup",
    reads: "ec2:DescribeSecurityGroups ec2:DescribeNetworkInterfaces",
  },
  "aws:ec2/subnet:Subnet": {
    creates: "ec2:CreateSubnet",
    labels: "ec2:CreateTags",
    changes: "ec2:CreateSubnet ec2:ModifySubnetAttribute ec2:DeleteSubnet",
    reads: "ec2:DescribeSubnets ec2:DescribeNetworkInterfaces",
  },
  "aws:ec2/vpc:Vpc": {
    creates: "ec2:CreateVpc",
    labels: "ec2:CreateTags",
    changes: "ec2:ModifyVpcAttribute ec2:DeleteVpc ec2:CreateTags ec2:DeleteTags",
    reads: "ec2:DescribeVpcs ec2:DescribeVpcAttribute ec2:DescribeNetworkAcls",
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    creates: "ec2:CreateVpcEndpoint",
    labels: "ec2:CreateTags",
    changes: "ec2:CreateVpcEndpoint ec2:ModifyVpcEndpoint ec2:DeleteVpcEndpoints",
    unscoped: "route53:AssociateVPCWithHostedZone",
    reads: "ec2:DescribeVpcEndpoints ec2:DescribePrefixLists",
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    changes: "ecr:PutLifecyclePolicy ecr:DeleteLifecyclePolicy",
    reads: "ecr:GetLifecyclePolicy",
    arn: repository,
  },
  "aws:ecr/repository:Repository": {
    changes:
      "ecr:CreateRepository ecr:DeleteRepository ecr:PutImageTagMutability ecr:PutImageScanningConfiguration ecr:TagResource ecr:UntagResource",
    reads: "ecr:DescribeRepositories ecr:ListTagsForResource",
    arn: repository,
    grantsKey: ({ encryptionConfigurations }) =>
      JSON.stringify(encryptionConfigurations ?? "").includes("KMS"),
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    changes: "ecr:SetRepositoryPolicy ecr:DeleteRepositoryPolicy",
    reads: "ecr:GetRepositoryPolicy",
    arn: repository,
  },
  "aws:ecs/capacityProvider:CapacityProvider": {
    creates: "ecs:CreateCapacityProvider",
    labels: "ecs:TagResource",
    // ECS marks the group as its own on the caller's behalf.
    changes:
      "ecs:UpdateCapacityProvider ecs:DeleteCapacityProvider ecs:TagResource ecs:UntagResource autoscaling:CreateOrUpdateTags",
    reads: "ecs:DescribeCapacityProviders",
  },
  "aws:ecs/cluster:Cluster": {
    creates: "ecs:CreateCluster",
    changes:
      "ecs:DeleteCluster ecs:UpdateCluster ecs:UpdateClusterSettings ecs:TagResource ecs:UntagResource",
    reads: "ecs:DescribeClusters",
    arn: ({ name }) => regional("ecs", `cluster/${String(name)}`),
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    changes: "ecs:PutClusterCapacityProviders",
    reads: "ecs:DescribeClusters",
    arn: ({ clusterName }) => regional("ecs", `cluster/${String(clusterName)}`),
  },
  "aws:ecs/service:Service": {
    changes:
      "ecs:CreateService ecs:UpdateService ecs:DeleteService ecs:TagResource ecs:UntagResource",
    reads: "ecs:DescribeServices ecs:ListServiceDeployments ecs:DescribeServiceDeployments",
    arn: ({ name, tagsAll }) => regional("ecs", `service/${clusterOf(tagsAll)}/${String(name)}`),
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    changes: "ecs:TagResource ecs:UntagResource",
    creates: "ecs:RegisterTaskDefinition",
    unscoped: "ecs:DeregisterTaskDefinition",
    reads: "ecs:DescribeTaskDefinition",
    arn: ({ family }) => regional("ecs", `task-definition/${String(family)}:1`),
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    changes:
      "iam:CreateInstanceProfile iam:DeleteInstanceProfile iam:AddRoleToInstanceProfile iam:RemoveRoleFromInstanceProfile iam:TagInstanceProfile iam:UntagInstanceProfile",
    reads: "iam:GetInstanceProfile",
    arn: ({ name }) => `arn:aws:iam::123456789012:instance-profile/${String(name)}`,
  },
  "aws:iam/role:Role": {
    changes:
      "iam:CreateRole iam:DeleteRole iam:UpdateRole iam:UpdateRoleDescription iam:UpdateAssumeRolePolicy iam:PutRolePermissionsBoundary iam:TagRole iam:UntagRole iam:PutRolePolicy iam:DeleteRolePolicy iam:AttachRolePolicy iam:DetachRolePolicy",
    reads:
      "iam:GetRole iam:ListRolePolicies iam:ListAttachedRolePolicies iam:ListInstanceProfilesForRole",
    ...role,
  },
  // Its changes are those of its role.
  "aws:iam/rolePolicy:RolePolicy": { reads: "iam:GetRolePolicy" },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { reads: "iam:ListAttachedRolePolicies" },
  "aws:kms/alias:Alias": {
    changes: "kms:CreateAlias kms:UpdateAlias kms:DeleteAlias",
    reads: "kms:ListAliases",
    arn: ({ name }) => regional("kms", String(name)),
  },
  "aws:kms/key:Key": {
    creates: "kms:CreateKey",
    labels: "kms:TagResource",
    changes:
      "kms:EnableKeyRotation kms:DisableKeyRotation kms:PutKeyPolicy kms:UpdateKeyDescription kms:ScheduleKeyDeletion kms:TagResource kms:UntagResource kms:CreateAlias kms:DeleteAlias",
    reads: "kms:DescribeKey kms:GetKeyPolicy kms:GetKeyRotationStatus kms:ListResourceTags",
    arn: () => regional("kms", "key/1"),
  },
  "aws:lb/listener:Listener": {
    creates: "elasticloadbalancing:CreateListener",
    labels: "elasticloadbalancing:AddTags",
    changes:
      "elasticloadbalancing:CreateListener elasticloadbalancing:ModifyListener elasticloadbalancing:ModifyListenerAttributes elasticloadbalancing:DeleteListener elasticloadbalancing:AddTags elasticloadbalancing:RemoveTags",
    reads:
      "elasticloadbalancing:DescribeListeners elasticloadbalancing:DescribeListenerAttributes elasticloadbalancing:DescribeTags",
  },
  "aws:lb/listenerRule:ListenerRule": {
    creates: "elasticloadbalancing:CreateRule",
    labels: "elasticloadbalancing:AddTags",
    changes:
      "elasticloadbalancing:CreateRule elasticloadbalancing:ModifyRule elasticloadbalancing:SetRulePriorities elasticloadbalancing:DeleteRule",
    reads: "elasticloadbalancing:DescribeRules elasticloadbalancing:DescribeTags",
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    creates: "elasticloadbalancing:CreateLoadBalancer",
    labels: "elasticloadbalancing:AddTags",
    changes:
      "elasticloadbalancing:ModifyLoadBalancerAttributes elasticloadbalancing:SetSecurityGroups elasticloadbalancing:SetSubnets elasticloadbalancing:SetIpAddressType elasticloadbalancing:DeleteLoadBalancer",
    reads:
      "elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeLoadBalancerAttributes ec2:DescribeNetworkInterfaces",
  },
  "aws:lb/targetGroup:TargetGroup": {
    creates: "elasticloadbalancing:CreateTargetGroup",
    labels: "elasticloadbalancing:AddTags",
    changes:
      "elasticloadbalancing:ModifyTargetGroup elasticloadbalancing:ModifyTargetGroupAttributes elasticloadbalancing:DeleteTargetGroup",
    reads:
      "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetGroupAttributes",
  },
  "aws:rds/instance:Instance": {
    creates: "rds:CreateDBInstance",
    labels: "rds:AddTagsToResource",
    changes:
      "rds:CreateDBInstance rds:ModifyDBInstance rds:RebootDBInstance rds:DeleteDBInstance rds:AddTagsToResource rds:RemoveTagsFromResource",
    reads: "rds:DescribeDBInstances rds:ListTagsForResource",
    grantsKey: ({ storageEncrypted, kmsKeyId }) =>
      storageEncrypted === true && kmsKeyId !== undefined,
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    creates: "rds:CreateDBParameterGroup",
    labels: "rds:AddTagsToResource",
    changes:
      "rds:ModifyDBParameterGroup rds:ResetDBParameterGroup rds:DeleteDBParameterGroup rds:AddTagsToResource",
    reads: "rds:DescribeDBParameterGroups rds:DescribeDBParameters rds:ListTagsForResource",
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    creates: "rds:CreateDBSubnetGroup",
    labels: "rds:AddTagsToResource",
    changes: "rds:ModifyDBSubnetGroup rds:DeleteDBSubnetGroup rds:AddTagsToResource",
    reads: "rds:DescribeDBSubnetGroups rds:ListTagsForResource",
  },
  "aws:route53/record:Record": {
    changes: "route53:ChangeResourceRecordSets",
    reads: "route53:GetHostedZone route53:ListResourceRecordSets route53:GetChange",
    arn: () => "arn:aws:route53:::hostedzone/Z1",
  },
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": {
    creates: "route53resolver:CreateResolverQueryLogConfig",
    labels: "route53resolver:TagResource",
    changes:
      "route53resolver:DeleteResolverQueryLogConfig route53resolver:TagResource route53resolver:UntagResource",
    unscoped: "logs:CreateLogDelivery logs:PutResourcePolicy logs:DescribeResourcePolicies",
    reads: "route53resolver:GetResolverQueryLogConfig route53resolver:ListTagsForResource",
  },
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": {
    changes:
      "route53resolver:AssociateResolverQueryLogConfig route53resolver:DisassociateResolverQueryLogConfig",
    reads: "route53resolver:GetResolverQueryLogConfigAssociation",
  },
  "aws:s3/bucket:Bucket": {
    changes:
      "s3:CreateBucket s3:DeleteBucket s3:PutBucketTagging s3:ListBucketVersions s3:DeleteObject s3:DeleteObjectVersion",
    reads:
      "s3:ListBucket s3:GetBucketAcl s3:GetBucketCORS s3:GetBucketLogging s3:GetBucketObjectLockConfiguration s3:GetBucketPolicy s3:GetBucketRequestPayment s3:GetBucketTagging s3:GetBucketVersioning s3:GetBucketWebsite s3:GetAccelerateConfiguration s3:GetEncryptionConfiguration s3:GetLifecycleConfiguration s3:GetReplicationConfiguration",
    ...bucket,
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    changes: "s3:PutLifecycleConfiguration",
    reads: "s3:GetLifecycleConfiguration",
    ...bucket,
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    changes: "s3:PutBucketOwnershipControls",
    reads: "s3:GetBucketOwnershipControls",
    ...bucket,
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    changes: "s3:PutBucketPolicy s3:DeleteBucketPolicy",
    reads: "s3:GetBucketPolicy",
    ...bucket,
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    changes: "s3:PutBucketPublicAccessBlock",
    reads: "s3:GetBucketPublicAccessBlock",
    ...bucket,
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    changes: "s3:PutEncryptionConfiguration",
    reads: "s3:GetEncryptionConfiguration",
    ...bucket,
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    changes: "s3:PutBucketVersioning",
    reads: "s3:GetBucketVersioning",
    ...bucket,
  },
  "aws:servicediscovery/httpNamespace:HttpNamespace": {
    creates: "servicediscovery:CreateHttpNamespace",
    labels: "servicediscovery:TagResource",
    changes:
      "servicediscovery:UpdateHttpNamespace servicediscovery:DeleteNamespace servicediscovery:TagResource servicediscovery:UntagResource",
    reads:
      "servicediscovery:GetNamespace servicediscovery:GetOperation servicediscovery:ListTagsForResource",
  },
  "aws:signer/signingProfile:SigningProfile": {
    creates: "signer:PutSigningProfile",
    changes: "signer:CancelSigningProfile signer:TagResource signer:UntagResource",
    reads: "signer:GetSigningProfile",
  },
  "aws:sns/topic:Topic": {
    creates: "sns:CreateTopic",
    labels: "sns:TagResource",
    changes: "sns:SetTopicAttributes sns:DeleteTopic sns:TagResource sns:UntagResource",
    reads: "sns:GetTopicAttributes sns:ListTagsForResource",
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    changes: "sns:SetTopicAttributes",
    reads: "sns:GetTopicAttributes",
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    changes: "sns:Subscribe sns:Unsubscribe",
    reads: "sns:GetSubscriptionAttributes",
  },
  "aws:ssm/parameter:Parameter": {
    changes:
      "ssm:PutParameter ssm:DeleteParameter ssm:AddTagsToResource ssm:RemoveTagsFromResource",
    reads: "ssm:DescribeParameters ssm:ListTagsForResource",
    readsData: "ssm:GetParameter",
    arn: ({ name }) => regional("ssm", `parameter${String(name)}`),
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    creates: "ec2:AuthorizeSecurityGroupEgress",
    labels: "ec2:CreateTags",
    changes:
      "ec2:AuthorizeSecurityGroupEgress ec2:ModifySecurityGroupRules ec2:RevokeSecurityGroupEgress",
    reads: "ec2:DescribeSecurityGroupRules",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    creates: "ec2:AuthorizeSecurityGroupIngress",
    labels: "ec2:CreateTags",
    changes:
      "ec2:AuthorizeSecurityGroupIngress ec2:ModifySecurityGroupRules ec2:RevokeSecurityGroupIngress",
    reads: "ec2:DescribeSecurityGroupRules",
  },
  "aws:wafv2/webAcl:WebAcl": {
    creates: "wafv2:CreateWebACL",
    labels: "wafv2:TagResource",
    changes: "wafv2:UpdateWebACL wafv2:DeleteWebACL wafv2:TagResource wafv2:UntagResource",
    reads: "wafv2:GetWebACL wafv2:ListTagsForResource",
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    changes: "wafv2:AssociateWebACL wafv2:DisassociateWebACL elasticloadbalancing:SetWebACL",
    reads: "wafv2:GetWebACLForResource",
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    changes: "wafv2:PutLoggingConfiguration wafv2:DeleteLoggingConfiguration",
    unscoped: "logs:CreateLogDelivery logs:PutResourcePolicy logs:DescribeResourcePolicies",
    reads: "wafv2:GetLoggingConfiguration",
  },
};

/** The cluster's ARN is unknown before it exists; its name is the environment's prefix. */
function clusterOf(tagsAll: unknown): string {
  const { Environment } = (tagsAll ?? {}) as { Environment?: string };
  return `cruddur-${String(Environment)}`;
}
