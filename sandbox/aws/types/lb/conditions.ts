import { isObject } from "../../../lib/values";
import type { CheckFailure, Properties } from "../../resource-type";
import { ipv4Fault, ipv6Fault } from "../ec2/cidr";
import { bags, texts } from "../ec2/inputs";

/** Fields of a rule's condition, exactly one of which each condition has: terraform-provider-aws internal/service/elbv2/listener_rule.go. */
const FIELDS = [
  "hostHeader",
  "httpHeader",
  "httpRequestMethod",
  "pathPattern",
  "queryStrings",
  "sourceIp",
];
const LENGTH = 128;

/** The values of a condition: each counts for the quota. */
export function valuesIn(condition: Properties): readonly string[] {
  const nested = FIELDS.map((name) => condition[name]).filter(isObject);
  const queries = bags(condition, "queryStrings").map((query) => String(query["value"]));
  return [...nested.flatMap((field) => [...texts(field, "values"), ...texts(field, "regexValues")]), ...queries]; // prettier-ignore
}

export function conditionFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  const isOpen = unknown.has("conditions");
  return bags(inputs, "conditions").flatMap((condition, index) => {
    const given = FIELDS.filter((name) => condition[name] !== undefined);
    const faults: CheckFailure[] = valueFaults(condition);
    if (given.length > 1 || (given.length === 0 && !isOpen)) {
      const found = given.length === 0 ? "none is set" : `set: ${given.join(", ")}`;
      const reason = `exactly one of ${FIELDS.join(", ")} must be set in a condition; ${found}`;
      faults.push({ property: given[1] ?? FIELDS[0] ?? "", reason });
    }
    return faults.map((fault) => ({
      ...fault,
      property: `conditions[${index}].${fault.property}`,
    }));
  });
}

function valueFaults(condition: Properties): CheckFailure[] {
  return Object.entries(condition).flatMap(([name, field]) =>
    !isObject(field)
      ? []
      : texts(field, "values").flatMap((value, index) => {
          const reason = valueFault(name, value);
          return reason === undefined ? [] : [{ property: `${name}.values[${index}]`, reason }];
        }),
  );
}

function valueFault(field: string, value: string): string | undefined {
  if (field === "sourceIp") return value.includes(":") ? ipv6Fault(value) : ipv4Fault(value);
  if (field === "httpRequestMethod") {
    return /^[A-Za-z-_]{1,40}$/.test(value)
      ? undefined
      : `expected 1 to 40 letters, - or _, got ${JSON.stringify(value)}`;
  }
  return value.length >= 1 && value.length <= LENGTH
    ? undefined
    : `expected length to be in the range (1 - ${LENGTH}), got ${value.length}`;
}
