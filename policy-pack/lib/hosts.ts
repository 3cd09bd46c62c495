import type { Reader } from "./reader";
import { textsOf } from "./user-data";

/** Where a type describes the instances that it starts; empty where it is the resource itself. */
const SPECIFICATIONS: Readonly<Record<string, string>> = {
  "aws:ec2/launchTemplate:LaunchTemplate": "",
  "aws:ec2/launchConfiguration:LaunchConfiguration": "",
  "aws:ec2/instance:Instance": "",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": "",
  "aws:ec2/spotFleetRequest:SpotFleetRequest": "launchSpecifications",
  "aws-native:ec2:LaunchTemplate": "launchTemplateData",
  "aws-native:ec2:Instance": "",
  "aws-native:ec2:SpotFleet": "spotFleetRequestConfigData.launchSpecifications",
  "aws-native:autoscaling:LaunchConfiguration": "",
};

/** Types that describe instances, on which tasks of the EC2 launch type run. */
export const HOSTS = Object.keys(SPECIFICATIONS);

/** AWS Batch starts container instances itself and says a few things about them. */
export const BATCH_HOSTS = [
  "aws:batch/computeEnvironment:ComputeEnvironment",
  "aws-native:batch:ComputeEnvironment",
] as const;

/** Instances that are there themselves. */
export const INSTANCES = [
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  "aws-native:ec2:Instance",
] as const;

/** Elastic IP addresses, and the property that names the instance which has them. */
export const ELASTIC_ADDRESSES: Readonly<Record<string, string>> = {
  "aws:ec2/eip:Eip": "instance",
  "aws:ec2/eipAssociation:EipAssociation": "instanceId",
  "aws-native:ec2:Eip": "instanceId",
  "aws-native:ec2:EipAssociation": "instanceId",
};

const NAMES = { imageId: ["ami"], keyName: ["ec2KeyPair"] };

/** What a resource says of the instances that it starts. */
export function hostsOf(resource: Reader, type: string): Reader[] {
  const isBatch = (BATCH_HOSTS as readonly string[]).includes(type);
  const at = isBatch ? "computeResources" : (SPECIFICATIONS[type] ?? "");
  return resource.list(at).map((host) => host.as({ aliases: NAMES }));
}

/** True if what the instance does not say comes from a launch template, which is judged by itself. */
function hasTemplate(host: Reader): boolean {
  return host.given("launchTemplate");
}

/** False where the instance has no metadata service, or a template decides about it. */
export function hasMetadata(host: Reader): boolean {
  const endpoint = host.text("metadataOptions.httpEndpoint")?.trim().toLowerCase();
  return endpoint !== "disabled" && !(hasTemplate(host) && !host.given("metadataOptions"));
}

/** Types that groups of instances start from: clusters run on these. */
const TEMPLATES = new Set([
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
  "aws-native:ec2:LaunchTemplate",
  "aws-native:autoscaling:LaunchConfiguration",
]);
const JOINS_ECS = /ECS_CLUSTER|\/etc\/ecs\/|\[settings\.ecs\]|Initialize-ECSAgent/i;
const JOINS_KUBERNETES = /\/etc\/eks\/|\[settings\.kubernetes\]|node\.eks\.aws|\bkubeadm join\b/i;

/**
 * True if the instance may run tasks of ECS: by its user data, or as a template of which nothing
 * says that it is for something else.
 */
export function mayJoinCluster(host: Reader, type: string): boolean {
  const data = ["userData", "userDataBase64"].map((path) => host.text(path) ?? "");
  const texts = data.flatMap((text) => [...textsOf(text)].map((part) => part.text));
  if (texts.some((text) => JOINS_ECS.test(text))) return true;
  return TEMPLATES.has(type) && !texts.some((text) => JOINS_KUBERNETES.test(text));
}
