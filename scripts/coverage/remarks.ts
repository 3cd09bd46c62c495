import type { PeerId } from "./peers";

/** Why a verdict is what it is, where the tool's own id says more than the tool does. */
export interface Remark {
  readonly rule: string;
  readonly peer: PeerId;
  readonly text: string;
  /** Run here, or read in the tool's source or documentation. */
  readonly by: "run" | "read";
}

const LOAD_BALANCER =
  "Its policies on load balancers never fire on the type names of version 7 of the aws provider.";

/** Remarks by rule. */
export const REMARKS: readonly Remark[] = [
  {
    rule: "ecs-task-no-privileged",
    peer: "checkov",
    text: "CKV_AWS_334 looks for a key `privilege` and passes `privileged: true`; CKV_AWSCC_76, on the awscc provider, reads the right key.",
    by: "run",
  },
  {
    rule: "ecs-task-no-privileged",
    peer: "cdk-nag",
    text: "ECSTaskDefinitionUserForHostMode looks at the host network mode only, and takes `privileged: true` for a decision that passes, as AWS Config's rule of that name does.",
    by: "read",
  },
  {
    rule: "ecs-task-non-root-user",
    peer: "cdk-nag",
    text: "Only in the host network mode.",
    by: "read",
  },
  {
    rule: "ecs-task-no-host-pid",
    peer: "checkov",
    text: "CKV_AWS_335 looks for `pidMode` in each container (ECSContainerHostProcess.py); it is a property of the task.",
    by: "run",
  },
  {
    rule: "ecs-task-awsvpc-network",
    peer: "security-hub",
    text: "ECS.17 finds the host network mode, not the bridge.",
    by: "read",
  },
  {
    rule: "ecs-task-no-plaintext-secrets",
    peer: "checkov",
    text: "Finds some kinds of keys in the source text, not in the value that the program computes.",
    by: "read",
  },
  {
    rule: "ecs-host-no-public-ip",
    peer: "trivy",
    text: "Launch configurations only.",
    by: "read",
  },
  {
    rule: "ecs-host-metadata-hop-limit",
    peer: "security-hub",
    text: "Launch configurations only.",
    by: "read",
  },
  {
    rule: "ecr-repository-immutable-tags",
    peer: "checkov",
    text: "CKV_AWS_51 raises a false alarm on `IMMUTABLE_WITH_EXCLUSION`.",
    by: "run",
  },
  {
    rule: "iam-no-public-trust",
    peer: "checkov",
    text: 'CKV_AWS_60 misses `"Principal": "*"` without a kind.',
    by: "run",
  },
  {
    rule: "iam-no-admin-policy",
    peer: "trivy",
    text: "AWS-0057 is marked as deprecated.",
    by: "read",
  },
  {
    rule: "iam-no-service-wildcard-action",
    peer: "checkov",
    text: "CKV_AWS_63 finds `*` alone, not `s3:*`.",
    by: "read",
  },
  {
    rule: "iam-no-privilege-escalation",
    peer: "checkov",
    text: "CKV_AWS_286 misses `iam:PassRole` with `ecs:RunTask`.",
    by: "run",
  },
  {
    rule: "iam-task-role-no-broad-managed-policy",
    peer: "checkov",
    text: "Single policies, such as AdministratorAccess.",
    by: "read",
  },
  { rule: "lb-listener-https-only", peer: "awsguard", text: LOAD_BALANCER, by: "run" },
  { rule: "lb-access-logs", peer: "awsguard", text: LOAD_BALANCER, by: "run" },
  { rule: "lb-deletion-protection", peer: "awsguard", text: LOAD_BALANCER, by: "run" },
  {
    rule: "ec2-sg-no-public-ingress",
    peer: "pulumi",
    text: "The public pack reads rules inside `SecurityGroup` only, not those that are resources of their own.",
    by: "read",
  },
  {
    rule: "ec2-sg-no-unrestricted-egress",
    peer: "checkov",
    text: "CKV_AWS_382 misses an egress rule of its own whose protocol is `-1`.",
    by: "run",
  },
  {
    rule: "cloudtrail-logging-on",
    peer: "security-hub",
    text: "CloudTrail.3 asks whether the account has a trail that is on, not whether this one is.",
    by: "read",
  },
  {
    rule: "stack-private-tasks",
    peer: "cdk-nag",
    text: "VPCNoUnrestrictedRouteToIGW finds any route to an internet gateway, whether tasks run behind it or not.",
    by: "read",
  },
];
