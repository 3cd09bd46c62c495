import {
  deny,
  nativeScp,
  ORGANIZATION,
  scp,
  scpText,
  together,
  WAITING,
} from "../../lib/guardrails.vectors";
import { configured, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const REGIONS = ["eu-west-1", "eu-central-1"];
const outside = (regions: unknown, operator = "StringNotEquals"): Record<string, unknown> => ({
  Condition: { [operator]: { "aws:RequestedRegion": regions } },
});
const lock = (parts: Record<string, unknown> = {}): Record<string, unknown> => ({
  Effect: "Deny",
  NotAction: ["cloudfront:*", "iam:*", "organizations:*", "route53:*", "sts:*", "support:*"],
  Resource: "*",
  ...outside(REGIONS),
  ...parts,
});
const EXPECTED = "; expected a Deny outside the regions in use (`aws:RequestedRegion`).";
const open = (...actions: string[]): string =>
  `content leaves ${actions.join(", ")} open${EXPECTED}`;
const ALL = open(
  ...["ec2:RunInstances", "ecr:CreateRepository", "ecs:CreateService", "ecs:RunTask"],
  "lambda:CreateFunction",
);
const NOT_EXEMPT =
  "takes in iam, which AWS serves from us-east-1; expected global services in NotAction.";

export default {
  pass: {
    "all but the global services": scp(lock()),
    "one statement, not in a list": scpText({ Statement: lock() }),
    "the content of aws-native": nativeScp(lock()),
    "regions by a pattern": scp(lock(outside("eu-*", "StringNotLike"))),
    "an operator that a missing key passes": scp(lock(outside(REGIONS, "StringNotEqualsIfExists"))),
    "the roles of a landing zone are spared": scp(
      lock({
        Condition: {
          StringNotEquals: { "aws:RequestedRegion": REGIONS },
          ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/AWSControlTowerExecution"] },
        },
      }),
    ),
    "all services where the home of the global ones is in use": scp(
      deny(["*"], outside(["eu-west-1", "us-east-1"])),
    ),
    "a list of the services that are bound to a region": scp(
      deny(["ec2:*", "ecr:*", "ecs:*", "lambda:*"], outside(REGIONS)),
    ),
    "by one policy of two": together(scp(deny(["organizations:LeaveOrganization"])), scp(lock())),
    "by two statements": scp(
      deny(["ec2:*", "lambda:*"], outside(REGIONS)),
      deny(["ec?:*"], outside(REGIONS)),
    ),
    "regions that are allowed": configured(scp(lock()), { settings: { regions: REGIONS } }),
    "another stack does it": configured(ORGANIZATION, { config: { elsewhere: true } }),
    "a policy on tags": resource("aws:organizations/policy:Policy", {
      type: "TAG_POLICY",
      content: JSON.stringify({ tags: {} }),
    }),
  },
  fail: {
    "an organization without policies": [
      ORGANIZATION,
      [`organization has no service control policy here${EXPECTED}`],
    ],
    "a policy of other things": [scp(deny(["organizations:LeaveOrganization"])), [ALL]],
    "it allows": [scp(lock({ Effect: "Allow" })), [ALL]],
    "it denies the regions in use": [scp(lock(outside(REGIONS, "StringEquals"))), [ALL]],
    "a list of regions that are not meant": [
      scp(lock(outside(["ap-southeast-1"], "StringEquals"))),
      [ALL],
    ],
    "every region is spared": [scp(lock(outside(["*"], "StringNotLike"))), [ALL]],
    "no region is named": [scp(lock(outside([]))), [ALL]],
    "every role is spared": [
      scp(
        lock({
          Condition: {
            StringNotEquals: { "aws:RequestedRegion": REGIONS },
            ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" },
          },
        }),
      ),
      [ALL],
    ],
    "only calls without a second factor": [
      scp(
        lock({
          Condition: {
            StringNotEquals: { "aws:RequestedRegion": REGIONS },
            BoolIfExists: { "aws:MultiFactorAuthPresent": "false" },
          },
        }),
      ),
      [ALL],
    ],
    "one service": [
      scp(deny(["ecs:*"], outside(REGIONS))),
      [open("ec2:RunInstances", "ecr:CreateRepository", "lambda:CreateFunction")],
    ],
    "resources of one region": [
      scp(deny(["*"], { ...outside(REGIONS), Resource: "arn:aws:ecs:us-east-1:*:*" })),
      [ALL, `content.Statement[0].Action ${NOT_EXEMPT}`],
    ],
    "global services with the rest": [
      scp(deny(["*"], outside(REGIONS))),
      [`content.Statement[0].Action ${NOT_EXEMPT}`],
    ],
    "IAM is not among the exemptions": [
      scp(lock({ NotAction: ["support:*", "route53:*"] })),
      [`content.Statement[0].NotAction ${NOT_EXEMPT}`],
    ],
    "a global service that the configuration names": [
      configured(scp(lock()), { config: { globalServices: ["iam", "health"] } }),
      [
        "content.Statement[0].NotAction takes in health, which AWS serves from us-east-1; expected global services in NotAction.",
      ],
    ],
    "a region that is not allowed": [
      configured(scp(lock()), { settings: { regions: ["eu-west-1"] } }),
      ["content.Statement[0].Condition spares eu-central-1; expected only eu-west-1."],
    ],
  },
  unknown: {
    "the content waits": [WAITING, ["content"]],
    "the type waits": [
      resource("aws:organizations/policy:Policy", { type: UNKNOWN, content: "{}" }),
      ["type"],
    ],
    "another policy waits, and this one does it": [together(scp(lock()), WAITING), ["content"]],
  },
  malformed: {
    "the content does not parse": [
      scpText("{Statement"),
      ["content is not valid JSON (the parser stops at character 1)."],
    ],
  },
} satisfies Vectors;
