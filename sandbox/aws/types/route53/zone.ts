import { isObject } from "../../../lib/values";
import { lengthBetween } from "../../lib/check";
import { AwsError, type Call, type Properties, type ResourceType } from "../../resource-type";
import { bags, textOf } from "../ec2/inputs";
import { VPC } from "../ec2/tokens";
import { plainName } from "./names";
import { RECORD, ZONE } from "./tokens";

/** Name servers of every private zone, which nobody can ask: "How to tell public and private zones apart" (AWS example output). */
const PRIVATE_SERVERS = [
  "ns-0.awsdns-00.com",
  "ns-1024.awsdns-00.org",
  "ns-1536.awsdns-00.co.uk",
  "ns-512.awsdns-00.net",
];
const DOMAINS = ["com", "net", "org", "co.uk"];

export const zone: ResourceType = {
  token: ZONE,
  source: [
    "API model route53 2013-04-01: CreateHostedZone, DeleteHostedZone",
    "terraform-provider-aws internal/service/route53/zone.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  defaults: { comment: "Managed by Pulumi", forceDestroy: false },
  forceNew: ["delegationSetId", "name"],
  sets: ["vpcs"],
  same: { name: (a, b) => plainName(String(a)) === plainName(String(b)) },
  taggable: true,
  check: (inputs) => [
    ...lengthBetween("name", 1, 1024)(inputs),
    ...lengthBetween("comment", 0, 256)(inputs),
  ],
  create: (inputs, call) => {
    const name = plainName(textOf(inputs, "name"));
    if (!/^([a-z0-9_*-]{1,63}\.)*[a-z0-9-]{1,63}$/.test(name)) {
      throw refuse(
        "CreateHostedZone",
        "InvalidDomainName",
        `The domain name is not valid: '${name}'`,
      );
    }
    const vpcs = vpcsOf(inputs, name, undefined, call);
    const id = `Z${call.hex(19).toUpperCase()}`;
    const nameServers = vpcs.length > 0 ? PRIVATE_SERVERS : publicServers(call);
    return {
      id,
      outputs: {
        arn: `arn:${call.partition}:route53:::hostedzone/${id}`,
        enableAcceleratedRecovery: inputs["enableAcceleratedRecovery"] ?? false,
        name,
        nameServers,
        primaryNameServer: nameServers[0],
        ...(vpcs.length > 0 && { vpcs }),
        zoneId: id,
      },
    };
  },
  update: (id, inputs, old, call) => {
    const name = textOf(old, "name");
    const vpcs = vpcsOf(inputs, name, id, call);
    if (vpcs.length > 0 !== bags(old, "vpcs").length > 0) {
      throw refuse(
        vpcs.length > 0 ? "AssociateVPCWithHostedZone" : "DisassociateVPCFromHostedZone",
        vpcs.length > 0 ? "PublicZoneVPCAssociation" : "LastVPCAssociation",
        vpcs.length > 0
          ? "You're trying to associate a VPC with a public hosted zone. Amazon Route 53 doesn't support this."
          : "The VPC that you're trying to disassociate from the private hosted zone is the last VPC that is associated with it.",
      );
    }
    return { name, ...(vpcs.length > 0 && { vpcs }) };
  },
  delete: (id, stored, { account }) => {
    const records = account.list(RECORD).filter(({ properties }) => properties["zoneId"] === id);
    if (records.length > 0 && stored["forceDestroy"] !== true) {
      throw refuse(
        "DeleteHostedZone",
        "HostedZoneNotEmpty",
        `The specified hosted zone contains non-required resource record sets and so cannot be deleted. (sandbox: ${records.map((record) => record.id).join(", ")}; forceDestroy deletes them)`,
      );
    }
    for (const record of records) account.remove(RECORD, record.id);
  },
};

/** The VPCs of a private zone; they must exist, each with one zone of this name. */
function vpcsOf(
  inputs: Properties,
  name: string,
  own: string | undefined,
  call: Call,
): readonly Properties[] {
  return bags(inputs, "vpcs").map((vpc) => {
    const vpcId = textOf(vpc, "vpcId");
    const vpcRegion = textOf(vpc, "vpcRegion") || call.region;
    if (call.account.get(VPC, vpcId, vpcRegion) === undefined) {
      throw refuse(
        "CreateHostedZone",
        "InvalidVPCId",
        `The VPC: ${vpcId} in region ${vpcRegion} does not exist`,
      );
    }
    const other = call.account.find(
      ZONE,
      (properties, id) =>
        id !== own &&
        properties["name"] === name &&
        bags(properties, "vpcs").some((each) => isObject(each) && each["vpcId"] === vpcId),
    );
    if (other !== undefined) {
      throw refuse(
        "CreateHostedZone",
        "ConflictingDomainExists",
        `The VPC ${vpcId} in region ${vpcRegion} has already been associated with the hosted zone ${other.id} with the same domain name.`,
      );
    }
    return { vpcId, vpcRegion };
  });
}

function publicServers(call: Call): readonly string[] {
  return DOMAINS.map((domain, index) => {
    const digits = Number.parseInt(call.hex(4), 16);
    const server = (digits % 512) + index * 512;
    return `ns-${server}.awsdns-${String(digits % 64).padStart(2, "0")}.${domain}`;
  }).sort();
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`Route 53: ${operation}`, code, message);
}
