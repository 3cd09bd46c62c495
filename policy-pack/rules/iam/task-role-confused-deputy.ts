import { each } from "../../lib/finding";
import { ROLES } from "../../lib/iam-graph";
import { statementOf, type Condition } from "../../lib/policy-document";
import { isBinding } from "../../lib/policy-scope";
import { rule } from "../../lib/rule";
import { admitsTasks, trustStatements } from "../../lib/trust";

export default rule(
  {
    name: "iam-task-role-confused-deputy",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Roles of tasks must be taken on behalf of one's own account only.",
    why: "The service takes roles for every customer; without a condition it can be made to take yours for someone else.",
    remediationSteps:
      "Add a condition on aws:SourceAccount, and on aws:SourceArn, to the trust policy.",
    example: `Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": \`arn:aws:ecs:\${region}:\${accountId}:*\` } }`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    tags: [],
    practices: ["B10", "C23"],
  },
  ROLES,
  function* (role) {
    yield* each(trustStatements(role), function* (reader) {
      const statement = statementOf(reader);
      if (!admitsTasks(statement) || statement.conditions.some(namesSource)) return;
      yield reader.finding("Condition", {
        found: "does not say for whom the role may be taken",
        expected: "aws:SourceAccount or aws:SourceArn with the account",
      });
    });
  },
);

const SOURCES = new Set(["aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"]);

function namesSource(condition: Condition): boolean {
  if (!isBinding(condition)) return false;
  const { key, values } = condition;
  if (key === "aws:sourcearn")
    return values.every((arn) => /^\d{12}$/.test(arn.split(":")[4] ?? ""));
  return SOURCES.has(key) && values.every((value) => !/^[*?]*$/.test(value));
}
