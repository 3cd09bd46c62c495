/** What exists once per account or organisation, from top to bottom. */
import type * as pulumi from "@pulumi/pulumi";
import {
  AlertTopic,
  AuditTrail,
  ConfigRecorder,
  ConformancePack,
  ContainerApiAlerts,
  GithubDelivery,
  ImageScanning,
  OrganizationGuardrails,
  SecurityHub,
  ThreatDetection,
} from "../components";
import type { Organization } from "../config";
import { managedOrganization } from "./managed-organization";
import { stackProvider } from "./provider";

const PREFIX = "cruddur";

/** Deploys the organisation stack and answers with its outputs. */
export async function organizationStack(organization: Organization): Promise<pulumi.Inputs> {
  const { provider, account } = await stackProvider(organization);
  const opts = { providers: [provider] };
  const managed = await managedOrganization(organization, account, provider);
  const { keyDeletionDays, logRetentionDays, permissionsBoundaryArn } = organization;
  const expireAfterDays = organization.recordExpiryDays;
  const protect = organization.protected;

  const hasAlerts =
    organization.containerAlerts || organization.threatDetection || organization.imageScanning;
  const topic = hasAlerts
    ? new AlertTopic(
        "alerts",
        {
          account,
          topicName: `${PREFIX}-alerts`,
          emails: organization.alarmEmail === undefined ? [] : [organization.alarmEmail],
          keyDeletionDays,
          protect,
        },
        opts,
      )
    : undefined;

  const trail = organization.auditTrail
    ? new AuditTrail(
        "audit-trail",
        {
          account,
          trailName: `${PREFIX}-audit`,
          bucketName: `${PREFIX}-audit-${account.accountId}`,
          logGroupName: `/${PREFIX}/organization/audit-trail`,
          retentionInDays: logRetentionDays,
          expireAfterDays,
          organizationId: organization.organizationTrail ? managed?.id : undefined,
          permissionsBoundaryArn,
          keyDeletionDays,
          protect,
        },
        opts,
      )
    : undefined;

  if (organization.containerAlerts && topic)
    new ContainerApiAlerts(
      "api-alerts",
      {
        account,
        topic,
        deployRoles: rolesNamed(organization.deployRoles, account.partition, account.accountId),
        secretReaders: rolesNamed(organization.secretReaders, account.partition, account.accountId),
        trailLogGroup: trail?.logGroup,
      },
      opts,
    );

  const packScope =
    organization.conformancePack === "none" ? undefined : organization.conformancePack;
  const recorder = organization.configRecorder
    ? new ConfigRecorder(
        "config",
        {
          account,
          bucketName: `${PREFIX}-config-${account.accountId}`,
          expireAfterDays,
          serviceLinkedRole: organization.configRole,
          // A pack of the same rules would judge, and bill, everything twice.
          ...(packScope && organization.conformancePackTemplate === undefined && { rules: {} }),
          protect,
        },
        opts,
      )
    : undefined;

  const pack =
    packScope && recorder
      ? new ConformancePack(
          "conformance",
          {
            packName: `${PREFIX}-containers`,
            recorder,
            scope: packScope,
            templateS3Uri: organization.conformancePackTemplate,
          },
          opts,
        )
      : undefined;

  const threats = organization.threatDetection
    ? new ThreatDetection("threats", { topic }, opts)
    : undefined;
  const scanning = organization.imageScanning
    ? new ImageScanning("images", { account, topic }, opts)
    : undefined;
  // Most of its checks ask the recorder.
  const hub = organization.securityHub
    ? new SecurityHub("hub", { account }, { ...opts, dependsOn: recorder ? [recorder] : [] })
    : undefined;

  const guardrails =
    organization.guardrails && managed
      ? new OrganizationGuardrails(
          "guardrails",
          {
            targets: organization.guardrailTargets.map((target) =>
              target === "root" ? managed.rootId : target,
            ),
            regions: organization.guardrailRegions ?? [account.region],
            // In the accounts of the organization, whichever they are.
            deployRoles: rolesNamed(organization.deployRoles, account.partition, "*"),
            administrators: rolesNamed(organization.administratorRoles, account.partition, "*"),
          },
          opts,
        )
      : undefined;

  const delivery =
    organization.githubRepository === undefined
      ? undefined
      : new GithubDelivery(
          "delivery",
          {
            account,
            repository: organization.githubRepository,
            environments: organization.deliveryEnvironments,
            domains: organization.deliveryDomains,
            identityProvider: organization.githubProvider,
            stateBucketName: organization.stateBucket,
            sidecarRepositories: organization.sidecarRepositories,
            permissionsBoundaryArn,
          },
          opts,
        );

  return {
    accountId: account.accountId,
    alertTopicArn: topic?.arn,
    trailArn: trail?.arn,
    configRecorderName: recorder?.recorderName,
    conformancePackArn: pack?.arn,
    detectorId: threats?.detectorId,
    scannedRegistryId: scanning?.registryId,
    securityHubArn: hub?.arn,
    guardrailPolicyIds: guardrails?.policyIds,
    previewRoleArns: delivery?.previewRoleArns,
    deployRoleArns: delivery?.deployRoleArns,
    boundaryArns: delivery?.boundaryArns,
  };
}

/** ARNs of roles by names, in an account or in any (`*`). */
function rolesNamed(names: readonly string[], partition: string, accountId: string): string[] {
  return names.map((name) => `arn:${partition}:iam::${accountId}:role/${name}`);
}
