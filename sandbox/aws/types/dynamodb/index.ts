import type { ResourceType } from "../../resource-type";
import { table } from "./table";

export const types: readonly ResourceType[] = [table];
