import type { Invokes, ResourceType } from "../resource-type";
import { invokes as acmInvokes, types as acm } from "./acm";
import { types as appautoscaling } from "./appautoscaling";
import { types as autoscaling } from "./autoscaling";
import { types as budgets } from "./budgets";
import { types as cfg } from "./cfg";
import { types as cloudtrail } from "./cloudtrail";
import { types as cloudwatch } from "./cloudwatch";
import { types as cognito } from "./cognito";
import { types as dynamodb } from "./dynamodb";
import { invokes as ec2Invokes, types as ec2 } from "./ec2";
import { types as ecr } from "./ecr";
import { invokes as ecsInvokes, types as ecs } from "./ecs";
import { types as guardduty } from "./guardduty";
import { invokes as iamInvokes, types as iam } from "./iam";
import { types as inspector2 } from "./inspector2";
import { types as kms } from "./kms";
import { invokes as lbInvokes, types as lb } from "./lb";
import { invokes as organizationsInvokes, types as organizations } from "./organizations";
import { types as rds } from "./rds";
import { types as route53 } from "./route53";
import { invokes as s3Invokes, types as s3 } from "./s3";
import { invokes as secretsmanagerInvokes, types as secretsmanager } from "./secretsmanager";
import { types as securityhub } from "./securityhub";
import { invokes as servicediscoveryInvokes, types as servicediscovery } from "./servicediscovery";
import { types as signer } from "./signer";
import { types as sns } from "./sns";
import { types as ssm } from "./ssm";
import { invokes as wafv2Invokes, types as wafv2 } from "./wafv2";
import { types as xray } from "./xray";

/** Every type that the simulated account models: one line above and one here per service. */
export const types: readonly ResourceType[] = [
  ...acm,
  ...appautoscaling,
  ...autoscaling,
  ...budgets,
  ...cfg,
  ...cloudtrail,
  ...cloudwatch,
  ...cognito,
  ...dynamodb,
  ...ec2,
  ...ecr,
  ...ecs,
  ...guardduty,
  ...iam,
  ...inspector2,
  ...kms,
  ...lb,
  ...organizations,
  ...rds,
  ...route53,
  ...s3,
  ...secretsmanager,
  ...securityhub,
  ...servicediscovery,
  ...signer,
  ...sns,
  ...ssm,
  ...wafv2,
  ...xray,
];

/** Invokes that services answer beside those of `invokes/`. */
export const invokes: Invokes = {
  ...acmInvokes,
  ...ec2Invokes,
  ...ecsInvokes,
  ...iamInvokes,
  ...lbInvokes,
  ...organizationsInvokes,
  ...s3Invokes,
  ...secretsmanagerInvokes,
  ...servicediscoveryInvokes,
  ...wafv2Invokes,
};
