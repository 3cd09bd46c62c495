import { DescribeNetworkInterfacesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  paginateListTasks,
  type Service,
  type Task,
} from "@aws-sdk/client-ecs";
import { SERVICE_NAMES, SERVICES, type ServiceDefinition, type ServiceName } from "../services";
import { asking } from "./aws-errors";
import { type Check, fail, pass, type Result, skip } from "./checks";
import { clientSettings, type Context } from "./context";
import { needed, type Stack } from "./stack";

/** Most tasks that ECS describes at once, and most network interfaces asked for by one filter. */
const BATCH = 100;

/** What runs in the cluster: our revisions, their Service Connect endpoints, no public address. */
export function ecsChecks(stack: Stack, context: Context): Check[] {
  const settings = clientSettings(context, needed(stack, "region"));
  const cluster = needed(stack, "clusterName");
  const ecs = new ECSClient(settings);
  const ec2 = new EC2Client(settings);
  return [
    ...SERVICE_NAMES.flatMap((name) => serviceChecks(name, stack, ecs, cluster)),
    {
      name: "no task has a public address",
      run: async () => publicAddresses(ec2, await tasksOf(ecs, cluster)),
    },
  ];
}

/** Whether a service runs what it was given and, where others call it, whether they find it. */
function serviceChecks(name: ServiceName, stack: Stack, ecs: ECSClient, cluster: string): Check[] {
  const { discoverable, keyPrefix }: ServiceDefinition = SERVICES[name];
  const service = needed(stack, "serviceNames")[name];
  const revision = needed(stack, "taskDefinitionArns")[name];
  const judged =
    (judge: (found: Service, name: string, revision: string) => Result | Promise<Result>) =>
    async () => {
      if (service === undefined || revision === undefined)
        return skip(`it is not deployed: cruddur:${keyPrefix}ImageDigest is none`);
      const found = await describeService(ecs, cluster, service);
      return typeof found === "string" ? fail(found) : judge(found, service, revision);
    };
  const running: Check = {
    name: `${name} runs the revision that was deployed`,
    run: judged(async (found, serviceName, arn) =>
      deployed(found, await tasksOf(ecs, cluster, serviceName), arn),
    ),
  };
  const registered: Check = {
    name: `${name} is registered with Service Connect`,
    run: judged((found) => endpoint(found, name)),
  };
  return discoverable ? [running, registered] : [running];
}

async function describeService(
  ecs: ECSClient,
  cluster: string,
  service: string,
): Promise<Service | string> {
  const { services = [] } = await asking("the service cannot be read", () =>
    ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
  );
  const [found] = services;
  if (found === undefined) return `there is no service ${service} in cluster ${cluster}`;
  return found.status === "ACTIVE" ? found : `service ${service} is ${found.status ?? "unknown"}`;
}

/** Tasks that are meant to run: of the cluster, or of one service. */
async function tasksOf(ecs: ECSClient, cluster: string, service?: string): Promise<Task[]> {
  return asking("the tasks cannot be read", async () => {
    const arns: string[] = [];
    for await (const page of paginateListTasks({ client: ecs }, { cluster, serviceName: service }))
      arns.push(...(page.taskArns ?? []));
    const tasks: Task[] = [];
    for (const batch of batches(arns)) {
      const answer = await ecs.send(new DescribeTasksCommand({ cluster, tasks: batch }));
      tasks.push(...(answer.tasks ?? []));
    }
    return tasks.filter(({ group }) => service === undefined || group === `service:${service}`);
  });
}

/** A deployment that is over, of our revision, with as many tasks as are wanted, all of that revision. */
function deployed(service: Service, tasks: readonly Task[], revision: string): Result {
  const short = (arn: string | undefined) => arn?.split("/").at(-1) ?? "none";
  const { taskDefinition, deployments = [], runningCount = 0, desiredCount = 0 } = service;
  if (taskDefinition !== revision)
    return fail(`ECS was told to run ${short(taskDefinition)}, not ${short(revision)}`);
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  if (deployments.length > 1 || (primary?.rolloutState ?? "COMPLETED") !== "COMPLETED")
    return fail(`a deployment is ${primary?.rolloutState ?? "in progress"}`);
  if (desiredCount === 0) return skip("no task is wanted (cruddur:workingHours, or by hand)");
  if (runningCount < desiredCount) return fail(`${runningCount} of ${desiredCount} tasks run`);
  const strangers = tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn !== revision);
  if (strangers.length > 0)
    return fail(
      `${strangers.length} of ${tasks.length} tasks run ${short(strangers[0]?.taskDefinitionArn)}, not ${short(revision)}`,
    );
  return pass(`${runningCount} of ${desiredCount} tasks run ${short(revision)}`);
}

/** Whether ECS has registered the name under which other services call it. */
function endpoint({ deployments = [] }: Service, name: string): Result {
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  const found = (primary?.serviceConnectResources ?? []).map(({ discoveryName }) => discoveryName);
  return found.includes(name)
    ? pass(`ECS has the endpoint ${name}`)
    : fail(`ECS has ${found.length === 0 ? "no endpoint" : found.join(", ")}, not ${name}`);
}

async function publicAddresses(ec2: EC2Client, tasks: readonly Task[]): Promise<Result> {
  if (tasks.length === 0) return skip("no task runs");
  const details = tasks.flatMap(({ attachments = [] }) =>
    attachments.flatMap((attachment) => attachment.details ?? []),
  );
  const interfaces = details.flatMap(({ name, value }) =>
    name === "networkInterfaceId" && value !== undefined ? [value] : [],
  );
  const found = await asking("the network interfaces cannot be read", async () => {
    const answers = batches(interfaces).map((batch) =>
      // By a filter: an interface that has gone meanwhile is no error.
      ec2.send(
        new DescribeNetworkInterfacesCommand({
          Filters: [{ Name: "network-interface-id", Values: batch }],
        }),
      ),
    );
    return (await Promise.all(answers)).flatMap((answer) => answer.NetworkInterfaces ?? []);
  });
  const open = found.flatMap(({ NetworkInterfaceId: id, Association: association }) =>
    association?.PublicIp === undefined
      ? []
      : [`${id ?? "an interface"} has ${association.PublicIp}`],
  );
  if (open.length > 0) return fail(open.join(", "));
  if (found.length === 0) return fail(`none of ${tasks.length} tasks has a network interface`);
  return pass(`${found.length} network interfaces of ${tasks.length} tasks, private only`);
}

function batches<T>(values: readonly T[]): T[][] {
  const count = Math.ceil(values.length / BATCH);
  return Array.from({ length: count }, (_, index) =>
    values.slice(index * BATCH, (index + 1) * BATCH),
  );
}
