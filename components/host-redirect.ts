import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Between, type Checks, faultsOf, list } from "./lib/checks";
import { DOMAIN_NAME } from "./lib/domain-names";
import { quote, refuse } from "./lib/faults";
import { LOAD_BALANCER } from "./lib/load-balancer-checks";
import { conditionsOf, HOST, MOST_VALUES, ROUTE, standsFor } from "./lib/routes";
import type { LoadBalancerReference } from "./load-balancer";

/** Arguments of {@link HostRedirect}. */
export interface HostRedirectArgs {
  /** Whose requests. */
  readonly loadBalancer: LoadBalancerReference;
  /** 1 to 5 hosts whose requests are sent on, such as `www.cruddur.com`; `*` stands for any characters. */
  readonly from: readonly string[];
  /** The host that they are sent to, such as `cruddur.com`. */
  readonly to: string;
  /** Which rule of the listener is tried first, 1 to 50000, each number once. */
  readonly priority: number;
}

const CHECKS: Checks<HostRedirectArgs> = {
  loadBalancer: LOAD_BALANCER,
  from: list(HOST, { least: 1, most: MOST_VALUES }),
  to: DOMAIN_NAME,
  priority: ROUTE.priority,
};

/** Browsers give up on an address that leads to itself. */
const noLoop: Between<HostRedirectArgs> = ({ from = [], to }) =>
  from
    .filter((host) => to !== undefined && standsFor(host, to))
    .map((host) => `from ${quote(host)} is also to ${quote(to ?? "")}, which would never end`);

/**
 * Hosts that are only other names of one: their requests are sent on to it, for good, with the same path and query. Pages
 * then have one origin, which cookies, CORS and sign-in go by.
 */
export class HostRedirect extends pulumi.ComponentResource {
  constructor(name: string, args: HostRedirectArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`HostRedirect ${quote(name)}`, faultsOf(args, CHECKS, noLoop));
    super("cruddur:lb:HostRedirect", name, {}, opts);
    new aws.lb.ListenerRule(
      name,
      {
        listenerArn: args.loadBalancer.listenerArn,
        priority: args.priority,
        conditions: conditionsOf({ priority: args.priority, hosts: args.from }),
        actions: [
          {
            type: "redirect",
            redirect: {
              host: args.to,
              protocol: "#{protocol}",
              port: "#{port}",
              path: "/#{path}",
              query: "#{query}",
              statusCode: "HTTP_301",
            },
          },
        ],
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
