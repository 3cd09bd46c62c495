import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PREFIX_LIST_ID } from "./aws-checks";
import { type Check, every, fields, named, optional, text } from "./checks";
import { isEverywhere, rangeOf } from "./ip-ranges";

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

const CLIENT = every(
  fields<Client>({
    cidrIpv4: optional(rangeOf(4)),
    cidrIpv6: optional(rangeOf(6)),
    prefixListId: optional(PREFIX_LIST_ID),
  }),
  (what, value) => {
    const { cidrIpv4, cidrIpv6, prefixListId } = value as Client;
    return [cidrIpv4, cidrIpv6, prefixListId].filter((range) => range !== undefined).length === 1
      ? []
      : [`${what} must be one of cidrIpv4, cidrIpv6 and prefixListId`];
  },
);

const notEverybody: Check = (what, value) => {
  const { cidrIpv4, cidrIpv6 } = value as Client;
  return isEverywhere(cidrIpv4 ?? cidrIpv6 ?? "")
    ? [`${what} admits the whole internet; name the ranges that need it`]
    : [];
};

/**
 * Clients; without any nobody could connect.
 *
 * @param isPublic Whether the whole internet may be among them.
 */
export function clientsOf(isPublic: boolean): Check {
  return every(
    // EC2 API reference, IpRange: these characters only, in a description that says the name.
    named(
      text(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, "1 to 64 letters, digits and -"),
      isPublic ? CLIENT : every(CLIENT, notEverybody),
    ),
    (what, value) =>
      Object.keys(value as Clients).length === 0 ? [`${what} is empty: nobody could connect`] : [],
  );
}
