import { isDeepStrictEqual } from "node:util";
import { arn, parseArn } from "../../lib/arns";
import { checks, conflicts, isJson, matches, oneOf } from "../../lib/check";
import { givenName } from "../../lib/names";
import { documentText, resourcePolicyFault } from "../../lib/resource-policy";
import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { refuse, SUBSCRIPTION, TOPIC, TOPIC_POLICY } from "./tokens";

/** The provider's own: values of FifoThroughputScope and TracingConfig. */
const SCOPES = ["Topic", "MessageGroup"];
const TRACING = ["Active", "PassThrough"];
const NAME = /^([\w-]{1,256}|[\w-]{1,251}\.fifo)$/;
/** Amazon SNS quotas: size of a topic's policy (bytes). */
const MAX_POLICY = 30_720;
const FIFO_ONLY = ["archivePolicy", "fifoThroughputScope", "contentBasedDeduplication"];

export const topic: ResourceType = {
  token: TOPIC,
  source: [
    "API model sns 2010-03-31: CreateTopic, SetTopicAttributes",
    "terraform-provider-aws internal/service/sns/topic.go",
  ],
  autoName: { property: "name", maxLength: 256 },
  defaults: { contentBasedDeduplication: false, fifoTopic: false },
  forceNew: ["fifoTopic", "name", "namePrefix"],
  taggable: true,
  json: ["archivePolicy", "deliveryPolicy", "policy"],
  check: (inputs) => [
    ...checks(
      matches("name", NAME, "1 to 256 letters, digits, _ and -, or such a name ending with .fifo"),
      conflicts("namePrefix", "name"),
      oneOf("fifoThroughputScope", SCOPES),
      oneOf("tracingConfig", TRACING),
      oneOf("signatureVersion", [1, 2]),
      isJson("policy"),
      isJson("deliveryPolicy"),
    )(inputs),
    ...checkFifo(inputs),
  ],
  create: (inputs, call) => {
    const name = givenName(inputs, call);
    const id = arn(call, "sns", name);
    // CreateTopic answers with an existing topic when nothing about it differs.
    const existing = call.account.get(TOPIC, id);
    if (existing !== undefined && !isDeepStrictEqual(existing["tagsAll"], inputs["tagsAll"])) {
      throw refuse(
        "CreateTopic",
        "InvalidParameter",
        "Invalid parameter: Tags Reason: Topic already exists with different tags",
      );
    }
    return {
      id,
      outputs: {
        arn: id,
        beginningArchiveTime: "",
        fifoThroughputScope: inputs["fifoThroughputScope"] ?? "",
        name,
        namePrefix: inputs["namePrefix"] ?? "",
        owner: call.accountId,
        policy: policyOf(inputs, id, call, "SetTopicAttributes"),
        signatureVersion: inputs["signatureVersion"] ?? 0,
        tracingConfig: inputs["tracingConfig"] ?? "",
      },
    };
  },
  update: (id, inputs, old, call) => ({
    policy:
      inputs["policy"] === undefined
        ? old["policy"]
        : policyOf(inputs, id, call, "SetTopicAttributes"),
  }),
  delete: (id, _stored, { account }) => {
    account.remove(TOPIC_POLICY, id);
    for (const subscription of account.list(SUBSCRIPTION)) {
      if (subscription.properties["topic"] === id) account.remove(SUBSCRIPTION, subscription.id);
    }
  },
};

export const topicPolicy: ResourceType = {
  token: TOPIC_POLICY,
  source: [
    "API model sns 2010-03-31: SetTopicAttributes",
    "terraform-provider-aws internal/service/sns/topic_policy.go",
  ],
  required: ["arn", "policy"],
  forceNew: ["arn"],
  // It is the topic's attribute: a new one beside the old would be removed with it.
  deleteBeforeReplace: true,
  json: ["policy"],
  check: checks(isJson("policy")),
  create: (inputs, call) => {
    const id = String(inputs["arn"]);
    requireTopic(id, call, "SetTopicAttributes");
    return {
      id,
      outputs: { owner: call.accountId, policy: policyOf(inputs, id, call, "SetTopicAttributes") },
    };
  },
  update: (id, inputs, _old, call) => {
    requireTopic(id, call, "SetTopicAttributes");
    return { policy: policyOf(inputs, id, call, "SetTopicAttributes") };
  },
};

function checkFifo(inputs: Properties): readonly CheckFailure[] {
  if (inputs["fifoTopic"] === true) return [];
  return FIFO_ONLY.filter((name) => Boolean(inputs[name])).map((property) => ({
    property,
    reason: `${property} can only be set for FIFO topics`,
  }));
}

/** @throws AwsError where the topic is not there. */
export function requireTopic(id: string, call: Call, operation: string): void {
  if (parseArn(id)?.region === call.region && call.account.get(TOPIC, id) !== undefined) return;
  throw refuse(operation, "NotFound", `Topic does not exist (${id})`);
}

function policyOf(inputs: Properties, topicArn: string, call: Call, operation: string): string {
  if (inputs["policy"] === undefined) return defaultPolicy(topicArn, call);
  const text = documentText(inputs["policy"]);
  const fault =
    Buffer.byteLength(text) > MAX_POLICY
      ? `it has ${Buffer.byteLength(text)} bytes, at most ${MAX_POLICY} are allowed`
      : resourcePolicyFault(text);
  if (fault === undefined) return text;
  throw refuse(operation, "InvalidParameter", `Invalid parameter: Policy Error: null (${fault})`);
}

/** What a topic has when no policy is given: its account may use it (Amazon SNS Developer Guide, access policies). */
function defaultPolicy(topicArn: string, { accountId }: Call): string {
  const actions =
    "GetTopicAttributes SetTopicAttributes AddPermission RemovePermission DeleteTopic Subscribe ListSubscriptionsByTopic Publish";
  return JSON.stringify({
    Id: "__default_policy_ID",
    Statement: [
      {
        Action: actions.split(" ").map((action) => `SNS:${action}`),
        Condition: { StringEquals: { "AWS:SourceOwner": accountId } },
        Effect: "Allow",
        Principal: { AWS: "*" },
        Resource: topicArn,
        Sid: "__default_statement_ID",
      },
    ],
    Version: "2008-10-17",
  });
}
