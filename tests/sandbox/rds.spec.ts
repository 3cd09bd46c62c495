import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { opened, secret, type Bag, type Resource } from "./engine-client";
import { refreshed, startNetwork, type Network } from "./ec2-network";

const INSTANCE = "aws:rds/instance:Instance";
const SUBNETS = "aws:rds/subnetGroup:SubnetGroup";
const PARAMETERS = "aws:rds/parameterGroup:ParameterGroup";
const ROLE = "aws:iam/role:Role";
const KEY = "aws:kms/key:Key";

describe("simulated RDS for PostgreSQL", () => {
  let net: Network;
  let vpc: Resource;
  let other: Resource;
  let subnets: Resource[];
  let group: Resource;
  before(async () => {
    net = await startNetwork();
    vpc = await net.vpc();
    other = await net.vpc({ cidrBlock: "10.8.0.0/16" });
    const subnet = (zone: string, block: string) =>
      net.subnet(vpc, block, { availabilityZone: `eu-central-1${zone}` });
    subnets = [await subnet("a", "10.0.0.0/24"), await subnet("b", "10.0.1.0/24")];
    group = await net.make(SUBNETS, { name: "data", subnetIds: subnets.map(({ id }) => id) });
  });
  after(() => net.stop());

  const args = (more: Bag = {}): Bag => ({
    engine: "postgres",
    engineVersion: "17",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    storageType: "gp3",
    username: "owner",
    passwordWo: secret("canary-password"),
    passwordWoVersion: 1,
    dbSubnetGroupName: group.outputs["name"],
    skipFinalSnapshot: true,
    ...more,
  });
  const make = (more: Bag = {}) => net.make(INSTANCE, args(more));
  const monitor = async (trusted = "monitoring.rds.amazonaws.com") => {
    const role = await net.make(ROLE, {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: trusted }, Action: "sts:AssumeRole" }],
      }),
    });
    return String(role.outputs["arn"]);
  };

  describe("a database", () => {
    it("has what RDS gives: endpoint, resource id, minor version, defaults", async () => {
      const { id, outputs } = await make({ identifier: "first" });
      assert.match(id, /^db-[A-Z2-7]{26}$/);
      assert.match(
        String(outputs["address"]),
        /^first\.[0-9a-f]{12}\.eu-central-1\.rds\.amazonaws/,
      );
      assert.equal(outputs["endpoint"], `${String(outputs["address"])}:5432`);
      assert.deepEqual(
        [outputs["arn"], outputs["engineVersion"], outputs["resourceId"]],
        ["arn:aws:rds:eu-central-1:123456789012:db:first", "17", id],
      );
      assert.match(String(outputs["engineVersionActual"]), /^17\.\d+$/);
      const { iops, storageThroughput, parameterGroupName, optionGroupName } = outputs;
      assert.deepEqual(
        [iops, storageThroughput, parameterGroupName, optionGroupName],
        [3000, 125, "default.postgres17", "default:postgres-17"],
      );
      assert.deepEqual(outputs["vpcSecurityGroupIds"], [vpc.outputs["defaultSecurityGroupId"]]);
      assert.deepEqual(outputs["masterUserSecrets"], []);
    });

    it("is imported by its identifier", async () => {
      const made = await make({ identifier: "imported" });
      const read = await net.engine.read(INSTANCE, "x", "imported");
      assert.equal(read?.id, made.id);
      assert.equal(await net.engine.read(INSTANCE, "x", "nobody"), undefined);
    });

    it("forgets its write-only password: in no output and not in the account", async () => {
      const { outputs } = await make({ identifier: "quiet" });
      assert.ok(!JSON.stringify(outputs).includes("canary-password"));
      assert.ok(!readFileSync(net.account.file, "utf8").includes("canary-password"));
    });

    it("shows a plain password as a secret and keeps it sealed", async () => {
      const plain = { passwordWo: undefined, passwordWoVersion: undefined };
      const { outputs } = await make({
        ...plain,
        password: secret("canary-plain"),
        identifier: "p",
      });
      assert.equal(opened(outputs["password"]), "canary-plain");
      assert.ok(!readFileSync(net.account.file, "utf8").includes("canary-plain"));
    });

    it("changes only with the version of its password", async () => {
      const made = await make();
      const next = { passwordWo: secret("canary-second") };
      assert.deepEqual((await net.engine.diff(made, args(next))).paths, []);
      const versioned = args({ ...next, passwordWoVersion: 2 });
      assert.deepEqual((await net.engine.diff(made, versioned)).paths, ["passwordWoVersion"]);
      await net.engine.update(made, versioned);
      await assert.rejects(
        net.engine.update(made, args({ passwordWo: secret("canary/3"), passwordWoVersion: 3 })),
        (error: Error) =>
          /ModifyDBInstance, InvalidParameterValue/.test(error.message) &&
          !error.message.includes("canary"),
      );
    });

    it("has a secret of RDS's own when RDS manages the password, and takes it along", async () => {
      const made = await make({
        ...{ passwordWo: undefined, passwordWoVersion: undefined },
        manageMasterUserPassword: true,
      });
      const [managed] = made.outputs["masterUserSecrets"] as Bag[];
      const secretArn = String(managed?.["secretArn"]);
      const read = await net.engine.invoke("aws:secretsmanager/getSecret:getSecret", {
        arn: secretArn,
      });
      assert.match(String(read["name"]), /^rds!db-/);
      await net.engine.delete(made);
      await assert.rejects(
        net.engine.invoke("aws:secretsmanager/getSecret:getSecret", { arn: secretArn }),
        /ResourceNotFoundException/,
      );
    });

    it("is replaced for what cannot change, and only for that", async () => {
      const made = await make({ dbName: "one", storageEncrypted: true });
      const given = { dbName: "one", storageEncrypted: true };
      for (const [change, replaces] of [
        [{ dbName: "two" }, ["dbName"]],
        [{ username: "another" }, ["username"]],
        [{ storageEncrypted: undefined }, ["storageEncrypted"]],
        [{ instanceClass: "db.t4g.small", multiAz: true, backupRetentionPeriod: 7 }, []],
        [{ identifier: "renamed" }, []],
        [{ engine: "POSTGRES" }, []],
      ] as const) {
        const { replaces: found } = await net.engine.diff(made, args({ ...given, ...change }));
        assert.deepEqual(found, replaces, JSON.stringify(change));
      }
    });

    it("keeps its group of subnets and its security group from deletion", async () => {
      const guard = await net.group(vpc, { description: "guard" });
      const made = await make({ vpcSecurityGroupIds: [guard.id], identifier: "holder" });
      await assert.rejects(
        net.engine.delete(guard),
        /DependencyViolation.*holder|DependencyViolation/,
      );
      await assert.rejects(
        net.engine.delete(group),
        /InvalidDBSubnetGroupStateFault: Cannot delete the subnet group 'data' because at least one database instance/,
      );
      await assert.rejects(net.engine.delete(subnets[0] as Resource), /DependencyViolation/);
      await net.engine.delete(made);
      await net.engine.delete(guard);
    });
  });

  describe("refuses at once", () => {
    const cases: Readonly<Record<string, readonly [Bag, RegExp]>> = {
      "a version that RDS does not have": [
        { engineVersion: "17.1" },
        /Cannot find version 17\.1 for/,
      ],
      "a version of Object.prototype": [{ engineVersion: "constructor" }, /Cannot find version/],
      "a class without db.": [
        { instanceClass: "t4g.micro" },
        /Invalid DB Instance class: t4g\.micro/,
      ],
      "a class that is not offered": [
        { instanceClass: "db.t2.micro" },
        /InvalidParameterCombination: RDS does not support creating.*DBInstanceClass=db\.t2\.micro/,
      ],
      "too little storage": [
        { allocatedStorage: 5 },
        /Invalid storage size for engine name postgres and storage type gp3: 5/,
      ],
      "io1 with too little storage": [
        { storageType: "io1", iops: 1000 },
        /Invalid storage size for engine name postgres and storage type io1: 20/,
      ],
      "no room to grow": [{ maxAllocatedStorage: 20 }, /Max storage size must be greater/],
      "operations of a small gp3 volume": [{ iops: 3000 }, /storage size less than 400/],
      "a zone with Multi-AZ": [
        { multiAz: true, availabilityZone: "eu-central-1a" },
        /not valid for Multi-AZ/,
      ],
      "no password": [
        { passwordWo: undefined, passwordWoVersion: undefined },
        /MasterUserPassword must be provided/,
      ],
      "a short password": [{ passwordWo: secret("short") }, /shorter than 8/],
      "a password with a slash": [{ passwordWo: secret("canary/password") }, /printable ASCII/],
      "a reserved user": [{ username: "rdsadmin" }, /is a reserved word/],
      "a database name that begins with a digit": [{ dbName: "1st" }, /must begin with a letter/],
      "windows that overlap": [
        { backupWindow: "04:30-05:30", maintenanceWindow: "sun:05:00-sun:05:30" },
        /must not overlap/,
      ],
      "windows that overlap across midnight and the week's end": [
        { backupWindow: "23:45-00:15", maintenanceWindow: "sun:23:50-mon:00:30" },
        /must not overlap/,
      ],
      "a window of ten minutes": [{ backupWindow: "01:00-01:10" }, /at least 30 minutes/],
      "another engine's parameter group": [
        { parameterGroupName: "default.postgres16" },
        /DBParameterGroupFamily postgres16 can't be used.*DBParameterGroupFamily postgres17/,
      ],
      "a parameter group that is not there": [
        { parameterGroupName: "no" },
        /DBParameterGroupNotFound/,
      ],
      "a subnet group that is not there": [
        { dbSubnetGroupName: "no" },
        /DBSubnetGroupNotFoundFault/,
      ],
      "no subnet group": [{ dbSubnetGroupName: undefined }, /DBSubnetGroupNotFoundFault/],
      "a security group that is not there": [
        { vpcSecurityGroupIds: ["sg-0"] },
        /Invalid security group , groupId= sg-0/,
      ],
      "a public address without a way": [
        { publiclyAccessible: true },
        /no internet gateway attached/,
      ],
      "a key that is not there": [
        {
          storageEncrypted: true,
          kmsKeyId:
            "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-4000-8000-000000000000",
        },
        /KMSKeyNotAccessibleFault/,
      ],
      "monitoring without a role": [
        { monitoringInterval: 60 },
        /A MonitoringRoleARN value is required/,
      ],
      "logs of another engine": [
        { enabledCloudwatchLogsExports: ["slowquery"] },
        /You cannot use the log types 'slowquery'/,
      ],
      "insights for ten days": [
        { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 10 },
        /Performance Insights retention period 10/,
      ],
      "advanced insights without their retention": [
        { performanceInsightsEnabled: true, databaseInsightsMode: "advanced" },
        /at least 465 days/,
      ],
      "an old certificate authority": [{ caCertIdentifier: "rds-ca-2019" }, /CertificateNotFound/],
      "a snapshot that is not there": [{ snapshotIdentifier: "no" }, /DBSnapshotNotFound/],
    };
    for (const [what, [more, fault]] of Object.entries(cases)) {
      it(what, async () => {
        await assert.rejects(make(more), (error: Error) => {
          assert.match(error.message, fault);
          assert.ok(!error.message.includes("canary"));
          return true;
        });
      });
    }

    it("a security group of another VPC", async () => {
      const stranger = await net.group(other);
      await assert.rejects(make({ vpcSecurityGroupIds: [stranger.id] }), /are in different VPCs/);
    });

    it("an identifier that is taken", async () => {
      await make({ identifier: "taken" });
      await assert.rejects(make({ identifier: "taken" }), /DBInstanceAlreadyExists/);
    });

    it("a disabled key", async () => {
      const key = await net.make(KEY, { isEnabled: false });
      const kmsKeyId = key.outputs["arn"];
      await assert.rejects(make({ storageEncrypted: true, kmsKeyId }), /KMSKeyNotAccessibleFault/);
    });

    it("a monitoring role that RDS cannot take or that may not write", async () => {
      const ask = (monitoringRoleArn: string) =>
        make({ monitoringInterval: 60, monitoringRoleArn });
      const fault = /does not include the required permissions for: ENHANCED_MONITORING/;
      await assert.rejects(ask(await monitor("ec2.amazonaws.com")), fault);
      const role = await monitor();
      await assert.rejects(ask(role), fault);
      await net.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
        role: role.split("/").at(-1),
        policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      });
      const { outputs } = await ask(role);
      assert.equal(outputs["monitoringInterval"], 60);
    });
  });

  it("names every fault of its inputs in the preview", async () => {
    const { failures } = await net.engine.check(INSTANCE, "x", {
      instanceClass: "db.t4g.micro",
      engine: "mysql",
      identifier: "Upper--case",
      backupRetentionPeriod: 99,
      backupWindow: "3",
      password: "x",
      passwordWo: "y",
      enabledCloudwatchLogsExports: ["everything"],
      replicateSourceDb: "x",
      finalSnapshotIdentifier: "1-",
    });
    for (const fault of [
      /^identifier: identifier must be lower-case letters/,
      /^backupRetentionPeriod: .*range \(0 - 35\), got 99/,
      /^backupWindow: /,
      /^password: .*conflicts with passwordWo/,
      /^engine: The sandbox models the engine postgres only, got "mysql"/,
      /^allocatedStorage: .*required field is not set/,
      /^username: /,
      /^enabledCloudwatchLogsExports\[0\]: /,
      /^replicateSourceDb: The sandbox does not model/,
      /^finalSnapshotIdentifier: /,
    ]) {
      assert.ok(
        failures.some((found) => fault.test(found)),
        `${String(fault)} in ${failures.join("\n")}`,
      );
    }
  });

  describe("upgrades", () => {
    it("to a new major version only when that is allowed, with parameters of that version", async () => {
      const old = await net.make(PARAMETERS, { family: "postgres16" });
      const next = await net.make(PARAMETERS, { family: "postgres17" });
      const at16 = { engineVersion: "16", parameterGroupName: old.outputs["name"] };
      const made = await make(at16);
      const at17 = { engineVersion: "17", parameterGroupName: next.outputs["name"] };
      await assert.rejects(
        net.engine.update(made, args(at17)),
        /The AllowMajorVersionUpgrade flag must be present/,
      );
      const allowed = { allowMajorVersionUpgrade: true };
      await assert.rejects(
        net.engine.update(made, args({ ...at16, engineVersion: "17", ...allowed })),
        /can't be used for this instance/,
      );
      await assert.rejects(net.engine.delete(old), /InvalidDBParameterGroupState/);
      const upgraded = await net.engine.update(made, args({ ...at17, ...allowed }));
      assert.match(String(upgraded.outputs["engineVersionActual"]), /^17\./);
      await net.engine.delete(old);
      await assert.rejects(
        net.engine.update(upgraded, args({ ...at16, ...allowed })),
        /Cannot upgrade postgres from 17\.\d+ to 16\.\d+/,
      );
    });

    it("of a minor version do not disturb a program that names the major one", async () => {
      const made = await make({ engineVersion: "17.5" });
      const { outputs } = await net.engine.update(made, args({ engineVersion: "17" }));
      assert.equal(outputs["engineVersionActual"], "17.5");
    });
  });

  it("cannot shrink, except in the program of one that grew by itself", async () => {
    const made = await make({ allocatedStorage: 100 });
    await assert.rejects(net.engine.update(made, args({ allocatedStorage: 50 })), /cannot shrink/);
    await net.engine.update(made, args({ allocatedStorage: 50, maxAllocatedStorage: 500 }));
  });

  describe("deletion", () => {
    it("is refused while the database is protected", async () => {
      const made = await make({ deletionProtection: true });
      await assert.rejects(
        net.engine.delete(made),
        /DeleteDBInstance, InvalidParameterCombination: Cannot delete protected DB Instance/,
      );
      await net.engine.delete(await net.engine.update(made, args({ deletionProtection: false })));
      assert.equal(await net.engine.refresh(made), undefined);
    });

    it("takes a last snapshot whose name is free, which outlives the database and can be restored", async () => {
      const unnamed = await make({ skipFinalSnapshot: false });
      await assert.rejects(net.engine.delete(unnamed), /final_snapshot_identifier is required/);
      const last = { skipFinalSnapshot: false, finalSnapshotIdentifier: "last-one" };
      const first = await make({ ...last, dbName: "kept" });
      const second = await make(last);
      await net.engine.delete(first);
      await assert.rejects(net.engine.delete(second), /DBSnapshotAlreadyExists/);
      const restored = await net.make(INSTANCE, {
        instanceClass: "db.t4g.micro",
        snapshotIdentifier: "last-one",
        dbSubnetGroupName: "data",
        skipFinalSnapshot: true,
      });
      const { dbName, username, allocatedStorage } = restored.outputs;
      assert.deepEqual([dbName, username, allocatedStorage], ["kept", "owner", 20]);
    });
  });

  describe("a subnet group", () => {
    it("covers two zones of one VPC", async () => {
      const one = subnets[0]?.id;
      await assert.rejects(
        net.make(SUBNETS, { subnetIds: [one] }),
        /DBSubnetGroupDoesNotCoverEnoughAZs.*Current AZ coverage: eu-central-1a\. Add subnets/,
      );
      await assert.rejects(net.make(SUBNETS, { subnetIds: [one, "subnet-0"] }), /InvalidSubnet/);
      const far = await net.subnet(other, "10.8.0.0/24", { availabilityZone: "eu-central-1c" });
      await assert.rejects(net.make(SUBNETS, { subnetIds: [one, far.id] }), /several VPCs/);
      await assert.rejects(net.make(SUBNETS, { name: "default", subnetIds: [] }), /not "default"/);
      await assert.rejects(
        net.make(SUBNETS, { name: "data", subnetIds: subnets.map(({ id }) => id) }),
        /DBSubnetGroupAlreadyExists/,
      );
    });

    it("does not mind the order of its subnets", async () => {
      const reversed = [...subnets].reverse().map(({ id }) => id);
      const { paths } = await net.engine.diff(group, { name: "data", subnetIds: reversed });
      assert.deepEqual(paths, []);
      assert.equal((await refreshed(net.engine, group)).outputs["vpcId"], vpc.id);
    });
  });

  describe("a parameter group", () => {
    it("is of a family, and takes parameters that RDS takes", async () => {
      for (const [given, fault] of [
        [{ family: "postgres9" }, /postgres9 is not a valid parameter group family/],
        [{ parameters: [{ name: "rds.force_ssl", value: "yes" }] }, /value yes is not allowed/],
        [{ parameters: [{ name: "No Such", value: "1" }] }, /Could not find parameter with name/],
        [
          { parameters: [{ name: "max_connections", value: "9" }] },
          /immediate apply method for static/,
        ],
        [
          { parameters: [{ name: "rds.force_ssl", value: "1", applyMethod: "now" }] },
          /parameters\[0\]\.applyMethod/,
        ],
      ] as const) {
        await assert.rejects(net.make(PARAMETERS, { family: "postgres17", ...given }), fault);
      }
    });

    it("is made before the old one goes, unless the program names it", async () => {
      const own = await net.make(PARAMETERS, { family: "postgres16" });
      const auto = await net.engine.diff(own, { family: "postgres17" });
      assert.deepEqual([auto.replaces, auto.deleteBeforeReplace], [["family"], false]);
      const named = await net.make(PARAMETERS, { name: "mine", family: "postgres16" });
      const explicit = await net.engine.diff(named, { name: "mine", family: "postgres17" });
      assert.equal(explicit.deleteBeforeReplace, true);
    });
  });
});
