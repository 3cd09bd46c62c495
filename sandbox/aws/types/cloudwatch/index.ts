import type { ResourceType } from "../../resource-type";
import { logGroup } from "./log-group";

export const types: readonly ResourceType[] = [logGroup];
