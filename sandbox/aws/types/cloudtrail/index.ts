import type { ResourceType } from "../../resource-type";
import { trail } from "./trail";

/** AWS CloudTrail. */
export const types: readonly ResourceType[] = [trail];
