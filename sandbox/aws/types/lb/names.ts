import type { CheckFailure, Properties } from "../../resource-type";

const LENGTH = 32;

/**
 * Faults of `name` and `namePrefix`: terraform-provider-aws internal/service/elbv2/validate.go.
 * @param prefixLength characters that a prefix may have.
 * @param reserved a beginning that AWS keeps for itself.
 */
export function nameFaults(
  inputs: Properties,
  prefixLength: number,
  reserved?: string,
): CheckFailure[] {
  return [
    ...faultsOf("name", inputs["name"], LENGTH, reserved),
    ...faultsOf("namePrefix", inputs["namePrefix"], prefixLength, reserved),
  ];
}

function faultsOf(property: string, value: unknown, most: number, reserved = ""): CheckFailure[] {
  if (typeof value !== "string" || value === "") return [];
  const reasons = [
    value.length > most && `"${property}" cannot be longer than ${most} characters: "${value}"`,
    !/^[0-9A-Za-z-]+$/.test(value) &&
      `only alphanumeric characters and hyphens allowed in "${property}": "${value}"`,
    value.startsWith("-") && `"${property}" cannot begin with a hyphen: "${value}"`,
    property === "name" &&
      value.endsWith("-") &&
      `"${property}" cannot end with a hyphen: "${value}"`,
    reserved !== "" &&
      value.startsWith(reserved) &&
      `"${property}" cannot begin with "${reserved}": "${value}"`,
  ];
  return reasons.flatMap((reason) => (reason === false ? [] : [{ property, reason }]));
}
