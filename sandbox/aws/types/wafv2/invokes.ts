import { AwsError, type InvokeCall, type Invokes, type Properties } from "../../resource-type";
import { text, textOf } from "../ec2/inputs";
import { IP_SET, WEB_ACL, WEB_ACL_ASSOCIATION } from "./tokens";

function named(token: string, what: string, args: Properties, { account }: InvokeCall) {
  const found = account.find(
    token,
    (properties) => properties["name"] === args["name"] && properties["scope"] === args["scope"],
  );
  if (found !== undefined) return found;
  throw new AwsError(
    `WAFV2: List${what}s`,
    "WAFNonexistentItemException",
    `WAFv2 ${what} not found for name: ${textOf(args, "name")}`,
  );
}

export const invokes: Invokes = {
  "aws:wafv2/getWebAcl:getWebAcl": (args, call) => {
    const resourceArn = text(args, "resourceArn");
    const association = call.account.find(
      WEB_ACL_ASSOCIATION,
      (one) => one["resourceArn"] === resourceArn,
    );
    const arn = association?.properties["webAclArn"];
    const found =
      call.account.find(WEB_ACL, (properties) => properties["arn"] === arn) ??
      named(WEB_ACL, "WebACL", args, call);
    const { id, properties } = found;
    return {
      arn: properties["arn"],
      description: properties["description"] ?? "",
      id,
      name: properties["name"],
      region: call.region,
      resourceArn: args["resourceArn"],
      scope: properties["scope"],
    };
  },

  "aws:wafv2/getIpSet:getIpSet": (args, call) => {
    const { id, properties } = named(IP_SET, "IPSet", args, call);
    return {
      addresses: properties["addresses"] ?? [],
      arn: properties["arn"],
      description: properties["description"] ?? "",
      id,
      ipAddressVersion: properties["ipAddressVersion"],
      name: properties["name"],
      region: call.region,
      scope: properties["scope"],
    };
  },
};
