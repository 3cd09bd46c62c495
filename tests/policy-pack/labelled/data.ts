import { ACCOUNT, resource, type Cases, type Properties } from "./case";
import type { VectorResource } from "../../../policy-pack/lib/vectors";

const SUBNETS = { dbSubnetGroupName: "private", vpcSecurityGroupIds: ["sg-1"] };

const database = (
  props: Properties,
  type = "aws:rds/instance:Instance",
): readonly VectorResource[] => [
  resource(
    type,
    {
      engine: "postgres",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      username: "shop",
      manageMasterUserPassword: true,
      storageEncrypted: true,
      publiclyAccessible: false,
      backupRetentionPeriod: 7,
      deletionProtection: true,
      iamDatabaseAuthenticationEnabled: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      autoMinorVersionUpgrade: true,
      multiAz: true,
      ...SUBNETS,
      ...props,
    },
    { name: "database" },
  ),
];

/** Groups and subnets of a database that are elsewhere cannot be judged. */
const WAITS = ["rds-ingress-from-app-sg-only", "rds-private-subnets"];

/** Programs about what keeps data, secrets and logs. */
export const DATA: Cases = {
  "a database as it should be": { resources: database({}), stops: [], waits: WAITS },
  "a database that the internet reaches": {
    resources: database({ publiclyAccessible: "true" }),
    stops: ["rds-no-public-access"],
    waits: WAITS,
  },
  "a database in the clear, with a password in the program": {
    resources: database({
      storageEncrypted: false,
      manageMasterUserPassword: false,
      password: "Orange77Blue",
    }),
    stops: ["rds-managed-master-password", "rds-storage-encrypted"],
    advises: ["secrets-write-only-values"],
    waits: WAITS,
  },
  "a database with backups for a day": {
    resources: database({ backupRetentionPeriod: "1" }),
    stops: ["rds-backup-retention"],
    waits: WAITS,
  },
  "a database of production that may be deleted": {
    resources: database({
      deletionProtection: false,
      multiAz: false,
      finalSnapshotIdentifier: "last",
    }),
    stack: "prod",
    stops: ["rds-deletion-protection"],
    advises: ["rds-multi-az", "stack-prod-protected"],
    waits: WAITS,
  },
  "aws-native's database, open to all": {
    resources: [
      resource("aws-native:rds:DbInstance", {
        engine: "mysql",
        dbInstanceClass: "db.t3.micro",
        allocatedStorage: "20",
        masterUsername: "shop",
        masterUserPassword: "Orange77Blue",
        publiclyAccessible: true,
        backupRetentionPeriod: 0,
        autoMinorVersionUpgrade: false,
      }),
    ],
    stops: [
      "rds-backup-retention",
      "rds-managed-master-password",
      "rds-no-public-access",
      "rds-storage-encrypted",
    ],
    advises: [
      "rds-iam-auth",
      "rds-log-exports",
      "rds-minor-upgrades",
      "rds-private-subnets",
      "secrets-write-only-values",
    ],
  },
  "a parameter group that allows connections without TLS": {
    resources: [
      resource("aws:rds/parameterGroup:ParameterGroup", {
        family: "postgres14",
        parameters: [{ name: "rds.force_ssl", value: "0" }],
      }),
    ],
    stops: ["rds-force-tls"],
  },
  "a parameter group that does not, its value a number": {
    resources: [
      resource("aws:rds/parameterGroup:ParameterGroup", {
        family: "postgres14",
        parameters: [{ name: "rds.force_ssl", value: 1 }],
      }),
    ],
    stops: [],
  },
  "a parameter with a password, in the clear": {
    resources: [
      resource("aws:ssm/parameter:Parameter", {
        name: "/shop/db/password",
        type: "String",
        value: "Orange77Blue",
      }),
    ],
    stops: ["ssm-parameter-secure-string"],
  },
  "a parameter that is no secret": {
    resources: [
      resource("aws:ssm/parameter:Parameter", {
        name: "/shop/log-level",
        type: "String",
        value: "info",
      }),
    ],
    stops: [],
  },
  "a list of names": {
    resources: [
      resource("aws:ssm/parameter:Parameter", {
        name: "/shop/origins",
        type: "StringList",
        value: "a.example.com,b.example.com",
      }),
    ],
    stops: [],
  },
  "a parameter by write-only value, with a key": {
    resources: [
      resource("aws:ssm/parameter:Parameter", {
        name: "/shop/db/password",
        type: "SecureString",
        valueWo: "Orange77Blue",
        valueWoVersion: 1,
        keyId: "alias/shop",
      }),
    ],
    stops: [],
  },
  "a secret for everybody": {
    resources: [
      resource("aws:secretsmanager/secretPolicy:SecretPolicy", {
        secretArn: `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:db-AbCdEf`,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: "*",
              Action: "secretsmanager:GetSecretValue",
              Resource: "*",
            },
          ],
        }),
      }),
    ],
    stops: ["secretsmanager-policy-not-public"],
    advises: ["secretsmanager-policy-not-public"],
  },
  "a key that does not rotate": {
    resources: [resource("aws:kms/key:Key", { description: "shop" })],
    stops: ["kms-key-rotation"],
  },
  "a key that does, deleted after a week": {
    resources: [
      resource("aws:kms/key:Key", { enableKeyRotation: "true", deletionWindowInDays: 7 }),
    ],
    stops: [],
    advises: ["kms-key-deletion-window"],
  },
  "a key for signing": {
    resources: [
      resource("aws:kms/key:Key", {
        keyUsage: "SIGN_VERIFY",
        customerMasterKeySpec: "ECC_NIST_P256",
      }),
    ],
    stops: [],
  },
  "a file system in the clear": {
    resources: [resource("aws:efs/fileSystem:FileSystem", {})],
    stops: ["efs-encrypted"],
  },
  "logs for ever": {
    resources: [
      resource("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 0, kmsKeyId: "key" }),
    ],
    stops: ["logs-group-retention"],
  },
  "logs for a month, the number a string": {
    resources: [
      resource("aws:cloudwatch/logGroup:LogGroup", { retentionInDays: "30", kmsKeyId: "key" }),
    ],
    stops: [],
  },
  "a repository of the tutorial": {
    resources: [
      resource("aws:ecr/repository:Repository", { forceDelete: true }, { name: "repository" }),
    ],
    stops: [
      "ecr-repository-immutable-tags",
      "ecr-repository-kms-encryption",
      "ecr-repository-scan-on-push",
    ],
    advises: ["ecr-repository-lifecycle-policy", "ecr-scan-findings-alerted"],
  },
  "a repository for everybody": {
    resources: [
      resource("aws:ecr/repositoryPolicy:RepositoryPolicy", {
        repository: "shop",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: "*" },
              Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            },
          ],
        }),
      }),
    ],
    stops: ["ecr-repository-policy-not-public"],
  },
  "a bucket that has nothing to do with logs": {
    resources: [resource("aws:s3/bucket:Bucket", { bucket: "shop-uploads" })],
    stops: [],
  },
};
