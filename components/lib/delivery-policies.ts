/** Policies of the roles that deliver an environment. Pure. */
import type { Account } from "./account";
import {
  BUCKET_ACTIONS,
  INSTANCE_ACTIONS,
  NAMED_ACTIONS,
  NETWORK_ACTIONS,
  PLATFORM_ACTIONS,
  READ_ACTIONS,
  type TaggedActions,
  UNSCOPED_ACTIONS,
} from "./delivery-actions";
import { instanceStatements } from "./delivery-instances";
import { type DeliveryOf, prefixOf, tags } from "./delivery-names";
import { roleStatements } from "./delivery-roles";
import { arnOf, policyDocument, type Statement } from "./iam-documents";

/** Characters that a managed policy may have. Source: IAM and STS quotas. */
export const MAX_POLICY_LENGTH = 6144;
/** The audience of GitHub's tokens for AWS, and who signs them. */
export const GITHUB_AUDIENCE = "sts.amazonaws.com";
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** Lets workflows of one repository, for the purposes that their token's subject names, take a role. */
export function githubTrust(account: Account, subject: string | readonly string[]): string {
  return policyDocument([
    {
      Sid: "GithubWorkflows",
      Effect: "Allow",
      Principal: {
        Federated: `arn:${account.partition}:iam::${account.accountId}:oidc-provider/${GITHUB_ISSUER}`,
      },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${GITHUB_ISSUER}:aud`]: GITHUB_AUDIENCE,
          [`${GITHUB_ISSUER}:sub`]: subject,
        },
      },
    },
  ]);
}

/** What the deploy role may do, in policies that are each short enough. */
export function deployPolicies(of: DeliveryOf): Readonly<Record<string, string>> {
  return {
    network: policyDocument(tagged(of, NETWORK_ACTIONS)),
    platform: policyDocument([...tagged(of, PLATFORM_ACTIONS), ...keyUse(of), ...keyGrants(of)]),
    containers: policyDocument([
      { Sid: "NoResource", Effect: "Allow", Action: UNSCOPED_ACTIONS, Resource: "*" },
      ...named(of),
      {
        // Promotes what another environment has tried.
        Sid: "PullImages",
        Effect: "Allow",
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: arnOf(of.account, "ecr", "repository/cruddur-*"),
      },
      {
        // The private names of interface endpoints, in zones of AWS's own.
        Sid: "PrivateNames",
        Effect: "Allow",
        Action: "route53:AssociateVPCWithHostedZone",
        Resource: hostedZones(of),
        Condition: {
          "ForAnyValue:StringLike": {
            "route53:VPCs": `VPCId=vpc-*,VPCRegion=${of.account.region}`,
          },
        },
      },
      ...records(of),
      ...state(of, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]),
    ]),
    instances: policyDocument([...tagged(of, INSTANCE_ACTIONS), ...instanceStatements(of)]),
    roles: policyDocument(roleStatements(of)),
    read: policyDocument([read()]),
  };
}

/** What the preview role may do: look. */
export function previewPolicies(of: DeliveryOf): Readonly<Record<string, string>> {
  return { read: policyDocument([read(), stackSecrets(of), ...state(of, ["s3:GetObject"])]) };
}

/** Services ask for it also where tags come with the creation. */
const LABELLING = /:(Create(OrUpdate)?Tags|TagResource|AddTags\w*)$/;

function tagged(of: DeliveryOf, { create, manage }: TaggedActions): Statement[] {
  return [
    {
      Sid: "Create",
      Effect: "Allow",
      Action: create,
      Resource: "*",
      Condition: { StringEquals: tags(of, "aws:RequestTag") },
    },
    {
      Sid: "Manage",
      Effect: "Allow",
      // What is created in or beside something else needs that, too.
      Action: [...new Set([...create, ...manage])],
      Resource: "*",
      Condition: { StringEquals: tags(of, "aws:ResourceTag") },
    },
    {
      // What is labelled while it is made, or made untagged by AWS (a VPC's default group). Nothing of another environment.
      Sid: "ClaimUntagged",
      Effect: "Allow",
      Action: manage.filter((action) => LABELLING.test(action)),
      Resource: "*",
      Condition: {
        StringEquals: tags(of, "aws:RequestTag"),
        Null: { "aws:ResourceTag/Environment": "true" },
      },
    },
  ];
}

function named(of: DeliveryOf): Statement[] {
  const fill = (text: string) =>
    text.replace("{prefix}", prefixOf(of)).replace("{path}", `cruddur/${of.environment}`);
  return [
    ...NAMED_ACTIONS.map(({ service, global, resources, actions }): Statement => ({
      Sid: service,
      Effect: "Allow",
      Action: actions.map((action) => `${service}:${action}`),
      Resource: resources.map((resource) =>
        arnOf({ ...of.account, ...(global && { region: "" }) }, service, fill(resource)),
      ),
    })),
    {
      Sid: "Buckets",
      Effect: "Allow",
      Action: BUCKET_ACTIONS,
      Resource: `arn:${of.account.partition}:s3:::${prefixOf(of)}-*`,
    },
  ];
}

/** Data under the environment's keys, told by their aliases, and the aliases themselves. */
export function keyUse(of: DeliveryOf): Statement[] {
  const alias = `alias/${prefixOf(of)}-*`;
  return [
    {
      Sid: "Keys",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: arnOf(of.account, "kms", "key/*"),
      Condition: { "ForAnyValue:StringLike": { "kms:ResourceAliases": [alias] } },
    },
  ];
}

/**
 * Database, table and repositories use a customer key by a grant, which AWS makes on the caller's behalf; a repository's
 * deletion retires it. Only CreateGrant has the key that tells such grants. Source: service authorization reference, KMS.
 */
function keyGrants(of: DeliveryOf): Statement[] {
  const grants = { Effect: "Allow", Resource: arnOf(of.account, "kms", "key/*") } as const;
  const aliases = {
    "ForAnyValue:StringLike": { "kms:ResourceAliases": [`alias/${prefixOf(of)}-*`] },
  };
  return [
    {
      Sid: "KeyGrants",
      ...grants,
      Action: "kms:CreateGrant",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" }, ...aliases },
    },
    { Sid: "RetiredKeyGrants", ...grants, Action: "kms:RetireGrant", Condition: aliases },
  ];
}

/** Secrets of the stack's own configuration and state, where the key with this alias encrypts them. */
function stackSecrets(of: DeliveryOf): Statement {
  return {
    Sid: "StackSecrets",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: arnOf(of.account, "kms", "key/*"),
    Condition: {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": [`alias/${prefixOf(of)}-pulumi`] },
    },
  };
}

function hostedZones({ account }: DeliveryOf): string {
  return `arn:${account.partition}:route53:::hostedzone/*`;
}

/** Records at the environment's domain and below it, in whichever zone they are. */
function records(of: DeliveryOf): Statement[] {
  if (of.domain === undefined) return [];
  const names = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
  return [
    {
      Sid: "Records",
      Effect: "Allow",
      Action: "route53:ChangeResourceRecordSets",
      Resource: hostedZones(of),
      Condition: {
        "ForAllValues:StringLike": { [names]: [of.domain, `*.${of.domain}`] },
        Null: { [names]: "false" },
      },
    },
  ];
}

function read(): Statement {
  return { Sid: "Look", Effect: "Allow", Action: READ_ACTIONS, Resource: "*" };
}

/** Pulumi's state of this environment's stack in a bucket. Source: pulumi/pulumi pkg/backend/diy, names of its objects. */
function state(of: DeliveryOf, Action: readonly string[]): Statement[] {
  if (of.stateBucketName === undefined) return [];
  const bucket = `arn:${of.account.partition}:s3:::${of.stateBucketName}`;
  const stack = `cruddur/${of.environment}`;
  return [
    { Sid: "StateList", Effect: "Allow", Action: "s3:ListBucket", Resource: bucket },
    {
      Sid: "StateMeta",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `${bucket}/.pulumi/meta.yaml`,
    },
    {
      Sid: "State",
      Effect: "Allow",
      Action,
      Resource: [`${bucket}/.pulumi/*/${stack}.*`, `${bucket}/.pulumi/*/${stack}/*`],
    },
  ];
}
