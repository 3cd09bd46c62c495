/** What a simulated account says of requests and the tasks that answer them. */
import type { Account } from "../../sandbox/aws/account";
import { rolloutOf, SERVICE } from "../../sandbox/aws/types/ecs/records";
import { shownRule } from "../../sandbox/aws/types/lb/rule-lookup";
import { LISTENER_RULE } from "../../sandbox/aws/types/lb/tokens";

/** Where a service's requests go, and where its tasks are: ARNs of target groups. */
export interface Routing {
  readonly service: string;
  readonly requests: readonly string[];
  readonly tasks: readonly string[];
}

/** By service; the tasks are where its last event says that they were registered. */
export function routingOf(view: Account): readonly Routing[] {
  const rules = view
    .list(LISTENER_RULE)
    .map(({ properties }) =>
      (shownRule(properties)["actions"] as Action[])
        .flatMap(({ forwards }) => forwards)
        .flatMap(({ targetGroups }) => targetGroups),
    );
  return view.list(SERVICE).map(({ id, properties }) => {
    const [balancer] = properties["loadBalancers"] as { targetGroupArn: string }[];
    const shares = rules.find((rule) => rule.some(({ arn }) => arn === balancer?.targetGroupArn));
    const registered = (rolloutOf(view, id)?.events ?? []).flatMap(
      ({ message }) => / registered \d+ targets in \(target-group (\S+)\)/.exec(message)?.[1] ?? [],
    );
    return {
      service: String(properties["name"]).replace(/-[0-9a-f]{7}$/, ""),
      requests: (shares ?? []).filter(({ weight }) => weight > 0).map(({ arn }) => arn),
      tasks: registered.slice(0, 1),
    };
  });
}

interface Action {
  readonly forwards: readonly {
    readonly targetGroups: readonly { readonly arn: string; readonly weight: number }[];
  }[];
}
