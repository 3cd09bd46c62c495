const TASK = [
  ...["containerDefinitions", "executionRoleArn", "ipcMode", "networkMode", "pidMode"],
  ...["taskRoleArn", "volumes"],
];
const POLICY = ["policy"];
const NATIVE_POLICY = ["policyDocument"];
const GROUP_RULE = [
  ...["cidrBlocks", "cidrIpv4", "cidrIpv6", "fromPort", "ipProtocol", "ipv6CidrBlocks"],
  ...["prefixListId", "prefixListIds", "protocol", "referencedSecurityGroupId"],
  ...["sourceSecurityGroupId", "toPort"],
];
const LISTENER = ["certificateArn", "defaultActions", "port", "protocol", "sslPolicy"];
const BALANCER = ["accessLogs", "dropInvalidHeaderFields", "internal", "securityGroups"];
const REPOSITORY = ["encryptionConfigurations", "imageScanningConfiguration", "imageTagMutability"];
const NATIVE_REPOSITORY = [
  ...["encryptionConfiguration", "imageScanningConfiguration", "imageTagMutability"],
  "repositoryPolicyText",
];
const DATABASE = [
  ...["iamDatabaseAuthenticationEnabled", "kmsKeyId", "publiclyAccessible", "storageEncrypted"],
  "vpcSecurityGroupIds",
];

/** Properties that decide what somebody may do or reach, or whether data are encrypted, by type. */
export const SECURITY_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  "aws:alb/listener:Listener": LISTENER,
  "aws:alb/loadBalancer:LoadBalancer": BALANCER,
  "aws:cloudtrail/trail:Trail": ["enableLogFileValidation", "enableLogging", "kmsKeyId"],
  "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId", "retentionInDays"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["egress", "ingress"],
  "aws:ec2/instance:Instance": [
    "associatePublicIpAddress",
    "metadataOptions",
    "vpcSecurityGroupIds",
  ],
  "aws:ec2/launchTemplate:LaunchTemplate": [
    ...["blockDeviceMappings", "metadataOptions", "networkInterfaces", "vpcSecurityGroupIds"],
  ],
  "aws:ec2/networkAcl:NetworkAcl": ["egress", "ingress"],
  "aws:ec2/routeTable:RouteTable": ["routes"],
  "aws:ec2/securityGroup:SecurityGroup": ["egress", "ingress"],
  "aws:ec2/securityGroupRule:SecurityGroupRule": GROUP_RULE,
  "aws:ec2/subnet:Subnet": ["mapPublicIpOnLaunch"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["policy", "securityGroupIds"],
  "aws:ecr/registryPolicy:RegistryPolicy": POLICY,
  "aws:ecr/repository:Repository": REPOSITORY,
  "aws:ecr/repositoryPolicy:RepositoryPolicy": POLICY,
  "aws:ecs/cluster:Cluster": ["configuration", "settings"],
  "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition": TASK,
  "aws:ecs/expressGatewayService:ExpressGatewayService": [
    ...["executionRoleArn", "networkConfigurations", "primaryContainer", "taskRoleArn"],
  ],
  "aws:ecs/service:Service": ["enableExecuteCommand", "networkConfiguration", "platformVersion"],
  "aws:ecs/taskDefinition:TaskDefinition": TASK,
  "aws:efs/fileSystem:FileSystem": ["encrypted", "kmsKeyId"],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": POLICY,
  "aws:iam/groupPolicy:GroupPolicy": POLICY,
  "aws:iam/policy:Policy": POLICY,
  "aws:iam/role:Role": [
    ...["assumeRolePolicy", "inlinePolicies", "managedPolicyArns", "permissionsBoundary"],
  ],
  "aws:iam/rolePolicy:RolePolicy": POLICY,
  "aws:iam/userPolicy:UserPolicy": POLICY,
  "aws:kms/key:Key": ["enableKeyRotation", "policy"],
  "aws:kms/keyPolicy:KeyPolicy": POLICY,
  "aws:lb/listener:Listener": LISTENER,
  "aws:lb/loadBalancer:LoadBalancer": BALANCER,
  "aws:organizations/policy:Policy": ["content"],
  "aws:rds/cluster:Cluster": DATABASE,
  "aws:rds/instance:Instance": DATABASE,
  "aws:s3/bucket:Bucket": ["acl", "policy", "serverSideEncryptionConfiguration"],
  "aws:s3/bucketPolicy:BucketPolicy": POLICY,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    ...["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"],
  ],
  "aws:secretsmanager/secret:Secret": ["kmsKeyId", "policy"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": POLICY,
  "aws:ssm/parameter:Parameter": ["keyId", "type"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": GROUP_RULE,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": GROUP_RULE,
  "aws-native:ec2:SecurityGroup": ["securityGroupEgress", "securityGroupIngress"],
  "aws-native:ecr:Repository": NATIVE_REPOSITORY,
  "aws-native:ecs:Cluster": ["clusterSettings", "configuration"],
  "aws-native:ecs:DaemonTaskDefinition": TASK,
  "aws-native:ecs:Service": ["enableExecuteCommand", "networkConfiguration", "platformVersion"],
  "aws-native:ecs:TaskDefinition": TASK,
  "aws-native:iam:ManagedPolicy": NATIVE_POLICY,
  "aws-native:iam:Role": [
    ...["assumeRolePolicyDocument", "managedPolicyArns", "permissionsBoundary", "policies"],
  ],
  "aws-native:iam:RolePolicy": NATIVE_POLICY,
  "aws-native:kms:Key": ["enableKeyRotation", "keyPolicy"],
  "aws-native:logs:LogGroup": ["kmsKeyId", "retentionInDays"],
};

/** The property that a path of `ignoreChanges` begins with: `a`, `a.b`, `a[0]`, `["a"].b`. */
export function rootOf(path: string): string {
  const [, quoted, plain] = /^(?:\["([^"]*)"\]|([^.[]*))/.exec(path.trim()) ?? [];
  return quoted ?? plain ?? "";
}
