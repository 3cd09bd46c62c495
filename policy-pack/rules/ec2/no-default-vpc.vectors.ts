import { resource, UNKNOWN, type Vectors } from "../../lib/vectors";
import { vpc } from "../../lib/vpcs.vectors";

const finding = (what: string, own: string): string =>
  `default is what ${what} adopts; expected ${own} of the program's own.`;
const VPC = finding("DefaultVpc", "a VPC");

export default {
  pass: {
    "a VPC of one's own": vpc(),
    "a subnet of one's own": resource("aws:ec2/subnet:Subnet", { vpcId: UNKNOWN }),
    "the route table and group of one's own VPC": resource(
      "aws:ec2/defaultRouteTable:DefaultRouteTable",
      { defaultRouteTableId: UNKNOWN },
    ),
  },
  fail: {
    "the default VPC": [resource("aws:ec2/defaultVpc:DefaultVpc", {}), [VPC]],
    "a default subnet": [
      resource("aws:ec2/defaultSubnet:DefaultSubnet", { availabilityZone: "eu-central-1a" }),
      [finding("DefaultSubnet", "subnets of a VPC")],
    ],
    "awsx's component": [resource("awsx:ec2:DefaultVpc", {}), [VPC]],
  },
  unknown: {
    "nothing of it is known: its type says all": [
      resource("aws:ec2/defaultVpc:DefaultVpc", { tags: UNKNOWN }),
      [],
      { findings: [VPC] },
    ],
  },
  malformed: {
    "properties of odd shapes: its type says all": [
      resource("aws:ec2/defaultVpc:DefaultVpc", { tags: 7 }),
      [],
      { findings: [VPC] },
    ],
  },
} satisfies Vectors;
