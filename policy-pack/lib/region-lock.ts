import type { Condition, Statement } from "./policy-document";
import { globMatches } from "./policy-patterns";
import { isExemption, reachesAll } from "./guardrails";

const KEY = "aws:requestedregion";

/** Where AWS serves its global services, in each partition. */
const HOMES = ["us-east-1", "us-gov-west-1", "cn-north-1"];

/** Calls that stand for all that is bound to a region: if they are denied, so is the rest. */
export const REGIONAL_CALLS: readonly string[] = [
  "ec2:RunInstances",
  "ecr:CreateRepository",
  "ecs:CreateService",
  "ecs:RunTask",
  "lambda:CreateFunction",
];

/** The regions that a Deny spares; undefined if it is no region lock. Patterns with `StringNotLike`. */
export function sparedRegions(statement: Statement): readonly string[] | undefined {
  if (statement.effect !== "Deny") return undefined;
  const { conditions } = statement;
  const locks = conditions.filter(isLock);
  const others = conditions.filter((condition) => !locks.includes(condition));
  return locks.length > 0 && others.every(isExemption)
    ? locks.flatMap(({ values }) => values)
    : undefined;
}

/** True if the statement denies calls of every resource outside the regions that it spares. */
export function locksRegions(statement: Statement, action: string): boolean {
  return sparedRegions(statement) !== undefined && reachesAll(statement, action);
}

/** True if a region in which AWS serves its global services is spared: then they need no exemption. */
export function sparesHome(regions: readonly string[]): boolean {
  return HOMES.some((home) => regions.some((region) => globMatches(region, home)));
}

function isLock({ operator, key, values }: Condition): boolean {
  return (
    key === KEY &&
    /^StringNot(?:Equals|EqualsIgnoreCase|Like)$/i.test(operator) &&
    values.length > 0 &&
    !values.some((value) => /^[*?]*$/.test(value))
  );
}
