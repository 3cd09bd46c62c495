import { arn } from "../../lib/arns";
import { checks, conflicts, matches } from "../../lib/check";
import { givenName } from "../../lib/names";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { SUBNET } from "../ec2/tokens";
import { INSTANCE, refuse, SUBNET_GROUP, texts } from "./common";

/** API model rds: DBSubnetGroupName; the provider wants lower case (internal/service/rds/validate.go). */
const NAME = /^(?!default$)[ .0-9a-z_-]{1,255}$/;
const MEANS =
  'at most 255 lower-case letters, digits, periods, underscores, spaces and hyphens, not "default"';
const LEAST_ZONES = 2;

export const subnetGroup: ResourceType = {
  token: SUBNET_GROUP,
  source: [
    "API model rds 2014-10-31: CreateDBSubnetGroup, DeleteDBSubnetGroup",
    "terraform-provider-aws internal/service/rds/subnet_group.go",
  ],
  autoName: { property: "name", maxLength: 255, lowercase: true },
  defaults: { description: "Managed by Pulumi" },
  required: ["subnetIds"],
  forceNew: ["name", "namePrefix"],
  sets: ["subnetIds"],
  taggable: true,
  check: checks(
    matches("name", NAME, MEANS),
    matches("namePrefix", NAME, MEANS),
    conflicts("namePrefix", "name"),
  ),
  create: (inputs, call) => {
    const name = givenName(inputs, call);
    if (call.account.get(SUBNET_GROUP, name) !== undefined) {
      throw refuse(
        "CreateDBSubnetGroup",
        "DBSubnetGroupAlreadyExists",
        `The DB subnet group '${name}' already exists.`,
      );
    }
    return {
      id: name,
      outputs: {
        arn: arn(call, "rds", `subgrp:${name}`),
        name,
        namePrefix: inputs["namePrefix"] ?? "",
        supportedNetworkTypes: ["IPV4"],
        vpcId: vpcOf(inputs, call, "CreateDBSubnetGroup"),
      },
    };
  },
  update: (id, inputs, old, call) => {
    const vpcId = vpcOf(inputs, call, "ModifyDBSubnetGroup");
    if (vpcId !== old["vpcId"]) {
      // Own wording.
      throw refuse(
        "ModifyDBSubnetGroup",
        "InvalidSubnet",
        `The new subnets of '${id}' are not in its VPC ${String(old["vpcId"])}.`,
      );
    }
    return { vpcId };
  },
  delete: (id, _stored, { account }) => {
    const user = account.find(INSTANCE, ({ dbSubnetGroupName }) => dbSubnetGroupName === id);
    if (user === undefined) return;
    throw refuse(
      "DeleteDBSubnetGroup",
      "InvalidDBSubnetGroupStateFault",
      `Cannot delete the subnet group '${id}' because at least one database instance: ${String(user.properties["identifier"])} is still using it.`,
    );
  },
};

/** The VPC that all subnets are in; they must be in two zones. */
function vpcOf(inputs: Properties, call: Call, operation: string): string {
  const subnets = texts(inputs["subnetIds"]).map((id) => {
    const found = call.account.get(SUBNET, id);
    if (found !== undefined) return found;
    throw refuse(
      operation,
      "InvalidSubnet",
      `Some input subnets in :[${id}] are invalid, or do not exist.`,
    );
  });
  const vpcs = [...new Set(subnets.map((subnet) => String(subnet["vpcId"])))];
  const zones = [...new Set(subnets.map((subnet) => String(subnet["availabilityZone"])))].sort();
  if (vpcs.length > 1) {
    // Own wording.
    throw refuse(
      operation,
      "InvalidSubnet",
      `The subnets are in several VPCs: ${vpcs.join(", ")}.`,
    );
  }
  if (zones.length < LEAST_ZONES) {
    throw refuse(
      operation,
      "DBSubnetGroupDoesNotCoverEnoughAZs",
      `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least ${LEAST_ZONES} AZs.`,
    );
  }
  return vpcs[0] ?? "";
}
