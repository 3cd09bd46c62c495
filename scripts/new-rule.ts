import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../policy-pack/lib/services";
import { exitCodeOf, parseCommandLine } from "../sandbox/lib/command-line";
import { UserError } from "../sandbox/lib/user-error";
import { ruleNames, RULES_FOLDER, rulesIndex } from "./rule-files";

const USAGE = `npm run new:rule -- <service> <name without its service>
Writes a rule of the policy pack and its vectors, and lists it; for example ecs task-no-host-network
The service is one of ${SERVICES.join(", ")}.`;

/** What is wrong with the arguments of `npm run new:rule -- <service> <name>`, in sentences. */
export function faultsOf(service: string, file: string): string[] {
  const name = `${service}-${file}`;
  const faults: string[] = [];
  if (!SERVICES.includes(service)) {
    faults.push(`There is no service "${service}"; there are: ${SERVICES.join(", ")}.`);
  }
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(file)) {
    faults.push(
      `"${file}" is no name; expected words in small letters, joined by "-", such as task-no-privileged.`,
    );
  }
  if (name.length > 45) faults.push(`"${name}" has ${name.length} characters; 45 are allowed.`);
  if (existsSync(join(RULES_FOLDER, service, `${file}.ts`)))
    faults.push(`"${name}" exists already.`);
  return faults;
}

/** The rule's file: it compiles, finds nothing, and its vectors say so. */
export function ruleText(service: string, file: string): string {
  const onContainers = service === "ecs" && file.startsWith("task-");
  const [imports, head, check] = onContainers
    ? [
        'import { TASKS } from "../../lib/containers";\nimport { containerRule } from "../../lib/rule";',
        "containerRule(",
        `  TASKS,
  // eslint-disable-next-line require-yield -- TODO: yield container.finding(…) where the container violates the rule.
  function* (container) {
    container.flag("todo");
  },`,
      ]
    : [
        'import { rule } from "../../lib/rule";',
        "rule(",
        `  ["aws:todo/todo:Todo"], // TODO: every type token that can carry the fault
  // eslint-disable-next-line require-yield -- TODO: yield resource.finding(…) where the resource violates the rule.
  function* (resource) {
    resource.flag("todo");
  },`,
      ];
  return `${imports}

export default ${head}
  {
    name: "${service}-${file}",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "TODO: what must hold.",
    why: "TODO: what goes wrong otherwise.",
    remediationSteps: "TODO: the fix in one line.",
    example: "TODO: the fix as TypeScript",
    url: "https://docs.aws.amazon.com/", // TODO: the page that says so
    tags: [], // TODO: "security-hub:ECS.4" …, frameworks of lib/frameworks.ts
    practices: [],
  },
${check}
);
`;
}

/** Its vectors: one of each kind; those for "fail" and the rest fail until the rule finds them. */
export function vectorsText(service: string, file: string): string {
  if (service === "ecs" && file.startsWith("task-")) {
    return `import { MALFORMED_CONTAINERS, task, UNKNOWN_CONTAINERS, type Vectors } from "../../lib/vectors";

export default {
  pass: {
    "TODO: what passes": task([{ name: "web" }]),
  },
  fail: {
    "TODO: what violates": [
      task([{ name: "web", todo: true }]),
      ['Container "web": containerDefinitions[0].todo is true; expected TODO.'],
    ],
  },
  unknown: UNKNOWN_CONTAINERS,
  malformed: MALFORMED_CONTAINERS,
} satisfies Vectors;
`;
  }
  return `import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const todo = (props: Record<string, unknown>): VectorResource => resource("aws:todo/todo:Todo", props);

export default {
  pass: {
    "TODO: what passes": todo({}),
  },
  fail: {
    "TODO: what violates": [todo({ todo: true }), ["todo is true; expected TODO."]],
  },
  unknown: { "the property waits": [todo({ todo: UNKNOWN }), ["todo"]] },
  malformed: { "the property is an object": [todo({ todo: {} }), ["todo is an object; expected true or false."]] },
} satisfies Vectors;
`;
}

/** Writes the rule that the arguments name. Throws a UserError with all that is wrong with them. */
function newRule(args: readonly string[]): number {
  const { positionals } = parseCommandLine(args, { usage: USAGE, words: [2, 2], options: {} });
  const [service = "", file = ""] = positionals;
  const faults = faultsOf(service, file);
  if (faults.length > 0) throw new UserError([...faults, `Usage: ${USAGE}`].join("\n"));
  const path = join(RULES_FOLDER, service, file);
  mkdirSync(join(RULES_FOLDER, service), { recursive: true });
  writeFileSync(`${path}.ts`, ruleText(service, file));
  writeFileSync(`${path}.vectors.ts`, vectorsText(service, file));
  writeFileSync(join(RULES_FOLDER, "index.ts"), rulesIndex(ruleNames()));
  console.log(
    `Written: policy-pack/rules/${service}/${file}.ts and ${file}.vectors.ts; listed in rules/index.ts.\n` +
      `Now make this pass: npx mocha tests/policy-pack/*.spec.ts --grep ${service}-${file}; then npm run docs.`,
  );
  return 0;
}

if (require.main === module)
  void exitCodeOf(() => newRule(process.argv.slice(2))).then((code) => (process.exitCode = code));
