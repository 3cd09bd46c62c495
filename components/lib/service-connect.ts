import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { logConfiguration } from "./container-definition";

/** What the Service Connect proxy takes. Source: ECS Developer Guide, Service Connect, proxy sizing. */
export const PROXY_MEMORY_MIB = 64;

/** A service's part in Service Connect: a server offers its port under its name, every service can call the others. */
export function serviceConnect(of: {
  readonly name: string;
  readonly port: number | undefined;
  readonly namespaceArn: pulumi.Output<string>;
  readonly logGroup: string;
  readonly region: string;
}): aws.types.input.ecs.ServiceServiceConnectConfiguration {
  const { name, port } = of;
  return {
    enabled: true,
    namespace: of.namespaceArn,
    services:
      port === undefined
        ? []
        : [{ portName: name, discoveryName: name, clientAlias: [{ dnsName: name, port }] }],
    logConfiguration: logConfiguration(of.logGroup, of.region, `${name}-service-connect`),
  };
}
