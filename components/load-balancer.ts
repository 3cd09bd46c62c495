import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { admit, type Clients, everybody } from "./lib/clients";
import { quote, refuse } from "./lib/faults";
import {
  HTTP,
  HTTPS,
  type ListenerArgs,
  listenerArgs,
  redirectArgs,
  type TlsPolicy,
} from "./lib/listeners";
import { LOAD_BALANCER_LOG_PREFIXES } from "./lib/log-delivery";
import { elbNameFaults } from "./lib/elb-names";
import { loadBalancerFaults, type SCHEMES } from "./lib/load-balancer-checks";
import type { LogBucketReference } from "./log-bucket";

/** Arguments of {@link LoadBalancer}. */
export interface LoadBalancerArgs {
  /** The VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Where it gets its addresses: a subnet in each of two zones or more, public ones if it faces the internet. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Where access and connection logs go: a `LogBucket` with `loadBalancerLogs(account)` among its deliveries. */
  readonly logBucket: LogBucketReference;
  /** The issued certificate; HTTP is then redirected to HTTPS. */
  readonly certificateArn?: pulumi.Input<string>;
  /** Does without a certificate: everything, passwords and tokens too, then travels unencrypted. Default false. */
  readonly allowPlainHttp?: boolean;
  /**
   * From where it can be reached: said, never assumed. Changing it makes a new load balancer, so the old one must not be
   * protected, and new target groups: requests fail until new tasks are there.
   */
  readonly scheme: (typeof SCHEMES)[number];
  /** Who may connect, by name. Default: the internet; an internal load balancer has to name them. */
  readonly clients?: Clients;
  /** Whether it has IPv6 addresses too, for which its subnets need IPv6 ranges. Default false. */
  readonly dualstack?: boolean;
  /**
   * What happens to requests that clients and servers may understand differently: `defensive` lets the harmless ones
   * through, `strictest` only those that follow RFC 7230. Default `defensive`.
   */
  readonly desyncMitigationMode?: "defensive" | "strictest";
  /** Protocols and ciphers, TLS 1.2 at least. Default `ELBSecurityPolicy-TLS13-1-2-Res-2021-06`: TLS 1.3, and 1.2 with forward secrecy and authenticated ciphers. */
  readonly tlsPolicy?: TlsPolicy;
  /** Seconds for which browsers then refuse plain HTTP (HSTS); 0 makes them forget. Default 31,536,000, a year. */
  readonly hstsMaxAgeSeconds?: number;
  /** A further listener, on which blue/green deployments are tried before they get production traffic. Default: none. */
  readonly testListener?: TestListener;
  /** Refuses deletion, by Pulumi and by AWS. Default true. */
  readonly protect?: boolean;
}

/** Where testers reach a deployment that is not in production yet. */
export interface TestListener {
  /** TCP port, 1 to 65535, neither 80 nor 443. */
  readonly port: number;
  /** Who may connect, by name: private ranges, or such as the policy pack's `trustedCidrs` list. */
  readonly clients: Clients;
}

/** A load balancer as targets, records and firewalls use it. */
export interface LoadBalancerReference {
  /** The load balancer's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The part of the ARN that CloudWatch's metrics go by. */
  readonly arnSuffix: pulumi.Output<string>;
  /** The VPC of its targets. */
  readonly vpcId: pulumi.Input<string>;
  /** Its group; it may reach nobody until a target's group names it as a peer. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The listener that rules are added to. */
  readonly listenerArn: pulumi.Output<string>;
  /** The listener for blue/green tests. */
  readonly testListenerArn?: pulumi.Output<string>;
  /** Its name in DNS. */
  readonly dnsName: pulumi.Output<string>;
  /** The zone of that name, for aliases. */
  readonly zoneId: pulumi.Output<string>;
  /** Whether it has IPv6 addresses. */
  readonly dualstack: boolean;
}

/**
 * An Application Load Balancer. Always: logs of requests and connections, a security group of its own that reaches named
 * targets only, no malformed headers, 404 for what no rule matches. With a certificate: HTTPS from TLS 1.2 on, HSTS, and
 * HTTP that only redirects. About 16 USD a month, plus what it handles.
 */
export class LoadBalancer extends pulumi.ComponentResource implements LoadBalancerReference {
  /** The load balancer's ARN. */
  readonly arn: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly vpcId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly testListenerArn?: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly dualstack: boolean;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`LoadBalancer ${quote(name)}`, [...elbNameFaults(name), ...loadBalancerFaults(args)]);
    super("cruddur:lb:LoadBalancer", name, {}, opts);
    const parent = { parent: this };
    const protect = args.protect ?? true;
    const dualstack = args.dualstack ?? false;
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: args.vpcId, description: `Load balancer ${name}` },
      parent,
    );
    const logsTo = (prefix: string) => ({ bucket: args.logBucket.name, prefix, enabled: true });
    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "application",
        internal: args.scheme === "internal",
        ipAddressType: dualstack ? "dualstack" : "ipv4",
        subnets: args.subnetIds,
        securityGroups: [group.id],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: args.desyncMitigationMode ?? "defensive",
        enableHttp2: true,
        idleTimeout: 60,
        enableDeletionProtection: protect,
        accessLogs: logsTo(LOAD_BALANCER_LOG_PREFIXES.access),
        connectionLogs: logsTo(LOAD_BALANCER_LOG_PREFIXES.connection),
        // Tells whoever looks for public load balancers that this one is meant to be.
        ...(args.scheme === "internet-facing" && { tags: { Exposure: "public" } }),
      },
      // AWS tries to write a first log, so it has to be allowed by then.
      { ...parent, protect, dependsOn: [args.logBucket.ready] },
    );
    const clients = args.clients ?? everybody(dualstack);
    const listen = (child: string, from: Clients, listener: ListenerArgs) => {
      admit(`${name}-${child}`, group.id, listener.port, from, parent);
      const of = { loadBalancerArn: balancer.arn };
      return new aws.lb.Listener(`${name}-${child}`, { ...listener, ...of }, parent);
    };
    const secure = args.certificateArn !== undefined;
    const http = listen("http", clients, secure ? redirectArgs() : listenerArgs(HTTP, args));
    const production = secure ? listen("https", clients, listenerArgs(HTTPS, args)) : http;
    if (args.testListener) {
      const { port, clients: testers } = args.testListener;
      this.testListenerArn = listen("test", testers, listenerArgs(port, args)).arn;
    }
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.vpcId = args.vpcId;
    this.securityGroupId = group.id;
    this.listenerArn = production.arn;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.dualstack = dualstack;
    this.registerOutputs({ arn: this.arn, dnsName: this.dnsName });
  }
}
