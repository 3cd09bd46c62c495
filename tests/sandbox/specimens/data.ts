import type { EngineClient, Resource } from "../engine-client";
import { joined, output, type Specimen } from "./specimen";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const KEY = "aws:kms/key:Key";
const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
const SECRET = "aws:secretsmanager/secret:Secret";
const POOL = "aws:cognito/userPool:UserPool";

/** A VPC with subnets in two zones, as a database needs it; made before the specimens. */
export async function dataNetwork(
  engine: EngineClient,
): Promise<readonly (readonly [string, Resource])[]> {
  const vpc = await engine.create(VPC, "data", { cidrBlock: "10.9.0.0/16" });
  const subnet = (zone: string, cidrBlock: string) =>
    engine.create(SUBNET, `data-${zone}`, {
      vpcId: vpc.id,
      availabilityZone: `eu-central-1${zone}`,
      cidrBlock,
    });
  return [
    [`${VPC}#data`, vpc],
    [`${SUBNET}#data-a`, await subnet("a", "10.9.0.0/24")],
    [`${SUBNET}#data-b`, await subnet("b", "10.9.1.0/24")],
  ];
}

/** Stores of data and identities. */
export const data: readonly Specimen[] = [
  {
    type: SUBNET_GROUP,
    args: (made) => ({ subnetIds: [made(`${SUBNET}#data-a`).id, made(`${SUBNET}#data-b`).id] }),
  },
  {
    type: PARAMETER_GROUP,
    args: () => ({
      family: "postgres17",
      parameters: [{ name: "rds.force_ssl", value: "1", applyMethod: "immediate" }],
    }),
  },
  {
    type: "aws:rds/instance:Instance",
    args: (made) => ({
      identifier: "one",
      engine: "postgres",
      engineVersion: "17",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      maxAllocatedStorage: 100,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: output(made(KEY), "arn"),
      dbName: "one",
      username: "one",
      passwordWo: "not-in-the-account",
      dbSubnetGroupName: output(made(SUBNET_GROUP), "name"),
      parameterGroupName: output(made(PARAMETER_GROUP), "name"),
      skipFinalSnapshot: true,
    }),
    importId: (resource) => output(resource, "identifier"),
  },
  { type: SECRET, args: () => ({ name: "one", recoveryWindowInDays: 0 }) },
  {
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    args: (made) => ({ secretId: made(SECRET).id, secretString: "canary" }),
  },
  {
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    args: (made) => ({
      secretArn: output(made(SECRET), "arn"),
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::123456789012:root" },
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
          },
        ],
      }),
    }),
  },
  {
    type: "aws:dynamodb/table:Table",
    args: (made) => ({
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      rangeKey: "sk",
      attributes: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
        { name: "group", type: "S" },
      ],
      globalSecondaryIndexes: [
        { name: "group-sk-index", hashKey: "group", rangeKey: "sk", projectionType: "ALL" },
      ],
      streamEnabled: true,
      streamViewType: "NEW_IMAGE",
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: output(made(KEY), "arn") },
    }),
  },
  {
    type: POOL,
    args: () => ({
      name: "one",
      usernameAttributes: ["email"],
      mfaConfiguration: "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
      schemas: [{ name: "name", attributeDataType: "String", required: true, mutable: true }],
    }),
  },
  {
    type: "aws:cognito/userPoolClient:UserPoolClient",
    args: (made) => ({
      name: "one",
      userPoolId: made(POOL).id,
      explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      accessTokenValidity: 60,
      tokenValidityUnits: { accessToken: "minutes", idToken: "hours", refreshToken: "days" },
    }),
    importId: (resource) => joined("/", "userPoolId", "id")(resource),
  },
  {
    type: "aws:cognito/userPoolDomain:UserPoolDomain",
    args: (made) => ({ domain: "one", userPoolId: made(POOL).id }),
  },
];
