/** Subnets and security groups of a service. Sources: service-rules.ts. */
import type { Call, Properties } from "../../resource-type";
import { SECURITY_GROUP, SUBNET } from "../ec2/tokens";
import type { ServiceRequest } from "./service-rules";
import { object, text, texts } from "./records";

/** API model: AwsVpcConfiguration. */
const MAX_SUBNETS = 16;
const MAX_SECURITY_GROUPS = 5;

/** VPCs bring a default security group, which a program may manage as a resource of its own. */
const DEFAULT_SECURITY_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

export function requireNetwork(request: ServiceRequest, call: Call): void {
  const { service, networkMode, refuse, fargate } = request;
  const network = object(service["networkConfiguration"]);
  if (networkMode !== "awsvpc") {
    if (network === undefined) return;
    throw refuse(
      "Network Configuration is not valid for the given networkMode of this task definition.",
    );
  }
  if (network === undefined) {
    throw refuse("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  const subnets = texts(network["subnets"]);
  const groups = texts(network["securityGroups"]);
  if (subnets.length === 0) throw refuse("subnets can not be empty.");
  if (subnets.length > MAX_SUBNETS) {
    // Our wording.
    throw refuse(`subnets can have at most ${MAX_SUBNETS} items, got ${subnets.length}.`);
  }
  if (groups.length > MAX_SECURITY_GROUPS) {
    throw refuse(
      // Our wording.
      `securityGroups can have at most ${MAX_SECURITY_GROUPS} items, got ${groups.length}.`,
    );
  }
  if (network["assignPublicIp"] === true && !fargate) {
    throw refuse("Assign public IP is not supported for this launch type.");
  }
  requireOneVpc(subnets, groups, request, call);
}

function requireOneVpc(
  subnets: readonly string[],
  groups: readonly string[],
  { refuse }: ServiceRequest,
  call: Call,
): void {
  const vpcs = new Set<string>();
  for (const id of subnets) {
    const subnet = call.account.get(SUBNET, id);
    if (subnet === undefined) {
      throw refuse(
        `Error retrieving subnet information for [${subnets.join(", ")}]: The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
      );
    }
    vpcs.add(text(subnet["vpcId"]) ?? "");
  }
  if (vpcs.size > 1) {
    // Our wording.
    throw refuse(`Subnets [${subnets.join(", ")}] do not appear to be in the same VPC.`);
  }
  for (const id of groups) {
    const group = securityGroup(id, call);
    if (group === undefined) {
      throw refuse(
        `Error retrieving security group information for [${groups.join(", ")}]: The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`,
      );
    }
    if (!vpcs.has(text(group["vpcId"]) ?? "")) {
      throw refuse(
        `Security Group ${id} does not appear to be in the same VPC as the input subnets.`,
      );
    }
  }
}

function securityGroup(id: string, { account }: Call): Properties | undefined {
  const own = account.get(SECURITY_GROUP, id) ?? account.get(DEFAULT_SECURITY_GROUP, id);
  if (own !== undefined) return own;
  const vpc = account.find("aws:ec2/vpc:Vpc", (item) => item["defaultSecurityGroupId"] === id);
  return vpc === undefined ? undefined : { vpcId: vpc.id };
}
