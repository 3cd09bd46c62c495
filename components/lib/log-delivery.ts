import type { Account } from "./account";
import { arnOf, type Statement } from "./iam-documents";

/** What a bucket's policy says so that one AWS service can write its logs there; of the bucket's ARN. */
export type LogDelivery = (bucketArn: string) => readonly Statement[];

/** Where a load balancer puts its logs in the bucket. */
export const LOAD_BALANCER_LOG_PREFIXES = {
  /** One line for each request. */
  access: "access-logs",
  /** One line for each connection. */
  connection: "connection-logs",
} as const;

/**
 * Access and connection logs of this account's load balancers. The account in the path is what keeps others out: Elastic
 * Load Balancing fills in the account of the load balancer. A condition on `aws:SourceArn` is not in AWS's policy for
 * this principal, and users report that the delivery is then denied.
 *
 * Source: Elastic Load Balancing, Enable access logs for your Application Load Balancer, step 2.
 */
export function loadBalancerLogs(account: Account): LogDelivery {
  return (bucketArn) => [
    {
      Sid: "LoadBalancerLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: Object.values(LOAD_BALANCER_LOG_PREFIXES).map(
        (prefix) => `${bucketArn}/${prefix}/AWSLogs/${account.accountId}/*`,
      ),
    },
  ];
}

/**
 * Events of one CloudTrail trail of this account.
 *
 * Source: CloudTrail User Guide, Amazon S3 bucket policy for CloudTrail.
 *
 * @param trailName The trail's fixed name.
 * @param organizationId Such as `o-a1b2c3d4e5`, for a trail of the whole organization. Default: the account's own events.
 */
export function trailLogs(
  account: Account,
  trailName: string,
  organizationId?: string,
): LogDelivery {
  const trail = arnOf(account, "cloudtrail", `trail/${trailName}`);
  const fromTrail = { "aws:SourceArn": trail };
  const owners = [account.accountId, ...(organizationId === undefined ? [] : [organizationId])];
  return (bucketArn) => [
    {
      Sid: "TrailAclCheck",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: fromTrail },
    },
    {
      Sid: "TrailLogs",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: owners.map((owner) => `${bucketArn}/AWSLogs/${owner}/*`),
      Condition: {
        StringEquals: { ...fromTrail, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}
