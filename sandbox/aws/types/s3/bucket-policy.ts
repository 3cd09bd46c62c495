import type { StoredObject } from "../../account";
import { isJson } from "../../lib/check";
import { wildcard } from "../../lib/iam-evaluate";
import {
  listOf,
  namedPrincipals,
  parseDocument,
  statementsOf,
  type Statement,
} from "../../lib/iam-document";
import { documentText, resourcePolicyFault } from "../../lib/resource-policy";
import type { Call, ResourceType } from "../../resource-type";
import { bucketOf, publicAccessBlock, refuse } from "./buckets";
import { isPublicPolicy } from "./public-policy";
import { POLICY } from "./tokens";

const PUT = "PutBucketPolicy";
/** "Bucket policies are limited to 20 KB in size" (Amazon S3 User Guide). */
const LENGTH = 20480;
/** Actions on a bucket whose name does not say so: "Actions, resources, and condition keys for Amazon S3". */
const BUCKET_ACTION =
  /^s3:\w*Bucket\w*$|^s3:(Get|Put)(Accelerate|Analytics|Encryption|IntelligentTiering|Inventory|Lifecycle|Metrics|Replication)Configuration$/i;
const OBJECT_ACTION = /^s3:(\w*Object\w*|ListMultipartUploadParts|AbortMultipartUpload)$/i;

export const bucketPolicy: ResourceType = {
  token: POLICY,
  source: [
    "API model s3 2006-03-01: PutBucketPolicy",
    "terraform-provider-aws internal/service/s3/bucket_policy.go",
    "Amazon S3 User Guide: bucket policies, the meaning of 'public'",
  ],
  required: ["bucket", "policy"],
  forceNew: ["bucket"],
  json: ["policy"],
  check: isJson("policy"),
  create: (inputs, call) => {
    const bucket = bucketOf(call, PUT, String(inputs["bucket"]));
    return {
      id: bucket.id,
      outputs: { policy: requireStorable(inputs["policy"], bucket, call) },
    };
  },
  update: (_id, inputs, _old, call) => {
    const bucket = bucketOf(call, PUT, String(inputs["bucket"]));
    return { policy: requireStorable(inputs["policy"], bucket, call) };
  },
};

/** @returns the text of a policy that S3 would store at this bucket. */
export function requireStorable(given: unknown, bucket: StoredObject, call: Call): string {
  const text = documentText(given);
  const fault = policyFault(text, bucket.id, call);
  if (fault !== undefined) refuse(PUT, "MalformedPolicy", fault);
  const isBlocked = publicAccessBlock(call, bucket).blockPublicPolicy;
  if (isBlocked && isPublicPolicy(parseDocument(text))) {
    refuse(
      PUT,
      "AccessDenied",
      `not authorized to perform: s3:PutBucketPolicy on resource: "arn:${call.partition}:s3:::${bucket.id}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    );
  }
  return text;
}

/** Sentences: S3's answers as quoted in public issue trackers; what stands in brackets is ours. */
function policyFault(text: string, bucket: string, call: Call): string | undefined {
  if (text.length > LENGTH) {
    return `Policy exceeds the maximum allowed document size. (${text.length} characters, at most ${LENGTH})`;
  }
  const statements = statementsOf(parseDocument(text));
  for (const statement of statements) {
    const resources = listOf(statement.Resource ?? statement.NotResource);
    if (resources.length === 0) return "Missing required field Resource";
    const foreign = resources.find((resource) => !isOfBucket(resource, bucket));
    if (foreign !== undefined) return `Policy has invalid resource (${foreign})`;
  }
  const fault = resourcePolicyFault(text);
  if (fault !== undefined) return fault;
  for (const statement of statements) {
    const action = actionWithoutResource(statement);
    if (action !== undefined) {
      return `Action does not apply to any resource(s) in statement (${action})`;
    }
  }
  const missing = namedPrincipals(text).find(
    (name) => name.includes(`::${call.accountId}:`) && call.account.byArn(name) === undefined,
  );
  return missing === undefined ? undefined : `Invalid principal in policy (${missing})`;
}

function isOfBucket(resource: string, bucket: string): boolean {
  const [, name = ""] = /^arn:aws[\w-]*:s3:::([^/]+)/.exec(resource) ?? [];
  return name !== "" && name !== "*" && wildcard(name, bucket);
}

/** An action that is written out and fits none of the statement's resources: on objects without any, on the bucket without it. */
function actionWithoutResource({ Action, Resource }: Statement): string | undefined {
  const resources = listOf(Resource);
  if (resources.length === 0) return undefined;
  const hasObjects = resources.some((resource) => /[/*]/.test(resource));
  const hasBucket = resources.some((resource) => /^[^/]*$|^[^/]*\*/.test(resource));
  return listOf(Action).find(
    (action) =>
      (BUCKET_ACTION.test(action) && !hasBucket) ||
      (OBJECT_ACTION.test(action) && !BUCKET_ACTION.test(action) && !hasObjects),
  );
}
