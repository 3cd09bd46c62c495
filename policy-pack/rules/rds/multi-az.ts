import { AURORA, clustersInOneZone } from "../../lib/cluster-zones";
import { engineOf, isMember, isReplica, RDS_INSTANCES } from "../../lib/databases";
import { rule } from "../../lib/rule";

/** Editions that cannot; source: RDS User Guide, Multi-AZ deployments for SQL Server. */
const WITHOUT = /^(?:custom-)?sqlserver-(?:ex|web)/;

export default rule(
  {
    name: "rds-multi-az",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "Databases should have a standby in another zone in the stacks of the setting `protectedStacks`.",
    why: "Without one, the loss of a zone, or of one host, stops what uses the database until a backup is restored.",
    remediationSteps: "Set `multiAz: true`; give a cluster of Aurora a second instance.",
    example: `new aws.rds.Instance("db", { ...args, multiAz: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5",
    tags: [
      "security-hub:RDS.5",
      "security-hub:RDS.15",
      "cis-aws-5:2.2.4",
      "cis-aws-7:3.2.4",
      "checkov:CKV_AWS_157",
      "cdk-nag:AwsSolutions-RDS3",
      "awsguard:rds-instance-multi-az-enabled",
    ],
    practices: ["C35"],
  },
  [...RDS_INSTANCES, ...AURORA],
  function* (database, context) {
    if (!RDS_INSTANCES.includes(context.type)) return;
    if (!context.protected || database.flag("multiAz") === true) return;
    if (isMember(database, context.type) || isReplica(database)) return;
    if (WITHOUT.test(engineOf(database, context.type) ?? "")) return;
    yield database.finding("multiAz", { expected: "true in this stack" });
  },
  (graph, { settings }) => clustersInOneZone(graph, settings.protectedStacks),
);
