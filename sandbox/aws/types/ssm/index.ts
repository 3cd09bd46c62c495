import type { ResourceType } from "../../resource-type";
import { parameter } from "./parameter";

export const types: readonly ResourceType[] = [parameter];
