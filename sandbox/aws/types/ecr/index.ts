import type { ResourceType } from "../../resource-type";
import { lifecyclePolicy, repositoryPolicy } from "./policies";
import { repository } from "./repository";

export const types: readonly ResourceType[] = [repository, lifecyclePolicy, repositoryPolicy];
