import type { ResourceType } from "../../resource-type";
import { listener } from "./listener";
import { listenerCertificate } from "./listener-certificate";
import { listenerRule } from "./listener-rule";
import { loadBalancer } from "./load-balancer";
import { targetGroup } from "./target-group";
import { targetGroupAttachment } from "./target-group-attachment";

export { invokes } from "./invokes";

export const types: readonly ResourceType[] = [
  listener,
  listenerCertificate,
  listenerRule,
  loadBalancer,
  targetGroup,
  targetGroupAttachment,
];
