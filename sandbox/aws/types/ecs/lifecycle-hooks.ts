/**
 * The functions that ECS asks at the stages of a deployment. Lambda is not modelled: the account knows of a function only
 * what it answers, which a test or a user writes there (sandbox/README.md).
 * Sentences: "Troubleshooting Amazon ECS blue/green deployments" (Developer Guide).
 */
import type { Call, Properties } from "../../resource-type";
import { items, object, text, texts } from "./records";
import { deploymentRole } from "./strategy";
import { denial } from "./task-role";

/** What the account knows of a Lambda function: `{ hookStatus }`, by its ARN. */
export const HOOK_FUNCTION = "sandbox:lambda/function";

/** Before the new tasks start, and after they are healthy; RECONCILE_SERVICE never, for no two deployments overlap here. */
export const STAGES = {
  before: ["PRE_SCALE_UP"],
  after: [
    "POST_SCALE_UP",
    "TEST_TRAFFIC_SHIFT",
    "POST_TEST_TRAFFIC_SHIFT",
    "PRE_PRODUCTION_TRAFFIC_SHIFT",
    "PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
  ],
} as const;

/** Name of ECS's session with a hook's role. */
const SESSION = "ECS-Lambda-Execution";

export function hooksOf(service: Properties): readonly Properties[] {
  return items(object(service["deploymentConfiguration"])?.["lifecycleHooks"]);
}

/** What a deployment says that is stopped at a stage. */
export function stoppedAt(stage: string, reason: string): string {
  return `Service deployment rolled back because ${stage} lifecycle hook(s) failed. ${reason}`;
}

/** Why the hooks of these stages stop the deployment; undefined: they do not. */
export function hookFault(
  stages: readonly string[],
  service: Properties,
  call: Call,
): string | undefined {
  for (const stage of stages) {
    for (const hook of hooksOf(service)) {
      if (!texts(hook["lifecycleStages"]).includes(stage)) continue;
      if (hook["targetType"] === "PAUSE") {
        if (object(hook["timeoutConfiguration"])?.["action"] === "CONTINUE") continue;
        // Nobody is there to call ContinueServiceDeployment.
        return `Service deployment rolled back because ${stage} pause hook timed out.`;
      }
      const reason = answerFault(hook, call);
      if (reason !== undefined) return stoppedAt(stage, reason);
    }
  }
  return undefined;
}

function answerFault(hook: Properties, call: Call): string | undefined {
  const target = text(hook["hookTargetArn"]) ?? "";
  const roleArn = text(hook["roleArn"]) ?? "";
  const role = deploymentRole(roleArn, SESSION, call);
  if (role === undefined) return `ECS was unable to assume role ${roleArn}`;
  const unable = (reason: string) =>
    `ECS was unable to invoke hook target ${target} due to ${reason}`;
  const denied = denial(role, call, "lambda:InvokeFunction", target);
  if (denied !== undefined) return unable(denied);
  const known = call.account.get(HOOK_FUNCTION, target);
  if (known === undefined) return unable(`Function not found: ${target}`); // Lambda's ResourceNotFoundException
  const { hookStatus } = known;
  if (hookStatus === "SUCCEEDED") return undefined;
  if (hookStatus === "FAILED") {
    return `Lifecycle hook target ${target} returned FAILED status.`;
  }
  return `ECS was unable to parse the response from ${target} due to HookStatus must not be null`;
}
