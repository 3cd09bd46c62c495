import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { quote } from "./faults";
import { isEverywhere, rangeFault } from "./ip-ranges";

/** Who may connect to a load balancer: exactly one of the three. */
export interface Client {
  /** An IPv4 range. */
  readonly cidrIpv4?: string;
  /** An IPv6 range. */
  readonly cidrIpv6?: string;
  /** A prefix list, such as CloudFront's addresses. */
  readonly prefixListId?: pulumi.Input<string>;
}

/** Clients by name. */
export type Clients = Readonly<Record<string, Client>>;

/** The whole internet. */
export function everybody(dualstack: boolean): Clients {
  return {
    internet: { cidrIpv4: "0.0.0.0/0" },
    ...(dualstack && { "internet-ipv6": { cidrIpv6: "::/0" } }),
  };
}

/**
 * Lets clients in on one port, with a rule for each.
 *
 * @param name The rules are called `<name>-from-<client>`.
 */
export function admit(
  name: string,
  securityGroupId: pulumi.Input<string>,
  port: number,
  clients: Clients,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [client, range] of Object.entries(clients).sort(([a], [b]) => (a < b ? -1 : 1)))
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-${client}`,
      {
        securityGroupId,
        ...range,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description: `From ${client}`,
      },
      opts,
    );
}

/**
 * What is wrong with clients.
 *
 * @param what How the error calls them.
 * @param isPublic Whether the whole internet may be among them.
 */
export function clientFaults(what: string, clients: Clients, isPublic: boolean): string[] {
  if (Object.keys(clients).length === 0) return [`${what} is empty: nobody could connect`];
  return Object.entries(clients).flatMap(([name, { cidrIpv4, cidrIpv6, prefixListId }]) => {
    const who = `${what} ${quote(name)}`;
    if ([cidrIpv4, cidrIpv6, prefixListId].filter((range) => range !== undefined).length !== 1)
      return [`${who} must be one of cidrIpv4, cidrIpv6 and prefixListId`];
    // EC2 API reference, IpRange: these characters only, in a description that says the name.
    if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(name))
      return [`${who} is not a name of 1 to 64 letters, digits and -`];
    const faults = [
      cidrIpv4 === undefined ? undefined : rangeFault(who, 4, cidrIpv4),
      cidrIpv6 === undefined ? undefined : rangeFault(who, 6, cidrIpv6),
    ].filter((fault) => fault !== undefined);
    if (faults.length > 0 || isPublic || !isEverywhere(cidrIpv4 ?? cidrIpv6 ?? "")) return faults;
    return [`${who} admits the whole internet; name the ranges that need it`];
  });
}
