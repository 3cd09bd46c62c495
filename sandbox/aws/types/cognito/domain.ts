import { matches, checks, oneOf } from "../../lib/check";
import type { ResourceType } from "../../resource-type";
import { poolOf, refuse, USER_POOL_DOMAIN } from "./common";

/** API model cognito-idp 2016-04-18: DomainType; a custom domain has dots. */
const DOMAIN = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
/** "Using the Amazon Cognito domain": words that a prefix cannot contain. */
const RESERVED = ["aws", "amazon", "cognito"];
/** Hosted zone of every CloudFront distribution (Amazon Route 53 API Reference, AliasTarget). */
const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

export const userPoolDomain: ResourceType = {
  token: USER_POOL_DOMAIN,
  source: [
    "API model cognito-idp 2016-04-18: CreateUserPoolDomain",
    "terraform-provider-aws internal/service/cognitoidp/user_pool_domain.go",
  ],
  required: ["domain", "userPoolId"],
  forceNew: ["domain", "userPoolId"],
  deleteBeforeReplace: true,
  check: checks(
    matches("domain", DOMAIN, "lower-case letters, digits and hyphens, no hyphen first or last"),
    oneOf("managedLoginVersion", [1, 2]),
  ),
  create: (inputs, call) => {
    const [domain, isCustom] = [String(inputs["domain"]), inputs["certificateArn"] !== undefined];
    const operation = "CreateUserPoolDomain";
    const { id } = { id: String(inputs["userPoolId"]) };
    poolOf(id, call, operation);
    const word = RESERVED.find((reserved) => !isCustom && domain.includes(reserved));
    if (word !== undefined) throw refuse(operation, `Domain cannot contain reserved word: ${word}`);
    if (!isCustom && !/^[a-z0-9-]{1,63}$/.test(domain)) {
      throw refuse(operation, "Custom domain requires a certificate."); // own wording
    }
    if (call.account.get(USER_POOL_DOMAIN, domain) !== undefined) {
      throw refuse(operation, "Domain already associated with another user pool.");
    }
    const other = call.account.find(
      USER_POOL_DOMAIN,
      (one) => one["userPoolId"] === id && (one["certificateArn"] !== undefined) === isCustom,
    );
    if (other !== undefined) {
      throw refuse(operation, `User pool ${id} already has a domain: ${other.id}.`); // own wording
    }
    const distribution = `d${call.hex(13)}.cloudfront.net`;
    return {
      id: domain,
      outputs: {
        awsAccountId: call.accountId,
        cloudfrontDistribution: distribution,
        cloudfrontDistributionArn: distribution,
        cloudfrontDistributionZoneId: CLOUDFRONT_ZONE,
        managedLoginVersion: inputs["managedLoginVersion"] ?? 1,
        s3Bucket: `aws-cognito-prod-${call.region}-assets`,
        version: call.now.toISOString().replace(/\D/g, "").slice(0, 14),
      },
    };
  },
};
