import type { ResourceType } from "../../resource-type";
import { policy } from "./policy";
import { scheduledAction } from "./scheduled-action";
import { target } from "./target";

/** Application Auto Scaling. */
export const types: readonly ResourceType[] = [policy, scheduledAction, target];
