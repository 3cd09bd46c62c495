import { isObject } from "../../../lib/values";
import type { StoredObject } from "../../account";
import { serviceMay } from "../../lib/service-access";
import { listOf, parseDocument, statementsOf } from "../../lib/iam-document";
import { decide } from "../../lib/iam-evaluate";
import type { Call, Properties } from "../../resource-type";
import { text } from "../ec2/inputs";
import { bucketNamed, bucketPolicy } from "../s3/access";
import { encryptionOf, putObject } from "../s3/buckets";
import { serviceAccounts } from "./regions";

/** Logs that a load balancer puts into a bucket, and the file with which it tries whether it may. */
const LOGS = [
  { input: "accessLogs", file: "ELBAccessLogTestFile" },
  { input: "connectionLogs", file: "ELBConnectionLogTestFile" },
  { input: "healthCheckLogs", file: "ELBHealthCheckLogTestFile" },
] as const;

/** Who writes: "Enable access logs" (User Guides for Application and for Network Load Balancers). */
const WRITERS: Readonly<Record<string, string>> = {
  application: "logdelivery.elasticloadbalancing.amazonaws.com",
  network: "delivery.logs.amazonaws.com",
};

/**
 * Tries every log that is enabled, as ELB does when its attributes are set: writes a test file where it may.
 * @returns why one cannot be written; undefined: all can.
 */
export function logsFault(inputs: Properties, balancerArn: string, call: Call): string | undefined {
  for (const { input, file } of LOGS) {
    const logs = inputs[input];
    if (!isObject(logs) || logs["enabled"] !== true) continue;
    const name = text(logs, "bucket") ?? "";
    const bucket = bucketNamed(call.account, name);
    const prefix = text(logs, "prefix");
    const key = `${prefix === undefined ? "" : `${prefix}/`}AWSLogs/${call.accountId}/${file}`;
    const fault = bucketFault(String(inputs["loadBalancerType"]), bucket, key, balancerArn, call);
    if (fault !== undefined) {
      return `Access Denied for bucket: ${name}. Please check S3bucket permission (sandbox: ${fault})`;
    }
    if (bucket !== undefined) putObject(call, bucket, key);
  }
  return undefined;
}

function bucketFault(
  type: string,
  bucket: StoredObject | undefined,
  key: string,
  balancerArn: string,
  call: Call,
): string | undefined {
  if (bucket === undefined) return "the bucket does not exist";
  if (bucket.region !== call.region) {
    return `the bucket is in ${bucket.region}, the load balancer in ${call.region}`;
  }
  const { algorithm, keyId } = encryptionOf(call, bucket);
  const isOwnKey = keyId !== undefined && !keyId.includes("alias/aws/");
  if (algorithm.startsWith("aws:kms") && (type === "application" || !isOwnKey)) {
    return type === "application"
      ? "load balancers can only write to buckets with Amazon S3-managed keys, SSE-S3"
      : "load balancers cannot write with AWS's own KMS key";
  }
  const writer = WRITERS[type] ?? "";
  const resource = `arn:${call.partition}:s3:::${bucket.id}/${key}`;
  return mayPut(bucketPolicy(call.account, bucket.id), writer, resource, balancerArn, call)
    ? undefined
    : `its policy does not let ${writer} put ${resource}`;
}

function mayPut(
  policy: string | undefined,
  writer: string,
  resource: string,
  balancerArn: string,
  call: Call,
): boolean {
  const request = {
    action: "s3:PutObject",
    resource,
    context: {
      "aws:securetransport": "true",
      "aws:sourcearn": balancerArn,
      "aws:sourceaccount": call.accountId,
      "aws:principalisawsservice": "true",
      "s3:x-amz-acl": "bucket-owner-full-control",
    },
  };
  if (serviceMay(policy, writer, request)) return true;
  // The account of ELB in the region, which older policies name instead of the service.
  const account = serviceAccounts[call.region] ?? "none";
  const legacy = statementsOf(parseDocument(policy ?? "{}")).filter(({ Principal, Effect }) => {
    const named = isObject(Principal) ? listOf(Principal["AWS"]).map(String) : [];
    return Effect === "Deny" || named.some((name) => name.includes(account));
  });
  return decide([{ Statement: legacy }], undefined, request) === "allowed";
}
