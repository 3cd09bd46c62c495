export * from "./alert-topic";
export * from "./audit-trail";
export * from "./budget";
export * from "./certificate";
export * from "./cluster";
export * from "./config-recorder";
export * from "./conformance-pack";
export * from "./container-api-alerts";
export * from "./container-event-alerts";
export * from "./container-registry";
export * from "./database";
export * from "./dns-query-log";
export * from "./dns-records";
export * from "./ec2-capacity";
export * from "./environment-alarms";
export * from "./environment-dashboard";
export * from "./fargate-service";
export * from "./fargate-task";
export * from "./flow-logs";
export * from "./github-delivery";
export * from "./host-redirect";
export * from "./image-scanning";
export * from "./image-signing";
export * from "./keys";
export * from "./load-balancer";
export * from "./load-balancer-target";
export * from "./log-bucket";
export * from "./log-group";
export * from "./messages-table";
export * from "./network";
export * from "./one-off-task";
export * from "./organization-guardrails";
export * from "./parameters";
export * from "./secrets";
export * from "./security-hub";
export * from "./service-scaling";
export * from "./task-roles";
export * from "./threat-detection";
export * from "./trace-sampling";
export * from "./user-pool";
export * from "./vpc-endpoints";
export * from "./web-firewall";
export * from "./lib/account";
export * from "./lib/capacity";
export * from "./lib/database-connections";
export * from "./lib/log-delivery";
export * from "./lib/references";
export type { Client, Clients } from "./lib/clients";
export type { ConfigRule } from "./lib/config-rules";
export type { ContainerArgs, ContainerPort, HealthCheck } from "./lib/container-definition";
export type { DeploymentArgs } from "./lib/deployment";
export type { DeploymentHook } from "./lib/deployment-hooks";
export type { ZoneReference } from "./lib/domain-names";
export type { FirewallRulesArgs, ManagedGroup } from "./lib/firewall-rules";
export type { Statement } from "./lib/iam-documents";
export type { TlsPolicy } from "./lib/listeners";
export type { TargetReference, Targets } from "./lib/load-balancing";
export type { Peer } from "./lib/peers";
export type { RequestSource } from "./lib/request-metric";
export type { SidecarArgs, TaskContainers } from "./lib/task-containers";
export type {
  WatchedDatabase,
  WatchedEnvironment,
  WatchedService,
  WatchedTable,
  WatchedTarget,
} from "./lib/watched";
export type { WorkingHours } from "./lib/working-hours";
