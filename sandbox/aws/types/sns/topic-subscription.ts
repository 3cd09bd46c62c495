import { checks, isJson, oneOf } from "../../lib/check";
import type { ResourceType } from "../../resource-type";
import { requireTopic } from "./topic";
import { refuse, SUBSCRIPTION } from "./tokens";

/** The provider's own: subscriptionProtocol_Values, subscriptionFilterPolicyScope_Values. */
const PROTOCOLS = "application email email-json firehose http https lambda sms sqs".split(" ");
const SCOPES = ["MessageAttributes", "MessageBody"];
/** What an endpoint of a protocol looks like; others are ARNs. */
const ENDPOINTS: Readonly<Record<string, readonly [RegExp, string]>> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "Email address"],
  "email-json": [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "Email address"],
  http: [/^http:\/\//, "Endpoint must match the specified protocol"],
  https: [/^https:\/\//, "Endpoint must match the specified protocol"],
  sms: [/^\+?[\d -]{4,20}$/, "Invalid SMS endpoint"],
};
const OTHER_ENDPOINT = [/^arn:/, "Invalid endpoint ARN"] as const;

export const topicSubscription: ResourceType = {
  token: SUBSCRIPTION,
  source: [
    "API model sns 2010-03-31: Subscribe, SetSubscriptionAttributes, Unsubscribe",
    "terraform-provider-aws internal/service/sns/topic_subscription.go",
  ],
  defaults: {
    confirmationTimeoutInMinutes: 1,
    endpointAutoConfirms: false,
    rawMessageDelivery: false,
  },
  required: ["endpoint", "protocol", "topic"],
  forceNew: ["endpoint", "protocol", "topic"],
  json: ["deliveryPolicy", "filterPolicy", "redrivePolicy", "replayPolicy"],
  check: checks(
    oneOf("protocol", PROTOCOLS),
    oneOf("filterPolicyScope", SCOPES),
    isJson("deliveryPolicy"),
    isJson("filterPolicy"),
    isJson("redrivePolicy"),
  ),
  create: (inputs, call) => {
    const [topic, protocol] = [String(inputs["topic"]), String(inputs["protocol"])];
    requireTopic(topic, call, "Subscribe");
    const [pattern, reason] = ENDPOINTS[protocol] ?? OTHER_ENDPOINT;
    if (!pattern.test(String(inputs["endpoint"]))) {
      throw refuse("Subscribe", "InvalidParameter", `Invalid parameter: ${reason}`);
    }
    const id = `${topic}:${call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
    return {
      id,
      outputs: {
        arn: id,
        confirmationWasAuthenticated: false,
        filterPolicyScope:
          inputs["filterPolicyScope"] ?? (inputs["filterPolicy"] ? "MessageAttributes" : ""),
        ownerId: call.accountId,
        // Somebody has to follow the link in the message.
        pendingConfirmation: /^(email|http)/.test(protocol),
      },
    };
  },
};
