import assert from "node:assert/strict";
import { type EngineEvent, TestSandbox } from "../support/engine";
import { programOf, type ProgramCopy } from "../support/program";

const PROJECT = `name: shop
runtime:
  name: nodejs
  options: { typescript: false, nodeargs: "-r ts-node/register/transpile-only" }
main: index.ts
config:
  aws:region: us-east-1
`;

/** What differs between two ways to write the same program. */
interface Choices {
  readonly repository: string;
  readonly logGroup: string;
  readonly parameter: string;
  readonly ingress: string;
  readonly subnets: string;
  readonly rights: string;
  readonly service: string;
}

/** A service with awsx's network: everything refers to outputs, so that a first preview knows no id. */
const programWith = (choices: Choices): string => `
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
const vpc = new awsx.ec2.Vpc("shop", { natGateways: { strategy: "Single" } });
const repository = new aws.ecr.Repository("shop", ${choices.repository});
const logs = new aws.cloudwatch.LogGroup("shop", ${choices.logGroup});
const parameter = new aws.ssm.Parameter("url", { value: pulumi.secret("a url"), ${choices.parameter} });
const balancer = new aws.ec2.SecurityGroup("balancer", { vpcId: vpc.vpcId });
const group = new aws.ec2.SecurityGroup("shop", { vpcId: vpc.vpcId });
new aws.vpc.SecurityGroupIngressRule("shop", {
  securityGroupId: group.id, ipProtocol: "tcp", fromPort: 8080, toPort: 8080, ${choices.ingress},
});
const cluster = new aws.ecs.Cluster("shop");
const role = new aws.iam.Role("shop", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
});
const rights = pulumi.jsonStringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: ${choices.rights} }],
});
new aws.iam.RolePolicy("shop", { role: role.name, policy: rights });
const task = new aws.ecs.TaskDefinition("shop", {
  family: "shop", requiresCompatibilities: ["FARGATE"], networkMode: "awsvpc", cpu: "256", memory: "512",
  executionRoleArn: role.arn,
  containerDefinitions: pulumi.jsonStringify([{
    name: "web",
    image: pulumi.interpolate\`\${repository.repositoryUrl}:1.2.3\`,
    portMappings: [{ containerPort: 8080 }],
    secrets: [{ name: "URL", valueFrom: parameter.arn }],
    logConfiguration: { logDriver: "awslogs", options: {
      "awslogs-group": logs.name, "awslogs-region": "us-east-1", "awslogs-stream-prefix": "web",
    } },
  }]),
});
new aws.ecs.Service("shop", {
  cluster: cluster.arn, taskDefinition: task.arn, launchType: "FARGATE", desiredCount: 0,
  networkConfiguration: { subnets: vpc.${choices.subnets}, securityGroups: [group.id] },
}, ${choices.service});
export const balancerGroup = balancer.id;
`;

const CARELESS: Choices = {
  repository: "{}",
  logGroup: "{}",
  parameter: 'type: "String"',
  ingress: 'cidrIpv4: "0.0.0.0/0"',
  subnets: "publicSubnetIds",
  rights: '"*"',
  service: '{ ignoreChanges: ["networkConfiguration"] }',
};

const CAREFUL: Choices = {
  repository:
    '{ imageTagMutability: "IMMUTABLE", imageScanningConfiguration: { scanOnPush: true } }',
  logGroup: "{ retentionInDays: 30 }",
  parameter: 'type: "SecureString"',
  ingress: "referencedSecurityGroupId: balancer.id",
  subnets: "privateSubnetIds",
  rights: "parameter.arn",
  service: "{}",
};

/** `[level] rule resource: path`, without what other rules than those on whole stacks say. */
function answersOf(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ policyEvent: event }) => {
    if (event === undefined) return [];
    const name = event.resourceUrn?.split("::").at(-1) ?? "";
    const message = event.message.replace(/<\{%[^%]*%\}>/g, "");
    if (event.policyName.startsWith("stack-")) {
      return [
        `[${event.enforcementLevel}] ${event.policyName} ${name}: ${message.split(" ")[0] ?? ""}`,
      ];
    }
    const waits = event.policyName === "pack-undetermined" ? message.split("\n") : [];
    return waits.flatMap((line) => {
      const [path = "", rules = ""] = line.split(": ");
      return rules
        .split(", ")
        .filter((rule) => rule.startsWith("stack-"))
        .map((rule) => `[waits] ${rule} ${name}: ${path}`);
    });
  });
}

describe("the rules on whole stacks, on somebody else's network", () => {
  let program: ProgramCopy;
  let box: TestSandbox;
  const open = async (choices: Choices): Promise<void> => {
    program = programOf({ "Pulumi.yaml": PROJECT, "index.ts": programWith(choices) });
    box = await TestSandbox.open("stack-rules", program.folder);
    await box.mustPulumi("stack", "init", "dev");
  };
  afterEach(async () => {
    await box.close();
    program.remove();
  });

  it("find at the first preview, when no id is known, what a careless program does", async () => {
    await open(CARELESS);
    const found = answersOf(await box.previewEvents("dev")).filter(
      (line) => !line.startsWith("[waits]"),
    );
    assert.deepEqual(found.sort(), [
      "[advisory] stack-no-security-ignore-changes shop: ignoreChanges",
      "[advisory] stack-service-behind-load-balancer shop: loadBalancers",
      "[advisory] stack-task-secret-resolvable shop: containerDefinitions",
      "[mandatory] stack-execution-role-own-prefix shop: policy.Statement[0].Resource",
      "[mandatory] stack-private-tasks shop: networkConfiguration.subnets",
      "[mandatory] stack-service-known-ingress shop: cidrIpv4",
      "[mandatory] stack-task-image-from-scanned-repo shop: containerDefinitions",
      "[mandatory] stack-task-log-group-managed shop: containerDefinitions",
    ]);
  });

  it("wait for what a careful program's first preview cannot know, and pass it once it is there", async () => {
    await open(CAREFUL);
    assert.deepEqual(answersOf(await box.previewEvents("dev")).sort(), [
      "[waits] stack-execution-role-own-prefix shop: policy",
      "[waits] stack-no-orphan-security-group balancer: id (may be an output of the stack)",
      "[waits] stack-service-behind-load-balancer shop: containerDefinitions",
      "[waits] stack-task-image-from-scanned-repo shop: containerDefinitions",
      "[waits] stack-task-log-group-managed shop: containerDefinitions",
      "[waits] stack-task-secret-resolvable shop: containerDefinitions",
    ]);
    await box.mustPulumi("up", "--yes", "--stack", "dev");
    assert.deepEqual(answersOf(await box.previewEvents("dev")), [
      "[advisory] stack-service-behind-load-balancer shop: serviceConnectConfiguration",
    ]);
  });
});
