/** What an environment answers with; the scripts in `operations/` read it back by these names. */
import * as pulumi from "@pulumi/pulumi";
import type { FargateService, OneOffTaskRun } from "../components";

/** By service name. */
type PerService<T> = Readonly<Record<string, T>>;

/** Outputs of an environment; what the environment does not have is left out. No secret is among them. */
export interface EnvironmentOutputs {
  /** The region's name. */
  readonly region: string;
  /** What images have to be built for: `linux/amd64` or `linux/arm64`. */
  readonly imagePlatform: string;
  /** Where browsers find the front end. */
  readonly url?: string;
  /** Where they find the backend: the part before `/api`. */
  readonly apiUrl?: string;
  /** The load balancer's own name, which the domain's records point to. */
  readonly albDnsName?: string;
  readonly vpcId: string;
  readonly clusterName: string;
  readonly repositoryUrls: PerService<string>;
  /** The profile that images are signed with, where `cruddur:imageSigning` is set. */
  readonly signingProfileArn?: string;
  readonly logGroupNames: PerService<string>;
  readonly serviceNames: PerService<string>;
  /** The revisions that the services were given. */
  readonly taskDefinitionArns: PerService<string>;
  /** The database's host; the URL is a secret. */
  readonly databaseEndpoint: string;
  readonly messagesTableName: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Where alarms, deployments that fail and the budget report. */
  readonly alertTopicArn: string;
  readonly dashboardName: string;
  /** Where a browser that is signed in to the account finds the dashboard. */
  readonly dashboardUrl: string;
  /** What can be run with `npm run task`, by name. */
  readonly oneOffTasks: Readonly<Record<string, OneOffTaskRun>>;
  /** The command that tests the connection to the database. */
  readonly dbTestCommand?: string;
  /** The command that opens a shell in a backend task, where `cruddur:allowExec` is set. */
  readonly execCommand?: string;
  readonly nextSteps: readonly string[];
}

/** The command that opens a shell in one of the backend's tasks; none while it does not run. */
export function execCommandOf(
  cluster: string,
  running: Readonly<Record<string, Pick<FargateService, "serviceName">>>,
): pulumi.Output<string> | undefined {
  const container = "backend-flask";
  const backend = running[container];
  if (!backend) return undefined;
  const task = pulumi.interpolate`aws ecs list-tasks --cluster ${cluster} --service-name ${backend.serviceName} --query 'taskArns[0]' --output text`;
  return pulumi.interpolate`aws ecs execute-command --cluster ${cluster} --task "$(${task})" --container ${container} --interactive --command /bin/sh`;
}
