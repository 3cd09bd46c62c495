import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "../alert-topic";

/** Which events become an alert, and how it reads. */
export interface AlertRule {
  /** What the rule is for, at most 512 characters. */
  readonly description: string;
  /** The event pattern. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Placeholders of the message, as JSON paths into the event. */
  readonly paths: Readonly<Record<string, string>>;
  /** The message, with `<placeholder>`s. */
  readonly message: string;
  /**
   * Whether calls that only read are matched too: EventBridge leaves them out unless a rule asks for them. Default false.
   */
  readonly readOnlyCalls?: boolean;
}

/** An EventBridge rule that hands its events to a topic as one readable line. */
export function alertRule(
  name: string,
  rule: AlertRule,
  topic: TopicReference,
  parent: pulumi.Resource,
): void {
  const eventRule = new aws.cloudwatch.EventRule(
    name,
    {
      description: rule.description,
      eventPattern: JSON.stringify(rule.pattern),
      state: rule.readOnlyCalls ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED",
    },
    { parent },
  );
  new aws.cloudwatch.EventTarget(
    name,
    {
      rule: eventRule.name,
      arn: topic.arn,
      targetId: "alert-topic",
      inputTransformer: {
        inputPaths: rule.paths,
        inputTemplate: JSON.stringify(rule.message),
      },
    },
    { parent, dependsOn: [topic.ready] },
  );
}
