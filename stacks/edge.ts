/** What the internet sees of an environment: load balancer, names, certificate, firewall. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  type Account,
  Certificate,
  DnsRecords,
  HostRedirect,
  LoadBalancer,
  loadBalancerLogs,
  LoadBalancerTarget,
  LogBucket,
  type LogGroup,
  type Network,
  WebFirewall,
} from "../components";
import { wwwOf, type ZoneReference } from "../components/lib/domain-names";
import { quote, userError } from "../components/lib/faults";
import type { Environment } from "../config";
import { type ServiceDefinition, type ServiceName, SERVICE_NAMES, SERVICES } from "../services";

/** The edge of an environment that has one. */
export interface Edge {
  readonly loadBalancer: LoadBalancer;
  /** How browsers reach it. */
  readonly scheme: "https" | "http";
  /** Where each service gets its requests from. */
  readonly targets: Readonly<Record<ServiceName, LoadBalancerTarget>>;
}

/** Tried after all rules of services. */
const LAST_PRIORITY = 50_000;

/** What the edge stands on. */
export interface EdgeSurroundings {
  readonly account: Account;
  readonly provider: aws.Provider;
  readonly prefix: string;
  readonly network: Network;
  readonly logGroup: (name: string, logGroupName?: string) => LogGroup;
  readonly opts: pulumi.ComponentResourceOptions;
}

/** Makes the edge; without a domain there is none, unless plain HTTP is allowed. */
export async function publicEdge(
  environment: Environment,
  { account, provider, prefix, network, logGroup, opts }: EdgeSurroundings,
): Promise<Edge | undefined> {
  const { domain } = environment;
  if (domain === undefined && !environment.allowPlainHttp) return undefined;
  const protect = environment.protected;
  const zone = domain && (await findZone(environment.hostedZone ?? domain, provider));
  const hosts = domain === undefined ? [] : [domain, wwwOf(domain), `api.${domain}`];
  const [domainName, ...alternativeNames] = hosts;
  const certificate =
    zone && domainName
      ? new Certificate("public", { zone, domainName, alternativeNames }, opts)
      : undefined;
  const logBucket = new LogBucket(
    "load-balancer-logs",
    {
      account,
      bucketName: `${prefix}-load-balancer-${account.accountId}`,
      deliveries: [loadBalancerLogs(account)],
      expireAfterDays: environment.logRetentionDays,
      protect,
    },
    opts,
  );
  const loadBalancer = new LoadBalancer(
    "public",
    {
      vpcId: network.vpcId,
      scheme: "internet-facing",
      subnetIds: network.publicSubnetIds,
      logBucket,
      certificateArn: certificate?.certificateArn,
      allowPlainHttp: certificate === undefined,
      desyncMitigationMode: protect ? "strictest" : "defensive",
      protect,
    },
    opts,
  );
  if (zone) new DnsRecords("public", { zone, hosts, loadBalancer }, opts);
  // One origin for the front end: the backend answers pages of that one only (CORS).
  if (domain !== undefined)
    new HostRedirect(
      "www",
      { loadBalancer, from: [wwwOf(domain)], to: domain, priority: LAST_PRIORITY },
      opts,
    );
  if (environment.webFirewall)
    new WebFirewall(
      "public",
      {
        account,
        loadBalancer,
        logGroup: logGroup("web-firewall", `aws-waf-logs-${prefix}`),
        requestsPerFiveMinutes: environment.requestsPerFiveMinutes,
      },
      opts,
    );
  const target = (name: ServiceName) => {
    const { port, public: access }: ServiceDefinition = SERVICES[name];
    const route =
      domain === undefined
        ? { paths: access.paths }
        : { hosts: [hostOf(access.subdomain, domain)] };
    return new LoadBalancerTarget(
      name,
      {
        loadBalancer,
        port,
        healthCheckPath: access.healthCheckPath,
        priority: access.priority,
        deregistrationDelaySeconds: environment.deregistrationSeconds,
        blueGreen: environment.deployment !== "rolling",
        ...route,
      },
      opts,
    );
  };
  const targets = Object.fromEntries(SERVICE_NAMES.map((name) => [name, target(name)]));
  return { loadBalancer, scheme: zone ? "https" : "http", targets: targets as Edge["targets"] };
}

function hostOf(subdomain: string, domain: string): string {
  return subdomain === "" ? domain : `${subdomain}.${domain}`;
}

/** Looks the zone up: it is older than the stack, so an empty account can answer. */
async function findZone(name: string, provider: aws.Provider): Promise<ZoneReference> {
  try {
    const { zoneId } = await aws.route53.getZone({ name, privateZone: false }, { provider });
    return { id: zoneId, name };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw userError(
      `cruddur:hostedZone ${quote(name)} could not be looked up; it has to be a public zone of this account.\n  ${reason}`,
    );
  }
}
