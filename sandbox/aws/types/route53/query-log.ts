import { arn, parseArn } from "../../lib/arns";
import { matches } from "../../lib/check";
import { AwsError, type Call, type ResourceType } from "../../resource-type";
import { LOG_GROUP } from "../cloudwatch/log-group";
import { allOf, isArn, textOf } from "../ec2/inputs";
import { newId } from "../ec2/records";
import { VPC } from "../ec2/tokens";
import { bucketNamed } from "../s3/access";
import { QUERY_LOG, QUERY_LOG_ASSOCIATION } from "./tokens";

/** API model route53resolver 2018-04-01: ResolverQueryLogConfigName. */
const NAME = /^(?!\d+$)[a-zA-Z0-9\-_' ]{1,64}$/;

export const resolverQueryLogConfig: ResourceType = {
  token: QUERY_LOG,
  source: [
    "API model route53resolver 2018-04-01: CreateResolverQueryLogConfig",
    "terraform-provider-aws internal/service/route53resolver/query_log_config.go",
  ],
  autoName: { property: "name", maxLength: 64 },
  required: ["destinationArn"],
  forceNew: ["destinationArn", "name"],
  taggable: true,
  check: allOf(
    isArn("destinationArn"),
    matches("name", NAME, "1 to 64 letters, digits, blanks or - _ ', and not digits only"),
  ),
  create: (inputs, call) => {
    const destination = textOf(inputs, "destinationArn");
    if (!exists(destination, call)) {
      throw refuse(
        "CreateResolverQueryLogConfig",
        "ResourceNotFoundException",
        `The destination does not exist: ${destination}`, // own wording
      );
    }
    const id = newId(call, "rqlc").replace("-0", "-");
    return {
      id,
      outputs: {
        arn: arn(call, "route53resolver", `resolver-query-log-config/${id}`),
        ownerId: call.accountId,
        shareStatus: "NOT_SHARED",
      },
    };
  },
  delete: (id, _stored, { account }) => {
    const users = account
      .list(QUERY_LOG_ASSOCIATION)
      .filter(({ properties }) => properties["resolverQueryLogConfigId"] === id);
    if (users.length === 0) return;
    throw refuse(
      "DeleteResolverQueryLogConfig",
      "InvalidRequestException",
      `Resolver query logging configuration ${id} is still associated with ${users.map(({ properties }) => textOf(properties, "resourceId")).join(", ")}`, // own wording
    );
  },
};

export const resolverQueryLogConfigAssociation: ResourceType = {
  token: QUERY_LOG_ASSOCIATION,
  source: [
    "API model route53resolver 2018-04-01: AssociateResolverQueryLogConfig",
    "terraform-provider-aws internal/service/route53resolver/query_log_config_association.go",
  ],
  required: ["resolverQueryLogConfigId", "resourceId"],
  forceNew: ["resolverQueryLogConfigId", "resourceId"],
  create: (inputs, call) => {
    const operation = "AssociateResolverQueryLogConfig";
    const config = textOf(inputs, "resolverQueryLogConfigId");
    const vpcId = textOf(inputs, "resourceId");
    const missing = [
      ...(call.account.get(QUERY_LOG, config) === undefined ? [config] : []),
      ...(call.account.get(VPC, vpcId) === undefined ? [vpcId] : []),
    ];
    if (missing.length > 0) {
      throw refuse(
        operation,
        "ResourceNotFoundException",
        `Resource not found: ${missing.join(", ")}`, // own wording
      );
    }
    const other = call.account.find(
      QUERY_LOG_ASSOCIATION,
      (one) => one["resourceId"] === vpcId && one["resolverQueryLogConfigId"] === config,
    );
    if (other !== undefined) {
      throw refuse(
        operation,
        "ResourceExistsException",
        `The VPC ${vpcId} is already associated with ${config}`, // own wording
      );
    }
    return { id: newId(call, "rqlca").replace("-0", "-"), outputs: {} };
  },
};

/** A log group, or a bucket; a delivery stream is not looked up. */
function exists(destination: string, call: Call): boolean {
  const parsed = parseArn(destination);
  switch (parsed?.service) {
    case "logs": {
      const name = parsed.resource.replace(/^log-group:/, "").replace(/:\*$/, "");
      return parsed.region === call.region && call.account.get(LOG_GROUP, name) !== undefined;
    }
    case "s3":
      return bucketNamed(call.account, parsed.resource.split("/")[0] ?? "") !== undefined;
    case "firehose":
      return true;
    default:
      return false;
  }
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`Route53Resolver: ${operation}`, code, message);
}
