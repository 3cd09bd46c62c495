import { AwsError } from "../../resource-type";

/**
 * What EC2 refuses. Codes: "Error codes for the Amazon EC2 API" (Amazon EC2 API Reference).
 * Messages: as the API gives them where the provider's source or that reference shows them, else in the same manner (marked "own wording").
 */
export function refuse(operation: string, code: string, message: string): never {
  throw new AwsError(`EC2: ${operation}`, code, message);
}

/** Codes for an id that does not exist, by the id's prefix. */
const NOT_FOUND: Readonly<Record<string, readonly [code: string, what: string]>> = {
  vpc: ["InvalidVpcID.NotFound", "vpc ID"],
  subnet: ["InvalidSubnetID.NotFound", "subnet ID"],
  rtb: ["InvalidRouteTableID.NotFound", "routeTable ID"],
  igw: ["InvalidInternetGatewayID.NotFound", "internetGateway ID"],
  nat: ["InvalidNatGatewayID.NotFound", "natGateway ID"],
  eipalloc: ["InvalidAllocationID.NotFound", "allocation ID"],
  sg: ["InvalidGroup.NotFound", "security group"],
  acl: ["InvalidNetworkAclID.NotFound", "networkAcl ID"],
  vpce: ["InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id"],
  pl: ["InvalidPrefixListID.NotFound", "prefix list ID"],
};

/** Refuses for an id that is not there. */
export function notFound(operation: string, prefix: string, id: string): never {
  const [code, what] = NOT_FOUND[prefix] ?? ["InvalidParameterValue", "ID"];
  return refuse(operation, code, `The ${what} '${id}' does not exist`);
}

/** Refuses a deletion because something still needs the object. */
export function inUse(operation: string, what: string, by: readonly string[]): never {
  return refuse(
    operation,
    "DependencyViolation",
    // AWS does not say by what; the list is the sandbox's help.
    `${what} has dependencies and cannot be deleted (sandbox: ${by.join(", ")})`,
  );
}
