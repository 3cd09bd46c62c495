import { CONTAINER_TYPES } from "../../lib/containers";
import { excessSecrets } from "../../lib/excess-secrets";
import { executionRoles } from "../../lib/execution-roles";
import { strings } from "../../lib/options";
import { ownSecrets } from "../../lib/own-secrets";
import { stackRule } from "../../lib/rule";

export default stackRule(
  {
    name: "stack-execution-role-own-prefix",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Execution roles must read and decrypt only the parameters and secrets of their own application.",
    why: "Whoever can change the task definition gets every secret that the execution role can read, those of other applications too.",
    remediationSteps:
      "Name the parameters and secrets, or their prefix, as Resource; limit kms:Decrypt to the key, or by `kms:ResourceAliases`.",
    example: `{
  Effect: "Allow",
  Action: ["ssm:GetParameters"],
  Resource: ["arn:aws:ssm:us-east-1:123456789012:parameter/cruddur/dev/web/*"],
}`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
    tags: [],
    practices: ["B9", "C23", "D10", "D11"],
    options: {
      prefixes: strings(
        [],
        "What names of parameters and secrets begin with, such as `/cruddur/`. Empty: what the tasks name and the stack declares.",
      ),
    },
  },
  CONTAINER_TYPES,
  function* (graph, { config }) {
    for (const role of yield* executionRoles(graph)) {
      const own = ownSecrets(graph, role.tasks);
      yield* excessSecrets(role, own, config.prefixes);
    }
  },
);
