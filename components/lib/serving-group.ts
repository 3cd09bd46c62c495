/** Keeps a target from turning back to one target group while the other one serves. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "./checks";
import { quote, userError } from "./faults";

/** A target group in a rule, with its share of the requests. */
interface Share {
  readonly arn: string;
  readonly weight: number;
}

/** Finds where a rule's requests go now, by the rule's ARN. */
export type LookUp = (ruleArn: string) => Promise<readonly Share[]>;

/**
 * Asks AWS before the rule of a target changes, in a preview too: only AWS knows which group ECS gave the requests to.
 * Nothing where there is no engine to ask before: mocks have none.
 *
 * @param name Of the target, whose rule has the same.
 */
export function keepsServingGroup(
  name: string,
  opts: pulumi.InvokeOptions,
): { hooks?: pulumi.ResourceHookBinding } {
  if (!pulumi.runtime.hasEngine()) return {};
  const hook = new pulumi.ResourceHook(
    hookName(name),
    ({ id, oldInputs }) =>
      refuseWhileSecondServes(name, id, oldInputs, (arn) => sharesOf(arn, opts)),
    { onDryRun: true },
  );
  return { hooks: { beforeUpdate: [hook] } };
}

const named = new Map<string, number>();

/** The engine takes each name once; targets of one name may be in components of different types. */
export function hookName(target: string): string {
  const count = (named.get(target) ?? 0) + 1;
  named.set(target, count);
  return `cruddur:lb:LoadBalancerTarget ${target}${count > 1 ? ` ${count}` : ""}`;
}

/**
 * Refuses to give all requests to the first of two groups while ECS has them at the second: nobody would answer until the
 * service's tasks have moved.
 *
 * @param oldInputs The rule's, of the last update.
 * @throws pulumi.RunError that says how the first group comes to serve.
 */
export async function refuseWhileSecondServes(
  name: string,
  ruleArn: string,
  oldInputs: unknown,
  lookUp: LookUp,
): Promise<void> {
  const second = secondGroupOf(oldInputs);
  if (second === undefined) return;
  const serves = (await lookUp(ruleArn)).some(({ arn, weight }) => arn === second && weight > 0);
  if (!serves) return;
  throw userError(
    `LoadBalancerTarget ${quote(name)}: its second target group serves, and with the first one alone requests would find no task until the service has moved. Deploy the service once more as before, so that the first one serves (aws ecs update-service --force-new-deployment does), then turn to one target group.`,
  );
}

/** The second of the two groups that a target's rule was made with. */
function secondGroupOf(inputs: unknown): string | undefined {
  const actions = isRecord(inputs) ? inputs["actions"] : undefined;
  const [action] = Array.isArray(actions) ? (actions as unknown[]) : [];
  const forward = isRecord(action) ? action["forward"] : undefined;
  const groups = isRecord(forward) ? forward["targetGroups"] : undefined;
  const [, second] = Array.isArray(groups) ? (groups as unknown[]) : [];
  const arn = isRecord(second) ? second["arn"] : undefined;
  return typeof arn === "string" ? arn : undefined;
}

async function sharesOf(arn: string, opts: pulumi.InvokeOptions): Promise<readonly Share[]> {
  const { actions = [] } = await aws.lb.getListenerRule({ arn }, opts);
  return actions.flatMap(({ forwards = [] }) =>
    forwards.flatMap(({ targetGroups = [] }) => targetGroups),
  );
}
