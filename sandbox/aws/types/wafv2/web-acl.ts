import { isObject } from "../../../lib/values";
import { conflicts, isJson } from "../../lib/check";
import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { bags, textOf } from "../ec2/inputs";
import { entityFaults, newEntity, requireEntity, uuid } from "./common";
import { refuse } from "./errors";
import { requireRules, ruleFaults, visibilityFaults } from "./rules";
import { WEB_ACL, WEB_ACL_ASSOCIATION, WEB_ACL_LOGGING } from "./tokens";

export const webAcl: ResourceType = {
  token: WEB_ACL,
  source: [
    "API model wafv2 2019-07-29: CreateWebACL, UpdateWebACL, DeleteWebACL",
    "terraform-provider-aws internal/service/wafv2/web_acl.go",
    "WAF Developer Guide: capacity units, managed rule groups",
  ],
  autoName: { property: "name", maxLength: 128 },
  required: ["defaultAction", "scope", "visibilityConfig"],
  forceNew: ["name", "namePrefix", "scope"],
  sets: ["customResponseBodies", "rules", "tokenDomains"],
  json: ["ruleJson"],
  taggable: true,
  unknownOnUpdate: ["capacity", "lockToken"],
  importId: (given) => given.split("/")[0],
  check: (inputs, unknown) => [
    ...entityFaults(inputs),
    ...conflicts("ruleJson", "rules")(inputs),
    ...isJson("ruleJson")(inputs),
    ...actionFaults(inputs, unknown),
    ...visibilityFaults(inputs, unknown.has("visibilityConfig")),
    ...ruleFaults(inputs, unknown),
  ],
  create: (inputs, call) => {
    const capacity = requireAcl(inputs, "CreateWebACL", call);
    const { id, outputs } = newEntity(WEB_ACL, "CreateWebACL", inputs, call);
    return { id, outputs: { applicationIntegrationUrl: "", capacity, ...outputs } };
  },
  update: (_id, inputs, _old, call) => {
    requireEntity(inputs, "UpdateWebACL", call);
    return { capacity: requireAcl(inputs, "UpdateWebACL", call), lockToken: uuid(call) };
  },
  delete: (_id, stored, { account }) => {
    const arn = textOf(stored, "arn");
    const users = account
      .list(WEB_ACL_ASSOCIATION)
      .filter(({ properties }) => properties["webAclArn"] === arn);
    if (users.length > 0) {
      refuse(
        "DeleteWebACL",
        "WAFAssociatedItemException",
        `AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource. (sandbox: ${users.map(({ properties }) => textOf(properties, "resourceArn")).join(", ")})`,
      );
    }
    account.remove(WEB_ACL_LOGGING, arn);
  },
};

function requireAcl(inputs: Properties, operation: string, call: Call): number {
  requireResponses(inputs, operation);
  return requireRules(bags(inputs, "rules"), textOf(inputs, "scope"), operation, call);
}

/** A custom response names a body that the web ACL defines. */
function requireResponses(inputs: Properties, operation: string): void {
  const bodies = bags(inputs, "customResponseBodies").map((body) => textOf(body, "key"));
  const named = JSON.stringify([inputs["defaultAction"], inputs["rules"]]).matchAll(
    /"customResponseBodyKey":"([^"]*)"/g,
  );
  for (const [, key = ""] of named) {
    if (key === "" || bodies.includes(key)) continue;
    refuse(
      operation,
      "WAFInvalidParameterException",
      `Error reason: The custom response body key does not exist in the web ACL, field: CUSTOM_RESPONSE, parameter: ${key}`, // own wording
    );
  }
}

function actionFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  const action = inputs["defaultAction"];
  if (!isObject(action) || unknown.has("defaultAction")) return [];
  const given = ["allow", "block"].filter((name) => action[name] !== undefined);
  if (given.length === 1) return [];
  const found = given.length === 0 ? "none is given" : "both are given";
  return [{ property: "defaultAction", reason: `one of allow and block is needed; ${found}` }];
}
