import { each, type Check } from "./finding";
import { isRestricted, namesEveryone, statementOf, statementsOf } from "./policy-document";
import type { Reader } from "./reader";

/** Finds the statements of a resource's policy that allow everybody, without a condition on who that is. */
export function* publicStatements(resource: Reader, path: string): Check {
  yield* each(statementsOf(resource, path), function* (reader) {
    const statement = statementOf(reader);
    if (statement.effect === "Deny" || !namesEveryone(statement) || isRestricted(statement)) return;
    yield reader.finding(statement.notPrincipal ? "NotPrincipal" : "Principal", {
      found: "allows everybody",
      expected: "named principals, or a condition that names the organization or account",
    });
  });
}
