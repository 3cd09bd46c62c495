/** What components take for a cluster; see `checks.ts`. */
import type { ClusterReference } from "../cluster";
import { arn, CLUSTER_NAME, KEY, LOG_GROUP } from "./aws-checks";
import { CAPACITY } from "./capacity";
import { type Checks, fields, input, optional, resource } from "./checks";

const WHERE: Checks<Pick<ClusterReference, "capacity" | "name" | "ready">> = {
  name: CLUSTER_NAME,
  capacity: CAPACITY,
  ready: resource,
};

/** A cluster where tasks run once. */
export const CLUSTER_OF_TASKS = fields(WHERE);

/** A cluster of services. */
export const CLUSTER = fields<ClusterReference>({
  ...WHERE,
  arn: input(arn("ecs", "cluster/", "a cluster")),
  namespaceArn: input(arn("servicediscovery", "namespace/", "a namespace of Cloud Map")),
  execLogGroup: LOG_GROUP,
  key: optional(KEY),
});
