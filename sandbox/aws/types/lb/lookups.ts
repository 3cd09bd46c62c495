import type { Call, Properties } from "../../resource-type";
import { textOf } from "../ec2/inputs";
import {
  LISTENER,
  LISTENER_CERTIFICATE,
  LISTENER_RULE,
  LOAD_BALANCER,
  refuse,
  TARGET_GROUP,
} from "./tokens";

/** Each gives the object's properties or refuses with ELB's code for an ARN that is not there. */

export function balancerOf(arn: string, operation: string, call: Call): Properties {
  return (
    call.account.get(LOAD_BALANCER, arn) ??
    refuse(
      operation,
      "LoadBalancerNotFound",
      `One or more load balancers not found (sandbox: ${arn})`,
    )
  );
}

export function listenerOf(arn: string, operation: string, call: Call): Properties {
  return (
    call.account.get(LISTENER, arn) ??
    refuse(operation, "ListenerNotFound", `One or more listeners not found (sandbox: ${arn})`)
  );
}

export function targetGroupOf(arn: string, operation: string, call: Call): Properties {
  return (
    call.account.get(TARGET_GROUP, arn) ??
    refuse(
      operation,
      "TargetGroupNotFound",
      `One or more target groups not found (sandbox: ${arn})`,
    )
  );
}

/** Removes what belongs to a listener. */
export function removeParts(listenerArn: string, { account }: Call): void {
  for (const token of [LISTENER_RULE, LISTENER_CERTIFICATE]) {
    for (const { id, properties } of account.list(token)) {
      if (textOf(properties, "listenerArn") === listenerArn) account.remove(token, id);
    }
  }
}

export function removeListener(listenerArn: string, call: Call): void {
  removeParts(listenerArn, call);
  call.account.remove(LISTENER, listenerArn);
}
