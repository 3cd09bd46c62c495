import type { ResourceType } from "../../resource-type";
import { enabler } from "./enabler";

/** Amazon Inspector. */
export const types: readonly ResourceType[] = [enabler];
