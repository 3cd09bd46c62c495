import type { LoadBalancerArgs, LoadBalancerReference, TestListener } from "../load-balancer";
import type { LogBucketReference } from "../log-bucket";
import { arn, PORT, SECURITY_GROUP_ID, SUBNET_ID, VPC_ID } from "./aws-checks";
import {
  type Check,
  type Checks,
  every,
  faultsOf,
  fields,
  flag,
  input,
  isRecord,
  list,
  oneOf,
  optional,
  resource,
  text,
  whole,
} from "./checks";
import { clientsOf } from "./clients";
import { quote } from "./faults";
import { HTTP, HTTPS, TLS_POLICIES } from "./listeners";

/** From where a load balancer can be reached. */
export const SCHEMES = ["internet-facing", "internal"] as const;

const LISTENER_ARN = input(arn("elasticloadbalancing", "listener/app/", "a listener"));

/** The ARN of an Application Load Balancer. */
export const LOAD_BALANCER_ARN = input(
  arn("elasticloadbalancing", "loadbalancer/app/", "an Application Load Balancer"),
);

/** A load balancer as targets, records and firewalls use it. */
export const LOAD_BALANCER = fields<LoadBalancerReference>({
  arn: LOAD_BALANCER_ARN,
  arnSuffix: input(text(/^app\/\S+$/, "the part of a load balancer's ARN that begins with app/")),
  vpcId: VPC_ID,
  securityGroupId: SECURITY_GROUP_ID,
  listenerArn: LISTENER_ARN,
  testListenerArn: optional(LISTENER_ARN),
  dnsName: input(text(/^[A-Za-z0-9.-]+$/, "a name in DNS")),
  zoneId: input(text(/^Z[A-Z0-9]{1,31}$/, "a hosted zone's id")),
  dualstack: flag,
});

/** A certificate of ACM. */
const CERTIFICATE_ARN = input(arn("acm", "certificate/", "a certificate of ACM"));

/** Who may connect to an internal load balancer: it has to say. */
const INTERNAL_CLIENTS: Check = (what, value) =>
  value === undefined
    ? [`${what} are missing: an internal load balancer names them`]
    : clientsOf(false)(what, value);

/** The port of a test listener. */
const TEST_PORT = every(PORT, (what, value) =>
  value === HTTP || value === HTTPS
    ? [`${what} ${value} is in use; choose another than ${HTTP} and ${HTTPS}`]
    : [],
);

/** A bucket that load balancers can write to. */
const LOG_BUCKET: Check = every(
  fields<LogBucketReference>({
    name: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name"),
    encrypted: flag,
    ready: resource,
  }),
  (what, value) => {
    const { name, encrypted } = value as LogBucketReference;
    return encrypted
      ? [
          `${what} ${quote(name)} has a customer key, with which load balancers cannot write; choose one without`,
        ]
      : [];
  },
);

/** What is wrong with the arguments of a load balancer. */
export function loadBalancerFaults(args: LoadBalancerArgs): string[] {
  const { scheme, certificateArn, allowPlainHttp } = isRecord(args) ? args : {};
  const isPublic = scheme !== "internal";
  const testListener = fields<TestListener>({ port: TEST_PORT, clients: clientsOf(false) });
  const checks: Checks<LoadBalancerArgs> = {
    vpcId: VPC_ID,
    subnetIds: input(list(SUBNET_ID, { least: 2 })),
    logBucket: LOG_BUCKET,
    certificateArn: optional(CERTIFICATE_ARN),
    allowPlainHttp: optional(flag),
    scheme: oneOf(SCHEMES),
    clients: isPublic ? optional(clientsOf(true)) : INTERNAL_CLIENTS,
    dualstack: optional(flag),
    desyncMitigationMode: optional(oneOf(["defensive", "strictest"])),
    tlsPolicy: optional(oneOf(TLS_POLICIES)),
    hstsMaxAgeSeconds: optional(whole(0, 2_147_483_647)),
    testListener: optional(testListener),
    protect: optional(flag),
  };
  return faultsOf(args, checks, () => {
    if (certificateArn === undefined && allowPlainHttp !== true)
      return [
        "certificateArn is missing; give one, or set allowPlainHttp to do without encryption",
      ];
    return certificateArn !== undefined && allowPlainHttp === true
      ? ["allowPlainHttp is set although there is a certificateArn; choose one"]
      : [];
  });
}
