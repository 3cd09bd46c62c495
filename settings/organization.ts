/** Configuration keys of the organisation stack: what exists once per account or organisation. */
import { flag, optional, own, text } from "./setting";

/** Keys of the organisation stack. */
export const ORGANIZATION_SETTINGS = {
  auditTrail: flag({
    key: own("auditTrail"),
    default: "false",
    description: "Records every API call of the account in a CloudTrail trail of all regions.",
  }),
  githubRepository: optional(
    text(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, "<owner>/<repository>", {
      key: own("githubRepository"),
      description: "The GitHub repository whose workflows may preview and deploy.",
    }),
  ),
} as const;
