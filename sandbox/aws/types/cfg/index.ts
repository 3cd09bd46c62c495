import type { ResourceType } from "../../resource-type";
import { deliveryChannel } from "./delivery-channel";
import { recorder, recorderStatus } from "./recorder";
import { conformancePack, rule } from "./rule";

/** AWS Config. */
export const types: readonly ResourceType[] = [
  recorder,
  deliveryChannel,
  recorderStatus,
  rule,
  conformancePack,
];
