import { resource, UNKNOWN, type VectorResource } from "./vectors";

type Properties = Readonly<Record<string, unknown>>;

/** A VPC. */
export function vpc(props: Properties = {}, name = "vpc"): VectorResource {
  return resource("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", ...props }, { name });
}

/** A resource whose property takes the id of a VPC called `vpc`, which is not known yet. */
export function ofVpc(
  type: string,
  property: string,
  props: Properties = {},
  name = "companion",
): VectorResource {
  return resource(type, { [property]: UNKNOWN, ...props }, { name, from: { [property]: ["vpc"] } });
}
