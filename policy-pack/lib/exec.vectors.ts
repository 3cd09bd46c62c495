import { resource, UNKNOWN, type VectorResource } from "./vectors";

/** A cluster called `cluster` with these settings of ECS Exec. */
export function cluster(executeCommandConfiguration: unknown): VectorResource {
  return resource(
    "aws:ecs/cluster:Cluster",
    { name: "main", configuration: { executeCommandConfiguration } },
    { name: "cluster" },
  );
}

/** The service `web` of that cluster, which allows exec or not. */
export function service(enableExecuteCommand: unknown): VectorResource {
  return resource(
    "aws:ecs/service:Service",
    { cluster: UNKNOWN, enableExecuteCommand },
    { name: "web", from: { cluster: ["cluster"] } },
  );
}
