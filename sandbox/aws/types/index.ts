import type { Invokes, ResourceType } from "../resource-type";
import { types as appautoscaling } from "./appautoscaling";
import { types as ec2 } from "./ec2";
import { types as ecs } from "./ecs";
import { types as iam } from "./iam";
import { types as servicediscovery } from "./servicediscovery";

/** Every type that the simulated account models: one line above and one here per service. */
export const types: readonly ResourceType[] = [
  ...appautoscaling,
  ...ec2,
  ...ecs,
  ...iam,
  ...servicediscovery,
];

/** Invokes that services answer beside those of `invokes/`. */
export const invokes: Invokes = {};
