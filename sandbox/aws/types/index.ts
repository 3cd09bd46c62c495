import type { Invokes, ResourceType } from "../resource-type";
import { types as appautoscaling } from "./appautoscaling";
import { types as cloudwatch } from "./cloudwatch";
import { invokes as ec2Invokes, types as ec2 } from "./ec2";
import { types as ecr } from "./ecr";
import { invokes as ecsInvokes, types as ecs } from "./ecs";
import { invokes as iamInvokes, types as iam } from "./iam";
import { types as kms } from "./kms";
import { invokes as s3Invokes, types as s3 } from "./s3";
import { invokes as servicediscoveryInvokes, types as servicediscovery } from "./servicediscovery";
import { types as ssm } from "./ssm";

/** Every type that the simulated account models: one line above and one here per service. */
export const types: readonly ResourceType[] = [
  ...appautoscaling,
  ...cloudwatch,
  ...ec2,
  ...ecr,
  ...ecs,
  ...iam,
  ...kms,
  ...s3,
  ...servicediscovery,
  ...ssm,
];

/** Invokes that services answer beside those of `invokes/`. */
export const invokes: Invokes = {
  ...ec2Invokes,
  ...ecsInvokes,
  ...iamInvokes,
  ...s3Invokes,
  ...servicediscoveryInvokes,
};
