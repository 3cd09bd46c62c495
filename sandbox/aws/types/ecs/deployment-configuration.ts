/** A service's deployment configuration as DescribeServices gives it back. */
import type { Properties } from "../../resource-type";
import { items, object, text } from "./records";

/** What AWS fills in where a strategy's own configuration is not given (API model: CanaryConfiguration, LinearConfiguration). */
const STEPS: Readonly<Record<string, readonly [name: string, defaults: Properties]>> = {
  CANARY: ["canaryConfiguration", { canaryPercent: 5, canaryBakeTimeInMinutes: "10" }],
  LINEAR: ["linearConfiguration", { stepPercent: 10, stepBakeTimeInMinutes: "6" }],
};

/**
 * The configuration with what AWS keeps and fills in. The provider's schema has it as optional and computed, part by part:
 * what a program no longer says stays, but for hooks; and the provider sends no other strategy's configuration.
 *
 * @param before what it was.
 */
export function completeConfiguration(given: unknown, before: unknown): Properties {
  const old = object(before) ?? {};
  const now = object(given);
  if (now === undefined && before !== undefined) return old;
  const strategy = text(now?.["strategy"]) ?? text(old["strategy"]) ?? "ROLLING";
  const [steps, defaults] = STEPS[strategy] ?? [];
  const hooks = items(now?.["lifecycleHooks"]);
  return {
    strategy,
    bakeTimeInMinutes: minutes(now?.["bakeTimeInMinutes"] ?? old["bakeTimeInMinutes"] ?? 0),
    ...(steps && {
      [steps]: { ...defaults, ...object(old[steps]), ...object(now?.[steps]) },
    }),
    ...(hooks.length > 0 && { lifecycleHooks: hooks }),
  };
}

/** The provider shows numbers as text, so that 0 is not none. */
function minutes(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What an update leaves as it was because the provider does not tell its absence from no change: its `…Suppress…` functions. */
export function keptParts(inputs: Properties, old: Properties): Properties {
  const names = ["alarms", "deploymentCircuitBreaker"].filter((name) => old[name] !== undefined);
  return {
    ...Object.fromEntries(names.map((name) => [name, inputs[name] ?? old[name]])),
    deploymentConfiguration: completeConfiguration(
      inputs["deploymentConfiguration"],
      old["deploymentConfiguration"],
    ),
  };
}
