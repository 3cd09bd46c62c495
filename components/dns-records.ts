import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { every, faultsOf, list } from "./lib/checks";
import { DOMAIN_NAME, inZone, ZONE, type ZoneReference } from "./lib/domain-names";
import { quote, refuse } from "./lib/faults";
import { LOAD_BALANCER } from "./lib/load-balancer-checks";
import type { LoadBalancerReference } from "./load-balancer";

/** Arguments of {@link DnsRecords}. */
export interface DnsRecordsArgs {
  /** The zone that the hosts are in. */
  readonly zone: ZoneReference;
  /** Full names, such as `cruddur.com` and `api.cruddur.com`. */
  readonly hosts: readonly string[];
  /** Where the hosts lead. */
  readonly loadBalancer: LoadBalancerReference;
}

/**
 * Aliases of a load balancer: an A record for each host, and an AAAA record where the load balancer has IPv6 addresses;
 * an AAAA record for one that has none would keep clients with IPv6 out. Queries for aliases cost nothing.
 */
export class DnsRecords extends pulumi.ComponentResource {
  constructor(name: string, args: DnsRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`DnsRecords ${quote(name)}`, dnsRecordsFaults(args));
    super("cruddur:route53:DnsRecords", name, {}, opts);
    const types = args.loadBalancer.dualstack ? (["A", "AAAA"] as const) : (["A"] as const);
    const alias = {
      name: args.loadBalancer.dnsName,
      zoneId: args.loadBalancer.zoneId,
      evaluateTargetHealth: true,
    };
    for (const host of args.hosts)
      for (const type of types)
        new aws.route53.Record(
          `${name}-${host}-${type.toLowerCase()}`,
          { zoneId: args.zone.id, name: host, type, aliases: [alias] },
          { parent: this },
        );
    this.registerOutputs({ hosts: [...args.hosts] });
  }
}

function dnsRecordsFaults(args: DnsRecordsArgs): string[] {
  return faultsOf(args, {
    zone: ZONE,
    hosts: list(every(DOMAIN_NAME, inZone(args)), { least: 1 }),
    loadBalancer: LOAD_BALANCER,
  });
}
