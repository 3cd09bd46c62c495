import { resource, stack, UNKNOWN, type Vectors } from "../../lib/vectors";
import { ofVpc, vpc } from "../../lib/vpcs.vectors";

const TYPE = "aws:ec2/flowLog:FlowLog";
const FINDING =
  "flowLog is not declared; expected an `aws.ec2.FlowLog` for this VPC, of ALL or REJECT.";

export default {
  pass: {
    "all traffic, at a first preview": stack(vpc(), ofVpc(TYPE, "vpcId", { trafficType: "ALL" })),
    "refused traffic, by id": stack(
      vpc({ id: "vpc-1" }),
      resource(TYPE, { vpcId: "vpc-1", trafficType: "REJECT" }, { name: "log" }),
    ),
    "the VPC of a component": stack(
      resource("awsx:ec2:Vpc", {}, { name: "network" }),
      { ...vpc(), parent: "network" },
      resource(
        TYPE,
        { vpcId: UNKNOWN, trafficType: "REJECT" },
        { name: "log", from: { vpcId: ["network"] } },
      ),
    ),
    "a VPC that the program only reads": { ...vpc(), external: true },
    "aws-native": stack(
      resource("aws-native:ec2:Vpc", {}, { name: "vpc" }),
      ofVpc("aws-native:ec2:FlowLog", "resourceId", { resourceType: "VPC", trafficType: "ALL" }),
    ),
  },
  fail: {
    "no flow log": [vpc(), [FINDING]],
    "accepted traffic only": [
      stack(vpc(), ofVpc(TYPE, "vpcId", { trafficType: "ACCEPT" })),
      [FINDING],
    ],
    "the flow log of another VPC": [
      stack(vpc(), vpc({}, "second"), ofVpc(TYPE, "vpcId", { trafficType: "ALL" })),
      [FINDING],
    ],
    "the flow log of a subnet": [
      stack(vpc(), resource(TYPE, { subnetId: UNKNOWN, trafficType: "ALL" }, { name: "log" })),
      [FINDING],
    ],
  },
  unknown: {
    "a flow log may be this VPC's": [
      stack(vpc(), resource(TYPE, { vpcId: UNKNOWN, trafficType: "ALL" }, { name: "log" })),
      ["vpcId"],
    ],
    "it is one of two VPCs'": [
      stack(vpc(), vpc({}, "second"), {
        ...ofVpc(TYPE, "vpcId", { trafficType: "ALL" }),
        from: { vpcId: ["vpc", "second"] },
      }),
      ["vpcId"],
    ],
  },
  malformed: {
    "the VPC's id is an object": [
      stack(vpc(), resource(TYPE, { vpcId: {}, trafficType: "ALL" }, { name: "log" })),
      ["vpcId is an object; expected a string."],
    ],
  },
} satisfies Vectors;
