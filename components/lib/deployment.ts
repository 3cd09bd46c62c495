import type * as aws from "@pulumi/aws";

/** What is read of a service after a deployment. */
export type DeployedService = Pick<
  aws.ecs.GetServiceResult,
  "taskDefinition" | "deployments" | "events"
>;

/**
 * Why a deployment that ECS calls steady is not ours. The circuit breaker rolls back to the previous task definition,
 * and a service that is steady on the previous one looks like a success.
 *
 * @returns A sentence without a full stop, with the latest events; nothing when our task definition runs.
 */
export function deploymentFault(service: DeployedService, expected: string): string | undefined {
  const primary = service.deployments.find((deployment) => deployment.status === "PRIMARY");
  const running = primary?.taskDefinition ?? service.taskDefinition;
  if (running === expected) return undefined;
  const events = [...service.events]
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .slice(0, 5)
    .map((event) => `\n  ${event.message.replace(/\.$/, "")}`);
  return [
    `ECS rolled the deployment of ${revision(expected)} back: ${revision(running)} is running`,
    "; mend the cause, then run `pulumi up --refresh`",
    events.length > 0 ? `; latest events:${events.join("")}` : "",
  ].join("");
}

/** `family:7` of a task definition's ARN. */
function revision(taskDefinitionArn: string): string {
  return taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf("/") + 1);
}
