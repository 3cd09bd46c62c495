import { checks, wholeNumber } from "../../lib/check";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { object, text } from "../ecs/records";
import {
  keyOf,
  POLICY,
  requireScalable,
  sameKey,
  scalingError,
  SCHEDULED_ACTION,
  TARGET,
} from "./common";

/** Service-linked roles by namespace ("Service-linked roles for Application Auto Scaling", User Guide). */
const ROLES: Readonly<Record<string, string>> = {
  dynamodb:
    "dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
  ecs: "ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
  elasticache:
    "elasticache.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ElastiCacheRG",
  lambda:
    "lambda.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency",
  rds: "rds.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_RDSCluster",
};

function requireCapacity(inputs: Properties): void {
  const min = Number(inputs["minCapacity"]);
  const max = Number(inputs["maxCapacity"]);
  const refuse = (message: string) =>
    scalingError("RegisterScalableTarget", "ValidationException", message);
  // Our wording.
  if (min < 0 || max < 0) throw refuse("Capacity must not be negative");
  if (min > max) {
    throw refuse(
      // Our wording.
      `Minimum capacity cannot be greater than maximum capacity: ${min} is greater than ${max}`,
    );
  }
}

function outputs(inputs: Properties, call: Call): Properties {
  const { serviceNamespace } = keyOf(inputs);
  const role =
    ROLES[serviceNamespace] ??
    `${serviceNamespace}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling`;
  return {
    roleArn:
      text(inputs["roleArn"]) ??
      `arn:${call.partition}:iam::${call.accountId}:role/aws-service-role/${role}`,
    suspendedState: {
      dynamicScalingInSuspended: false,
      dynamicScalingOutSuspended: false,
      scheduledScalingSuspended: false,
      ...object(inputs["suspendedState"]),
    },
  };
}

export const target: ResourceType = {
  token: TARGET,
  source: [
    "AWS API model application-autoscaling 2016-02-06: RegisterScalableTarget, DeregisterScalableTarget",
    "hashicorp/terraform-provider-aws internal/service/appautoscaling/target.go",
  ],
  required: ["maxCapacity", "minCapacity", "resourceId", "scalableDimension", "serviceNamespace"],
  forceNew: ["resourceId", "scalableDimension", "serviceNamespace"],
  taggable: true,
  check: checks(wholeNumber("maxCapacity"), wholeNumber("minCapacity")),
  create: (inputs, call) => {
    requireScalable(keyOf(inputs), "RegisterScalableTarget", call);
    requireCapacity(inputs);
    const arn = `arn:${call.partition}:application-autoscaling:${call.region}:${call.accountId}:scalable-target/0ec5${call.hex(32)}`;
    return { id: inputs["resourceId"] as string, outputs: { arn, ...outputs(inputs, call) } };
  },
  update: (_id, inputs, _old, call) => {
    requireScalable(keyOf(inputs), "RegisterScalableTarget", call);
    requireCapacity(inputs);
    return outputs(inputs, call);
  },
  // A target takes its policies and scheduled actions with it.
  delete: (_id, stored, { account }) => {
    for (const token of [POLICY, SCHEDULED_ACTION]) {
      for (const { id, properties } of account.list(token)) {
        if (sameKey(keyOf(properties), keyOf(stored))) account.remove(token, id);
      }
    }
  },
  identity: { key: "arn", id: "resourceId" },
  // `<service namespace>/<resource id>/<scalable dimension>`
  importId: (given, { account }) =>
    account.find(TARGET, (item) => {
      const { serviceNamespace, resourceId, scalableDimension } = keyOf(item);
      return `${serviceNamespace}/${resourceId}/${scalableDimension}` === given;
    })?.properties["arn"] as string | undefined,
};
