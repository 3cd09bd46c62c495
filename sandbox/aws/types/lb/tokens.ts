import { AwsError } from "../../resource-type";

/** Type tokens of the resources that refer to each other here. */
export const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
export const LISTENER = "aws:lb/listener:Listener";
export const LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";
export const LISTENER_CERTIFICATE = "aws:lb/listenerCertificate:ListenerCertificate";
export const TARGET_GROUP_ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment";

/**
 * What Elastic Load Balancing refuses. Codes: API model elasticloadbalancingv2 2015-12-01. Messages: as quoted in public
 * issue trackers, else in the same manner (marked "own wording").
 */
export function refuse(operation: string, code: string, message: string): never {
  throw new AwsError(`Elastic Load Balancing v2: ${operation}`, code, message);
}
