import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, ROUTE_TABLE_ID, SUBNET_ID, VPC_ID } from "./lib/aws-checks";
import { type Check, type Checks, every, faultsOf, input, list, text } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { policyDocument, type Statement } from "./lib/iam-documents";

/** Services with an endpoint that costs nothing: there always is one. */
const GATEWAYS: readonly string[] = ["s3", "dynamodb"];

/** Arguments of {@link VpcEndpoints}. */
export interface VpcEndpointsArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Where interface endpoints get their addresses. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Route tables that learn the way to the gateway endpoints. */
  readonly routeTableIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Services with an interface endpoint, such as `ecr.api` and `logs`. */
  readonly interfaces: readonly string[];
}

const withoutGateway: Check = (what, value) =>
  GATEWAYS.some((each) => each === value)
    ? [`${what} has ${quote(String(value))}, which has a gateway`]
    : [];

/** Services with an interface endpoint. */
export const INTERFACES: Check = list(
  every(
    text(/^[a-z0-9]+([.-][a-z0-9]+)*$/, "the name of a service such as ecr.api or logs"),
    withoutGateway,
  ),
);

const CHECKS: Checks<VpcEndpointsArgs> = {
  account: ACCOUNT,
  vpcId: VPC_ID,
  subnetIds: input(list(SUBNET_ID)),
  routeTableIds: input(list(ROUTE_TABLE_ID)),
  interfaces: INTERFACES,
};

/**
 * Ways to AWS services that do not leave AWS's network: gateways for S3 and DynamoDB, interfaces by value. Only
 * principals of this account may use them, so that nobody carries data out with another account's credentials.
 */
export class VpcEndpoints extends pulumi.ComponentResource {
  /** The addresses of S3 in the region; image layers come from there. */
  readonly s3PrefixListId: pulumi.Output<string>;
  /** The addresses of DynamoDB in the region. */
  readonly dynamodbPrefixListId: pulumi.Output<string>;
  /** The interface endpoints' group, which admits nobody by itself: each task's group names itself a peer. */
  readonly securityGroupId?: pulumi.Output<string>;

  constructor(name: string, args: VpcEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`VpcEndpoints ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:ec2:VpcEndpoints", name, {}, opts);
    const parent = { parent: this };
    const { account, vpcId } = args;
    const serviceName = (service: string) => `com.amazonaws.${account.region}.${service}`;
    const gateway = (service: string, policy: string) =>
      new aws.ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId,
          serviceName: serviceName(service),
          vpcEndpointType: "Gateway",
          routeTableIds: args.routeTableIds,
          policy,
        },
        parent,
      );
    const own = ownAccountOnly(account);
    this.s3PrefixListId = gateway("s3", policyDocument([own, imageLayers(account)])).prefixListId;
    this.dynamodbPrefixListId = gateway("dynamodb", policyDocument([own])).prefixListId;

    if (args.interfaces.length > 0) {
      const group = new aws.ec2.SecurityGroup(
        name,
        { vpcId, description: "Interface endpoints: HTTPS from the tasks" },
        parent,
      );
      for (const service of args.interfaces)
        new aws.ec2.VpcEndpoint(
          `${name}-${service}`,
          {
            vpcId,
            serviceName: serviceName(service),
            vpcEndpointType: "Interface",
            subnetIds: args.subnetIds,
            securityGroupIds: [group.id],
            privateDnsEnabled: true,
            policy: policyDocument([own]),
          },
          parent,
        );
      this.securityGroupId = group.id;
    }
    this.registerOutputs({
      s3PrefixListId: this.s3PrefixListId,
      dynamodbPrefixListId: this.dynamodbPrefixListId,
      securityGroupId: this.securityGroupId,
    });
  }
}

function ownAccountOnly(account: Account): Statement {
  return {
    Sid: "OwnAccountOnly",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": account.accountId } },
  };
}

/** ECR signs the links to image layers itself. Source: ECR User Guide, interface VPC endpoints, minimum S3 policy. */
function imageLayers(account: Account): Statement {
  return {
    Sid: "ImageLayers",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${account.partition}:s3:::prod-${account.region}-starport-layer-bucket/*`,
  };
}
