import type { ResourceType } from "../../resource-type";
import { account, standardsSubscription } from "./account";

/** AWS Security Hub. */
export const types: readonly ResourceType[] = [account, standardsSubscription];
