/** Configuration keys that every stack has, whatever its scope. */
import {
  ACCOUNT_ID,
  BOUNDARY_ARN,
  EMAIL,
  KEY_DELETION,
  REGION,
} from "../components/lib/aws-checks";
import { LOG_RETENTION_DAYS } from "../components/log-group";
import { checked, choice, flag, integer, make, optional, own, text } from "./setting";

/** What a stack may hold, and the word for it in `cruddur:scope`. */
export const SCOPES = ["environment", "organization"] as const;

/** Of what TAG_VALUE allows, what every service of AWS takes; a blank at an end would be lost. */
const TAG = /^(?! )[\w .@:/+-]{1,64}(?<! )$/;
const TAG_ALLOWED = "1 to 64 letters, digits, blanks within and _ . @ : / + -";

/** Keys of every stack. */
export const COMMON_SETTINGS = {
  region: checked(REGION, "an AWS region such as us-east-1", {
    key: "aws:region",
    description: "The AWS region that everything is in.",
  }),
  scope: choice(SCOPES, {
    key: own("scope"),
    default: "environment",
    description: "What the stack holds.",
  }),
  accountId: optional(
    checked(ACCOUNT_ID, "12 digits", {
      key: own("accountId"),
      description: "The only AWS account that the stack may be deployed to.",
    }),
  ),
  protected: flag({
    key: own("protected"),
    default: "true",
    description:
      "Refuses deletion of what holds data, and refuses values that are fit for development only.",
  }),
  owner: text(TAG, TAG_ALLOWED, {
    key: own("owner"),
    default: "cruddur",
    description: "Tag Owner: whom to ask.",
  }),
  costCenter: text(TAG, TAG_ALLOWED, {
    key: own("costCenter"),
    default: "cruddur",
    description: "Tag CostCenter: who pays.",
  }),
  permissionsBoundaryArn: optional(
    checked(BOUNDARY_ARN, "the ARN of an IAM policy", {
      key: own("permissionsBoundaryArn"),
      description: "Bounds every role of the stack.",
    }),
  ),
  logRetentionDays: make(
    {
      key: own("logRetentionDays"),
      default: "365",
      unit: "days",
      description: "How long log groups keep their events.",
    },
    LOG_RETENTION_DAYS.join(", "),
    (given) => LOG_RETENTION_DAYS.find((days) => String(days) === given),
  ),
  keyDeletionDays: integer(KEY_DELETION.least, KEY_DELETION.most, {
    key: own("keyDeletionDays"),
    default: "30",
    unit: "days",
    description: "Days between the deletion of a customer key and the loss of what it encrypts.",
  }),
  alarmEmail: optional(
    checked(EMAIL, "an e-mail address", {
      key: own("alarmEmail"),
      description: "Who gets the alarms by mail; AWS asks that address for its consent first.",
    }),
  ),
} as const;
