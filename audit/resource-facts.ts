/** Types that hold data or an identity which a new one does not have: what replacing or deleting one loses. */
export const STATEFUL: Readonly<Record<string, string>> = {
  "aws:rds/instance:Instance": "the database",
  "aws:rds/cluster:Cluster": "the database",
  "aws:rds/clusterInstance:ClusterInstance": "a node of the database",
  "aws:rds/globalCluster:GlobalCluster": "the database",
  "aws:dynamodb/table:Table": "the table's items",
  "aws:dynamodb/globalTable:GlobalTable": "the table's items",
  "aws:s3/bucket:Bucket": "the bucket's objects",
  "aws:s3/bucketV2:BucketV2": "the bucket's objects",
  "aws:efs/fileSystem:FileSystem": "the files",
  "aws:ebs/volume:Volume": "the volume's data",
  "aws:elasticache/cluster:Cluster": "the cache",
  "aws:elasticache/replicationGroup:ReplicationGroup": "the cache",
  "aws:ecr/repository:Repository": "the images",
  "aws:cloudwatch/logGroup:LogGroup": "the logs",
  "aws:kms/key:Key": "the key, and with it what it has encrypted",
  "aws:secretsmanager/secret:Secret": "the secret's versions",
  "aws:ssm/parameter:Parameter": "the parameter's value and history",
  "aws:cognito/userPool:UserPool": "the users",
  "aws:route53/zone:Zone": "the zone's name servers and records",
  "aws:acm/certificate:Certificate": "the certificate",
  "aws:ec2/eip:Eip": "the public address",
  "aws:backup/vault:Vault": "the backups",
  "aws:opensearch/domain:Domain": "the index",
  "aws:sqs/queue:Queue": "messages that wait",
  "aws:kinesis/stream:Stream": "records that wait",
  "aws:cloudtrail/trail:Trail": "the record of calls while there is none",
};

/** A type whose existence or size shows in the bill. */
export interface CostFacts {
  /** What is paid for. */
  readonly noun: string;
  /** Properties whose change changes the bill; values of these only are printed. */
  readonly properties: readonly string[];
  /** Only with one of these values of a property does it cost. */
  readonly only?: readonly [property: string, ...values: string[]];
  /** False where creating or deleting one costs nothing by itself. */
  readonly countsItself?: boolean;
}

/** Types that are paid by the hour or by size, of those that run containers on AWS (AWS's price pages per service). */
export const COSTS: Readonly<Record<string, CostFacts>> = {
  "aws:ec2/natGateway:NatGateway": { noun: "NAT gateway", properties: ["connectivityType"] },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    noun: "VPC endpoint",
    properties: ["subnetIds", "serviceName"],
    only: ["vpcEndpointType", "Interface", "GatewayLoadBalancer"],
  },
  "aws:rds/instance:Instance": {
    noun: "database instance",
    properties: [
      "instanceClass",
      "allocatedStorage",
      "storageType",
      "iops",
      "multiAz",
      "performanceInsightsRetentionPeriod",
      "monitoringInterval",
    ],
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    noun: "database instance",
    properties: ["instanceClass"],
  },
  "aws:dynamodb/table:Table": {
    noun: "DynamoDB table",
    properties: ["billingMode", "readCapacity", "writeCapacity", "tableClass"],
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    noun: "cache",
    properties: ["nodeType", "numCacheClusters"],
  },
  "aws:elasticache/cluster:Cluster": { noun: "cache", properties: ["nodeType", "numCacheNodes"] },
  "aws:ecs/taskDefinition:TaskDefinition": {
    noun: "task size",
    properties: ["cpu", "memory", "ephemeralStorage.sizeInGib"],
    countsItself: false,
  },
  "aws:ecs/service:Service": { noun: "service", properties: ["desiredCount", "launchType"] },
  "aws:appautoscaling/target:Target": {
    noun: "scaling range",
    properties: ["minCapacity", "maxCapacity"],
    countsItself: false,
  },
  "aws:ec2/instance:Instance": { noun: "EC2 instance", properties: ["instanceType"] },
  "aws:autoscaling/group:Group": {
    noun: "group of EC2 instances",
    properties: ["minSize", "maxSize", "desiredCapacity"],
  },
  "aws:lb/loadBalancer:LoadBalancer": { noun: "load balancer", properties: ["loadBalancerType"] },
  "aws:alb/loadBalancer:LoadBalancer": { noun: "load balancer", properties: ["loadBalancerType"] },
  "aws:wafv2/webAcl:WebAcl": { noun: "web ACL", properties: [] },
  "aws:ec2/eip:Eip": { noun: "public IPv4 address", properties: [] },
  "aws:kms/key:Key": { noun: "KMS key", properties: [] },
  "aws:secretsmanager/secret:Secret": { noun: "secret", properties: [] },
  "aws:efs/fileSystem:FileSystem": {
    noun: "file system",
    properties: ["throughputMode", "provisionedThroughputInMibps"],
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    noun: "log retention",
    properties: ["retentionInDays", "logGroupClass"],
    countsItself: false,
  },
  "aws:guardduty/detector:Detector": { noun: "GuardDuty", properties: ["enable"] },
  "aws:acmpca/certificateAuthority:CertificateAuthority": {
    noun: "private certificate authority",
    properties: ["usageMode"],
  },
};
