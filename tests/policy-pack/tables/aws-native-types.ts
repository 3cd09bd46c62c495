/*
 * Types of the Pulumi provider `aws-native`, of the modules that the pack has rules on: all of version
 * 1.79.0, as the package `@pulumi/aws-native` names them (`__pulumiType` in its files).
 */

const NAMES: Readonly<Record<string, string>> = {
  autoscaling:
    "AutoScalingGroup LaunchConfiguration LifecycleHook ScalingPolicy ScheduledAction " +
    "WarmPool",
  batch:
    "ComputeEnvironment ConsumableResource JobDefinition JobQueue QuotaShare " +
    "SchedulingPolicy ServiceEnvironment",
  certificatemanager:
    "Account AcmeDomainValidation AcmeEndpoint AcmeExternalAccountBinding Certificate",
  cloudtrail: "Channel Dashboard EventDataStore ResourcePolicy Trail",
  cloudwatch:
    "Alarm AlarmMuteRule CompositeAlarm Dashboard InsightRule LogAlarm MetricStream " +
    "OTelEnrichment",
  configuration:
    "AggregationAuthorization ConfigRule ConfigurationAggregator ConformancePack " +
    "Connector DeliveryChannel OrganizationConformancePack RemediationConfiguration " +
    "StoredQuery",
  docdb: "DbClusterParameterGroup DbSubnetGroup EventSubscription GlobalCluster",
  dynamodb: "Backup GlobalTable Table",
  ec2:
    "ApplicationStatusCheck CapacityManagerDataExport CapacityReservation " +
    "CapacityReservationFleet CarrierGateway CustomerGateway DhcpOptions Ec2Fleet " +
    "EgressOnlyInternetGateway Eip EipAssociation EnclaveCertificateIamRoleAssociation " +
    "FlowLog FpgaImage GatewayRouteTableAssociation Host Instance InstanceConnectEndpoint " +
    "InternetGateway IpPoolRouteTableAssociation Ipam IpamAllocation " +
    "IpamExternalResourceVerificationToken IpamPool IpamPoolCidr IpamPrefixListResolver " +
    "IpamPrefixListResolverTarget IpamResourceDiscovery IpamResourceDiscoveryAssociation " +
    "IpamScope KeyPair LaunchTemplate LocalGatewayRoute LocalGatewayRouteTable " +
    "LocalGatewayRouteTableVirtualInterfaceGroupAssociation " +
    "LocalGatewayRouteTableVpcAssociation LocalGatewayVirtualInterface " +
    "LocalGatewayVirtualInterfaceGroup NatGateway NetworkAcl NetworkInsightsAccessScope " +
    "NetworkInsightsAccessScopeAnalysis NetworkInsightsAnalysis NetworkInsightsPath " +
    "NetworkInterface NetworkInterfaceAttachment NetworkPerformanceMetricSubscription " +
    "PlacementGroup PrefixList Route RouteServer RouteServerAssociation " +
    "RouteServerEndpoint RouteServerPeer RouteServerPropagation RouteTable SecurityGroup " +
    "SecurityGroupEgress SecurityGroupIngress SecurityGroupVpcAssociation " +
    "SnapshotBlockPublicAccess SpotFleet SqlHaStandbyDetectedInstance Subnet " +
    "SubnetCidrBlock SubnetNetworkAclAssociation SubnetRouteTableAssociation " +
    "TrafficMirrorFilter TrafficMirrorFilterRule TrafficMirrorSession TrafficMirrorTarget " +
    "TransitGateway TransitGatewayAttachment TransitGatewayConnect " +
    "TransitGatewayConnectPeer TransitGatewayMeteringPolicy " +
    "TransitGatewayMeteringPolicyEntry TransitGatewayMulticastDomain " +
    "TransitGatewayMulticastDomainAssociation TransitGatewayMulticastGroupMember " +
    "TransitGatewayMulticastGroupSource TransitGatewayPeeringAttachment " +
    "TransitGatewayPolicyTable TransitGatewayPolicyTableAssociation " +
    "TransitGatewayPolicyTableEntry TransitGatewayRoute TransitGatewayRouteTable " +
    "TransitGatewayRouteTableAssociation TransitGatewayRouteTablePropagation " +
    "TransitGatewayVpcAttachment VerifiedAccessEndpoint VerifiedAccessGroup " +
    "VerifiedAccessInstance VerifiedAccessTrustProvider Volume VolumeAttachment Vpc " +
    "VpcBlockPublicAccessExclusion VpcBlockPublicAccessOptions VpcCidrBlock " +
    "VpcEncryptionControl VpcEndpoint VpcEndpointConnectionNotification " +
    "VpcEndpointService VpcEndpointServicePermissions VpcGatewayAttachment " +
    "VpcPeeringConnection VpcdhcpOptionsAssociation VpnConcentrator VpnConnection " +
    "VpnConnectionRoute VpnGateway",
  ecr:
    "PullThroughCacheRule PullTimeUpdateExclusion RegistryPolicy " +
    "RegistryScanningConfiguration ReplicationConfiguration Repository " +
    "RepositoryCreationTemplate SigningConfiguration",
  ecs:
    "CapacityProvider Cluster ClusterCapacityProviderAssociations Daemon " +
    "DaemonTaskDefinition ExpressGatewayService PrimaryTaskSet Service TaskDefinition " +
    "TaskSet",
  efs: "AccessPoint FileSystem MountTarget",
  elasticloadbalancingv2:
    "Listener ListenerRule LoadBalancer TargetGroup TrustStore TrustStoreRevocation",
  events: "ApiDestination Archive Connection Endpoint EventBus EventBusPolicy Rule",
  guardduty:
    "CustomDetectionRuleAssociation Detector Filter IpSet MalwareProtectionPlan Master " +
    "Member PublishingDestination ThreatEntitySet ThreatIntelSet TrustedEntitySet",
  iam:
    "Group GroupPolicy InstanceProfile ManagedPolicy OidcProvider Role RolePolicy " +
    "SamlProvider ServerCertificate ServiceLinkedRole User UserPolicy VirtualMfaDevice",
  kms: "Alias Key ReplicaKey",
  logs:
    "AccountPolicy Delivery DeliveryDestination DeliverySource Destination Integration " +
    "LogAnomalyDetector LogGroup LogStream MetricFilter QueryDefinition ResourcePolicy " +
    "ScheduledQuery StorageTierPolicy SubscriptionFilter Transformer",
  neptune:
    "DbCluster DbClusterParameterGroup DbInstance DbParameterGroup DbSubnetGroup " +
    "EventSubscription GlobalCluster",
  organizations: "Account Organization OrganizationalUnit Policy ResourcePolicy",
  pipes: "Pipe",
  rds:
    "ClusterSnapshot CustomDbEngineVersion DbCluster DbClusterParameterGroup DbInstance " +
    "DbParameterGroup DbProxy DbProxyEndpoint DbProxyTargetGroup DbShardGroup DbSnapshot " +
    "DbSubnetGroup EventSubscription GlobalCluster Integration OptionGroup",
  route53resolver:
    "FirewallDomainList FirewallRuleGroup FirewallRuleGroupAssociation OutpostResolver " +
    "ResolverConfig ResolverDnssecConfig ResolverEndpoint ResolverQueryLoggingConfig " +
    "ResolverQueryLoggingConfigAssociation ResolverRule ResolverRuleAssociation",
  s3:
    "AccessGrant AccessGrantsInstance AccessGrantsLocation AccessPoint Bucket " +
    "BucketPolicy MultiRegionAccessPoint MultiRegionAccessPointPolicy StorageLens " +
    "StorageLensGroup",
  scheduler: "Schedule ScheduleGroup",
  secretsmanager: "ResourcePolicy RotationSchedule Secret SecretTargetAttachment",
  securityhub:
    "AggregatorV2 AutomationRule AutomationRuleV2 ConfigurationPolicy Connector " +
    "ConnectorV2 DelegatedAdmin FindingAggregator Hub HubV2 Insight " +
    "OrganizationConfiguration PolicyAssociation ProductSubscription SecurityControl " +
    "Standard",
  ssm:
    "Association CloudConnector Document MaintenanceWindow MaintenanceWindowTarget " +
    "MaintenanceWindowTask OpsItem Parameter PatchBaseline ResourceDataSync " +
    "ResourcePolicy ServiceSetting",
  sso:
    "Application ApplicationAssignment Assignment Instance " +
    "InstanceAccessControlAttributeConfiguration PermissionSet",
  wafv2: "IpSet LoggingConfiguration RegexPatternSet RuleGroup WebAcl WebAclAssociation",
};

/** The types that programs of today can have. */
export const NATIVE_TYPES: ReadonlySet<string> = new Set(
  Object.entries(NAMES).flatMap(([module, names]) =>
    names.split(" ").map((name) => `aws-native:${module}:${name}`),
  ),
);

/**
 * Types of versions before 1.0, which programs that were not upgraded still have: the files of
 * `sdk/nodejs` in the history of the repository pulumi/pulumi-aws-native.
 */
export const FORMER_NATIVE_TYPES: ReadonlySet<string> = new Set(
  (
    "configuration:ConfigurationRecorder configuration:OrganizationConfigRule " +
    "docdb:DBCluster docdb:DBClusterParameterGroup docdb:DbCluster ec2:NetworkAclEntry " +
    "ec2:VPC ec2:VPCEndpoint ec2:VPNGateway ecr:PublicRepository " +
    "elasticloadbalancingv2:ListenerCertificate neptune:DBCluster " +
    "neptune:DBClusterParameterGroup neptune:DBInstance rds:DBCluster " +
    "rds:DBClusterParameterGroup rds:DBInstance rds:DBParameterGroup rds:DBProxy " +
    "rds:DBSubnetGroup wafv2:WebACLAssociation"
  )
    .split(" ")
    .map((name) => `aws-native:${name}`),
);
