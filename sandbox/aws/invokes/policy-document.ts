import { createHash } from "node:crypto";
import { isObject } from "../../lib/values";
import { AwsError, type Invokes, type Properties } from "../resource-type";

/**
 * `aws.iam.getPolicyDocument`: computed by the provider, no call to AWS.
 * Order of keys, single values as text, lists sorted backwards, `&{` for `${`: as the provider renders them
 * (terraform-provider-aws internal/service/iam/policy_document_data_source.go, policy_model.go).
 */
export const invokes: Invokes = {
  "aws:iam/getPolicyDocument:getPolicyDocument": (args) => {
    const version = args["version"] ?? "2012-10-17";
    if (version !== "2012-10-17" && version !== "2008-10-17") {
      refuse(`version must be 2012-10-17 or 2008-10-17, got ${JSON.stringify(version)}`);
    }
    const own = objects(args["statements"]).map(statement);
    const sids = own.map((each) => each["Sid"]).filter((sid) => sid !== undefined);
    const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
    if (twice !== undefined) refuse(`duplicate Sid (${JSON.stringify(twice)})`);
    const documents = [
      ...texts(args["sourcePolicyDocuments"]).map(parse),
      { Version: version, Id: args["policyId"], Statement: own },
      ...texts(args["overridePolicyDocuments"]).map(parse),
    ];
    const document = documents.reduce(merge, {});
    const json = JSON.stringify(document, null, 2);
    return {
      ...args,
      id: createHash("sha256").update(json).digest().readUInt32BE(0).toString(),
      json,
      minifiedJson: JSON.stringify(document),
      version,
    };
  },
};

function refuse(message: string): never {
  throw new AwsError(
    "IAM: PolicyDocument",
    "InvalidArgument",
    `writing IAM Policy Document: ${message}`,
  );
}

/** Statements with a Sid replace those with the same, the others are appended. */
function merge(into: Properties, next: Properties): Properties {
  const before = objects(into["Statement"]);
  const added = objects(next["Statement"]);
  const replaced = before.map(
    (old) => added.find((each) => each["Sid"] !== undefined && each["Sid"] === old["Sid"]) ?? old,
  );
  const statements = [...replaced, ...added.filter((each) => !replaced.includes(each))];
  return {
    Version: next["Version"] ?? into["Version"],
    Id: next["Id"] ?? into["Id"],
    Statement: statements.length > 0 ? statements : undefined,
  };
}

function statement(given: Properties): Properties {
  const { effect = "Allow", sid } = given;
  if (effect !== "Allow" && effect !== "Deny") {
    refuse(`effect must be Allow or Deny, got ${JSON.stringify(effect)}`);
  }
  if (typeof sid === "string" && !/^[a-zA-Z0-9]*$/.test(sid)) {
    refuse(`sid must only include alphanumeric characters, got ${sid}`);
  }
  return {
    Sid: sid === "" ? undefined : sid,
    Effect: effect,
    Action: oneOrMore(given["actions"]),
    NotAction: oneOrMore(given["notActions"]),
    Resource: oneOrMore(given["resources"]),
    NotResource: oneOrMore(given["notResources"]),
    Principal: principals(given["principals"]),
    NotPrincipal: principals(given["notPrincipals"]),
    Condition: conditions(given["conditions"]),
  };
}

function principals(given: unknown): unknown {
  const found = objects(given);
  if (found.length === 0) return undefined;
  const types = [...new Set(found.map(({ type }) => String(type)))];
  const byType = types.map((type) => {
    const same = found.filter((each) => each["type"] === type);
    return [type, oneOrMore(same.flatMap(({ identifiers }) => texts(identifiers)))] as const;
  });
  const [first] = byType;
  return byType.length === 1 && first?.[0] === "*" && first[1] === "*"
    ? "*"
    : Object.fromEntries(byType);
}

function conditions(given: unknown): unknown {
  const found = objects(given);
  if (found.length === 0) return undefined;
  const byTest: Record<string, Record<string, string | string[]>> = {};
  for (const { test, variable, values } of found) {
    const list = texts(values).map(variables);
    const [only] = list;
    const operator = (byTest[String(test)] ??= {});
    const before = operator[String(variable)];
    const merged = [...(before === undefined ? [] : [before].flat()), ...list];
    operator[String(variable)] = merged.length === 1 && only !== undefined ? only : merged;
  }
  return byTest;
}

function oneOrMore(given: unknown): string | string[] | undefined {
  const list = [...new Set(texts(given).map(variables))].sort().reverse();
  return list.length > 1 ? list : list[0];
}

/** `&{aws:username}` is how a program writes AWS's `${aws:username}`. */
function variables(text: string): string {
  return text.replaceAll("&{", "${");
}

function parse(text: string): Properties {
  try {
    const document: unknown = JSON.parse(text);
    if (isObject(document)) {
      const { Statement } = document;
      return { ...document, Statement: Array.isArray(Statement) ? Statement : [Statement] };
    }
  } catch {
    // Refused below: it is no document either way.
  }
  return refuse("a source or override document is not a JSON object");
}

function objects(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
