import type { ResourceType } from "../../resource-type";
import { group } from "./group";

/** Amazon EC2 Auto Scaling. */
export const types: readonly ResourceType[] = [group];
