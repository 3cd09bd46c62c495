/** What may stand in the policies of roles; see `checks.ts`. */
import { absent, fields, list, named, oneOf, oneOrMore, optional, text } from "./checks";
import type { Statement } from "./iam-documents";

/** Source: IAM User Guide, grammar of the JSON policy language, for this and what follows. */
const ACTION = text(/^(\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$/, "an action such as s3:GetObject");
const RESOURCE = text(/^(\*|arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:[^\n\0]+)$/, "an ARN or *");
const OPERATOR = text(
  /^((ForAllValues|ForAnyValue):)?[A-Z][A-Za-z]+$/,
  "a condition operator such as StringEquals",
);
const CONDITION_KEY = text(/^[a-zA-Z0-9-]+:\S+$/, "a condition key such as aws:SourceArn");
const VALUE = text(/^[^\0]*$/, "a text");

/** What a role may do. */
export const STATEMENTS = list(
  fields<Statement>({
    Sid: optional(text(/^[A-Za-z0-9]+$/, "letters and digits")),
    Effect: oneOf(["Allow", "Deny"]),
    Principal: absent("is given; the policy of a role names nobody"),
    Action: oneOrMore(ACTION),
    Resource: oneOrMore(RESOURCE),
    Condition: optional(named(OPERATOR, named(CONDITION_KEY, oneOrMore(VALUE)))),
  }),
);
