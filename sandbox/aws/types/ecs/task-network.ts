/**
 * Whether a task's network interface reaches what has to answer before its containers start.
 * Sentences: "Troubleshooting Amazon ECS ResourceInitializationError errors" and "…
 * CannotPullContainerError …" (Developer Guide), as quoted in public issue trackers.
 */
import type { Call, Properties } from "../../resource-type";
import { internetFault, serviceFault, type Location } from "../ec2/reachability";
import type { ContainerDefinition, SecretReference } from "./container";
import { isEcrImage } from "./fargate-rules";
import { object, texts } from "./records";

/** What AWS writes, and what the simulator knows beyond it. */
export interface NetworkFault {
  readonly reason: string;
  readonly detail: string;
}

const CHECK = "Check your task network configuration.";
const PULL = "ResourceInitializationError: unable to pull secrets or registry auth:";

/** What a task has to reach: an AWS service by its endpoint's name, or the internet. */
interface Need {
  readonly suffix: string | undefined;
  readonly reason: string;
}

function secretNeeds(secrets: readonly SecretReference[]): readonly Need[] {
  const manager = secrets.some(({ valueFrom }) => valueFrom.includes(":secretsmanager:"));
  const parameters = secrets.some(({ valueFrom }) => !valueFrom.includes(":secretsmanager:"));
  return [
    ...(parameters
      ? [
          {
            suffix: "ssm",
            reason: `${PULL} unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. There is a connection issue between the task and AWS Systems Manager Parameter Store. ${CHECK}`,
          },
        ]
      : []),
    ...(manager
      ? [
          {
            suffix: "secretsmanager",
            reason: `${PULL} unable to retrieve secret from asm: The task cannot pull secrets from AWS Secrets Manager. There is a connection issue between the task and AWS Secrets Manager. ${CHECK}`,
          },
        ]
      : []),
  ];
}

function imageNeeds(containers: readonly ContainerDefinition[]): readonly Need[] {
  return containers.flatMap(({ image = "" }): readonly Need[] => {
    const registry = image.includes("/") ? (image.split("/")[0] ?? "") : "registry-1.docker.io";
    const reason = `CannotPullContainerError: The task cannot pull ${image} from the registry ${registry}. There is a connection issue between the task and the registry. ${CHECK}`;
    if (!isEcrImage(image)) return [{ suffix: undefined, reason }];
    const auth = `${PULL} The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. ${CHECK}`;
    // The layers of an image lie in Amazon S3 (ECR User Guide: VPC endpoints).
    return [
      { suffix: "ecr.api", reason: auth },
      { suffix: "ecr.dkr", reason },
      { suffix: "s3", reason },
    ];
  });
}

function logNeeds(drivers: readonly (string | undefined)[]): readonly Need[] {
  if (!drivers.includes("awslogs")) return [];
  const reason =
    "ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed";
  return [{ suffix: "logs", reason }];
}

/** The first thing that a task of this service would not reach from one of its subnets; undefined: all is reached. */
export function networkFault(
  service: Properties,
  containers: readonly ContainerDefinition[],
  secrets: readonly SecretReference[],
  drivers: readonly (string | undefined)[],
  call: Call,
): NetworkFault | undefined {
  const network = object(service["networkConfiguration"]);
  const needs = [...secretNeeds(secrets), ...imageNeeds(containers), ...logNeeds(drivers)];
  for (const { suffix, reason } of needs) {
    for (const subnetId of texts(network?.["subnets"])) {
      const location: Location = {
        subnetId,
        securityGroupIds: groupsOf(network, subnetId, call),
        publicIp: network?.["assignPublicIp"] === true,
      };
      const detail =
        suffix === undefined ? internetFault(call, location) : serviceFault(call, location, suffix);
      if (detail !== undefined) return { reason, detail };
    }
  }
  return undefined;
}

/** A service without security groups has the default one of its VPC (API model: AwsVpcConfiguration). */
export function groupsOf(
  network: Properties | undefined,
  subnetId: string,
  { account }: Call,
): readonly string[] {
  const given = texts(network?.["securityGroups"]);
  if (given.length > 0) return given;
  const subnet = account.get("aws:ec2/subnet:Subnet", subnetId);
  const vpc = account.get("aws:ec2/vpc:Vpc", String(subnet?.["vpcId"]));
  return texts([vpc?.["defaultSecurityGroupId"]]);
}
