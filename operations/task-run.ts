/** Runs a one-off task and watches it to its end. */
import { randomUUID } from "node:crypto";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeTasksCommand,
  ECSClient,
  RunTaskCommand,
  type RunTaskCommandInput,
  type Task,
} from "@aws-sdk/client-ecs";
import type { OneOffTaskRun } from "../components/one-off-task";
import { UserError } from "../sandbox/lib/user-error";
import { asking, awsFault, isPassing, messageOf } from "./aws-errors";
import { clientSettings, type Context, printable } from "./context";
import { TaskLog } from "./task-log";

/** How long things take, in milliseconds; tests are in more of a hurry. */
export interface Pace {
  /** Between two looks at the task and its log. */
  readonly poll: number;
  /** Before the task is started again when AWS has no capacity. */
  readonly capacity: number;
  /** After so long the task is left alone. */
  readonly patience: number;
}

/** The usual pace. */
export const PACE: Pace = { poll: 2_000, capacity: 15_000, patience: 30 * 60_000 };

/** How it ended: the container's exit code, or no end that anybody saw. */
export type Ending =
  { readonly kind: "exited"; readonly code: number } | { readonly kind: "interrupted" | "late" };

/** Tries to start a task where AWS has no capacity. */
const ATTEMPTS = 3;
/** Failures in a row to look at the task before the watch ends. */
const BLINKS = 5;
/** Looks without a new line after the task's end before its log counts as complete: the log driver delivers late. */
const QUIET_LOOKS = 3;

/**
 * Runs the task once, prints its log as it comes, and answers how it ended. A task that could not start, or that nobody
 * may watch, is a UserError that says why.
 */
export async function runTask(
  name: string,
  run: OneOffTaskRun,
  context: Context,
  pace: Pace = PACE,
): Promise<Ending> {
  const settings = clientSettings(context, run.region);
  const client = new ECSClient(settings);
  const logs = new CloudWatchLogsClient(settings);
  try {
    const arn = await start(name, run, client, context, pace);
    const id = arn.split("/").at(-1) ?? arn;
    context.say(`${name}: started as ${id} in cluster ${run.cluster}`);
    const stream = `${run.logStreamPrefix}/${id}`;
    const log = new TaskLog(logs, { group: run.logGroup, stream }, context);
    const task = await watch(name, arn, run, { client, log, context, pace });
    if (typeof task === "string") {
      context.say(`${name}: the task goes on.${goesOn(run, arn)}`);
      return { kind: task };
    }
    return { kind: "exited", code: exitCode(name, task, run, context) };
  } finally {
    client.destroy();
    logs.destroy();
  }
}

/** Starts it, again where AWS has no capacity at the moment, and answers the task's ARN. */
async function start(
  name: string,
  run: OneOffTaskRun,
  client: ECSClient,
  context: Context,
  pace: Pace,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { tasks = [], failures = [] } = await asking(`${name} could not be started`, () =>
      client.send(
        new RunTaskCommand({
          cluster: run.cluster,
          taskDefinition: run.taskDefinition,
          ...capacityOf(run),
          count: 1,
          startedBy: "npm-run-task",
          // When the SDK repeats a request whose answer was lost, ECS answers with the same task.
          clientToken: randomUUID(),
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: run.subnets,
              securityGroups: run.securityGroups,
              assignPublicIp: "DISABLED",
            },
          },
        }),
      ),
    );
    const arn = tasks[0]?.taskArn;
    if (arn !== undefined) return arn;
    const reason = failures.map((failure) => failure.detail ?? failure.reason ?? "").join("; ");
    const isFull = /capacity|RESOURCE:/i.test(reason);
    if (!isFull || attempt === ATTEMPTS || context.interrupted.aborted)
      throw new UserError(
        `${name} could not be started: ${printable(reason) || "ECS does not say why"}${isFull ? ` (${attempt} attempts)` : ""}`,
      );
    context.say(`${name}: AWS has no capacity (${printable(reason)}); trying again …`);
    await context.pause(pace.capacity);
  }
}

/** Where it runs: on the stack's instances, if that is where its tasks run. */
function capacityOf({
  capacityProvider,
}: OneOffTaskRun): Pick<RunTaskCommandInput, "capacityProviderStrategy" | "launchType"> {
  return capacityProvider === undefined
    ? // A migration should not be taken away half-way: never Spot.
      { launchType: "FARGATE" }
    : { capacityProviderStrategy: [{ capacityProvider, weight: 1 }] };
}

/** Looks at the task and its log until it has stopped and the log is quiet. */
async function watch(
  name: string,
  arn: string,
  run: OneOffTaskRun,
  of: {
    readonly client: ECSClient;
    readonly log: TaskLog;
    readonly context: Context;
    readonly pace: Pace;
  },
): Promise<Task | "interrupted" | "late"> {
  const { client, log, context, pace } = of;
  const end = Date.now() + pace.patience;
  let [status, blinks, quiet] = ["", 0, 0];
  for (;;) {
    if (context.interrupted.aborted) return "interrupted";
    let task: Task | undefined;
    try {
      const { tasks } = await client.send(
        new DescribeTasksCommand({ cluster: run.cluster, tasks: [arn] }),
      );
      // ECS may not know it in the first seconds.
      task = tasks?.[0];
      if (task === undefined) throw new UserError("ECS does not know the task");
      blinks = 0;
    } catch (error) {
      blinks++;
      if ((!isPassing(error) && !(error instanceof UserError)) || blinks === BLINKS)
        throw lost(name, run, arn, error);
    }
    if (task?.lastStatus !== undefined && task.lastStatus !== status)
      context.say(`${name}: ${(status = task.lastStatus)}`);
    const isNew = await log.follow();
    if (task?.lastStatus === "STOPPED") {
      quiet = isNew ? 0 : quiet + 1;
      if (quiet === QUIET_LOOKS) return task;
    } else if (Date.now() > end) return "late";
    await context.pause(pace.poll);
  }
}

/** The exit code of the container that counts. Without one the task did not get that far: a UserError says why. */
function exitCode(
  name: string,
  task: Task,
  { container, logGroup }: OneOffTaskRun,
  context: Context,
): number {
  const found = (task.containers ?? []).find((candidate) => candidate.name === container);
  const why = [task.stoppedReason, found?.reason].filter((reason) => reason);
  const { exitCode: code } = found ?? {};
  if (code === undefined)
    throw new UserError(
      `${name} did not run: ${printable(why.join("; ")) || "ECS does not say why"}${task.stopCode === undefined ? "" : ` (${task.stopCode})`}. If it logged something, it is in ${logGroup}.`,
    );
  if (code !== 0 && found?.reason) context.say(`${name}: ${printable(found.reason)}`);
  return code;
}

function lost(name: string, run: OneOffTaskRun, arn: string, error: unknown): unknown {
  const fault = awsFault(`${name} was started, but cannot be watched`, error);
  if (!(fault instanceof UserError)) return fault;
  const message = fault.message.startsWith(name) ? fault.message : `${name}: ${messageOf(fault)}`;
  return new UserError(`${message}\nThe task may go on.${goesOn(run, arn)}`);
}

/** How to follow and to stop a task that nobody watches any more. */
function goesOn({ region, cluster, logGroup }: OneOffTaskRun, arn: string): string {
  return [
    "",
    `  follow it:  aws logs tail ${logGroup} --follow --region ${region}`,
    `  stop it:    aws ecs stop-task --region ${region} --cluster ${cluster} --task ${arn}`,
  ].join("\n");
}
