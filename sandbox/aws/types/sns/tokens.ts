import { AwsError } from "../../resource-type";

export const TOPIC = "aws:sns/topic:Topic";
export const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
export const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

/** An answer of Amazon SNS. */
export function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`SNS: ${operation}`, code, message);
}
