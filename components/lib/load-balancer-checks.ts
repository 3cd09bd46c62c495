import type { LoadBalancerReference } from "../load-balancer";
import type { LogBucketReference } from "../log-bucket";
import { arn, PORT, SECURITY_GROUP_ID, VPC_ID } from "./aws-checks";
import { type Check, every, fields, flag, input, optional, resource, text } from "./checks";
import { clientsOf } from "./clients";
import { quote } from "./faults";
import { HTTP, HTTPS } from "./listeners";

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
export const CERTIFICATE_ARN = input(arn("acm", "certificate/", "a certificate of ACM"));

/** Who may connect to an internal load balancer: it has to say. */
export const INTERNAL_CLIENTS: Check = (what, value) =>
  value === undefined
    ? [`${what} are missing: an internal load balancer names them`]
    : clientsOf(false)(what, value);

/** The port of a test listener. */
export const TEST_PORT = every(PORT, (what, value) =>
  value === HTTP || value === HTTPS
    ? [`${what} ${value} is in use; choose another than ${HTTP} and ${HTTPS}`]
    : [],
);

/** A bucket that load balancers can write to. */
export const LOG_BUCKET: Check = every(
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
