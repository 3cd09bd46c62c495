import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Account } from "./lib/account";
import { connectionUrl } from "./lib/connection-url";
import { databaseFaults, withDefaults } from "./lib/database-faults";
import {
  databaseIdentifier,
  databaseLogGroups,
  EXPORTED_LOGS,
  monitoringRole,
  parameterGroup,
} from "./lib/database-parts";
import { quote, refuse } from "./lib/faults";
import { keyOwner } from "./lib/key-owner";
import type { KeyReference } from "./lib/references";

/** PostgreSQL's port. */
export const DATABASE_PORT = 5432;

/** Arguments of {@link Database}. */
export interface DatabaseArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The VPC of the subnets. */
  readonly vpcId: pulumi.Input<string>;
  /** Where it runs: isolated subnets in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** What its identifier begins with, such as `cruddur-dev`; random digits follow. */
  readonly identifierPrefix: string;
  /** Major version of PostgreSQL; RDS chooses the minor one and keeps it up to date. */
  readonly engineVersion: number;
  /** Allows a higher `engineVersion` to upgrade the database, at once, with an outage. Default false. */
  readonly allowMajorVersionUpgrade?: boolean;
  /** Such as `db.t4g.micro`. */
  readonly instanceClass: string;
  /** Storage in GiB at first, 20 to 59578: a tenth of room has to be left. */
  readonly allocatedStorageGiB: number;
  /** How far RDS may let the storage grow, in GiB: a tenth more than at first, or further, to 65536. */
  readonly maxAllocatedStorageGiB: number;
  /** A standby in another zone takes over when this one fails; doubles the price. */
  readonly multiAz: boolean;
  /** Days that automated backups are kept, 1 to 35. */
  readonly backupRetentionDays: number;
  /** Daily, UTC. Default `03:00-04:00`. */
  readonly backupWindow?: string;
  /** Weekly, UTC. Default `sun:04:30-sun:05:30`. */
  readonly maintenanceWindow?: string;
  /** Days that its logs in CloudWatch are kept. */
  readonly logRetentionDays: number;
  /** Statements that take longer are logged, in milliseconds. Default 1000. */
  readonly slowStatementMs?: number;
  /** Metrics of the operating system every 60 seconds (Enhanced Monitoring). Default true. */
  readonly enhancedMonitoring?: boolean;
  /** Name of the first database. Default `cruddur`. */
  readonly databaseName?: string;
  /** Its owner, the only user. Default `cruddurroot`. */
  readonly username?: string;
  /** Another number makes another password, for the database and for `connectionUrl` alike. Default 1. */
  readonly passwordVersion?: number;
  /**
   * Where the clients' image has RDS's certificate authorities, such as `/etc/ssl/rds/global-bundle.pem`: they then check the
   * server's certificate. Default: the connection is encrypted, the certificate is not checked.
   */
  readonly caBundlePath?: string;
  /** The customer key. Default: the account's `alias/aws/rds`. A change makes a new, empty database. */
  readonly key?: KeyReference;
  /** The customer key of its log groups. Default: CloudWatch's own encryption. */
  readonly logKey?: KeyReference;
  /** IAM policy that bounds the monitoring role. Default: none. */
  readonly permissionsBoundaryArn?: string;
  /** Refuses deletion, by Pulumi and by RDS; changes that need an outage wait for the maintenance window. Default true. */
  readonly protect?: boolean;
  /** Takes a last snapshot, and keeps the backups, when the database is deleted. Default: as `protect`. */
  readonly finalSnapshot?: boolean;
}

/**
 * PostgreSQL on RDS. Always: isolated, no public address, reached only by named security groups on port 5432, TLS only,
 * encrypted, minor upgrades, backups, logs exported with a retention, Performance Insights, and a generated password that
 * no state, log or output holds in the clear.
 */
export class Database extends pulumi.ComponentResource {
  /** The instance, for what has no argument here. */
  readonly instance: aws.rds.Instance;
  /** The host name. */
  readonly address: pulumi.Output<string>;
  /** Clients name it as their peer, with {@link DATABASE_PORT}; a `FargateService` adds the rule here itself. */
  readonly securityGroupId: pulumi.Output<string>;
  /** `postgresql://…` with user and password: a secret. */
  readonly connectionUrl: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    args: DatabaseArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const settled = withDefaults(args);
    refuse(`Database ${quote(name)}`, databaseFaults(settled));
    super("cruddur:rds:Database", name, {}, opts);
    const parent = { parent: this };
    const { protect, finalSnapshot, databaseName, username, passwordVersion } = settled;
    const identifier = databaseIdentifier(name, settled, parent);
    // Unreserved characters only: RDS refuses / @ " and blanks, and nothing needs encoding in a URL.
    const { result: password } = new random.RandomPassword(
      name,
      { length: 32, overrideSpecial: "-_.~", keepers: { version: String(passwordVersion) } },
      parent,
    );
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: args.vpcId, description: `Database ${name}` },
      parent,
    );
    const logGroups = databaseLogGroups(name, identifier, settled, parent);
    const monitoring = settled.enhancedMonitoring ? monitoringRole(name, args, parent) : undefined;
    this.instance = new aws.rds.Instance(
      name,
      {
        identifier,
        engine: "postgres",
        engineVersion: String(args.engineVersion),
        autoMinorVersionUpgrade: true,
        allowMajorVersionUpgrade: settled.allowMajorVersionUpgrade,
        instanceClass: args.instanceClass,
        storageType: aws.rds.StorageType.GP3,
        allocatedStorage: args.allocatedStorageGiB,
        maxAllocatedStorage: args.maxAllocatedStorageGiB,
        storageEncrypted: true,
        kmsKeyId: args.key?.arn,
        dbName: databaseName,
        username,
        passwordWo: password,
        passwordWoVersion: passwordVersion,
        iamDatabaseAuthenticationEnabled: true,
        dbSubnetGroupName: new aws.rds.SubnetGroup(name, { subnetIds: args.subnetIds }, parent)
          .name,
        parameterGroupName: parameterGroup(name, settled, parent).name,
        vpcSecurityGroupIds: [group.id],
        publiclyAccessible: false,
        port: DATABASE_PORT,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        multiAz: args.multiAz,
        backupRetentionPeriod: args.backupRetentionDays,
        backupWindow: settled.backupWindow,
        maintenanceWindow: settled.maintenanceWindow,
        copyTagsToSnapshot: true,
        deletionProtection: protect,
        skipFinalSnapshot: !finalSnapshot,
        finalSnapshotIdentifier: finalSnapshot
          ? pulumi.interpolate`${identifier}-final`
          : undefined,
        deleteAutomatedBackups: !finalSnapshot,
        performanceInsightsEnabled: true,
        performanceInsightsRetentionPeriod: 7,
        performanceInsightsKmsKeyId: args.key?.arn,
        databaseInsightsMode: "standard",
        enabledCloudwatchLogsExports: [...EXPORTED_LOGS],
        ...(monitoring && { monitoringInterval: 60, monitoringRoleArn: monitoring.arn }),
        // An upgrade that waited would keep the old parameter group in use, which this update deletes.
        applyImmediately: !protect || settled.allowMajorVersionUpgrade,
      },
      {
        ...parent,
        protect,
        replacementTrigger: keyOwner(args.key),
        dependsOn: [
          ...logGroups,
          ...(monitoring ? [monitoring.ready] : []),
          ...(args.key ? [args.key.ready] : []),
        ],
      },
    );
    this.address = this.instance.address;
    this.securityGroupId = group.id;
    const database = { port: DATABASE_PORT, user: username, database: databaseName };
    this.connectionUrl = pulumi.secret(
      pulumi
        .all([this.address, password])
        .apply(([host, secret]) =>
          connectionUrl({ ...database, host, password: secret, caBundlePath: args.caBundlePath }),
        ),
    );
    this.registerOutputs({ address: this.address, securityGroupId: this.securityGroupId });
  }

  /** Lets a security group connect that does not add the rule itself, such as that of a one-off task. */
  allowFrom(peer: string, securityGroupId: pulumi.Input<string>): aws.vpc.SecurityGroupIngressRule {
    return new aws.vpc.SecurityGroupIngressRule(
      `${this.name}-from-${peer}`,
      {
        securityGroupId: this.securityGroupId,
        referencedSecurityGroupId: securityGroupId,
        ipProtocol: "tcp",
        fromPort: DATABASE_PORT,
        toPort: DATABASE_PORT,
        description: `From ${peer}`,
      },
      { parent: this },
    );
  }
}
