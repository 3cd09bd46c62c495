import { arn } from "../../lib/arns";
import { givenName } from "../../lib/names";
import { checks, conflicts, matches, oneOf } from "../../lib/check";
import type { Call, CheckFailure, Properties } from "../../resource-type";
import { text, textOf } from "../ec2/inputs";
import { refuse } from "./errors";

/** API model wafv2 2019-07-29: EntityName, EntityDescription, Scope. */
const NAME = /^[\w-]{1,128}$/;
const DESCRIPTION = /^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]+[\w+=:#@/\-,.]$/;
const SCOPES = ["REGIONAL", "CLOUDFRONT"];
const KINDS: Readonly<Record<string, string>> = {
  "aws:wafv2/webAcl:WebAcl": "webacl",
  "aws:wafv2/ipSet:IpSet": "ipset",
};

/** What the provider's schema says of what a web ACL and an IP set share. */
export function entityFaults(inputs: Properties): readonly CheckFailure[] {
  return checks(
    conflicts("namePrefix", "name"),
    matches("name", NAME, "1 to 128 letters, digits, - or _"),
    matches("namePrefix", /^[\w-]{1,102}$/, "1 to 102 letters, digits, - or _"),
    oneOf("scope", SCOPES),
  )(inputs);
}

/** Id, name and ARN of a new web ACL or IP set; refuses what WAF would. */
export function newEntity(
  token: string,
  operation: string,
  inputs: Properties,
  call: Call,
): { readonly id: string; readonly outputs: Properties } {
  const scope = textOf(inputs, "scope");
  requireEntity(inputs, operation, call);
  const name = givenName(inputs, call);
  const other = call.account.find(
    token,
    (properties) => properties["name"] === name && properties["scope"] === scope,
  );
  if (other !== undefined) {
    refuse(
      operation,
      "WAFDuplicateItemException",
      `AWS WAF couldn’t perform the operation because some resource in your request is a duplicate of an existing one. (${name})`,
    );
  }
  const id = uuid(call);
  const where = scope === "CLOUDFRONT" ? "global" : "regional";
  return {
    id,
    outputs: {
      arn: arn(call, "wafv2", `${where}/${KINDS[token] ?? ""}/${name}/${id}`),
      lockToken: uuid(call),
      name,
      namePrefix: inputs["namePrefix"] ?? "",
    },
  };
}

/** Refuses a description, or a region, that WAF would. */
export function requireEntity(inputs: Properties, operation: string, call: Call): void {
  const description = text(inputs, "description");
  const isOdd = description !== undefined && !DESCRIPTION.test(description);
  if (isOdd || (description?.length ?? 0) > 256) {
    refuse(
      operation,
      "ValidationException",
      `Value '${description ?? ""}' at 'description' failed to satisfy constraint: Member must satisfy regular expression pattern: ${DESCRIPTION.source}`,
    );
  }
  if (inputs["scope"] === "CLOUDFRONT" && call.region !== "us-east-1") {
    refuse(
      operation,
      "WAFInvalidParameterException",
      "Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT",
    );
  }
}

export function uuid(call: Call): string {
  return call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
