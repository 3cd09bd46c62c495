import { parseArn } from "../../lib/arns";
import type { Call, ResourceType } from "../../resource-type";
import { allOf, isArn, textOf } from "../ec2/inputs";
import { LOAD_BALANCER } from "../lb/tokens";
import { refuse } from "./errors";
import { WEB_ACL, WEB_ACL_ASSOCIATION } from "./tokens";

const ASSOCIATE = "AssociateWebACL";
/** Services whose resources have web ACLs beside load balancers: API reference, AssociateWebACL. These are looked up where they are modelled. */
const OTHERS = ["apigateway", "appsync", "cognito-idp", "apprunner", "ec2", "amplify"];

export const webAclAssociation: ResourceType = {
  token: WEB_ACL_ASSOCIATION,
  source: [
    "API model wafv2 2019-07-29: AssociateWebACL",
    "terraform-provider-aws internal/service/wafv2/web_acl_association.go",
  ],
  required: ["resourceArn", "webAclArn"],
  forceNew: ["resourceArn", "webAclArn"],
  check: allOf(isArn("resourceArn"), isArn("webAclArn")),
  create: (inputs, call) => {
    const resourceArn = textOf(inputs, "resourceArn");
    const webAclArn = textOf(inputs, "webAclArn");
    requireWebAcl(webAclArn, ASSOCIATE, call);
    requireProtectable(resourceArn, call);
    // Associating a resource again moves it to the new web ACL.
    for (const { id, properties } of call.account.list(WEB_ACL_ASSOCIATION)) {
      if (properties["resourceArn"] === resourceArn) call.account.remove(WEB_ACL_ASSOCIATION, id);
    }
    return { id: `${webAclArn},${resourceArn}`, outputs: {} };
  },
};

export function requireWebAcl(arn: string, operation: string, call: Call): void {
  const found = call.account.find(WEB_ACL, (properties) => properties["arn"] === arn);
  if (found !== undefined) return;
  refuse(
    operation,
    "WAFNonexistentItemException",
    `AWS WAF couldn’t perform the operation because your resource doesn’t exist. (${arn})`,
  );
}

function requireProtectable(arn: string, call: Call): void {
  const parsed = parseArn(arn);
  const isBalancer = parsed?.service === "elasticloadbalancing";
  const isApplication = parsed?.resource.startsWith("loadbalancer/app/") ?? false;
  if (
    parsed === undefined ||
    (!OTHERS.includes(parsed.service) && !(isBalancer && isApplication))
  ) {
    refuse(
      ASSOCIATE,
      "WAFInvalidParameterException",
      `Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: RESOURCE_ARN, parameter: ${arn}`,
    );
  }
  if (isBalancer && call.account.get(LOAD_BALANCER, arn) === undefined) {
    refuse(
      ASSOCIATE,
      "WAFUnavailableEntityException",
      `AWS WAF couldn’t retrieve a resource that you specified for this operation. (${arn})`,
    );
  }
}
