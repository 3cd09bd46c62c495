import { CONTAINER_TYPES } from "../../lib/containers";
import { judgeContainers } from "../../lib/container-sources";
import { each, show, type Check } from "../../lib/finding";
import type { Graph, Node } from "../../lib/graph";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { label } from "../../lib/resolve";
import { stackRule } from "../../lib/rule";
import { declaredSecrets, eachSecret, PARAMETERS, secretNamed } from "../../lib/secret-references";
import { matches } from "../../lib/settings";

const EXPECTED = "a secret or a SecureString parameter of this stack";
// AWS creates it beside the database (`manageMasterUserPassword`).
const MANAGED = "rds!*";

export default stackRule(
  {
    name: "stack-task-secret-resolvable",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "Secrets of containers should be secrets or SecureString parameters that the stack declares.",
    why: "A name with a typing error fails only when the task starts; a parameter that is no SecureString is read in clear text.",
    remediationSteps:
      "Declare the parameter or the secret, encrypted, and refer to it; list those of other stacks in `declaredElsewhere`.",
    example: `secrets: [{ name: "CONNECTION_URL", valueFrom: parameter.arn }]`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    tags: [],
    practices: ["B7", "D10", "D11"],
    options: {
      declaredElsewhere: strings(
        [],
        "Names, `*` for any characters, of secrets and parameters that other stacks declare: `shared/*`.",
      ),
    },
  },
  CONTAINER_TYPES,
  function* (graph, { config }) {
    yield* judgeContainers(graph, PARAMETERS, {
      container: (container) =>
        eachSecret(container, (name) => judge(graph, name, [...config.declaredElsewhere, MANAGED])),
      *source(parameter, find) {
        if (isEncrypted(parameter)) return;
        yield find({
          found: `is computed from ${label(parameter)}, which is no SecureString`,
          expected: EXPECTED,
        });
      },
    });
  },
);

function* judge(graph: Graph, valueFrom: Reader, elsewhere: readonly string[]): Check {
  const text = valueFrom.text() ?? "";
  const secret = secretNamed(text);
  const declared = declaredSecrets(graph, secret);
  const isKnown = matches(secret.name, elsewhere) || matches(`/${secret.name}`, elsewhere);
  if (declared.length === 0 && !isKnown) {
    yield valueFrom.finding("", {
      found: `is ${show(text)}, which this stack does not declare`,
      expected: EXPECTED,
    });
  }
  yield* each(declared, function* (node) {
    if (isEncrypted(node)) return;
    yield valueFrom.finding("", {
      found: `is that of ${label(node)}, which is no SecureString`,
      expected: EXPECTED,
    });
  });
}

function isEncrypted({ resource, type }: Node): boolean {
  return !PARAMETERS.includes(type) || resource.text("type") === "SecureString";
}
