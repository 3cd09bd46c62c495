import { AwsError } from "../resource-type";
import { isObject } from "../../lib/values";

/**
 * EC2's `Filters`: every filter must match, each by one of its values (`*` stands for any text).
 * @throws AwsError for a filter that this object has no value for.
 */
export function matchesFilters(
  filters: unknown,
  object: Readonly<Record<string, string>>,
): boolean {
  const given = Array.isArray(filters) ? filters.filter(isObject) : [];
  return given.every((filter) => {
    const name = String(filter["name"]);
    const value = object[name];
    if (value === undefined) {
      throw new AwsError(
        "EC2: Describe",
        "InvalidParameterValue",
        `The filter '${name}' is invalid`,
      );
    }
    const values = Array.isArray(filter["values"]) ? filter["values"].map(String) : [];
    return values.some((pattern) => wildcard(pattern).test(value));
  });
}

function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
}
