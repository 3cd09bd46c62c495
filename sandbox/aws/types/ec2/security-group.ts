import { arn } from "../../lib/arns";
import type { Call, Properties, ResourceType } from "../../resource-type";
import {
  allOf,
  bags,
  each,
  ipv4,
  ipv6,
  matching,
  number,
  text,
  textOf,
  type Check,
} from "./inputs";
import { vpcOf } from "./lookups";
import { usersOfSecurityGroup } from "./network-users";
import { newId, type Direction } from "./records";
import { inUse, refuse } from "./refusals";
import {
  expand,
  isProtocol,
  protocolName,
  referencesTo,
  revokeAll,
  setRules,
  shownRules,
} from "./security-group-rules";
import { DEFAULT_SECURITY_GROUP, SECURITY_GROUP } from "./tokens";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/** Characters of a description (EC2 API: CreateSecurityGroup, IpRange.Description). */
const DESCRIPTION = /^[\w .:/()#,@[\]+=&;{}!$*-]{0,255}$/;
const DESCRIBED = "at most 255 of a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*";

/** A rule's description, as any resource gives it. */
export const describedWell = matching("description", DESCRIPTION, DESCRIBED);

const protocolFault: Check = (entry) => {
  const protocol = text(entry, "protocol");
  if (protocol === undefined) return [];
  if (!isProtocol(protocol)) {
    return [{ property: "protocol", reason: `expected tcp, udp, icmp, icmpv6, -1 or a protocol number, got "${protocol}"` }]; // prettier-ignore
  }
  const ports = [number(entry, "fromPort"), number(entry, "toPort")];
  return protocolName(protocol) === "-1" && ports.some((port) => port !== undefined && port !== 0)
    ? [{ property: "fromPort", reason: `fromPort and toPort must both be 0 with protocol "-1", got ${ports.join(" and ")}` }] // prettier-ignore
    : [];
};

const entry = allOf(ipv4("cidrBlocks"), ipv6("ipv6CidrBlocks"), protocolFault, describedWell);
const rules = allOf(each("ingress", entry), each("egress", entry));

export const securityGroup: ResourceType = {
  token: SECURITY_GROUP,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/vpc_security_group.go",
    "botocore ec2 2016-11-15: CreateSecurityGroup, DeleteSecurityGroup",
  ],
  taggable: true,
  autoName: { property: "name", maxLength: 255 },
  defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  forceNew: ["description", "name", "namePrefix", "vpcId"],
  sets: ["ingress", "egress"],
  check: allOf(
    matching(
      "name",
      /^(?!sg-).{1,255}$/s,
      'a name of 1 to 255 characters that does not begin with "sg-"',
    ),
    matching(
      "namePrefix",
      /^(?!sg-).{1,100}$/s,
      'a prefix of 1 to 100 characters that does not begin with "sg-"',
    ),
    matching("description", /^[^]+$/, "a description that is not empty"),
    describedWell,
    rules,
  ),
  create: (inputs, call) => {
    const operation = "CreateSecurityGroup";
    const vpcId = text(inputs, "vpcId");
    if (vpcId === undefined) {
      return refuse(operation, "VPCIdNotSpecified", "No default VPC for this user");
    }
    vpcOf(call, operation, vpcId);
    const prefix = text(inputs, "namePrefix") ?? "";
    const name = text(inputs, "name") ?? `${prefix}${call.hex(26)}`;
    if (name.toLowerCase() === "default") {
      refuse(
        operation,
        "InvalidParameterValue",
        `Cannot use reserved security group name: ${name}`,
      );
    }
    const other = call.account.find(
      SECURITY_GROUP,
      (properties) => properties["vpcId"] === vpcId && properties["name"] === name,
    );
    if (other !== undefined) {
      refuse(
        operation,
        "InvalidGroup.Duplicate",
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      );
    }
    const id = newId(call, "sg");
    const state = {
      arn: arn(call, "ec2", `security-group/${id}`),
      name,
      namePrefix: prefix,
      ownerId: call.accountId,
      vpcId,
    };
    // Rules are checked against their group, so it has to be there first.
    call.account.put(SECURITY_GROUP, id, state);
    return { id, outputs: { ...state, ...applyRules(id, inputs, call) } };
  },
  read: (id, _stored, call) => shown(id, call),
  update: (id, inputs, _old, call) => applyRules(id, inputs, call),
  delete: (id, stored, call) => {
    if (stored["name"] === "default") {
      refuse(
        "DeleteSecurityGroup",
        "CannotDelete",
        `the specified group: "${id}" name: "default" cannot be deleted by a user`,
      );
    }
    const dependents = [
      ...referencesTo(call, id).map(({ groupId }) => groupId),
      ...usersOfSecurityGroup(call, id),
    ];
    if (dependents.length > 0) {
      inUse("DeleteSecurityGroup", `resource ${id}`, [...new Set(dependents)]);
    }
    revokeAll(call, id);
  },
};

/** The default group of a VPC: it exists already; the resource takes it over and empties it. */
export const defaultSecurityGroup: ResourceType = {
  token: DEFAULT_SECURITY_GROUP,
  source: ["hashicorp/terraform-provider-aws internal/service/ec2/vpc_default_security_group.go"],
  taggable: true,
  defaults: { revokeRulesOnDelete: false },
  forceNew: ["vpcId"],
  sets: ["ingress", "egress"],
  check: rules,
  create: (inputs, call) => {
    const operation = "DescribeSecurityGroups";
    const vpcId = text(inputs, "vpcId");
    if (vpcId === undefined) {
      return refuse(operation, "VPCIdNotSpecified", "No default VPC for this user");
    }
    const groupId = textOf(vpcOf(call, operation, vpcId), "defaultSecurityGroupId");
    const group = call.account.get(SECURITY_GROUP, groupId);
    if (group === undefined) {
      return refuse(operation, "InvalidGroup.NotFound", `The default security group of '${vpcId}' does not exist`); // prettier-ignore
    }
    for (const direction of DIRECTIONS) setRules(call, groupId, direction, []);
    return {
      id: groupId,
      outputs: {
        arn: group["arn"],
        description: group["description"],
        name: group["name"],
        namePrefix: "",
        ownerId: group["ownerId"],
        vpcId,
        ...applyRules(groupId, inputs, call),
      },
    };
  },
  read: (id, _stored, call) => shown(id, call),
  update: (id, inputs, _old, call) => applyRules(id, inputs, call),
  // Deleting the resource leaves the group to its VPC, as the provider does.
};

/** The inline rules of a direction, where given, are all that the group has. */
function applyRules(groupId: string, inputs: Properties, call: Call): Properties {
  for (const direction of DIRECTIONS) {
    if (inputs[direction] === undefined) continue;
    const wanted = bags(inputs, direction).flatMap((one) => expand(groupId, direction, one));
    setRules(call, groupId, direction, wanted);
  }
  return shown(groupId, call);
}

function shown(groupId: string, call: Call): Properties {
  return Object.fromEntries(
    DIRECTIONS.map((direction) => [direction, shownRules(call, groupId, direction)]),
  );
}
