import { isObject } from "../../../lib/values";

/**
 * The grammar of a lifecycle policy: Amazon ECR User Guide, "Lifecycle policy properties".
 * @returns the first fault, undefined when ECR would accept it.
 */
export function lifecyclePolicyFault(text: string): string | undefined {
  const policy = parse(text);
  const rules = isObject(policy) ? policy["rules"] : undefined;
  if (!Array.isArray(rules) || rules.length === 0)
    return "rules must be a list with at least one rule";
  const faults = rules.map(ruleFault);
  const first = faults.findIndex((fault) => fault !== undefined);
  if (first >= 0) return `rules[${first}]: ${faults[first] ?? ""}`;
  const priorities = rules.map((rule: { rulePriority: number }) => rule.rulePriority);
  if (new Set(priorities).size < priorities.length) return "rulePriority must be unique";
  const any = rules.find((rule: Rule) => rule.selection.tagStatus === "any") as Rule | undefined;
  return any !== undefined && any.rulePriority !== Math.max(...priorities)
    ? "the rule with tagStatus any must have the highest rulePriority: it is evaluated last"
    : undefined;
}

interface Rule {
  readonly rulePriority: number;
  readonly selection: { readonly tagStatus: string };
}

function ruleFault(rule: unknown): string | undefined {
  if (!isObject(rule)) return "must be an object";
  const { rulePriority, selection, action } = rule;
  if (!isWhole(rulePriority))
    return `rulePriority must be a whole number from 1, got ${show(rulePriority)}`;
  if (!isObject(selection)) return "selection is missing";
  if (!isObject(action) || !["expire", "transition"].includes(String(action["type"]))) {
    return "action.type must be expire or transition";
  }
  return tagFault(selection) ?? countFault(selection);
}

function tagFault(selection: Record<string, unknown>): string | undefined {
  const { tagStatus, tagPrefixList, tagPatternList } = selection;
  if (!["tagged", "untagged", "any"].includes(String(tagStatus))) {
    return `selection.tagStatus must be tagged, untagged or any, got ${show(tagStatus)}`;
  }
  const lists = [tagPrefixList, tagPatternList].filter((list) => list !== undefined);
  if (tagStatus !== "tagged") {
    return lists.length > 0
      ? `tags cannot be named with tagStatus ${String(tagStatus)}`
      : undefined;
  }
  const [list] = lists;
  return lists.length === 1 && Array.isArray(list) && list.length > 0
    ? undefined
    : "tagStatus tagged needs one of tagPrefixList and tagPatternList";
}

function countFault(selection: Record<string, unknown>): string | undefined {
  const { countType, countUnit, countNumber } = selection;
  if (!isWhole(countNumber))
    return `selection.countNumber must be a whole number from 1, got ${show(countNumber)}`;
  if (countType === "imageCountMoreThan") {
    return countUnit === undefined ? undefined : "countUnit does not go with imageCountMoreThan";
  }
  if (
    !["sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"].includes(String(countType))
  ) {
    return `selection.countType ${show(countType)} is not known`;
  }
  return countUnit === "days"
    ? undefined
    : `selection.countUnit must be days, got ${show(countUnit)}`;
}

function isWhole(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
