import type { Rule } from "../lib/rule";
import ecsCapacityProviderTerminationProtection from "./ecs/capacity-provider-termination-protection";
import ecsClusterContainerInsights from "./ecs/cluster-container-insights";
import ecsClusterExecKms from "./ecs/cluster-exec-kms";
import ecsClusterExecLogging from "./ecs/cluster-exec-logging";
import ecsClusterManagedStorageKms from "./ecs/cluster-managed-storage-kms";
import ecsHostImdsv2 from "./ecs/host-imdsv2";
import ecsHostMetadataHopLimit from "./ecs/host-metadata-hop-limit";
import ecsHostNoPublicIp from "./ecs/host-no-public-ip";
import ecsHostNoSecretsInUserData from "./ecs/host-no-secrets-in-user-data";
import ecsHostNoSshKey from "./ecs/host-no-ssh-key";
import ecsHostRecommendedAmi from "./ecs/host-recommended-ami";
import ecsServiceConnectTls from "./ecs/service-connect-tls";
import ecsServiceExecDisabled from "./ecs/service-exec-disabled";
import ecsServiceFargateOnly from "./ecs/service-fargate-only";
import ecsServiceLatestPlatform from "./ecs/service-latest-platform";
import ecsServiceNoPublicIp from "./ecs/service-no-public-ip";
import ecsServiceSecurityGroupsExplicit from "./ecs/service-security-groups-explicit";
import ecsTaskAwsvpcNetwork from "./ecs/task-awsvpc-network";
import ecsTaskCpuLimit from "./ecs/task-cpu-limit";
import ecsTaskDropCapabilities from "./ecs/task-drop-capabilities";
import ecsTaskEfsIamAuthorization from "./ecs/task-efs-iam-authorization";
import ecsTaskEfsTransitEncryption from "./ecs/task-efs-transit-encryption";
import ecsTaskExecutionRoleSet from "./ecs/task-execution-role-set";
import ecsTaskHealthCheck from "./ecs/task-health-check";
import ecsTaskImagePinned from "./ecs/task-image-pinned";
import ecsTaskLogConfiguration from "./ecs/task-log-configuration";
import ecsTaskMemoryLimit from "./ecs/task-memory-limit";
import ecsTaskNoAddedCapabilities from "./ecs/task-no-added-capabilities";
import ecsTaskNoHostDevices from "./ecs/task-no-host-devices";
import ecsTaskNoHostIpc from "./ecs/task-no-host-ipc";
import ecsTaskNoHostPathVolume from "./ecs/task-no-host-path-volume";
import ecsTaskNoHostPid from "./ecs/task-no-host-pid";
import ecsTaskNoPlaintextSecrets from "./ecs/task-no-plaintext-secrets";
import ecsTaskNoPrivileged from "./ecs/task-no-privileged";
import ecsTaskNoPrivilegedPorts from "./ecs/task-no-privileged-ports";
import ecsTaskNoSecretsInCommand from "./ecs/task-no-secrets-in-command";
import ecsTaskNoSshPort from "./ecs/task-no-ssh-port";
import ecsTaskNoUnconfinedSecurityOptions from "./ecs/task-no-unconfined-security-options";
import ecsTaskNonRootUser from "./ecs/task-non-root-user";
import ecsTaskReadonlyRoot from "./ecs/task-readonly-root";
import ecsTaskRolesSeparate from "./ecs/task-roles-separate";
import ecsTaskSecretsFromManagedStore from "./ecs/task-secrets-from-managed-store";
import ecsTaskTrustedRegistry from "./ecs/task-trusted-registry";
import ecrCreationTemplateHardened from "./ecr/creation-template-hardened";
import ecrNoPublicRepository from "./ecr/no-public-repository";
import ecrPullThroughTrustedUpstream from "./ecr/pull-through-trusted-upstream";
import ecrRegistryEnhancedScanning from "./ecr/registry-enhanced-scanning";
import ecrRepositoryImmutableTags from "./ecr/repository-immutable-tags";
import ecrRepositoryKmsEncryption from "./ecr/repository-kms-encryption";
import ecrRepositoryLifecyclePolicy from "./ecr/repository-lifecycle-policy";
import ecrRepositoryNoForceDelete from "./ecr/repository-no-force-delete";
import ecrRepositoryPolicyNotPublic from "./ecr/repository-policy-not-public";
import ecrRepositoryPolicyTrustedAccounts from "./ecr/repository-policy-trusted-accounts";
import ecrRepositoryScanOnPush from "./ecr/repository-scan-on-push";
import ecrScanFindingsAlerted from "./ecr/scan-findings-alerted";
import imageBuildNoSecretArgs from "./image/build-no-secret-args";
import imageBuildUniqueTag from "./image/build-unique-tag";
import imageDockerfileLint from "./image/dockerfile-lint";
import iamNoAdminPolicy from "./iam/no-admin-policy";
import iamNoInlineRolePolicy from "./iam/no-inline-role-policy";
import iamNoPassRoleWildcard from "./iam/no-pass-role-wildcard";
import iamNoPrivilegeEscalation from "./iam/no-privilege-escalation";
import iamNoPublicTrust from "./iam/no-public-trust";
import iamNoServiceWildcardAction from "./iam/no-service-wildcard-action";
import iamNoUserAccessKeys from "./iam/no-user-access-keys";
import iamNoWildcardResource from "./iam/no-wildcard-resource";
import iamPolicyWellformedArn from "./iam/policy-wellformed-arn";
import iamRolePermissionsBoundary from "./iam/role-permissions-boundary";
import iamTaskRoleConfusedDeputy from "./iam/task-role-confused-deputy";
import iamTaskRoleNoBroadManagedPolicy from "./iam/task-role-no-broad-managed-policy";
import iamTaskRoleTrustEcsOnly from "./iam/task-role-trust-ecs-only";
import lbAccessLogs from "./lb/access-logs";
import lbDeletionProtection from "./lb/deletion-protection";
import lbDesyncMitigation from "./lb/desync-mitigation";
import lbDropInvalidHeaders from "./lb/drop-invalid-headers";
import lbListenerCertificate from "./lb/listener-certificate";
import lbListenerHttpsOnly from "./lb/listener-https-only";
import lbListenerTlsPolicy from "./lb/listener-tls-policy";
import lbMultiAz from "./lb/multi-az";
import lbNoUnexpectedPublic from "./lb/no-unexpected-public";
import lbTargetGroupHealthCheck from "./lb/target-group-health-check";
import lbTargetGroupHttps from "./lb/target-group-https";
import lbWafAssociated from "./lb/waf-associated";
import ec2DefaultSgClosed from "./ec2/default-sg-closed";
import ec2NaclNoPublicAdminPorts from "./ec2/nacl-no-public-admin-ports";
import ec2NoDefaultVpc from "./ec2/no-default-vpc";
import ec2SgNoPublicAdminPorts from "./ec2/sg-no-public-admin-ports";
import ec2SgNoPublicIngress from "./ec2/sg-no-public-ingress";
import ec2SgNoUnrestrictedEgress from "./ec2/sg-no-unrestricted-egress";
import ec2SgRuleDescription from "./ec2/sg-rule-description";
import ec2SubnetNoAutoPublicIp from "./ec2/subnet-no-auto-public-ip";
import ec2VpcBlockPublicAccess from "./ec2/vpc-block-public-access";
import ec2VpcDnsQueryLogging from "./ec2/vpc-dns-query-logging";
import ec2VpcEndpointPolicy from "./ec2/vpc-endpoint-policy";
import ec2VpcEndpointsPresent from "./ec2/vpc-endpoints-present";
import ec2VpcFlowLogs from "./ec2/vpc-flow-logs";
import logsGroupDeletionProtection from "./logs/group-deletion-protection";
import logsGroupKms from "./logs/group-kms";
import logsGroupRetention from "./logs/group-retention";
import ssmParameterCmk from "./ssm/parameter-cmk";
import ssmParameterSecureString from "./ssm/parameter-secure-string";
import secretsWriteOnlyValues from "./secrets/write-only-values";
import secretsmanagerPolicyNotPublic from "./secretsmanager/policy-not-public";
import secretsmanagerRecoveryWindow from "./secretsmanager/recovery-window";
import secretsmanagerSecretCmk from "./secretsmanager/secret-cmk";
import secretsmanagerSecretRotation from "./secretsmanager/secret-rotation";
import kmsKeyDeletionWindow from "./kms/key-deletion-window";
import kmsKeyPolicyNotPublic from "./kms/key-policy-not-public";
import kmsKeyRotation from "./kms/key-rotation";
import rdsBackupRetention from "./rds/backup-retention";
import rdsDeletionProtection from "./rds/deletion-protection";
import rdsForceTls from "./rds/force-tls";
import rdsIamAuth from "./rds/iam-auth";
import rdsIngressFromAppSgOnly from "./rds/ingress-from-app-sg-only";
import rdsLogExports from "./rds/log-exports";
import rdsManagedMasterPassword from "./rds/managed-master-password";
import rdsMinorUpgrades from "./rds/minor-upgrades";
import rdsMultiAz from "./rds/multi-az";
import rdsNoPublicAccess from "./rds/no-public-access";
import rdsPrivateSubnets from "./rds/private-subnets";
import rdsStorageEncrypted from "./rds/storage-encrypted";
import efsAccessPointEnforced from "./efs/access-point-enforced";
import efsEncrypted from "./efs/encrypted";
import s3LogBucketPrivate from "./s3/log-bucket-private";
import cloudtrailCloudwatchLogs from "./cloudtrail/cloudwatch-logs";
import cloudtrailEcsChangeAlarms from "./cloudtrail/ecs-change-alarms";
import cloudtrailKms from "./cloudtrail/kms";
import cloudtrailLogValidation from "./cloudtrail/log-validation";
import cloudtrailLoggingOn from "./cloudtrail/logging-on";
import cloudtrailMultiRegion from "./cloudtrail/multi-region";
import configEcsRulesPresent from "./config/ecs-rules-present";
import configRecorderEnabled from "./config/recorder-enabled";
import guarddutyEcsRuntimeMonitoring from "./guardduty/ecs-runtime-monitoring";
import guarddutyEnabled from "./guardduty/enabled";
import inspectorEcrEnabled from "./inspector/ecr-enabled";
import securityhubEnabled from "./securityhub/enabled";
import organizationsScpAttached from "./organizations/scp-attached";
import organizationsScpProtectAudit from "./organizations/scp-protect-audit";
import organizationsScpProtectEcs from "./organizations/scp-protect-ecs";
import organizationsScpRegionLock from "./organizations/scp-region-lock";
import stackAccountBaseline from "./stack/account-baseline";
import stackApprovedComponents from "./stack/approved-components";
import stackExecReadonlyConflict from "./stack/exec-readonly-conflict";
import stackExecutionRoleOwnPrefix from "./stack/execution-role-own-prefix";
import stackNoOrphanSecurityGroup from "./stack/no-orphan-security-group";
import stackNoSecurityIgnoreChanges from "./stack/no-security-ignore-changes";
import stackPrivateTasks from "./stack/private-tasks";
import stackProdProtected from "./stack/prod-protected";
import stackRegionAllowed from "./stack/region-allowed";
import stackRequiredTags from "./stack/required-tags";
import stackSecuritySidecar from "./stack/security-sidecar";
import stackServiceBehindLoadBalancer from "./stack/service-behind-load-balancer";
import stackServiceKnownIngress from "./stack/service-known-ingress";
import stackTaskImageFromScannedRepo from "./stack/task-image-from-scanned-repo";
import stackTaskLogGroupManaged from "./stack/task-log-group-managed";
import stackTaskSecretResolvable from "./stack/task-secret-resolvable";

/** Every rule of the pack, in the order in which it reports. */
export const rules: readonly Rule[] = [
  ecsCapacityProviderTerminationProtection,
  ecsClusterContainerInsights,
  ecsClusterExecKms,
  ecsClusterExecLogging,
  ecsClusterManagedStorageKms,
  ecsHostImdsv2,
  ecsHostMetadataHopLimit,
  ecsHostNoPublicIp,
  ecsHostNoSecretsInUserData,
  ecsHostNoSshKey,
  ecsHostRecommendedAmi,
  ecsServiceConnectTls,
  ecsServiceExecDisabled,
  ecsServiceFargateOnly,
  ecsServiceLatestPlatform,
  ecsServiceNoPublicIp,
  ecsServiceSecurityGroupsExplicit,
  ecsTaskAwsvpcNetwork,
  ecsTaskCpuLimit,
  ecsTaskDropCapabilities,
  ecsTaskEfsIamAuthorization,
  ecsTaskEfsTransitEncryption,
  ecsTaskExecutionRoleSet,
  ecsTaskHealthCheck,
  ecsTaskImagePinned,
  ecsTaskLogConfiguration,
  ecsTaskMemoryLimit,
  ecsTaskNoAddedCapabilities,
  ecsTaskNoHostDevices,
  ecsTaskNoHostIpc,
  ecsTaskNoHostPathVolume,
  ecsTaskNoHostPid,
  ecsTaskNoPlaintextSecrets,
  ecsTaskNoPrivileged,
  ecsTaskNoPrivilegedPorts,
  ecsTaskNoSecretsInCommand,
  ecsTaskNoSshPort,
  ecsTaskNoUnconfinedSecurityOptions,
  ecsTaskNonRootUser,
  ecsTaskReadonlyRoot,
  ecsTaskRolesSeparate,
  ecsTaskSecretsFromManagedStore,
  ecsTaskTrustedRegistry,
  ecrCreationTemplateHardened,
  ecrNoPublicRepository,
  ecrPullThroughTrustedUpstream,
  ecrRegistryEnhancedScanning,
  ecrRepositoryImmutableTags,
  ecrRepositoryKmsEncryption,
  ecrRepositoryLifecyclePolicy,
  ecrRepositoryNoForceDelete,
  ecrRepositoryPolicyNotPublic,
  ecrRepositoryPolicyTrustedAccounts,
  ecrRepositoryScanOnPush,
  ecrScanFindingsAlerted,
  imageBuildNoSecretArgs,
  imageBuildUniqueTag,
  imageDockerfileLint,
  iamNoAdminPolicy,
  iamNoInlineRolePolicy,
  iamNoPassRoleWildcard,
  iamNoPrivilegeEscalation,
  iamNoPublicTrust,
  iamNoServiceWildcardAction,
  iamNoUserAccessKeys,
  iamNoWildcardResource,
  iamPolicyWellformedArn,
  iamRolePermissionsBoundary,
  iamTaskRoleConfusedDeputy,
  iamTaskRoleNoBroadManagedPolicy,
  iamTaskRoleTrustEcsOnly,
  lbAccessLogs,
  lbDeletionProtection,
  lbDesyncMitigation,
  lbDropInvalidHeaders,
  lbListenerCertificate,
  lbListenerHttpsOnly,
  lbListenerTlsPolicy,
  lbMultiAz,
  lbNoUnexpectedPublic,
  lbTargetGroupHealthCheck,
  lbTargetGroupHttps,
  lbWafAssociated,
  ec2DefaultSgClosed,
  ec2NaclNoPublicAdminPorts,
  ec2NoDefaultVpc,
  ec2SgNoPublicAdminPorts,
  ec2SgNoPublicIngress,
  ec2SgNoUnrestrictedEgress,
  ec2SgRuleDescription,
  ec2SubnetNoAutoPublicIp,
  ec2VpcBlockPublicAccess,
  ec2VpcDnsQueryLogging,
  ec2VpcEndpointPolicy,
  ec2VpcEndpointsPresent,
  ec2VpcFlowLogs,
  logsGroupDeletionProtection,
  logsGroupKms,
  logsGroupRetention,
  ssmParameterCmk,
  ssmParameterSecureString,
  secretsWriteOnlyValues,
  secretsmanagerPolicyNotPublic,
  secretsmanagerRecoveryWindow,
  secretsmanagerSecretCmk,
  secretsmanagerSecretRotation,
  kmsKeyDeletionWindow,
  kmsKeyPolicyNotPublic,
  kmsKeyRotation,
  rdsBackupRetention,
  rdsDeletionProtection,
  rdsForceTls,
  rdsIamAuth,
  rdsIngressFromAppSgOnly,
  rdsLogExports,
  rdsManagedMasterPassword,
  rdsMinorUpgrades,
  rdsMultiAz,
  rdsNoPublicAccess,
  rdsPrivateSubnets,
  rdsStorageEncrypted,
  efsAccessPointEnforced,
  efsEncrypted,
  s3LogBucketPrivate,
  cloudtrailCloudwatchLogs,
  cloudtrailEcsChangeAlarms,
  cloudtrailKms,
  cloudtrailLogValidation,
  cloudtrailLoggingOn,
  cloudtrailMultiRegion,
  configEcsRulesPresent,
  configRecorderEnabled,
  guarddutyEcsRuntimeMonitoring,
  guarddutyEnabled,
  inspectorEcrEnabled,
  securityhubEnabled,
  organizationsScpAttached,
  organizationsScpProtectAudit,
  organizationsScpProtectEcs,
  organizationsScpRegionLock,
  stackAccountBaseline,
  stackApprovedComponents,
  stackExecReadonlyConflict,
  stackExecutionRoleOwnPrefix,
  stackNoOrphanSecurityGroup,
  stackNoSecurityIgnoreChanges,
  stackPrivateTasks,
  stackProdProtected,
  stackRegionAllowed,
  stackRequiredTags,
  stackSecuritySidecar,
  stackServiceBehindLoadBalancer,
  stackServiceKnownIngress,
  stackTaskImageFromScannedRepo,
  stackTaskLogGroupManaged,
  stackTaskSecretResolvable,
];
