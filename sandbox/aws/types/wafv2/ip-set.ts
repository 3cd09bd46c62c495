import { isIPv4, isIPv6 } from "node:net";
import { oneOf } from "../../lib/check";
import type { Properties, ResourceType } from "../../resource-type";
import { texts, textOf } from "../ec2/inputs";
import { entityFaults, newEntity, requireEntity, uuid } from "./common";
import { invalid, refuse } from "./errors";
import { IP_SET, WEB_ACL } from "./tokens";

/** "AWS WAF quotas": addresses of one set. */
const MAX_ADDRESSES = 10000;

export const ipSet: ResourceType = {
  token: IP_SET,
  source: [
    "API model wafv2 2019-07-29: CreateIPSet, UpdateIPSet, DeleteIPSet",
    "terraform-provider-aws internal/service/wafv2/ip_set.go",
  ],
  autoName: { property: "name", maxLength: 128 },
  required: ["ipAddressVersion", "scope"],
  forceNew: ["ipAddressVersion", "name", "namePrefix", "scope"],
  sets: ["addresses"],
  taggable: true,
  unknownOnUpdate: ["lockToken"],
  importId: (given) => given.split("/")[0],
  check: (inputs) => [
    ...entityFaults(inputs),
    ...oneOf("ipAddressVersion", ["IPV4", "IPV6"])(inputs),
  ],
  create: (inputs, call) => {
    requireAddresses(inputs, "CreateIPSet");
    return newEntity(IP_SET, "CreateIPSet", inputs, call);
  },
  update: (_id, inputs, _old, call) => {
    requireEntity(inputs, "UpdateIPSet", call);
    requireAddresses(inputs, "UpdateIPSet");
    return { lockToken: uuid(call) };
  },
  delete: (_id, stored, { account }) => {
    const arn = textOf(stored, "arn");
    const user = account
      .list(WEB_ACL)
      .find(({ properties }) => JSON.stringify(properties["rules"] ?? []).includes(arn));
    if (user === undefined) return;
    refuse(
      "DeleteIPSet",
      "WAFAssociatedItemException",
      `AWS WAF couldn’t perform the operation because your resource is being used by another resource or it’s associated with another resource. (sandbox: ${textOf(user.properties, "name")})`,
    );
  },
};

function requireAddresses(inputs: Properties, operation: string): void {
  const addresses = texts(inputs, "addresses");
  const isFour = inputs["ipAddressVersion"] === "IPV4";
  const odd = addresses.find((address) => !isBlock(address, isFour));
  if (odd !== undefined) {
    invalid(
      operation,
      "IP_ADDRESS",
      odd,
      `The parameter contains formatting that is not valid: an ${isFour ? "IPv4" : "IPv6"} CIDR block other than /0 is needed`,
    );
  }
  if (addresses.length > MAX_ADDRESSES) {
    refuse(
      operation,
      "WAFLimitsExceededException",
      `AWS WAF couldn’t perform the operation because you exceeded your resource limit: ${addresses.length} addresses, ${MAX_ADDRESSES} are allowed.`,
    );
  }
}

/** "AWS WAF supports all IPv4 and IPv6 CIDR ranges except for /0" (API reference). */
function isBlock(text: string, isFour: boolean): boolean {
  const [, address = "", digits = ""] = /^(.+)\/(\d+)$/.exec(text) ?? [];
  const prefix = Number(digits);
  const most = isFour ? 32 : 128;
  return (isFour ? isIPv4(address) : isIPv6(address)) && prefix >= 1 && prefix <= most;
}
