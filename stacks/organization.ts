/** What exists once per account or organisation, from top to bottom. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type Account,
  AlertTopic,
  AuditTrail,
  ConfigRecorder,
  ContainerApiAlerts,
  GithubDelivery,
  ImageScanning,
  OrganizationGuardrails,
  SecurityHub,
  ThreatDetection,
} from "../components";
import { userError } from "../components/lib/faults";
import type { Organization } from "../config";
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

  const recorder = organization.configRecorder
    ? new ConfigRecorder(
        "config",
        {
          account,
          bucketName: `${PREFIX}-config-${account.accountId}`,
          expireAfterDays,
          serviceLinkedRole: organization.configRole,
          protect,
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

/** The organization, where something of this stack concerns all of it. */
interface ManagedOrganization {
  readonly id: string;
  readonly rootId: string;
}

/**
 * Looks the organization up, if the configuration needs it.
 *
 * @throws pulumi.RunError unless this is its management account and service control policies are switched on.
 */
async function managedOrganization(
  { guardrails, organizationTrail }: Organization,
  { accountId }: Account,
  provider: pulumi.ProviderResource,
): Promise<ManagedOrganization | undefined> {
  const reasons = [
    ...(guardrails ? ["cruddur:guardrails true"] : []),
    ...(organizationTrail ? ["cruddur:organizationTrail true"] : []),
  ];
  if (reasons.length === 0) return undefined;
  const why = reasons.join(" and ");
  const found = await aws.organizations.getOrganization({}, { provider });
  if (found.masterAccountId !== accountId)
    throw userError(
      `${why}: account ${accountId} is not the management account of organization ${found.id}, account ${found.masterAccountId} is; deploy there, or choose false.`,
    );
  const [root] = found.roots;
  if (root === undefined) throw userError(`${why}: organization ${found.id} shows no root.`);
  const faults: string[] = [];
  const isEnabled = root.policyTypes.some(
    ({ type, status }) => type === "SERVICE_CONTROL_POLICY" && status === "ENABLED",
  );
  if (guardrails && !isEnabled)
    faults.push(
      `cruddur:guardrails true: service control policies are switched off in organization ${found.id}; run: aws organizations enable-policy-type --root-id ${root.id} --policy-type SERVICE_CONTROL_POLICY`,
    );
  if (organizationTrail && !found.awsServiceAccessPrincipals.includes("cloudtrail.amazonaws.com"))
    faults.push(
      `cruddur:organizationTrail true: CloudTrail has no access to organization ${found.id}; run: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com`,
    );
  if (faults.length > 0) throw userError(faults.join("\n"));
  return { id: found.id, rootId: root.id };
}
