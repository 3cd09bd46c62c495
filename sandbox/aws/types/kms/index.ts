import type { ResourceType } from "../../resource-type";
import { alias } from "./alias";
import { key } from "./key";

export const types: readonly ResourceType[] = [key, alias];
