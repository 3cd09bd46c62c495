/** Functions that ECS asks during a deployment. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type Check,
  every,
  fields,
  input,
  isRecord,
  kindOf,
  list,
  object,
  oneOf,
  optional,
  text,
  whole,
} from "./checks";
import { anyOf } from "./faults";
import { plainTrustOf, policyDocument } from "./iam-documents";

/**
 * When a hook is asked: before the new tasks start, when they run, while and after test requests reach them, before each
 * move of requests, while they move, and after the last move. Source: ECS API reference, DeploymentLifecycleHook.
 */
const STAGES = [
  "PRE_SCALE_UP",
  "POST_SCALE_UP",
  "TEST_TRAFFIC_SHIFT",
  "POST_TEST_TRAFFIC_SHIFT",
  "PRODUCTION_TRAFFIC_SHIFT",
  "POST_PRODUCTION_TRAFFIC_SHIFT",
] as const;

/** A Lambda function that has to agree before a deployment goes on. */
export interface DeploymentHook {
  /** The function, or one of its versions or aliases. It answers `{"hookStatus": "SUCCEEDED"}`, `FAILED`, or `IN_PROGRESS` to be asked again. */
  readonly lambdaArn: pulumi.Input<string>;
  /** At which stages it is asked, at least one. Anything but SUCCEEDED in the end rolls the deployment back. */
  readonly stages: readonly (typeof STAGES)[number][];
  /** What it is given beside ECS's own facts; no secrets. Default: nothing. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Minutes in which it will have answered, 1 to 1440; the update waits that much longer. Default 5. */
  readonly minutes?: number;
}

/** How long the update waits for a hook that says nothing else. */
export const HOOK_MINUTES = 5;

/** The hooks as ECS takes them. */
export function lifecycleHooks(
  hooks: readonly DeploymentHook[],
  roleArn: pulumi.Input<string>,
): aws.types.input.ecs.ServiceDeploymentConfigurationLifecycleHook[] {
  return hooks.map(({ lambdaArn, stages, details }) => ({
    hookTargetArn: lambdaArn,
    lifecycleStages: [...stages],
    roleArn,
    ...(details && { hookDetails: JSON.stringify(details) }),
  }));
}

/** The role by which ECS asks exactly these functions. */
export function hookRole(
  name: string,
  hooks: readonly DeploymentHook[],
  permissionsBoundary: string | undefined,
  opts: pulumi.CustomResourceOptions,
): { readonly roleArn: pulumi.Output<string>; readonly ready: pulumi.Resource } {
  const role = new aws.iam.Role(
    `${name}-hooks`,
    {
      description: "Asks the hooks of deployments",
      assumeRolePolicy: plainTrustOf("ecs.amazonaws.com"),
      permissionsBoundary,
    },
    opts,
  );
  const ready = new aws.iam.RolePolicy(
    `${name}-hooks`,
    { role: role.name, policy: invokePolicy(hooks.map(({ lambdaArn }) => lambdaArn)) },
    opts,
  );
  return { roleArn: role.arn, ready };
}

/** Known at preview where the functions are. */
function invokePolicy(arns: readonly pulumi.Input<string>[]): pulumi.Input<string> {
  const policy = (known: readonly string[]) =>
    policyDocument([
      {
        Sid: "AskHooks",
        Effect: "Allow",
        Action: ["lambda:InvokeFunction"],
        Resource: [...new Set(known)].sort(),
      },
    ]);
  const plain = arns.filter((arn) => typeof arn === "string");
  return plain.length === arns.length ? policy(plain) : pulumi.all([...arns]).apply(policy);
}

/** ARN of a Lambda function, with or without a version or alias. */
export const FUNCTION_ARN =
  /^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,140}(:[\w$-]{1,128})?$/;

/**
 * What JSON can say; a value is not shown.
 *
 * @param around What the value is part of.
 */
function json(what: string, value: unknown, around: readonly unknown[] = []): readonly string[] {
  if (value === null || typeof value === "string" || typeof value === "boolean") return [];
  if (Number.isFinite(value)) return [];
  if (around.includes(value)) return [`${what} contains itself`];
  if (!Array.isArray(value) && (!isRecord(value) || pulumi.Resource.isInstance(value)))
    return [`${what} is ${kindOf(value)}, which JSON cannot say`];
  return Object.entries(value as object).flatMap(([key, each]) =>
    each === undefined ? [] : json(`${what}.${key}`, each, [...around, value]),
  );
}

/** Functions that are asked. */
export const HOOKS = list(
  fields<DeploymentHook>({
    lambdaArn: input(text(FUNCTION_ARN, "the ARN of a Lambda function")),
    stages: list(oneOf(STAGES), { least: 1, empty: `choose ${anyOf(STAGES)}` }),
    details: optional(every(object, json)),
    // A stage may last a day. Source: ECS Developer Guide, lifecycle stages.
    minutes: optional(whole(1, 1440)),
  }),
);

/** Where there is no stage at which functions could be asked. */
export const NO_HOOKS: Check = (what, value) =>
  Array.isArray(value) && value.length === 0 ? [] : [`${what} do not go with strategy ROLLING`];
