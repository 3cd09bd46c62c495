import { arn } from "../../lib/arns";
import type { Call, ResourceType } from "../../resource-type";
import { text, textOf } from "./inputs";
import { attachedVpc, gatewayOf, internetGatewayOf, vpcOf } from "./lookups";
import { newId } from "./records";
import { refuse } from "./refusals";
import { INTERNET_GATEWAY, INTERNET_GATEWAY_ATTACHMENT } from "./tokens";

const ATTACH = "AttachInternetGateway";

export const internetGateway: ResourceType = {
  token: INTERNET_GATEWAY,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_internet_gateway.go",
    "botocore ec2 2016-11-15: CreateInternetGateway, AttachInternetGateway, DeleteInternetGateway",
  ],
  taggable: true,
  forceNew: [],
  create: (inputs, call) => {
    const vpcId = text(inputs, "vpcId");
    const id = newId(call, "igw");
    if (vpcId !== undefined) checkAttachable(id, vpcId, call);
    return {
      id,
      outputs: {
        arn: arn(call, "ec2", `internet-gateway/${id}`),
        ownerId: call.accountId,
        vpcId: vpcId ?? "",
      },
    };
  },
  read: (id, _stored, call) => ({ vpcId: attachedVpc(call, id) ?? "" }),
  update: (id, inputs, old, call) => {
    const vpcId = text(inputs, "vpcId");
    if (vpcId !== undefined && vpcId !== text(old, "vpcId")) checkAttachable(id, vpcId, call);
    return { vpcId: vpcId ?? textOf(old, "vpcId") };
  },
  // The provider detaches first and waits for up to 20 minutes while public addresses are mapped; in a destroy those
  // addresses (NAT gateways, load balancers) go in parallel, so an immediate refusal would be one that users never see.
};

export const internetGatewayAttachment: ResourceType = {
  token: INTERNET_GATEWAY_ATTACHMENT,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_internet_gateway_attachment.go",
    "botocore ec2 2016-11-15: AttachInternetGateway, DetachInternetGateway",
  ],
  required: ["internetGatewayId", "vpcId"],
  forceNew: ["internetGatewayId", "vpcId"],
  create: (inputs, call) => {
    const gatewayId = textOf(inputs, "internetGatewayId");
    const vpcId = textOf(inputs, "vpcId");
    internetGatewayOf(call, ATTACH, gatewayId);
    checkAttachable(gatewayId, vpcId, call);
    return { id: `${gatewayId}:${vpcId}`, outputs: {} };
  },
};

/** One VPC has one gateway, one gateway one VPC. */
function checkAttachable(gatewayId: string, vpcId: string, call: Call): void {
  vpcOf(call, ATTACH, vpcId);
  const attached = attachedVpc(call, gatewayId);
  if (attached !== undefined) {
    refuse(
      ATTACH,
      "Resource.AlreadyAssociated",
      `resource ${gatewayId} is already attached to network ${attached}`,
    );
  }
  const other = gatewayOf(call, vpcId);
  if (other !== undefined) {
    refuse(
      ATTACH,
      "InvalidParameterValue",
      `Network ${vpcId} already has an internet gateway attached`,
    );
  }
}
