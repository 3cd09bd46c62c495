import type { ResourceType } from "../../resource-type";
import { detector, detectorFeature } from "./detector";

/** Amazon GuardDuty. */
export const types: readonly ResourceType[] = [detector, detectorFeature];
