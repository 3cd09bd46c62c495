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
import { configured, type Vectors } from "../../lib/vectors";

const STOPS = [
  ...["cloudtrail:DeleteTrail", "cloudtrail:StopLogging"],
  ...["config:DeleteConfigurationRecorder", "config:StopConfigurationRecorder"],
  "guardduty:DeleteDetector",
];
const AUDIT = except("arn:aws:iam::*:role/audit-admin");
const EXPECTED = "; expected a Deny for all but the roles that set the records up.";
const open = (...actions: string[]): string =>
  `content leaves ${actions.join(", ")} open${EXPECTED}`;

export default {
  pass: {
    "each of them": scp(deny(STOPS, AUDIT)),
    "by patterns": scp(deny(["cloudtrail:*", "config:Delete*", "config:Stop*", "guardduty:*"])),
    "by three policies": together(
      scp(deny(["cloudtrail:*"])),
      scp(deny(["config:*"], AUDIT)),
      nativeScp(deny(["guardduty:*"])),
    ),
    "trails of a landing zone by name": scp(
      deny(["cloudtrail:DeleteTrail", "cloudtrail:StopLogging"], {
        Resource: ["arn:aws:cloudtrail:*:*:trail/aws-controltower-*"],
        ...except("arn:aws:iam::*:role/AWSControlTowerExecution"),
      }),
      deny(["config:*", "guardduty:*"]),
    ),
    "a landing zone does it": configured(ORGANIZATION, { config: { elsewhere: true } }),
  },
  fail: {
    "an organization without policies": [
      ORGANIZATION,
      [`organization has no service control policy here${EXPECTED}`],
    ],
    "deleting a trail is denied, stopping it is not": [
      scp(deny(STOPS.filter((action) => action !== "cloudtrail:StopLogging"))),
      [open("cloudtrail:StopLogging")],
    ],
    "GuardDuty is left out": [
      scp(deny(["cloudtrail:*", "config:*"], AUDIT)),
      [open("guardduty:DeleteDetector")],
    ],
    "it allows": [scp({ ...deny(STOPS), Effect: "Allow" }), [open(...STOPS)]],
    "every role and user is spared": [
      scp(deny(STOPS, except("arn:aws:iam::*:*"))),
      [open(...STOPS)],
    ],
    "only the root user is denied": [
      scp(
        deny(STOPS, { Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } } }),
      ),
      [open(...STOPS)],
    ],
    "resources of another service": [
      scp(deny(STOPS, { Resource: "arn:aws:s3:::audit/*" })),
      [open(...STOPS)],
    ],
    "the policy that denies most is named, of two": [
      together(scp(deny(["ec2:*"])), scp(deny(["cloudtrail:*", "config:*"]))),
      [open("guardduty:DeleteDetector")],
    ],
  },
  unknown: { "the content waits": [WAITING, ["content"]] },
  malformed: {
    "the actions are an object": [
      scpText({ Statement: [{ Effect: "Deny", Action: { all: true }, Resource: "*" }] }),
      ["content.Statement[0].Action is an object; expected a string."],
    ],
  },
} satisfies Vectors;
