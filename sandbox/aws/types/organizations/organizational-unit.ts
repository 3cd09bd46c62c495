import { checks, lengthBetween, matches } from "../../lib/check";
import type { Account } from "../../account";
import type { ResourceType } from "../../resource-type";
import {
  managedOrganization,
  ORGANIZATIONAL_UNIT,
  POLICY_ATTACHMENT,
  refuse,
  rootOf,
} from "./tokens";

/** API model organizations 2016-11-28: ParentId. */
const PARENT = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;

export const organizationalUnit: ResourceType = {
  token: ORGANIZATIONAL_UNIT,
  source: [
    "API model organizations 2016-11-28: CreateOrganizationalUnit, UpdateOrganizationalUnit, DeleteOrganizationalUnit",
    "terraform-provider-aws internal/service/organizations/organizational_unit.go",
  ],
  autoName: { property: "name", maxLength: 128 },
  required: ["parentId"],
  forceNew: ["parentId"],
  taggable: true,
  check: checks(
    lengthBetween("name", 1, 128),
    matches("parentId", PARENT, "the id of a root or an organizational unit"),
  ),
  create: (inputs, call) => {
    const organization = managedOrganization(call, "CreateOrganizationalUnit");
    const root = rootOf(organization).id;
    const parent = String(inputs["parentId"]);
    if (parent !== root && call.account.get(ORGANIZATIONAL_UNIT, parent) === undefined) {
      throw refuse(
        "CreateOrganizationalUnit",
        "ParentNotFoundException",
        `You specified parent that doesn't exist. (${parent})`,
      );
    }
    requireFree(call.account, parent, inputs["name"], undefined, "CreateOrganizationalUnit");
    const id = `ou-${root.replace(/^r-/, "")}-${call.hex(8)}`;
    const arn = `arn:${call.partition}:organizations::${call.accountId}:ou/${organization.id}/${id}`;
    return { id, outputs: { accounts: [], arn } };
  },
  update: (id, inputs, old, { account }) => {
    const operation = "UpdateOrganizationalUnit";
    requireFree(account, String(old["parentId"]), inputs["name"], id, operation);
    return {};
  },
  delete: (id, _stored, { account }) => {
    const child = account.find(ORGANIZATIONAL_UNIT, ({ parentId }) => parentId === id);
    if (child !== undefined) {
      throw refuse(
        "DeleteOrganizationalUnit",
        "OrganizationalUnitNotEmptyException",
        "The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.",
      );
    }
    for (const attachment of account.list(POLICY_ATTACHMENT)) {
      if (attachment.properties["targetId"] === id)
        account.remove(POLICY_ATTACHMENT, attachment.id);
    }
  },
};

function requireFree(
  account: Account,
  parent: string,
  name: unknown,
  self: string | undefined,
  operation: string,
): void {
  const clash = account.find(
    ORGANIZATIONAL_UNIT,
    (other, id) => id !== self && other["parentId"] === parent && other["name"] === name,
  );
  if (clash === undefined) return;
  throw refuse(
    operation,
    "DuplicateOrganizationalUnitException",
    "An OU with the same name already exists.",
  );
}
