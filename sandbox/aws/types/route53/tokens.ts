/** Type tokens of the resources that refer to each other here. */
export const ZONE = "aws:route53/zone:Zone";
export const RECORD = "aws:route53/record:Record";
export const QUERY_LOG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
export const QUERY_LOG_ASSOCIATION =
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";
