import * as assert from "node:assert/strict";
import type { OneOffTaskArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { ACCOUNT, documentOf, inventory, only, startMocks, text, valueOf } from "../support/mocks";
import { DIGEST } from "../support/stack-values";

describe("OneOffTask", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });

  const args = (more: Partial<OneOffTaskArgs> = {}): OneOffTaskArgs => ({
    account: ACCOUNT,
    cluster: {
      name: "cruddur-test",
      capacity: { onDemandWeight: 1, spotWeight: 0 },
      ready: references.nothing("cluster"),
    },
    network: {
      vpcId: references.output("vpc-1"),
      privateSubnetIds: references.output(["subnet-1", "subnet-2"]),
    },
    taskName: "db-test",
    family: "cruddur-test-db-test",
    container: {
      repository: references.repository("web"),
      digest: DIGEST,
      user: "10001:10001",
      command: ["/app/bin/db/test"],
      secrets: { CONNECTION_URL: references.parameter("CONNECTION_URL") },
    },
    logGroup: references.logGroup("web"),
    egressTo: { database: { securityGroupId: references.output("sg-db"), port: 5432 } },
    ...more,
  });

  it("has exactly these children: it is defined, and nothing runs it", async () => {
    new components.OneOffTask("db-test", args());
    const children = (await inventory()).filter((line) => !line.startsWith("test:"));
    assert.deepEqual(children, [
      "aws:ec2/securityGroup:SecurityGroup db-test",
      "aws:ecs/taskDefinition:TaskDefinition db-test",
      "aws:iam/role:Role db-test-execution",
      "aws:iam/role:Role db-test-task",
      "aws:iam/rolePolicy:RolePolicy db-test-execution",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule db-test-to-database",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule db-test-to-database",
      "cruddur:ecs:FargateTask db-test",
      "cruddur:ecs:OneOffTask db-test",
      "cruddur:iam:TaskRoles db-test",
    ]);
  });

  it("says on whose instances it runs", async () => {
    const task = new components.OneOffTask(
      "db-test",
      args({
        cluster: {
          name: "cruddur-test",
          capacity: { capacityProviderName: references.output("hosts") },
          ready: references.nothing("cluster"),
        },
      }),
    );
    assert.equal((await valueOf(task.run)).capacityProvider, "hosts");
    const { inputs } = await only("aws:ecs/taskDefinition:TaskDefinition");
    assert.deepEqual(inputs.requiresCompatibilities, ["EC2"]);
  });

  it("runs its command in a container as hard as a service's, with all of the task's memory", async () => {
    new components.OneOffTask("db-test", args());
    const { inputs } = await only("aws:ecs/taskDefinition:TaskDefinition");
    assert.deepEqual(
      [inputs.family, inputs.cpu, inputs.memory, inputs.networkMode],
      ["cruddur-test-db-test", "256", "512", "awsvpc"],
    );
    const [container, ...others] = JSON.parse(text(inputs.containerDefinitions)) as Record<
      string,
      unknown
    >[];
    assert.deepEqual(others, []);
    assert.ok(container);
    assert.deepEqual(
      {
        name: container["name"],
        image: container["image"],
        command: container["command"],
        essential: container["essential"],
        memory: container["memory"],
        user: container["user"],
        privileged: container["privileged"],
        readonlyRootFilesystem: container["readonlyRootFilesystem"],
        environment: container["environment"],
        secrets: container["secrets"],
      },
      {
        name: "db-test",
        image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/web@${DIGEST}`,
        command: ["/app/bin/db/test"],
        essential: true,
        memory: 512,
        user: "10001:10001",
        privileged: false,
        readonlyRootFilesystem: true,
        environment: [],
        secrets: [
          {
            name: "CONNECTION_URL",
            valueFrom: "arn:aws:ssm:us-east-1:123456789012:parameter/test/CONNECTION_URL",
          },
        ],
      },
    );
    for (const absent of ["healthCheck", "portMappings", "dependsOn"])
      assert.ok(!(absent in container), absent);
  });

  it("may read its own secret only, and its program may do nothing in AWS", async () => {
    new components.OneOffTask("db-test", args());
    const policy = await only("aws:iam/rolePolicy:RolePolicy");
    const resources = documentOf(policy).Statement.map(({ Sid, Resource }) => [Sid, Resource]);
    assert.deepEqual(resources, [
      ["RegistryLogin", ["*"]],
      ["PullImages", ["arn:aws:ecr:us-east-1:123456789012:repository/web"]],
      ["WriteLogs", ["arn:aws:logs:us-east-1:123456789012:log-group:/test/web:*"]],
      ["ReadParameters", ["arn:aws:ssm:us-east-1:123456789012:parameter/test/CONNECTION_URL"]],
    ]);
  });

  it("tells how to run and to follow it, without a secret", async () => {
    const task = new components.OneOffTask("db-test", args());
    assert.equal(task.runCommand, "npm run task -- db-test --stack test");
    const run = await valueOf(task.run);
    assert.deepEqual(run, {
      runCommand: "npm run task -- db-test --stack test",
      region: "us-east-1",
      cluster: "cruddur-test",
      container: "db-test",
      logGroup: "/test/web",
      logStreamPrefix: "db-test/db-test",
      taskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/cruddur-test-db-test:1",
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: [await valueOf(task.securityGroupId)],
    });
    const { inputs } = await only("aws:ecs/taskDefinition:TaskDefinition");
    const [{ logConfiguration }] = JSON.parse(text(inputs.containerDefinitions)) as [
      { logConfiguration: { options: Record<string, string> } },
    ];
    assert.equal(
      `${logConfiguration.options["awslogs-stream-prefix"] ?? ""}/${run.container}`,
      run.logStreamPrefix,
    );
    assert.equal(logConfiguration.options["awslogs-group"], run.logGroup);
  });

  it("refuses what is of another kind, and a container that somebody calls or asks after", () => {
    const base = args();
    assertRefused(
      () =>
        new components.OneOffTask(
          "db-test",
          args({
            cpu: null,
            cluster: 7,
            container: { ...base.container, port: { number: 4567 }, healthCheck: {} },
            egressTo: [],
          } as never),
        ),
      [
        'OneOffTask "db-test": cpu nothing is not a Fargate size; choose 256, 512, 1024, 2048, 4096, 8192, 16384.',
        'OneOffTask "db-test": cluster 7 is not an object.',
        'OneOffTask "db-test": container.port is given, but nobody calls a task that runs once.',
        'OneOffTask "db-test": container.healthCheck is given, but nothing asks after a task that runs once.',
        'OneOffTask "db-test": egressTo is a list of 0, not values by name.',
      ],
    );
  });

  it("refuses everything that is wrong at once", () => {
    const base = args();
    assertRefused(
      () =>
        new components.OneOffTask(
          "db-test",
          args({
            taskName: "db test; rm",
            cpu: 256,
            memoryMiB: 4096,
            container: { ...base.container, command: [], digest: "latest" },
            egressTo: { database: { securityGroupId: "sg-1" } },
          }),
        ),
      [
        'OneOffTask "db-test": memoryMiB 4096 does not go with cpu 256; choose 512, 1024, 2048.',
        'OneOffTask "db-test": taskName "db test; rm" is not 1 to 63 of lower-case letters, digits and -.',
        'OneOffTask "db-test": container.digest "latest" is not sha256:<64 hex digits>.',
        'OneOffTask "db-test": container.command is empty: say what to run, such as /app/bin/db/test.',
        'OneOffTask "db-test": egressTo "database".port is missing; choose 1 to 65535.',
      ],
    );
  });
});
