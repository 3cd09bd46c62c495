import { wholeNumberBetween } from "../../lib/check";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { contains, parseIpv4Block } from "../ec2/cidr";
import { isArn, text, textOf } from "../ec2/inputs";
import { blockOf } from "../ec2/lookups";
import { VPC } from "../ec2/tokens";
import { targetGroupOf } from "./lookups";
import { LOAD_BALANCER, refuse, TARGET_GROUP_ATTACHMENT } from "./tokens";

const REGISTER = "RegisterTargets";
const INSTANCE = "aws:ec2/instance:Instance";
/** Addresses outside of the VPC that may be targets, too: "Target type" (User Guide for Application Load Balancers). */
const PRIVATE = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

export const targetGroupAttachment: ResourceType = {
  token: TARGET_GROUP_ATTACHMENT,
  source: [
    "API model elasticloadbalancingv2 2015-12-01: RegisterTargets",
    "terraform-provider-aws internal/service/elbv2/target_group_attachment.go",
  ],
  required: ["targetGroupArn", "targetId"],
  forceNew: ["availabilityZone", "port", "quicServerId", "targetGroupArn", "targetId"],
  check: (inputs, unknown) => [
    ...isArn("targetGroupArn")(inputs, unknown),
    ...wholeNumberBetween("port", 1, 65535)(inputs),
  ],
  create: (inputs, call) => {
    const arn = textOf(inputs, "targetGroupArn");
    const fault = targetFault(inputs, targetGroupOf(arn, REGISTER, call), call);
    if (fault !== undefined) refuse(REGISTER, "InvalidTarget", fault);
    return { id: `${arn}-${call.hex(26)}`, outputs: {} };
  },
};

function targetFault(inputs: Properties, group: Properties, call: Call): string | undefined {
  const target = textOf(inputs, "targetId");
  switch (group["targetType"]) {
    case "ip":
      return addressFault(target, inputs, group, call);
    case "instance":
      return call.account.get(INSTANCE, target) === undefined
        ? `The following targets are not in a running state and cannot be registered: '${target}'`
        : undefined;
    case "alb":
      return call.account.get(LOAD_BALANCER, target) === undefined
        ? `The load balancer '${target}' does not exist` // own wording
        : undefined;
    default:
      return undefined; // functions are not looked up
  }
}

function addressFault(
  target: string,
  inputs: Properties,
  group: Properties,
  call: Call,
): string | undefined {
  if (target.includes(":")) return undefined; // IPv6 is not looked into
  const address = parseIpv4Block(`${target}/32`);
  if (address === undefined) return `'${target}' is not a valid IP address`; // own wording
  const vpc = call.account.get(VPC, textOf(group, "vpcId"));
  if (vpc !== undefined && contains(blockOf(vpc), address)) return undefined;
  const isPrivate = PRIVATE.map(parseIpv4Block).some(
    (block) => block !== undefined && contains(block, address),
  );
  if (!isPrivate) return `The IP address '${target}' is not a private one`; // own wording
  return text(inputs, "availabilityZone") === undefined
    ? "You must specify an Availability Zone for IP addresses that are outside of the VPC" // own wording
    : undefined;
}
