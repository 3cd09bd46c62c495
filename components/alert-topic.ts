import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, EMAIL, KEY_DELETION_DAYS } from "./lib/aws-checks";
import { type Checks, faultsOf, flag, list, optional, text } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { arnOf, policyDocument, type Statement } from "./lib/iam-documents";
import { serviceKey } from "./lib/service-key";

/** A topic as those who publish alerts use it. */
export interface TopicReference {
  /** The topic's ARN. */
  readonly arn: pulumi.Output<string>;
  /** What must exist before somebody publishes to it. */
  readonly ready: pulumi.Resource;
}

/** Alarms and budgets say for whom they publish. */
const TELLING_PUBLISHERS = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"];
/**
 * EventBridge does not: no condition on the source may stand in the topic's policy (EventBridge User Guide, Amazon SNS
 * permissions) or in the key's (SNS Developer Guide, encrypted topics). With one, no event would arrive.
 */
const EVENTS = "events.amazonaws.com";

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

const CHECKS: Checks<AlertTopicArgs> = {
  account: ACCOUNT,
  // SNS has 256, but the key's alias bears the name, too; AWS keeps aliases that begin with aws.
  topicName: text(
    /^(?!aws)[A-Za-z0-9_-]{1,250}$/,
    "1 to 250 of letters, digits, _ and -, or begins with aws, which AWS keeps",
  ),
  emails: optional(list(EMAIL)),
  keyDeletionDays: optional(KEY_DELETION_DAYS),
  protect: optional(flag),
};

/**
 * Where alerts go: an encrypted topic to which alarms and budgets of this account, and event rules, publish, and nobody
 * else. A customer key, because AWS's own key for SNS does not let services publish; about 1 USD a month.
 */
export class AlertTopic extends pulumi.ComponentResource implements TopicReference {
  readonly arn: pulumi.Output<string>;
  readonly ready: aws.sns.TopicPolicy;

  constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`AlertTopic ${quote(name)}`, faultsOf(args, CHECKS));
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
        statements: publishersMay(account, "Encrypt", ["kms:Decrypt", "kms:GenerateDataKey*"], "*"),
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

/** Alarms, rules and budgets may publish; nobody else may, and nobody without TLS. */
function topicPolicy(account: Account, topicName: string): string {
  const Resource = arnOf(account, "sns", topicName);
  return policyDocument([
    ...publishersMay(account, "Publish", ["sns:Publish"], Resource),
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

/** Bound to this account where AWS can: without the condition another customer's alarms could publish here. */
function publishersMay(
  account: Account,
  sid: string,
  actions: readonly string[],
  resource: string,
): Statement[] {
  const may = { Effect: "Allow", Action: actions, Resource: resource } as const;
  return [
    {
      Sid: sid,
      ...may,
      Principal: { Service: TELLING_PUBLISHERS },
      Condition: { StringEquals: { "aws:SourceAccount": account.accountId } },
    },
    { Sid: `${sid}Events`, ...may, Principal: { Service: EVENTS } },
  ];
}
