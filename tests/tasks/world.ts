/** An environment that is deployed in moto, and the user's side of it. */
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateSecurityGroupCommand, DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateClusterCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import type { OneOffTaskRun } from "../../components/one-off-task";
import type { Context } from "../../operations/context";
import type { AwsServer, Json } from "../support/aws-server";
import { FakePrograms } from "../support/fake-programs";

export const REGION = "us-east-1";

/** What a command said, and where it ran. */
export interface Session {
  readonly context: Context;
  readonly printed: string[];
  readonly said: string[];
  readonly programs: FakePrograms;
  /** Ctrl-C. */
  interrupt(): void;
  close(): void;
}

/** A terminal whose only programs are the test's; pauses take no time. */
export function session(aws: AwsServer): Session {
  const printed: string[] = [];
  const said: string[] = [];
  const programs = new FakePrograms();
  const interruption = new AbortController();
  return {
    printed,
    said,
    programs,
    context: {
      env: programs.env,
      aws: aws.settings,
      print: (line) => printed.push(line),
      say: (line) => said.push(line),
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      interrupted: interruption.signal,
    },
    interrupt: () => {
      interruption.abort();
    },
    close: () => {
      programs.remove();
    },
  };
}

/** A `pulumi` that answers `stack output` with these outputs. */
export function pulumiWith(programs: FakePrograms, outputs: unknown): void {
  const answer = JSON.stringify(JSON.stringify(outputs));
  programs.add("pulumi", `if (args[0] === "stack") print(${answer});`);
}

/** A cluster, a task definition, a network and a log group; what the stack's output says of the task. */
export async function deployedTask(aws: AwsServer, name = "db-test"): Promise<OneOffTaskRun> {
  const settings = { ...aws.settings, region: REGION };
  const [ecs, ec2, logs] = [
    new ECSClient(settings),
    new EC2Client(settings),
    new CloudWatchLogsClient(settings),
  ];
  await ecs.send(new CreateClusterCommand({ clusterName: "cruddur-dev" }));
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: `cruddur-dev-${name}`,
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name, image: `web@sha256:${"0".repeat(64)}`, memory: 512 }],
    }),
  );
  const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { GroupId: group = "" } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: name, Description: "tasks" }),
  );
  const logGroup = "/cruddur/dev/backend-flask";
  await logs.send(new CreateLogGroupCommand({ logGroupName: logGroup }));
  return {
    runCommand: `npm run task -- ${name} --stack dev`,
    region: REGION,
    cluster: "cruddur-dev",
    taskDefinition: taskDefinition?.taskDefinitionArn ?? "",
    subnets: subnets.slice(0, 2).map(({ SubnetId: id }) => id ?? ""),
    securityGroups: [group],
    container: name,
    logGroup,
    logStreamPrefix: `${name}/${name}`,
  };
}

/** What a container would do: lines that it logs by the number of looks at the task, and how it ends. */
export interface Performance {
  /** Lines after the first, second … look at the task; the stream exists from the first one that has lines. */
  readonly log?: readonly (readonly string[])[];
  /** Merged into the task at the end. */
  readonly task?: Json;
  /** Merged into its container at the end. */
  readonly container?: Json;
}

/** Makes moto's tasks do something: moto changes their state with every look and ends them, all with exit code 0. */
export function perform(aws: AwsServer, run: OneOffTaskRun, performance: Performance): void {
  const logs = new CloudWatchLogsClient({ ...aws.settings, region: REGION });
  let looks = 0;
  let isStream = false;
  const write = async (id: string, lines: readonly string[]) => {
    const stream = { logGroupName: run.logGroup, logStreamName: `${run.logStreamPrefix}/${id}` };
    if (!isStream) await logs.send(new CreateLogStreamCommand(stream));
    isStream = true;
    const logEvents = lines.map((message) => ({ message, timestamp: Date.now() }));
    await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  };
  aws.override("DescribeTasks", async (_, ask) => {
    const answer = (await ask()) as { tasks: (Json & { containers: Json[] })[] };
    const [task] = answer.tasks;
    if (task?.["taskDefinitionArn"] !== run.taskDefinition) return answer;
    const lines = performance.log?.[looks++] ?? [];
    if (lines.length > 0) await write(String(task["taskArn"]).split("/").at(-1) ?? "", lines);
    if (task["lastStatus"] !== "STOPPED") return answer;
    const containers = task.containers.map((container) => ({
      ...container,
      ...performance.container,
    }));
    return { ...answer, tasks: [{ ...task, ...performance.task, containers }] };
  });
}
