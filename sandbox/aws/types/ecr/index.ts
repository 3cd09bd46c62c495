import type { ResourceType } from "../../resource-type";
import { lifecyclePolicy, repositoryPolicy } from "./policies";
import { registryScanningConfiguration } from "./registry-scanning";
import { repository } from "./repository";

export const types: readonly ResourceType[] = [
  repository,
  lifecyclePolicy,
  repositoryPolicy,
  registryScanningConfiguration,
];
