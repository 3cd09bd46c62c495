/** What stands around a database: its name, its log groups, its parameters, the role of Enhanced Monitoring. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { DatabaseArgs } from "../database";
import type { SettledDatabaseArgs } from "./database-faults";
import { arnOf, trustOf } from "./iam-documents";

/** The logs that go to CloudWatch. */
export const EXPORTED_LOGS = ["postgresql", "upgrade"] as const;

/**
 * The prefix and random digits. Not left to auto-naming, because the log groups and the last snapshot are named after it
 * and the groups must be there first. Whatever replaces the database makes new digits: nothing collides with the old one.
 */
export function databaseIdentifier(
  name: string,
  args: SettledDatabaseArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { databaseName, username, key } = args;
  const keepers = { databaseName, username, key: key?.arn ?? "alias/aws/rds" };
  const { hex } = new random.RandomId(name, { byteLength: 4, keepers }, opts);
  return pulumi.interpolate`${args.identifierPrefix}-${hex}`;
}

/** RDS would make them itself, and keep every line for ever. */
export function databaseLogGroups(
  name: string,
  identifier: pulumi.Output<string>,
  { logRetentionDays, logKey, protect }: SettledDatabaseArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup[] {
  return EXPORTED_LOGS.map(
    (log) =>
      new aws.cloudwatch.LogGroup(
        `${name}-${log}`,
        {
          name: pulumi.interpolate`/aws/rds/instance/${identifier}/${log}`,
          retentionInDays: logRetentionDays,
          kmsKeyId: logKey?.arn,
          deletionProtectionEnabled: protect,
        },
        { ...opts, protect, dependsOn: logKey ? [logKey.ready] : [] },
      ),
  );
}

/** Named by Pulumi: a major upgrade makes the next version's group before the last one's goes. */
export function parameterGroup(
  name: string,
  { engineVersion, slowStatementMs }: SettledDatabaseArgs,
  opts: pulumi.CustomResourceOptions,
): aws.rds.ParameterGroup {
  return new aws.rds.ParameterGroup(
    name,
    {
      family: `postgres${engineVersion}`,
      parameters: [
        { name: "log_min_duration_statement", value: String(slowStatementMs) },
        { name: "rds.force_ssl", value: "1" },
      ],
    },
    opts,
  );
}

/** The role with which RDS writes the metrics of Enhanced Monitoring, for databases with this prefix. */
export function monitoringRole(
  name: string,
  { account, identifierPrefix, permissionsBoundaryArn }: DatabaseArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly arn: pulumi.Output<string>; readonly ready: pulumi.Resource } {
  const role = new aws.iam.Role(
    `${name}-monitoring`,
    {
      description: "Writes Enhanced Monitoring metrics",
      assumeRolePolicy: trustOf(
        account,
        "monitoring.rds.amazonaws.com",
        arnOf(account, "rds", `db:${identifierPrefix}-*`),
      ),
      permissionsBoundary: permissionsBoundaryArn,
    },
    opts,
  );
  const ready = new aws.iam.RolePolicyAttachment(
    `${name}-monitoring`,
    {
      role: role.name,
      policyArn: `arn:${account.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    },
    opts,
  );
  return { arn: role.arn, ready };
}
