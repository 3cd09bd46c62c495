import type { ResourceType } from "../../resource-type";
import { topic, topicPolicy } from "./topic";
import { topicSubscription } from "./topic-subscription";

/** Amazon SNS. */
export const types: readonly ResourceType[] = [topic, topicPolicy, topicSubscription];
