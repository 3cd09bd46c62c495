/** Stand-ins for what components are given by others. */
import * as pulumi from "@pulumi/pulumi";
import type {
  KeyReference,
  LoadBalancerReference,
  LogGroupReference,
  RepositoryReference,
  SecretReference,
} from "../../components";
import { ACCOUNT } from "./mocks";

class Nothing extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Nothing", name);
    this.registerOutputs({});
  }
}

/** A known output. */
export function output<T>(value: T): pulumi.Output<pulumi.Unwrap<T>> {
  return pulumi.output(value);
}

/** Something that others wait for. */
export function nothing(name: string): pulumi.Resource {
  return new Nothing(name);
}

/** A log group called `/test/<name>`. */
export function logGroup(name = "logs"): LogGroupReference {
  return { name: `/test/${name}`, encrypted: false, ready: new Nothing(`log-group-${name}`) };
}

/** A customer key with the alias `alias/test-<name>`. */
export function key(name = "data"): KeyReference {
  return {
    alias: `alias/test-${name}`,
    arn: pulumi.output(`arn:aws:kms:us-east-1:${ACCOUNT.accountId}:key/${name}`),
    ready: new Nothing(`key-${name}`),
  };
}

/** A load balancer called `web`, which is reached by IPv4 only. */
export function loadBalancer(more: Partial<LoadBalancerReference> = {}): LoadBalancerReference {
  const arnOf = (resource: string) =>
    pulumi.output(`arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT.accountId}:${resource}`);
  return {
    arn: arnOf("loadbalancer/app/web/1"),
    arnSuffix: pulumi.output("app/web/1"),
    vpcId: "vpc-1",
    securityGroupId: pulumi.output("sg-balancer"),
    listenerArn: arnOf("listener/app/web/1/2"),
    dnsName: pulumi.output("web-1.us-east-1.elb.amazonaws.com"),
    zoneId: pulumi.output("Z35SXDOTRQ7X7K"),
    dualstack: false,
    ...more,
  };
}

/** A repository called `<name>`. */
export function repository(name = "web"): RepositoryReference {
  return {
    name,
    uri: `${ACCOUNT.accountId}.dkr.ecr.us-east-1.amazonaws.com/${name}`,
    ready: new Nothing(`repository-${name}`),
  };
}

/** A parameter `/test/<name>` in its second version. */
export function parameter(name: string, keyAlias?: string): SecretReference {
  return {
    arn: `arn:aws:ssm:us-east-1:${ACCOUNT.accountId}:parameter/test/${name}`,
    store: "ssm",
    ...(keyAlias !== undefined && { keyAlias }),
    version: pulumi.output("2"),
    ready: new Nothing(`parameter-${name}`),
  };
}
