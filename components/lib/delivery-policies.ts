/** Policies of the roles that deliver an environment. Pure. */
import type { Account } from "./account";
import {
  BUCKET_ACTIONS,
  NAMED_ACTIONS,
  NETWORK_ACTIONS,
  PASSED_TO,
  PLATFORM_ACTIONS,
  READ_ACTIONS,
  SERVICE_LINKED,
  type TaggedActions,
  UNSCOPED_ACTIONS,
} from "./delivery-actions";
import { arnOf, policyDocument, type Statement } from "./iam-documents";

/** Characters that a managed policy may have. Source: IAM and STS quotas. */
export const MAX_POLICY_LENGTH = 6144;
/** The audience of GitHub's tokens for AWS, and who signs them. */
export const GITHUB_AUDIENCE = "sts.amazonaws.com";
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** Whose policies. */
export interface DeliveryOf {
  readonly account: Account;
  /** Such as `dev`. */
  readonly environment: string;
  /** The bucket of Pulumi's state, if that is where it is. */
  readonly stateBucketName?: string;
  /** The environment's domain: the deployment changes records at it and below it. Default: no records. */
  readonly domain?: string;
  /** ARNs of the repositories that the security team's sidecars come from. Default: none. */
  readonly sidecarRepositories?: readonly string[];
}

const iamArn = ({ account }: DeliveryOf, resource: string) =>
  `arn:${account.partition}:iam::${account.accountId}:${resource}`;
/** What everything of an environment is called after. */
export const prefixOf = ({ environment }: Pick<DeliveryOf, "environment">) =>
  `cruddur-${environment}`;
/** The policy that bounds every role that a deployment makes. */
export const boundaryArn = (of: DeliveryOf) => iamArn(of, `policy/${prefixOf(of)}-boundary`);
const environmentRoles = (of: DeliveryOf) => iamArn(of, `role/${prefixOf(of)}-*`);
/** The names of the two roles. */
export const deliveryRoleName = (of: Pick<DeliveryOf, "environment">, kind: "deploy" | "preview") =>
  `${prefixOf(of)}-${kind}`;

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
    roles: policyDocument(roleStatements(of)),
    read: policyDocument([read()]),
  };
}

/** What the preview role may do: look. */
export function previewPolicies(of: DeliveryOf): Readonly<Record<string, string>> {
  return { read: policyDocument([read(), stackSecrets(of), ...state(of, ["s3:GetObject"])]) };
}

/** The tags that everything of the environment bears, as a condition. */
export function tags(
  of: DeliveryOf,
  key: "aws:RequestTag" | "aws:ResourceTag",
): Record<string, string> {
  return { [`${key}/Project`]: "cruddur", [`${key}/Environment`]: of.environment };
}

/** Services ask for it also where tags come with the creation. */
const LABELLING = /:(CreateTags|TagResource|AddTags\w*)$/;

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

function roleStatements(of: DeliveryOf): Statement[] {
  const roles = environmentRoles(of);
  const own = (["deploy", "preview"] as const).map((kind) =>
    iamArn(of, `role/${deliveryRoleName(of, kind)}`),
  );
  const aliases = arnOf(of.account, "kms", `alias/${prefixOf(of)}-*`);
  const aliasActions = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"];
  return [
    {
      Sid: "BoundedRoles",
      Effect: "Allow",
      Action: [
        ..."iam:AttachRolePolicy iam:CreateRole iam:PutRolePermissionsBoundary".split(" "),
        "iam:PutRolePolicy",
      ],
      Resource: roles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn(of) } },
    },
    {
      Sid: "Roles",
      Effect: "Allow",
      Action: [
        ..."iam:DeleteRole iam:DeleteRolePolicy iam:DetachRolePolicy iam:TagRole".split(" "),
        ..."iam:UntagRole iam:UpdateAssumeRolePolicy iam:UpdateRole".split(" "),
        "iam:UpdateRoleDescription",
      ],
      Resource: roles,
    },
    {
      Sid: "PassRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles,
      Condition: { StringEquals: { "iam:PassedToService": PASSED_TO } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: SERVICE_LINKED.map((service) => iamArn(of, `role/aws-service-role/${service}/*`)),
      Condition: { StringEquals: { "iam:AWSServiceName": SERVICE_LINKED } },
    },
    { Sid: "Aliases", Effect: "Allow", Action: aliasActions, Resource: aliases },
    {
      Sid: "AliasedKeys",
      Effect: "Allow",
      Action: aliasActions,
      Resource: arnOf(of.account, "kms", "key/*"),
      Condition: { StringEquals: tags(of, "aws:ResourceTag") },
    },
    {
      // Whoever deploys changes neither his own rights nor the bounds of those he gives.
      Sid: "NotItself",
      Effect: "Deny",
      Action: "iam:*",
      Resource: [...own, boundaryArn(of)],
    },
    {
      Sid: "BoundariesStay",
      Effect: "Deny",
      Action: "iam:DeleteRolePermissionsBoundary",
      Resource: "*",
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
