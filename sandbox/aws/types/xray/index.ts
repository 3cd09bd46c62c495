import type { ResourceType } from "../../resource-type";
import { samplingRule } from "./sampling-rule";

/** AWS X-Ray. */
export const types: readonly ResourceType[] = [samplingRule];
