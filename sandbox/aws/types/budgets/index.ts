import type { ResourceType } from "../../resource-type";
import { budget } from "./budget";

/** AWS Budgets. */
export const types: readonly ResourceType[] = [budget];
