import * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "./alert-topic";
import type { ClusterReference } from "./cluster";
import type { Account } from "./lib/account";
import { alertRule } from "./lib/alert-rule";
import { ACCOUNT, CLUSTER_NAME, TOPIC } from "./lib/aws-checks";
import { type Checks, faultsOf, fields } from "./lib/checks";
import { containerEventRules } from "./lib/container-events";
import { quote, refuse } from "./lib/faults";

/** Arguments of {@link ContainerEventAlerts}. */
export interface ContainerEventAlertsArgs {
  /** Where everything is. */
  readonly account: Account;
  /** Whose services and tasks. */
  readonly cluster: Pick<ClusterReference, "name">;
  /** Where alerts go. */
  readonly topic: TopicReference;
}

const CHECKS: Checks<ContainerEventAlertsArgs> = {
  account: ACCOUNT,
  cluster: fields<ContainerEventAlertsArgs["cluster"]>({ name: CLUSTER_NAME }),
  topic: TOPIC,
};

/**
 * Tells somebody within seconds when a deployment of a cluster fails, tasks cannot be placed or started, or a task ends
 * that should not have: out of memory, an essential container that exits, a failed health check.
 */
export class ContainerEventAlerts extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: ContainerEventAlertsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    refuse(`ContainerEventAlerts ${quote(name)}`, faultsOf(args, CHECKS));
    super("cruddur:cloudwatch:ContainerEventAlerts", name, {}, opts);
    const { account, cluster, topic } = args;
    for (const [what, rule] of Object.entries(containerEventRules(account, cluster.name)))
      alertRule(`${name}-${what}`, rule, topic, this);
    this.registerOutputs();
  }
}
