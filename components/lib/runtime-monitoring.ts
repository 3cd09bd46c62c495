/** What GuardDuty's agent needs of tasks on Fargate. GuardDuty adds the container itself; it is in no task definition. */
import type { Account } from "./account";

/**
 * The accounts of GuardDuty that hold the agent's image, by region.
 * Sources: GuardDuty User Guide, "ECR repository for GuardDuty agent on AWS Fargate"; for GovCloud the AWS GovCloud (US)
 * User Guide, "Amazon GuardDuty".
 */
export const AGENT_ACCOUNTS: Readonly<Record<string, string>> = {
  "af-south-1": "197869348890",
  "ap-east-1": "258348409381",
  "ap-east-2": "259886477082",
  "ap-northeast-1": "533107202818",
  "ap-northeast-2": "914738172881",
  "ap-northeast-3": "273192626886",
  "ap-south-1": "251508486986",
  "ap-south-2": "950823858135",
  "ap-southeast-1": "174946120834",
  "ap-southeast-2": "005257825471",
  "ap-southeast-3": "510637619217",
  "ap-southeast-4": "251357961535",
  "ap-southeast-5": "156041399949",
  "ap-southeast-7": "054037130133",
  "ca-central-1": "354763396469",
  "ca-west-1": "339712888787",
  "eu-central-1": "323658145986",
  "eu-central-2": "529164026651",
  "eu-north-1": "591436053604",
  "eu-south-1": "266869475730",
  "eu-south-2": "919611009337",
  "eu-west-1": "694911143906",
  "eu-west-2": "892757235363",
  "eu-west-3": "665651866788",
  "il-central-1": "870907303882",
  "me-central-1": "000014521398",
  "me-south-1": "536382113932",
  "mx-central-1": "311141559934",
  "sa-east-1": "758426053663",
  "us-east-1": "593207742271",
  "us-east-2": "307168627858",
  "us-gov-east-1": "383115532789",
  "us-gov-west-1": "383110348953",
  "us-west-1": "684579721401",
  "us-west-2": "733349766148",
};

/** Where the agent sends what it sees, as the name of an interface endpoint. */
export const AGENT_ENDPOINT = "guardduty-data";

/** Puts a cluster's tasks under the agent where GuardDuty does not watch all clusters. Source: GuardDuty User Guide. */
export const WATCHED_CLUSTER = { GuardDutyManaged: "true" };

/** The agent's repository in the account's region. */
export function agentRepositoryArn(account: Pick<Account, "partition" | "region">): string {
  const owner = AGENT_ACCOUNTS[account.region] ?? "";
  return `arn:${account.partition}:ecr:${account.region}:${owner}:repository/aws-guardduty-agent-fargate`;
}

/**
 * What is wrong with the agent in a region; nothing, where its repository is known.
 *
 * @param what The argument or key that asks for the agent.
 */
export function agentFault(what: string, region: string): string | undefined {
  return Object.hasOwn(AGENT_ACCOUNTS, region)
    ? undefined
    : `${what} is on, but where GuardDuty keeps its agent for ${region} is not known; known: ${Object.keys(AGENT_ACCOUNTS).join(", ")}`;
}

/** The same of a task's arguments, of those that are right by themselves. */
export function monitoringFaults({
  account,
  runtimeMonitoring,
}: {
  readonly account?: Account;
  readonly runtimeMonitoring?: boolean;
}): string[] {
  if (account === undefined || runtimeMonitoring !== true) return [];
  const fault = agentFault("runtimeMonitoring", account.region);
  return fault === undefined ? [] : [fault];
}

/**
 * The most memory that the agent takes of a task, in MiB; none where it is off.
 * Source: GuardDuty User Guide, prerequisites for Fargate, CPU and memory limits.
 */
export function agentMemory(task: {
  readonly runtimeMonitoring?: boolean;
  readonly cpu: number;
  readonly memoryMiB: number;
}): number {
  const { runtimeMonitoring = false, cpu, memoryMiB } = task;
  if (!runtimeMonitoring) return 0;
  if (cpu >= 16384) return 1024;
  if (cpu >= 8192) return memoryMiB < 32768 ? 256 : 512;
  return 128;
}
