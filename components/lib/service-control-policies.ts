/** Service control policies: what no identity of an account may do, whatever its own policies say. Pure. */
import type { Statement } from "./iam-documents";

/** What a service control policy denies: the actions, or all but some. */
type Denial = Pick<Statement, "Sid" | "Condition"> & {
  readonly Resource: string | readonly string[];
} & ({ readonly Action: readonly string[] } | { readonly NotAction: readonly string[] });

/** Characters that a policy may have. Source: AWS Organizations User Guide, quotas. */
export const MAX_SCP_LENGTH = 5120;

/** Whom the policies spare, as patterns of ARNs. */
export interface Exemptions {
  /** Roles that deploy. */
  readonly deployRoles: readonly string[];
  /** Roles that set up accounts and their records. */
  readonly administrators: readonly string[];
}

/**
 * What AWS serves from one region for all: a lock on regions must spare it. `acm` and `wafv2`: CloudFront takes them from
 * us-east-1 only. Source: Organizations User Guide, general SCP examples; service endpoints of the AWS General Reference.
 */
const GLOBAL_ACTIONS = [
  ..."account:* acm:* artifact:* billing:* budgets:* ce:* cloudfront:* consolidatedbilling:*".split(
    " ",
  ),
  ..."cur:* freetier:* globalaccelerator:* health:* iam:* invoicing:* networkmanager:*".split(" "),
  ..."organizations:* payments:* pricing:* route53:* route53domains:* shield:* sts:*".split(" "),
  ..."support:* supportplans:* tax:* trustedadvisor:* waf:* wafv2:*".split(" "),
  ..."ec2:DescribeRegions s3:GetAccountPublicAccessBlock s3:ListAllMyBuckets".split(" "),
  "s3:PutAccountPublicAccessBlock",
] as const;

/** What creates, changes or deletes containers and images. */
const CONTAINER_ACTIONS = [
  ..."ecr:BatchDeleteImage ecr:Create* ecr:Delete* ecr:PutImageTagMutability".split(" "),
  ..."ecr:PutLifecyclePolicy ecr:PutRegistry* ecr:SetRepositoryPolicy".split(" "),
  ..."ecs:Create* ecs:Delete* ecs:Deregister* ecs:PutClusterCapacityProviders".split(" "),
  ..."ecs:RegisterTaskDefinition ecs:RunTask ecs:StartTask ecs:StopTask".split(" "),
  ..."ecs:UpdateCluster* ecs:UpdateService*".split(" "),
] as const;

/** What stops or blinds the account's records. */
const AUDIT_ACTIONS = [
  ..."cloudtrail:DeleteTrail cloudtrail:PutEventSelectors cloudtrail:StopLogging".split(" "),
  ..."cloudtrail:UpdateTrail config:DeleteConfigRule config:DeleteConfigurationRecorder".split(" "),
  ..."config:DeleteDeliveryChannel config:PutConfigurationRecorder".split(" "),
  ..."config:PutDeliveryChannel config:StopConfigurationRecorder".split(" "),
  ..."guardduty:ArchiveFindings guardduty:CreateFilter guardduty:DeleteDetector".split(" "),
  ..."guardduty:Disassociate* guardduty:StopMonitoringMembers guardduty:UpdateDetector".split(" "),
  ..."inspector2:CreateFilter inspector2:Disable securityhub:BatchDisableStandards".split(" "),
  ..."securityhub:DisableSecurityHub securityhub:Disassociate* organizations:LeaveOrganization".split(
    " ",
  ),
] as const;

/** What makes a role, or makes it another. */
const ROLE_ACTIONS = [
  ..."iam:AttachRolePolicy iam:CreateRole iam:DeleteRole iam:DeleteRolePermissionsBoundary".split(
    " ",
  ),
  ..."iam:DeleteRolePolicy iam:DetachRolePolicy iam:PutRolePermissionsBoundary".split(" "),
  ..."iam:PutRolePolicy iam:UpdateAssumeRolePolicy iam:UpdateRole".split(" "),
];

/** Denies every call outside the regions, but to global services. */
export function regionLock(regions: readonly string[], { administrators }: Exemptions): string {
  return denials([
    {
      Sid: "OtherRegions",
      NotAction: GLOBAL_ACTIONS,
      Resource: "*",
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": regions },
        ...exceptFor(administrators),
      },
    },
  ]);
}

/** Denies changes of containers and images to all but the roles that deploy, and changes of these roles. */
export function containersByDeploymentOnly({ deployRoles, administrators }: Exemptions): string {
  return denials([
    {
      Sid: "Containers",
      Action: CONTAINER_ACTIONS,
      Resource: "*",
      Condition: exceptFor([...deployRoles, ...administrators]),
    },
    {
      // Else whoever may create roles gives himself one of the spared names.
      Sid: "DeployRoles",
      Action: ROLE_ACTIONS,
      Resource: deployRoles,
      Condition: exceptFor(administrators),
    },
  ]);
}

/** Denies what stops CloudTrail, Config, GuardDuty, Inspector and Security Hub to all but administrators. */
export function auditStays({ administrators }: Exemptions): string {
  return denials([
    {
      Sid: "Audit",
      Action: AUDIT_ACTIONS,
      Resource: "*",
      Condition: exceptFor(administrators),
    },
  ]);
}

function denials(statements: readonly Denial[]): string {
  const Statement = statements.map(({ Sid, ...rest }) => ({ Sid, Effect: "Deny", ...rest }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function exceptFor(roles: readonly string[]): Record<string, Record<string, readonly string[]>> {
  return roles.length === 0 ? {} : { ArnNotLike: { "aws:PrincipalArn": roles } };
}
