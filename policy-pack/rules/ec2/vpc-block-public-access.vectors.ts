import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";
import { vpc } from "../../lib/vpcs.vectors";
const options = (internetGatewayBlockMode: unknown): VectorResource =>
  resource(
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
    { internetGatewayBlockMode },
    { name: "options" },
  );
const EXPECTED =
  'expected "block-bidirectional" or "block-ingress", for nothing in the stack is public.';

export default {
  pass: {
    "both ways": stack(vpc(), options("block-bidirectional")),
    inbound: stack(vpc(), options("block-ingress")),
    "something is public": stack(
      vpc(),
      resource("aws:ec2/internetGateway:InternetGateway", {}, { name: "gateway" }),
    ),
    "a VPC that the program only reads": { ...vpc(), external: true },
  },
  fail: {
    "not declared, said once": [
      stack(vpc(), vpc({}, "second")),
      [`internetGatewayBlockMode is declared for no account; ${EXPECTED}`],
    ],
    "switched off": [
      stack(vpc(), options("off")),
      [`internetGatewayBlockMode is "off"; ${EXPECTED}`],
    ],
    "switched off, in a stack of its own": [
      options("off"),
      [`internetGatewayBlockMode is "off"; ${EXPECTED}`],
    ],
  },
  unknown: { "the mode waits": [options(UNKNOWN), ["internetGatewayBlockMode"]] },
  malformed: {
    "the mode is an object": [
      options({}),
      ["internetGatewayBlockMode is an object; expected a string."],
    ],
  },
} satisfies Vectors;
