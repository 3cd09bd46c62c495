import { resource, stack, UNKNOWN, type Vectors } from "../../lib/vectors";
import { ofVpc, vpc } from "../../lib/vpcs.vectors";

const TYPE = "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";
const FINDING =
  "queryLog is not declared; expected an `aws.route53.ResolverQueryLogConfigAssociation` for this VPC.";

export default {
  pass: {
    "associated, at a first preview": stack(vpc(), ofVpc(TYPE, "resourceId")),
    "associated, by id": stack(
      vpc({ id: "vpc-1" }),
      resource(TYPE, { resourceId: "vpc-1" }, { name: "association" }),
    ),
    "a VPC that the program only reads": { ...vpc(), external: true },
  },
  fail: {
    "not associated": [vpc(), [FINDING]],
    "another VPC is associated": [
      stack(vpc(), vpc({}, "second"), ofVpc(TYPE, "resourceId")),
      [FINDING],
    ],
  },
  unknown: {
    "an association may be this VPC's": [
      stack(vpc(), resource(TYPE, { resourceId: UNKNOWN }, { name: "association" })),
      ["resourceId"],
    ],
  },
  malformed: {
    "the VPC's id is an object": [
      stack(vpc(), resource(TYPE, { resourceId: {} }, { name: "association" })),
      ["resourceId is an object; expected a string."],
    ],
  },
} satisfies Vectors;
