import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { quote, refuse } from "./lib/faults";
import { arnOf, policyDocument, type Statement } from "./lib/iam-documents";
import { deletionWindowFaults, serviceKey } from "./lib/service-key";

/** A topic as those who publish alerts use it. */
export interface TopicReference {
  /** The topic's ARN. */
  readonly arn: pulumi.Output<string>;
  /** What must exist before somebody publishes to it. */
  readonly ready: pulumi.Resource;
}

/** AWS services that publish alerts: alarms, EventBridge rules, budgets. */
const PUBLISHERS = ["cloudwatch", "events", "budgets"].map((service) => `${service}.amazonaws.com`);

/** Arguments of {@link AlertTopic}. */
export interface AlertTopicArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The fixed name: the topic's own policy and the key's alias bear it. */
  readonly topicName: string;
  /** Addresses that get the alerts by mail, once each has agreed. Default: none; subscribe something else. */
  readonly emails?: readonly string[];
  /** Days between the key's deletion and its loss, 7 to 30. Default 30. */
  readonly keyDeletionDays?: number;
  /** Refuses deletion of the key by Pulumi. Default true. */
  readonly protect?: boolean;
}

/**
 * Where alerts go: an encrypted topic to which the alarms, event rules and budgets of this account publish, and nobody
 * else. A customer key, because AWS's own key for SNS does not let services publish; about 1 USD a month.
 */
export class AlertTopic extends pulumi.ComponentResource implements TopicReference {
  readonly arn: pulumi.Output<string>;
  readonly ready: aws.sns.TopicPolicy;

  constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`AlertTopic ${quote(name)}`, alertTopicFaults(args));
    super("cruddur:sns:AlertTopic", name, {}, opts);
    const { account, topicName } = args;
    const parent = { parent: this };
    const key = serviceKey(
      name,
      {
        account,
        alias: `alias/${topicName}`,
        description: "Alerts on their way to the subscribers",
        deletionWindowInDays: args.keyDeletionDays ?? 30,
        statements: [publishersMay(account, "Encrypt", ["kms:Decrypt", "kms:GenerateDataKey*"])],
      },
      { ...parent, protect: args.protect ?? true },
    );
    const topic = new aws.sns.Topic(
      name,
      { name: topicName, kmsMasterKeyId: key.arn },
      { ...parent, dependsOn: [key.ready] },
    );
    this.ready = new aws.sns.TopicPolicy(
      name,
      { arn: topic.arn, policy: topicPolicy(account, topicName) },
      parent,
    );
    (args.emails ?? []).forEach((endpoint, index) => {
      const child = index === 0 ? name : `${name}-${index + 1}`;
      new aws.sns.TopicSubscription(
        child,
        { topic: topic.arn, protocol: "email", endpoint },
        parent,
      );
    });
    this.arn = topic.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Services of this account may publish; nobody else may, and nobody without TLS. */
function topicPolicy(account: Account, topicName: string): string {
  const Resource = arnOf(account, "sns", topicName);
  return policyDocument([
    { ...publishersMay(account, "Publish", ["sns:Publish"]), Resource },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}

/** Bound to this account: without the condition another customer's alarms could publish here (the confused deputy). */
function publishersMay(account: Account, Sid: string, Action: readonly string[]): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { Service: PUBLISHERS },
    Action,
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": account.accountId } },
  };
}

function alertTopicFaults(args: AlertTopicArgs): string[] {
  const faults = deletionWindowFaults(args.keyDeletionDays ?? 30);
  if (!/^[A-Za-z0-9_-]{1,250}$/.test(args.topicName) || args.topicName.startsWith("aws"))
    faults.push(
      `topicName ${quote(args.topicName)} is not 1 to 250 of letters, digits, _ and -, or begins with aws, which AWS keeps`,
    );
  const emails = args.emails ?? [];
  emails.forEach((email, index) => {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      faults.push(`emails ${quote(email)} is not an e-mail address`);
    if (emails.indexOf(email) !== index) faults.push(`emails ${quote(email)} is given twice`);
  });
  return faults;
}
