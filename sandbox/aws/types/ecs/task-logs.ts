/**
 * Whether the log driver of a container can start.
 * Sentences: ResourceInitializationError as quoted in public issue trackers.
 */
import type { Call } from "../../resource-type";
import type { LogConfiguration } from "./container";
import { denial, type TaskRole } from "./task-role";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** Why the logger refuses to start; undefined: it starts. */
export function logFault(
  container: string,
  log: LogConfiguration | undefined,
  role: TaskRole,
  call: Call,
): string | undefined {
  const options = log?.options ?? {};
  if (log?.logDriver !== "awslogs") return undefined;
  const group = options["awslogs-group"] ?? "";
  const region = options["awslogs-region"] ?? call.region;
  const arn = `arn:${call.partition}:logs:${region}:${call.accountId}:log-group:${group}`;
  const stream = `${options["awslogs-stream-prefix"] ?? ""}/${container}/${role.taskId}`;
  const exists =
    call.account.find(LOG_GROUP, (item, id) => (item["name"] ?? id) === group, region) !==
    undefined;
  if (!exists && options["awslogs-create-group"] === "true") {
    const denied = denial(role, call, "logs:CreateLogGroup", `${arn}:log-stream:`);
    return denied === undefined
      ? undefined
      : refused("CreateLogGroup", `AccessDeniedException: ${denied}`, call);
  }
  const denied = denial(role, call, "logs:CreateLogStream", `${arn}:log-stream:${stream}`);
  if (denied !== undefined)
    return refused("CreateLogStream", `AccessDeniedException: ${denied}`, call);
  return exists
    ? undefined
    : refused(
        "CreateLogStream",
        "ResourceNotFoundException: The specified log group does not exist.",
        call,
      );
}

function refused(operation: string, why: string, call: Call): string {
  const request = call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: operation error CloudWatch Logs: ${operation}, https response error StatusCode: 400, RequestID: ${request}, ${why}`;
}
