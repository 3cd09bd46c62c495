import { AwsError, type Call, type Properties } from "../../resource-type";
import { rolloutOf, text } from "../ecs/records";

export const TARGET = "aws:appautoscaling/target:Target";
export const POLICY = "aws:appautoscaling/policy:Policy";
export const SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction";

/** API model (application-autoscaling 2016-02-06): ServiceNamespace and the dimensions of each. */
const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  appstream: ["appstream:fleet:DesiredCapacity"],
  cassandra: ["cassandra:table:ReadCapacityUnits", "cassandra:table:WriteCapacityUnits"],
  comprehend: [
    "comprehend:document-classifier-endpoint:DesiredInferenceUnits",
    "comprehend:entity-recognizer-endpoint:DesiredInferenceUnits",
  ],
  "custom-resource": ["custom-resource:ResourceType:Property"],
  dynamodb: [
    "dynamodb:index:ReadCapacityUnits",
    "dynamodb:index:WriteCapacityUnits",
    "dynamodb:table:ReadCapacityUnits",
    "dynamodb:table:WriteCapacityUnits",
  ],
  ec2: ["ec2:spot-fleet-request:TargetCapacity"],
  ecs: ["ecs:service:DesiredCount"],
  elasticache: [
    "elasticache:cache-cluster:Nodes",
    "elasticache:replication-group:NodeGroups",
    "elasticache:replication-group:Replicas",
  ],
  elasticmapreduce: ["elasticmapreduce:instancegroup:InstanceCount"],
  kafka: ["kafka:broker-storage:VolumeSize"],
  lambda: ["lambda:function:ProvisionedConcurrency"],
  neptune: ["neptune:cluster:ReadReplicaCount"],
  rds: ["rds:cluster:ReadReplicaCount"],
  sagemaker: [
    "sagemaker:inference-component:DesiredCopyCount",
    "sagemaker:variant:DesiredInstanceCount",
    "sagemaker:variant:DesiredProvisionedConcurrency",
  ],
  workspaces: ["workspaces:workspacespool:DesiredUserSessions"],
};

export function scalingError(operation: string, code: string, message: string): AwsError {
  return new AwsError(`Application Auto Scaling: ${operation}`, code, message);
}

/** What identifies a scalable target. */
export interface TargetKey {
  readonly serviceNamespace: string;
  readonly resourceId: string;
  readonly scalableDimension: string;
}

export function keyOf(properties: Properties): TargetKey {
  return {
    serviceNamespace: text(properties["serviceNamespace"]) ?? "",
    resourceId: text(properties["resourceId"]) ?? "",
    scalableDimension: text(properties["scalableDimension"]) ?? "",
  };
}

export function sameKey(a: TargetKey, b: TargetKey): boolean {
  return (
    a.serviceNamespace === b.serviceNamespace &&
    a.resourceId === b.resourceId &&
    a.scalableDimension === b.scalableDimension
  );
}

/**
 * Refuses what does not name something that can be scaled.
 * Sentences: getmoto/moto (moto/applicationautoscaling/models.py) and the provider's retry list.
 */
export function requireScalable(key: TargetKey, operation: string, call: Call): void {
  const refuse = (message: string) => scalingError(operation, "ValidationException", message);
  const dimensions = DIMENSIONS[key.serviceNamespace];
  if (dimensions === undefined) {
    throw refuse(
      `1 validation error detected: Value '${key.serviceNamespace}' at 'serviceNamespace' failed to satisfy constraint: Member must satisfy enum value set: [${Object.keys(DIMENSIONS).join(", ")}]`,
    );
  }
  if (!dimensions.includes(key.scalableDimension)) {
    throw refuse("Unsupported service namespace, resource type or scalable dimension");
  }
  if (key.serviceNamespace !== "ecs") return;
  const parts = key.resourceId.split("/");
  if (parts.length !== 3 || parts[0] !== "service") {
    throw refuse("Unsupported service namespace, resource type or scalable dimension");
  }
  const arn = `arn:${call.partition}:ecs:${call.region}:${call.accountId}:${key.resourceId}`;
  if (rolloutOf(call.account, arn) === undefined) {
    throw refuse(`ECS service doesn't exist: ${key.resourceId}`);
  }
}

/** The registered target, or AWS's answer where there is none. */
export function requireTarget(key: TargetKey, operation: string, call: Call): Properties {
  const target = call.account.find(TARGET, (item) => sameKey(keyOf(item), key));
  if (target !== undefined) return target.properties;
  throw scalingError(
    operation,
    "ObjectNotFoundException",
    `No scalable target registered for service namespace: ${key.serviceNamespace}, resource ID: ${key.resourceId}, scalable dimension: ${key.scalableDimension}`,
  );
}

export function uuid(call: Call): string {
  return call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
