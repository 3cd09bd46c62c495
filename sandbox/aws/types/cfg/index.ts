import type { ResourceType } from "../../resource-type";
import { conformancePack, organizationConformancePack } from "./conformance-pack";
import { deliveryChannel } from "./delivery-channel";
import { recorder, recorderStatus } from "./recorder";
import { rule } from "./rule";

/** AWS Config. */
export const types: readonly ResourceType[] = [
  recorder,
  deliveryChannel,
  recorderStatus,
  rule,
  conformancePack,
  organizationConformancePack,
];
