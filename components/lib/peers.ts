import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PORT, PREFIX_LIST_ID, SECURITY_GROUP_ID } from "./aws-checks";
import { type Check, every, fields, named, optional, text } from "./checks";
import { isEverywhere, rangeOf } from "./ip-ranges";

/** Who a task may talk with: another security group (or `self`), or a range of addresses. */
export interface Peer {
  /** The other group; `self` for tasks of the same service. The matching rule is added to that group too. */
  readonly securityGroupId?: pulumi.Input<string>;
  /** An IPv4 range. */
  readonly cidrIpv4?: string;
  /** A prefix list, such as S3's addresses. */
  readonly prefixListId?: pulumi.Input<string>;
  /** TCP port. Default: the service's own. */
  readonly port?: number;
}

/** A service's security group and who it talks with. */
export interface SecurityGroupArgs {
  readonly vpcId: pulumi.Input<string>;
  /** The service's own port. */
  readonly port: number | undefined;
  /** Who may open connections to it, by name. */
  readonly ingressFrom: Readonly<Record<string, Peer>>;
  /** To whom it may open connections, by name. */
  readonly egressTo: Readonly<Record<string, Peer>>;
  /** What the group says of itself; a change replaces it. Default `Tasks of <name>`. */
  readonly description?: string;
}

/**
 * A security group that admits and reaches its named peers only. Rules are resources of their own: two groups can name
 * each other, and a change of one does not touch the rest.
 */
export function securityGroup(
  name: string,
  args: SecurityGroupArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly group: aws.ec2.SecurityGroup; readonly rules: readonly pulumi.Resource[] } {
  const rules: pulumi.Resource[] = [];
  const group = new aws.ec2.SecurityGroup(
    name,
    { vpcId: args.vpcId, description: args.description ?? `Tasks of ${name}` },
    opts,
  );
  const both = (
    Own: typeof aws.vpc.SecurityGroupIngressRule | typeof aws.vpc.SecurityGroupEgressRule,
    Other: typeof aws.vpc.SecurityGroupIngressRule | typeof aws.vpc.SecurityGroupEgressRule,
    rule: string,
    peer: Peer,
    descriptions: { readonly own: string; readonly other: string },
  ) => {
    const other = sideOf(peer, group.id);
    const ports = {
      ipProtocol: "tcp",
      fromPort: peer.port ?? args.port,
      toPort: peer.port ?? args.port,
    };
    rules.push(
      new Own(
        rule,
        { securityGroupId: group.id, ...other, ...ports, description: descriptions.own },
        opts,
      ),
    );
    if (other.referencedSecurityGroupId === undefined) return;
    rules.push(
      new Other(
        rule,
        {
          securityGroupId: other.referencedSecurityGroupId,
          referencedSecurityGroupId: group.id,
          ...ports,
          description: descriptions.other,
        },
        opts,
      ),
    );
  };
  const { SecurityGroupIngressRule: In, SecurityGroupEgressRule: Out } = aws.vpc;
  for (const [peerName, peer] of entries(args.ingressFrom))
    both(In, Out, `${name}-from-${peerName}`, peer, {
      own: `From ${peerName}`,
      other: `To ${name}`,
    });
  for (const [peerName, peer] of entries(args.egressTo))
    both(Out, In, `${name}-to-${peerName}`, peer, { own: `To ${peerName}`, other: `From ${name}` });
  return { group, rules };
}

const GROUP: Check = (what, value) => (value === "self" ? [] : SECURITY_GROUP_ID(what, value));

/**
 * A peer.
 *
 * @param hasPort Whether the service's own port stands for the peer's; otherwise the peer has to say it.
 */
function peerOf(hasPort: boolean): Check {
  return every(
    fields<Peer>({
      securityGroupId: optional(GROUP),
      cidrIpv4: optional(rangeOf(4)),
      prefixListId: optional(PREFIX_LIST_ID),
      port: hasPort ? optional(PORT) : PORT,
    }),
    (what, value) => {
      const { securityGroupId, cidrIpv4, prefixListId } = value as Peer;
      const sides = [securityGroupId, cidrIpv4, prefixListId];
      return sides.filter((side) => side !== undefined).length === 1
        ? []
        : [`${what} must be one of securityGroupId, cidrIpv4 and prefixListId`];
    },
  );
}

const notEverybody: Check = (what, value) =>
  isEverywhere((value as Peer).cidrIpv4 ?? "")
    ? [`${what} admits the whole internet; put a load balancer in front`]
    : [];

/** EC2 API reference, IpRange: some characters only, in a description that says the name. */
export const PEER_NAME = text(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  "1 to 64 of letters, digits, ., _ and -, a letter or digit first",
);

/** Somebody who may open connections. */
export function ingressPeerOf(hasPort: boolean): Check {
  return every(peerOf(hasPort), notEverybody);
}

/** Who may open connections, by name. */
export function ingressOf(hasPort: boolean): Check {
  return named(PEER_NAME, ingressPeerOf(hasPort));
}

/** To whom connections may be opened, by name. */
export function egressOf(hasPort: boolean): Check {
  return named(PEER_NAME, peerOf(hasPort));
}

function sideOf(
  peer: Peer,
  own: pulumi.Output<string>,
): {
  referencedSecurityGroupId?: pulumi.Input<string>;
  cidrIpv4?: string;
  prefixListId?: pulumi.Input<string>;
} {
  if (peer.securityGroupId === "self") return { referencedSecurityGroupId: own };
  return {
    ...(peer.securityGroupId !== undefined && { referencedSecurityGroupId: peer.securityGroupId }),
    ...(peer.cidrIpv4 !== undefined && { cidrIpv4: peer.cidrIpv4 }),
    ...(peer.prefixListId !== undefined && { prefixListId: peer.prefixListId }),
  };
}

function entries(peers: Readonly<Record<string, Peer>>): [string, Peer][] {
  return Object.entries(peers).sort(([a], [b]) => (a < b ? -1 : 1));
}
