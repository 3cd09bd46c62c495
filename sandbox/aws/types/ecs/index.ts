import type { ResourceType } from "../../resource-type";
import { capacityProvider, clusterCapacityProviders } from "./capacity";
import { cluster } from "./cluster";
import { taskDefinition } from "./task-definition";

/** Amazon Elastic Container Service. */
export const types: readonly ResourceType[] = [
  capacityProvider,
  cluster,
  clusterCapacityProviders,
  taskDefinition,
];
