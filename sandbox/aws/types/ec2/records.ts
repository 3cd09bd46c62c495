import type { Account } from "../../account";
import type { Call } from "../../resource-type";

/**
 * What EC2 keeps that is not itself a resource of the provider, or is one under several names: rules of security
 * groups, routes, associations of route tables and of network ACLs.
 */
interface Records {
  /** One rule as AWS keeps it: exactly one source. Its id is the `sgr-…` that several resources show. */
  "ec2:security-group-rule": {
    readonly groupId: string;
    readonly direction: Direction;
    /** `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all. */
    readonly protocol: string;
    /** First port or ICMP type; -1 for all. */
    readonly fromPort: number;
    readonly toPort: number;
    readonly source: Source;
    readonly description: string;
  };
  "ec2:route": {
    readonly routeTableId: string;
    /** CIDR block or prefix list. */
    readonly destination: string;
    /** Input of `aws:ec2/route:Route` that names the target, for example `natGatewayId`. */
    readonly targetKind: string;
    readonly target: string;
  };
  "ec2:route-table-association": {
    readonly routeTableId: string;
    readonly vpcId: string;
    /** The subnet or gateway associated; undefined: the main route table of the VPC. */
    readonly subnetId?: string;
    readonly gatewayId?: string;
  };
  "ec2:network-acl-association": {
    readonly networkAclId: string;
    readonly subnetId: string;
  };
}

export type Direction = "ingress" | "egress";

/** Where the traffic of a rule comes from or goes to. */
export interface Source {
  readonly kind: "cidrIpv4" | "cidrIpv6" | "prefixListId" | "referencedSecurityGroupId";
  readonly value: string;
}

export type RecordKind = keyof Records;
export type SecurityGroupRule = Records["ec2:security-group-rule"];
export type RouteRecord = Records["ec2:route"];

/** A record with its id. */
export type Found<K extends RecordKind> = Records[K] & { readonly id: string };

export function putRecord<K extends RecordKind>(
  { account }: { account: Account },
  kind: K,
  id: string,
  record: Records[K],
): void {
  account.put(kind, id, record);
}

export function removeRecord(
  { account }: { account: Account },
  kind: RecordKind,
  id: string,
): void {
  account.remove(kind, id);
}

/** The records of a kind in the caller's region that match. */
export function findRecords<K extends RecordKind>(
  { account }: { account: Account },
  kind: K,
  matches: (record: Records[K]) => boolean,
): Found<K>[] {
  return account
    .list(kind)
    .map(({ id, properties }) => ({ ...(properties as unknown as Records[K]), id }))
    .filter(matches);
}

/** An id as AWS gives them since 2018: the prefix and 17 hexadecimal digits. */
export function newId(call: Call, prefix: string): string {
  return `${prefix}-0${call.hex(16)}`;
}
