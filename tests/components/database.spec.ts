import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseArgs } from "../../components";
import { connectionUrl } from "../../components/lib/connection-url";
import { assertRefused } from "../support/errors";
import {
  ACCOUNT,
  documentOf,
  inventory,
  only,
  registered,
  secretText,
  startMocks,
  valueOf,
} from "../support/mocks";

const INSTANCE = "aws:rds/instance:Instance";

describe("Database", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const ARGS: DatabaseArgs = {
    account: ACCOUNT,
    vpcId: "vpc-1",
    subnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
    identifierPrefix: "cruddur-test",
    engineVersion: 17,
    instanceClass: "db.t4g.micro",
    allocatedStorageGiB: 20,
    maxAllocatedStorageGiB: 100,
    multiAz: false,
    backupRetentionDays: 7,
    logRetentionDays: 30,
  };
  const make = (more: Partial<DatabaseArgs> = {}) =>
    new components.Database("database", { ...ARGS, ...more });

  it("is an instance with its subnets, group, parameters, log groups, monitoring role and password", async () => {
    make();
    assert.deepEqual(await inventory(), [
      "aws:cloudwatch/logGroup:LogGroup database-postgresql",
      "aws:cloudwatch/logGroup:LogGroup database-upgrade",
      "aws:ec2/securityGroup:SecurityGroup database",
      "aws:iam/role:Role database-monitoring",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment database-monitoring",
      "aws:rds/instance:Instance database",
      "aws:rds/parameterGroup:ParameterGroup database",
      "aws:rds/subnetGroup:SubnetGroup database",
      "cruddur:rds:Database database",
      "random:index/randomId:RandomId database",
      "random:index/randomPassword:RandomPassword database",
    ]);
  });

  it("is isolated, encrypted, backed up, watched and protected, whatever else is asked for", async () => {
    const { securityGroupId } = make();
    const { passwordWo, ...inputs } = (await only(INSTANCE)).inputs;
    assert.equal(secretText(passwordWo), "canary/p@ss");
    assert.deepEqual(inputs, {
      allocatedStorage: 20,
      allowMajorVersionUpgrade: false,
      applyImmediately: false,
      autoMinorVersionUpgrade: true,
      backupRetentionPeriod: 7,
      backupWindow: "03:00-04:00",
      caCertIdentifier: "rds-ca-rsa2048-g1",
      copyTagsToSnapshot: true,
      databaseInsightsMode: "standard",
      dbName: "cruddur",
      dbSubnetGroupName: "database-1a2b3c4",
      deleteAutomatedBackups: false,
      deletionProtection: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      engine: "postgres",
      engineVersion: "17",
      finalSnapshotIdentifier: "cruddur-test-0a1b2c3d-final",
      iamDatabaseAuthenticationEnabled: true,
      identifier: "cruddur-test-0a1b2c3d",
      instanceClass: "db.t4g.micro",
      maintenanceWindow: "sun:04:30-sun:05:30",
      maxAllocatedStorage: 100,
      monitoringInterval: 60,
      monitoringRoleArn: "arn:aws:iam::123456789012:role/database-monitoring-1a2b3c4",
      multiAz: false,
      parameterGroupName: "database-1a2b3c4",
      passwordWoVersion: 1,
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: 7,
      port: 5432,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
      storageEncrypted: true,
      storageType: "gp3",
      username: "cruddurroot",
      vpcSecurityGroupIds: [await valueOf(securityGroupId)],
    });
  });

  it("takes TLS connections only, and logs slow statements", async () => {
    make({ engineVersion: 18, slowStatementMs: 250 });
    const { inputs } = await only("aws:rds/parameterGroup:ParameterGroup");
    assert.deepEqual(inputs, {
      description: "Managed by Pulumi",
      family: "postgres18",
      parameters: [
        { name: "log_min_duration_statement", value: "250" },
        { name: "rds.force_ssl", value: "1" },
      ],
    });
  });

  it("admits nobody by itself and opens no connection", async () => {
    make();
    const { inputs } = await only("aws:ec2/securityGroup:SecurityGroup");
    assert.deepEqual(inputs, { description: "Database database", vpcId: "vpc-1" });
    const types = (await registered()).map(({ type }) => type);
    assert.ok(types.every((type) => !type.startsWith("aws:vpc/")));
  });

  it("admits a named security group on its port", async () => {
    const database = make();
    database.allowFrom("migrate", "sg-migrate");
    const { name, inputs } = await only(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    );
    assert.equal(name, "database-from-migrate");
    assert.deepEqual(inputs, {
      description: "From migrate",
      fromPort: 5432,
      ipProtocol: "tcp",
      referencedSecurityGroupId: "sg-migrate",
      securityGroupId: await valueOf(database.securityGroupId),
      toPort: 5432,
    });
  });

  it("keeps its logs as long as it is told, in groups that are there before it", async () => {
    make({ logRetentionDays: 365 });
    const { inputs } = await only("aws:cloudwatch/logGroup:LogGroup", "database-postgresql");
    assert.deepEqual(inputs, {
      deletionProtectionEnabled: true,
      name: "/aws/rds/instance/cruddur-test-0a1b2c3d/postgresql",
      retentionInDays: 365,
    });
  });

  it("encrypts its logs with the key for logs, not with that of its storage", async () => {
    make({ key: references.key(), logKey: references.key("logs") });
    for (const { inputs } of await registered("aws:cloudwatch/logGroup:LogGroup"))
      assert.equal(inputs.kmsKeyId, "arn:aws:kms:us-east-1:123456789012:key/logs");
  });

  it("lets only RDS of this account take the monitoring role, for databases with its prefix", async () => {
    make();
    const role = await only("aws:iam/role:Role");
    assert.deepEqual(documentOf(role, "assumeRolePolicy").Statement, [
      {
        Action: "sts:AssumeRole",
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:rds:us-east-1:123456789012:db:cruddur-test-*" },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
        Effect: "Allow",
        Principal: { Service: "monitoring.rds.amazonaws.com" },
      },
    ]);
  });

  it("can be deleted without a trace when it is not protected", async () => {
    make({ protect: false, enhancedMonitoring: false });
    const { inputs } = await only(INSTANCE);
    assert.equal(inputs.deletionProtection, false);
    assert.equal(inputs.skipFinalSnapshot, true);
    assert.equal(inputs.finalSnapshotIdentifier, undefined);
    assert.equal(inputs.deleteAutomatedBackups, true);
    assert.equal(inputs.applyImmediately, true);
    assert.equal(inputs.monitoringInterval, undefined);
    assert.equal((await registered("aws:iam/role:Role")).length, 0);
  });

  it("takes a last snapshot also when only its protection is lifted", async () => {
    make({ protect: false, finalSnapshot: true });
    const { inputs } = await only(INSTANCE);
    assert.equal(inputs.deletionProtection, false);
    assert.equal(inputs.skipFinalSnapshot, false);
    assert.equal(inputs.finalSnapshotIdentifier, "cruddur-test-0a1b2c3d-final");
  });

  it("upgrades to a new major version at once, when that is allowed: the old parameters can go then", async () => {
    make({ engineVersion: 18, allowMajorVersionUpgrade: true });
    const { inputs } = await only(INSTANCE);
    assert.equal(inputs.allowMajorVersionUpgrade, true);
    assert.equal(inputs.applyImmediately, true);
  });

  it("encrypts storage and insights with the key that it is given", async () => {
    make({ key: references.key() });
    const { inputs } = await only(INSTANCE);
    const arn = "arn:aws:kms:us-east-1:123456789012:key/data";
    assert.deepEqual([inputs.kmsKeyId, inputs.performanceInsightsKmsKeyId], [arn, arn]);
    assert.deepEqual((await only("random:index/randomId:RandomId")).inputs.keepers, {
      databaseName: "cruddur",
      key: arn,
      username: "cruddurroot",
    });
  });

  it("rotates the password of the database and of the URL together", async () => {
    make({ passwordVersion: 7 });
    const { inputs } = await only("random:index/randomPassword:RandomPassword");
    assert.deepEqual(inputs, {
      keepers: { version: "7" },
      length: 32,
      overrideSpecial: "-_.~",
    });
    assert.equal((await only(INSTANCE)).inputs.passwordWoVersion, 7);
  });

  it("hands out a secret connection URL, with everything encoded and TLS asked for", async () => {
    const { connectionUrl: url } = make();
    assert.equal(
      await valueOf(url),
      "postgresql://cruddurroot:canary%2Fp%40ss@database.test:5432/cruddur?sslmode=require",
    );
    assert.equal(await pulumi.isSecret(url), true);
  });

  it("asks clients to check the certificate when their image has the authorities", async () => {
    const { connectionUrl: url } = make({ caBundlePath: "/etc/ssl/rds/global-bundle.pem" });
    assert.match(
      await valueOf(url),
      /\?sslmode=verify-full&sslrootcert=%2Fetc%2Fssl%2Frds%2Fglobal-bundle\.pem$/,
    );
  });

  it("gives a URL that every part survives", () => {
    const user = "a:b@c/d?e#f%";
    const parsed = new URL(
      connectionUrl({ host: "h", port: 5432, user, password: "p:@/?#% ü", database: "x/y" }),
    );
    assert.equal(decodeURIComponent(parsed.username), user);
    assert.equal(decodeURIComponent(parsed.password), "p:@/?#% ü");
    assert.equal(decodeURIComponent(parsed.pathname), "/x/y");
    assert.equal(parsed.host, "h:5432");
  });

  it("takes an argument that is undefined as one that is not given", async () => {
    const more = { username: undefined, protect: undefined } as unknown as Partial<DatabaseArgs>;
    make(more);
    const { inputs } = await only(INSTANCE);
    assert.deepEqual([inputs.username, inputs.deletionProtection], ["cruddurroot", true]);
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () =>
        make({
          identifierPrefix: "Cruddur--",
          engineVersion: 9.6,
          instanceClass: "t4g.micro",
          allocatedStorageGiB: 10,
          maxAllocatedStorageGiB: 10,
          backupRetentionDays: 0,
          logRetentionDays: 2,
          passwordVersion: 0,
          username: "admin",
          databaseName: "cruddur-db",
          backupWindow: "3-4",
          maintenanceWindow: "Sun",
          caBundlePath: "bundle.pem",
          slowStatementMs: -1,
        }),
      [
        'Database "database": identifierPrefix "Cruddur--" is not 1 to 40 lower-case letters, digits and single hyphens, a letter first.',
        'Database "database": engineVersion 9.6 is unknown; choose 15, 16, 17 or 18.',
        'Database "database": instanceClass "t4g.micro" is not a class such as db.t4g.micro.',
        'Database "database": allocatedStorageGiB 10 is out of range; choose 20 to 59578.',
        'Database "database": maxAllocatedStorageGiB 10 is out of range; choose 22 to 65536.',
        'Database "database": backupRetentionDays 0 is out of range; choose 1 to 35.',
        'Database "database": backupWindow "3-4" is not two times at least 30 minutes apart such as 03:00-04:00.',
        'Database "database": maintenanceWindow "Sun" is not two days with times, 30 minutes to 24 hours apart, such as sun:04:30-sun:05:30.',
        'Database "database": logRetentionDays 2 is unknown; choose 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.',
        'Database "database": slowStatementMs -1 is out of range; choose 0 to 2147483647.',
        'Database "database": databaseName "cruddur-db" is not 1 to 63 lower-case letters, digits and _, a letter first.',
        'Database "database": username "admin" is not free: RDS or PostgreSQL keeps the word.',
        'Database "database": passwordVersion 0 is out of range; choose 1 to 1000000.',
        'Database "database": caBundlePath "bundle.pem" is not an absolute path.',
      ],
    );
  });
});
