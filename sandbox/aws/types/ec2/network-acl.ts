import { crc32 } from "node:zlib";
import { arn } from "../../lib/arns";
import type { Call, Properties, ResourceType } from "../../resource-type";
import {
  allOf,
  bags,
  between,
  each,
  exactlyOne,
  flag,
  ipv4,
  ipv6,
  number,
  oneOf,
  text,
  texts,
  textOf,
} from "./inputs";
import { networkAclOf, subnetOf, vpcOf } from "./lookups";
import { findRecords, newId, putRecord, removeRecord } from "./records";
import { inUse, refuse } from "./refusals";
import { protocolName } from "./security-group-rules";
import { NETWORK_ACL, NETWORK_ACL_RULE } from "./tokens";

/** Numbers that a program may give; 32767 is the rule that denies the rest (EC2 API: CreateNetworkAclEntry). */
const MAX_RULE = 32766;
const REPLACE = "ReplaceNetworkAclAssociation";

const entry = allOf(
  oneOf("action", ["allow", "deny"]),
  between("ruleNo", 1, MAX_RULE),
  ipv4("cidrBlock"),
  ipv6("ipv6CidrBlock"),
  exactlyOne("cidrBlock", "ipv6CidrBlock"),
);

export const networkAcl: ResourceType = {
  token: NETWORK_ACL,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_network_acl.go",
    "botocore ec2 2016-11-15: CreateNetworkAcl, ReplaceNetworkAclAssociation, DeleteNetworkAcl",
  ],
  taggable: true,
  required: ["vpcId"],
  forceNew: ["vpcId"],
  sets: ["ingress", "egress", "subnetIds"],
  check: allOf(each("ingress", entry), each("egress", entry)),
  create: (inputs, call) => {
    const vpcId = textOf(inputs, "vpcId");
    vpcOf(call, "CreateNetworkAcl", vpcId);
    const id = newId(call, "acl");
    associate(id, vpcId, texts(inputs, "subnetIds"), call);
    return {
      id,
      outputs: {
        arn: arn(call, "ec2", `network-acl/${id}`),
        egress: bags(inputs, "egress").map(shownEntry),
        ingress: bags(inputs, "ingress").map(shownEntry),
        ownerId: call.accountId,
        subnetIds: subnetsOf(id, call),
      },
    };
  },
  read: (id, stored, call) => ({
    subnetIds: subnetsOf(id, call),
    ...Object.fromEntries(
      (["ingress", "egress"] as const).map((direction) => [
        direction,
        [...bags(stored, direction), ...separateEntries(id, direction, call)].filter(
          (one, index, all) =>
            all.findIndex((other) => other["ruleNo"] === one["ruleNo"]) === index,
        ),
      ]),
    ),
  }),
  update: (id, inputs, old, call) => {
    if (inputs["subnetIds"] !== undefined) {
      release(id, old, texts(inputs, "subnetIds"), call);
      associate(id, textOf(old, "vpcId"), texts(inputs, "subnetIds"), call);
    }
    const changed = (["ingress", "egress"] as const).filter((name) => inputs[name] !== undefined);
    return {
      ...Object.fromEntries(changed.map((name) => [name, bags(inputs, name).map(shownEntry)])),
      subnetIds: subnetsOf(id, call),
    };
  },
  /** The provider gives the subnets back to the default ACL first. */
  delete: (id, stored, call) => {
    release(id, stored, [], call);
    const left = subnetsOf(id, call);
    if (left.length > 0) inUse("DeleteNetworkAcl", `network acl ${id}`, left);
  },
};

export const networkAclRule: ResourceType = {
  token: NETWORK_ACL_RULE,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_network_acl_rule.go",
    "botocore ec2 2016-11-15: CreateNetworkAclEntry, DeleteNetworkAclEntry",
  ],
  required: ["networkAclId", "protocol", "ruleAction", "ruleNumber"],
  defaults: { egress: false },
  forceNew: [
    "cidrBlock",
    "egress",
    "fromPort",
    "icmpCode",
    "icmpType",
    "ipv6CidrBlock",
    "networkAclId",
    "protocol",
    "ruleAction",
    "ruleNumber",
    "toPort",
  ],
  check: allOf(
    oneOf("ruleAction", ["allow", "deny"]),
    between("ruleNumber", 1, MAX_RULE),
    ipv4("cidrBlock"),
    ipv6("ipv6CidrBlock"),
    exactlyOne("cidrBlock", "ipv6CidrBlock"),
  ),
  create: (inputs, call) => {
    const operation = "CreateNetworkAclEntry";
    const networkAclId = textOf(inputs, "networkAclId");
    const ruleNumber = number(inputs, "ruleNumber");
    const direction = flag(inputs, "egress") ? "egress" : "ingress";
    const acl = networkAclOf(call, operation, networkAclId);
    const taken = [...bags(acl, direction), ...separateEntries(networkAclId, direction, call)];
    if (taken.some(({ ruleNo }) => ruleNo === ruleNumber)) {
      refuse(
        operation,
        "NetworkAclEntryAlreadyExists",
        `The network acl entry identified by ${ruleNumber ?? ""} already exists.`,
      );
    }
    const parts = [networkAclId, ruleNumber, flag(inputs, "egress"), textOf(inputs, "protocol")];
    return { id: `nacl-${crc32(parts.map((part) => `${String(part)}-`).join(""))}`, outputs: {} };
  },
  // AWS knows a rule by its number: `acl-…:100:tcp:false`.
  importId: (given, { account }) => {
    const [networkAclId, ruleNumber, , egress] = given.split(":");
    return account.find(
      NETWORK_ACL_RULE,
      (rule) =>
        rule["networkAclId"] === networkAclId &&
        String(rule["ruleNumber"]) === ruleNumber &&
        String(flag(rule, "egress")) === egress,
    )?.id;
  },
};

/** Entries that resources of their own added. */
function separateEntries(
  networkAclId: string,
  direction: "ingress" | "egress",
  { account }: Call,
): Properties[] {
  return account
    .list(NETWORK_ACL_RULE)
    .map(({ properties }) => properties)
    .filter((rule) => rule["networkAclId"] === networkAclId)
    .filter((rule) => flag(rule, "egress") === (direction === "egress"))
    .map((rule) => shownEntry({ ...rule, action: rule["ruleAction"], ruleNo: rule["ruleNumber"] }));
}

function shownEntry(entry: Properties): Properties {
  return {
    action: textOf(entry, "action"),
    cidrBlock: textOf(entry, "cidrBlock"),
    fromPort: number(entry, "fromPort") ?? 0,
    icmpCode: number(entry, "icmpCode") ?? 0,
    icmpType: number(entry, "icmpType") ?? 0,
    ipv6CidrBlock: textOf(entry, "ipv6CidrBlock"),
    protocol: protocolName(textOf(entry, "protocol")),
    ruleNo: number(entry, "ruleNo") ?? 0,
    toPort: number(entry, "toPort") ?? 0,
  };
}

/** Each subnet has one ACL at a time: associating moves it. */
function associate(
  networkAclId: string,
  vpcId: string,
  subnetIds: readonly string[],
  call: Call,
): void {
  for (const subnetId of subnetIds) {
    if (subnetOf(call, REPLACE, subnetId)["vpcId"] !== vpcId) {
      refuse(REPLACE, "InvalidParameterValue", `network acl ${networkAclId} and subnet ${subnetId} belong to different networks`); // prettier-ignore
    }
    for (const { id } of findRecords(
      call,
      "ec2:network-acl-association",
      (one) => one.subnetId === subnetId,
    )) {
      removeRecord(call, "ec2:network-acl-association", id);
    }
    putRecord(call, "ec2:network-acl-association", newId(call, "aclassoc"), {
      networkAclId,
      subnetId,
    });
  }
}

/** Gives subnets that are no longer wanted back to the VPC's default ACL. */
function release(
  networkAclId: string,
  properties: Properties,
  wanted: readonly string[],
  call: Call,
): void {
  const vpcId = textOf(properties, "vpcId");
  const fallback = text(vpcOf(call, REPLACE, vpcId), "defaultNetworkAclId");
  const freed = subnetsOf(networkAclId, call).filter((id) => !wanted.includes(id));
  if (fallback !== undefined && fallback !== networkAclId) associate(fallback, vpcId, freed, call);
}

function subnetsOf(networkAclId: string, call: Call): string[] {
  return findRecords(
    call,
    "ec2:network-acl-association",
    (one) => one.networkAclId === networkAclId,
  )
    .map(({ subnetId }) => subnetId)
    .sort();
}
