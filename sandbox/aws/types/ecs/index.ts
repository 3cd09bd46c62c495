import type { ResourceType } from "../../resource-type";
import { capacityProvider, clusterCapacityProviders } from "./capacity";
import { cluster } from "./cluster";
import { service } from "./service";
import { taskDefinition } from "./task-definition";

export { invokes } from "./invokes";

/** Amazon Elastic Container Service. */
export const types: readonly ResourceType[] = [
  capacityProvider,
  cluster,
  clusterCapacityProviders,
  service,
  taskDefinition,
];
