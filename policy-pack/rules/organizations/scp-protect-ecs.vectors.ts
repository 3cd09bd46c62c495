import {
  deny,
  except,
  nativeScp,
  ORGANIZATION,
  scp,
  scpText,
  together,
  WAITING,
} from "../../lib/guardrails.vectors";
import { configured, UNKNOWN, type Vectors } from "../../lib/vectors";

const CHANGES = ["ecs:Create*", "ecs:Delete*", "ecs:Deregister*", "ecr:Create*", "ecr:Delete*"];
const DEPLOY = except("arn:aws:iam::*:role/deploy");
const condition = (operator: string, key: string, values: unknown): Record<string, unknown> => ({
  Condition: { [operator]: { [key]: values } },
});
const EXPECTED = "; expected a Deny for all but the roles that deploy.";
const open = (...actions: string[]): string =>
  `content leaves ${actions.join(", ")} open${EXPECTED}`;
const ECR = ["ecr:CreateRepository", "ecr:DeleteRepository"];
const ALL = open(
  ...ECR,
  ...["ecs:CreateCluster", "ecs:CreateService", "ecs:DeleteCluster", "ecs:DeleteService"],
  "ecs:DeregisterTaskDefinition",
);

export default {
  pass: {
    "all but the role that deploys": scp(deny(CHANGES, DEPLOY)),
    "nobody at all": scp(deny(CHANGES)),
    "small letters": scp(deny(CHANGES.map((action) => action.toLowerCase()))),
    "whole services": scp(deny(["ecs:*", "ecr:*"], DEPLOY)),
    "everything but reading": scp({
      Effect: "Deny",
      NotAction: ["ecs:Describe*", "ecs:List*", "ecr:Get*", "ecr:Describe*"],
      Resource: "*",
      ...DEPLOY,
    }),
    "by two policies": together(scp(deny(["ecs:*"])), nativeScp(deny(["ecr:*"], DEPLOY))),
    "an object in place of JSON": scpText({ Statement: deny(CHANGES, DEPLOY) }),
    "all resources of the services": scp(
      deny(CHANGES, { Resource: ["arn:aws:ecs:*:*:*", "arn:*:ecr:*:*:repository/*"], ...DEPLOY }),
    ),
    "all resources but those of a sandbox": scp({
      Effect: "Deny",
      Action: CHANGES,
      NotResource: ["arn:aws:ecs:*:*:service/sandbox/*"],
    }),
    "but AWS's own services": scp(
      deny(CHANGES, condition("Bool", "aws:PrincipalIsAWSService", "false")),
    ),
    "but the account that deploys": scp(
      deny(CHANGES, condition("StringNotEquals", "aws:PrincipalAccount", ["123456789012"])),
    ),
    "but callers with a tag": scp(
      deny(CHANGES, condition("StringNotEquals", "aws:PrincipalTag/team", "platform")),
    ),
    "actions of the configuration": configured(scp(deny(["ecr:BatchDeleteImage"])), {
      config: { actions: ["ecr:BatchDeleteImage"] },
    }),
  },
  fail: {
    "an organization without policies": [
      ORGANIZATION,
      [`organization has no service control policy here${EXPECTED}`],
    ],
    "it allows": [scp({ ...deny(CHANGES), Effect: "Allow" }), [ALL]],
    "one service of two": [scp(deny(["ecs:*"], DEPLOY)), [open(...ECR)]],
    "deleting, and creating is left": [
      scp(deny(["ecs:Delete*", "ecs:Deregister*", "ecr:Delete*"], DEPLOY)),
      [open("ecr:CreateRepository", "ecs:CreateCluster", "ecs:CreateService")],
    ],
    "every role is spared": [scp(deny(CHANGES, except("arn:aws:iam::*:role/*"))), [ALL]],
    "every user is spared": [scp(deny(CHANGES, except("arn:aws:iam::*:user/*"))), [ALL]],
    "the whole organization is spared": [
      scp(deny(CHANGES, condition("StringNotEquals", "aws:PrincipalOrgID", "o-abcdefghij"))),
      [ALL],
    ],
    "no resource is left": [scp({ Effect: "Deny", Action: CHANGES, NotResource: "*" }), [ALL]],
    "everybody is spared": [scp(deny(CHANGES, except("*"))), [ALL]],
    "the role that deploys is the one that is denied": [
      scp(deny(CHANGES, condition("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deploy"))),
      [ALL],
    ],
    "outside some regions only": [
      scp(deny(CHANGES, condition("StringNotEquals", "aws:RequestedRegion", ["eu-west-1"]))),
      [ALL],
    ],
    "services of one name": [
      scp(deny(CHANGES, { Resource: ["arn:aws:ecs:*:*:service/prod/api"] })),
      [ALL],
    ],
    "without a second factor only": [
      scp(deny(CHANGES, condition("BoolIfExists", "aws:MultiFactorAuthPresent", "false"))),
      [ALL],
    ],
    "everything but ECS": [
      scp({ Effect: "Deny", NotAction: ["ecs:*"], Resource: "*" }),
      [
        open(
          ...["ecs:CreateCluster", "ecs:CreateService", "ecs:DeleteCluster", "ecs:DeleteService"],
          "ecs:DeregisterTaskDefinition",
        ),
      ],
    ],
  },
  unknown: {
    "the content waits": [WAITING, ["content"]],
    "the roles that deploy wait": [
      scpText({ Statement: [deny(CHANGES, except(UNKNOWN))] }),
      ["content.Statement[0].Condition.ArnNotLike.aws:PrincipalArn[0]"],
    ],
  },
  malformed: {
    "the statement is a text": [
      scpText({ Statement: "deny all" }),
      ['content.Statement is "deny all"; expected an object.'],
    ],
  },
} satisfies Vectors;
