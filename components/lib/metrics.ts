/** CloudWatch metrics as data: what alarms compare and dashboards draw. */
import type * as pulumi from "@pulumi/pulumi";

/** One metric of one resource. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  /** What tells the resource's metric from that of others. */
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  /** `Sum`, `Average`, `Maximum`, or a percentile such as `p95`. */
  readonly statistic: string;
}

type Make<Of extends readonly unknown[]> = (name: string, statistic: string, ...of: Of) => Metric;
type Text = pulumi.Input<string>;

/** Of a load balancer as a whole. Both suffixes: the part of the ARN that metrics go by. */
export const loadBalancerMetric: Make<[loadBalancer: Text]> = (name, statistic, LoadBalancer) => ({
  ...{ namespace: "AWS/ApplicationELB", name, statistic },
  dimensions: { LoadBalancer },
});

/** Of a target group behind a load balancer. */
export const targetMetric: Make<[loadBalancer: Text, targetGroup: Text]> = (
  name,
  statistic,
  LoadBalancer,
  TargetGroup,
) => ({
  ...{ namespace: "AWS/ApplicationELB", name, statistic },
  dimensions: { LoadBalancer, TargetGroup },
});

/** Of a service, in percent of what its tasks reserve. */
export const serviceMetric: Make<[cluster: Text, service: Text]> = (
  name,
  statistic,
  ClusterName,
  ServiceName,
) => ({ ...{ namespace: "AWS/ECS", name, statistic }, dimensions: { ClusterName, ServiceName } });

/** Of a service, from Container Insights. */
export const insightMetric: Make<[cluster: Text, service: Text]> = (
  name,
  statistic,
  ClusterName,
  ServiceName,
) => ({
  ...{ namespace: "ECS/ContainerInsights", name, statistic },
  dimensions: { ClusterName, ServiceName },
});

/** Of a database instance. */
export const databaseMetric: Make<[identifier: Text]> = (
  name,
  statistic,
  DBInstanceIdentifier,
) => ({ ...{ namespace: "AWS/RDS", name, statistic }, dimensions: { DBInstanceIdentifier } });

/** Of a table, or of one of its global secondary indexes. */
export const tableMetric: Make<[table: Text, index?: Text]> = (
  name,
  statistic,
  TableName,
  GlobalSecondaryIndexName,
) => ({
  ...{ namespace: "AWS/DynamoDB", name, statistic },
  dimensions: { TableName, ...(GlobalSecondaryIndexName && { GlobalSecondaryIndexName }) },
});

/** Of a NAT gateway. */
export const natMetric: Make<[gateway: Text]> = (name, statistic, NatGatewayId) => ({
  ...{ namespace: "AWS/NATGateway", name, statistic },
  dimensions: { NatGatewayId },
});
