import { attempt, show, type Check, type Finding } from "./finding";
import { canEscalate, openedBy, type Opened } from "./escalations";
import type { Graph } from "./graph";
import { policiesByIdentity } from "./iam-graph";
import { eachStatement } from "./identity-policies";
import type { Statement } from "./policy-document";
import type { Reader } from "./reader";

const SHOWN = 3;

/** What the statements of one resource open together. */
export function* escalationsWithin(resource: Reader, type: string): Check {
  const statements: Statement[] = [];
  yield* collect(resource, type, statements);
  yield* findings(openedBy(statements));
}

/** What an identity's policies open together and none of them opens alone. */
export function* escalationsAcross(graph: Graph): Check {
  for (const [identity, policies] of policiesByIdentity(graph)) {
    const each = policies.map(({ resource, type }) => readable(resource, type));
    const alone = new Set(each.flatMap(openedBy).map(({ escalation }) => escalation));
    const together = openedBy(each.flat()).filter(({ escalation }) => !alone.has(escalation));
    yield* findings(together, `with other policies of ${show(identity.name)} `);
  }
}

/** Without what cannot be known or read: the check of that resource has said so. */
function readable(resource: Reader, type: string): Statement[] {
  const statements: Statement[] = [];
  Array.from(attempt(() => collect(resource, type, statements)));
  return statements;
}

function collect(resource: Reader, type: string, into: Statement[]): Check {
  return eachStatement(resource, type, (statement) => {
    // The copy reads all of it, so that what cannot be known is noticed here.
    if (canEscalate(statement)) into.push({ ...statement });
    return [];
  });
}

/** One finding per statement, which names what it opens. */
function findings(opened: readonly Opened[], where = ""): Finding[] {
  const byStatement = new Map<Statement, Opened[]>();
  for (const way of opened) {
    const first = way.steps[0]?.by;
    if (first !== undefined) byStatement.set(first, [...(byStatement.get(first) ?? []), way]);
  }
  return [...byStatement].map(([{ reader }, ways]) => {
    const shown = ways.slice(0, SHOWN).map((way) => sentence(way, reader));
    const more = ways.length > SHOWN ? `; and ${ways.length - SHOWN} ways more` : "";
    return reader.finding(reader.given("NotAction") ? "NotAction" : "Action", {
      found: `${where}allows ${shown.join("; ")}${more}`,
      expected: "named resources, or fewer of these actions together",
    });
  });
}

/** `"iam:PassRole" with "ecs:RunTask" (policy.Statement[1]), to run a task with any role` */
function sentence({ escalation, steps }: Opened, first: Reader): string {
  const actions = steps.map(({ action, by: { reader } }) => {
    const here = reader.place.urn === first.place.urn;
    if (here && reader.path === first.path) return `"${action}"`;
    return `"${action}" (${reader.path}${here ? "" : ` of ${show(nameOf(reader))}`})`;
  });
  return `${actions.join(" with ")}, to ${escalation.can}`;
}

function nameOf(reader: Reader): string {
  return reader.place.urn.split("::").at(-1) ?? "";
}
