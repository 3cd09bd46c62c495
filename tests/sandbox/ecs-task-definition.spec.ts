import assert from "node:assert/strict";
import { types } from "../../sandbox/aws/types/ecs";
import { isFargateSize, parseCpu, parseMemory } from "../../sandbox/aws/types/ecs/fargate-size";
import { parseContainers } from "../../sandbox/aws/types/ecs/container";
import { taskOf } from "../../sandbox/aws/types/ecs/task-definition";
import { taskRefusal } from "../../sandbox/aws/types/ecs/task-refusal";
import { CallFailed, type Bag, type Resource } from "./engine-client";
import { missingOutputs, startWorld, T, tableFaults, type World } from "./ecs-world";

const ROLE = "arn:aws:iam::123456789012:role/execution";
const ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/backend";
const LOG = {
  logDriver: "awslogs",
  options: { "awslogs-group": "g", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "p" },
};

function refusal(containers: Bag | Bag[], more: Bag = {}) {
  const list = Array.isArray(containers) ? containers : [containers];
  return taskRefusal(
    taskOf({
      family: "backend",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: ROLE,
      containerDefinitions: JSON.stringify(list),
      ...more,
    }),
  );
}

const app = (more: Bag = {}): Bag => ({ name: "app", image: `${ECR}:1`, ...more });

/** What is given, and the sentence of the ClientException; undefined: it registers. */
const CASES: readonly (readonly [string, Bag | Bag[], Bag, string | undefined])[] = [
  ["a small task", app(), {}, undefined],
  ["a digest", app({ image: `${ECR}@sha256:${"a".repeat(64)}` }), {}, undefined],
  [
    "tmpfs",
    app({ linuxParameters: { tmpfs: [{ containerPath: "/tmp", size: 64 }] } }),
    {},
    undefined,
  ],
  ["an init process", app({ linuxParameters: { initProcessEnabled: true } }), {}, undefined],
  [
    "dropped capabilities",
    app({ linuxParameters: { capabilities: { drop: ["ALL"] } } }),
    {},
    undefined,
  ],
  [
    "SYS_PTRACE",
    app({ linuxParameters: { capabilities: { add: ["SYS_PTRACE"] } } }),
    {},
    undefined,
  ],
  ["privileged: false", app({ privileged: false }), {}, undefined],
  ["logs", app({ logConfiguration: LOG }), {}, undefined],
  ["no containers", [], {}, "Container list cannot be empty."],
  [
    "eleven containers",
    Array.from({ length: 11 }, (_, i) => app({ name: `c${i}` })),
    {},
    "Too many containers.",
  ],
  ["no name", { image: "nginx" }, {}, "Container.name should not be null or empty."],
  ["a name with a dot", app({ name: "a.b" }), {}, "Container.name contains invalid characters."],
  ["two names", [app(), app()], {}, "Container names must be unique within a task definition."],
  ["no image", { name: "app" }, {}, "Container.image should not be null or empty."],
  ["an empty image", app({ image: "" }), {}, "Container.image should not be null or empty."],
  [
    "a blank in the image",
    app({ image: "nginx latest" }),
    {},
    "Container.image contains invalid characters.",
  ],
  [
    "a short digest",
    app({ image: `${ECR}@sha256:abc` }),
    {},
    "Container.image contains invalid characters.",
  ],
  [
    "nothing essential",
    app({ essential: false }),
    {},
    "Task definition doesn't have any essential container.",
  ],
  [
    "memory above the task's",
    app({ memory: 1024 }),
    {},
    "The 'memory' setting for container 'app' is greater than for the task.",
  ],
  [
    "a reservation above the memory",
    app({ memory: 128, memoryReservation: 256 }),
    {},
    "Invalid setting for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'.",
  ],
  [
    "no memory anywhere (EC2)",
    app(),
    { memory: undefined, requiresCompatibilities: ["EC2"] },
    "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
  ],
  [
    "another host port",
    app({ portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
    {},
    "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
  ],
  [
    "one port twice",
    [
      app({ portMappings: [{ containerPort: 80 }] }),
      app({ name: "b", portMappings: [{ containerPort: 80 }] }),
    ],
    {},
    "The container port 80/tcp is used multiple times in task.",
  ],
  [
    "one port for two protocols",
    app({ portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: "udp" }] }),
    {},
    undefined,
  ],
  [
    "one port name twice",
    app({
      portMappings: [
        { containerPort: 80, name: "web" },
        { containerPort: 81, name: "web" },
      ],
    }),
    {},
    "The port mapping name 'web' is already used.",
  ],
  [
    "a port name in capitals",
    app({ portMappings: [{ containerPort: 80, name: "Web" }] }),
    {},
    "Invalid port mapping name 'Web' for container 'app'. Up to 64 lowercase letters, numbers, underscores and hyphens are allowed; it cannot start with a hyphen.",
  ],
  [
    "port 0",
    app({ portMappings: [{ containerPort: 0 }] }),
    {},
    "Invalid 'containerPort' setting for container 'app'. Must be between 1 and 65535.",
  ],
  [
    "port 65536",
    app({ portMappings: [{ containerPort: 65536 }] }),
    {},
    "Invalid 'containerPort' setting for container 'app'. Must be between 1 and 65535.",
  ],
  [
    "a port and a range",
    app({ portMappings: [{ containerPort: 80, containerPortRange: "80-81" }] }),
    {},
    "Cannot specify both single port and port range.",
  ],
  [
    "a reversed range",
    app({ portMappings: [{ containerPortRange: "81-80" }] }),
    {},
    "Invalid 'containerPortRange' setting for container 'app'.",
  ],
  [
    "an unknown protocol",
    app({ portMappings: [{ containerPort: 80, protocol: "icmp" }] }),
    {},
    "Invalid 'protocol' setting 'icmp' for container 'app'. Must be one of [tcp,udp].",
  ],
  ["links", app({ links: ["b"] }), {}, "Links are not supported when networkMode=awsvpc."],
  [
    "DNS servers",
    app({ dnsServers: ["10.0.0.2"] }),
    {},
    "DNS servers are not supported on container when networkMode=awsvpc.",
  ],
  [
    "a hostname",
    app({ hostname: "h" }),
    {},
    "Hostname is not supported on container when networkMode=awsvpc.",
  ],
  [
    "a health check without a shell",
    app({ healthCheck: { command: ["curl", "x"] } }),
    {},
    "Invalid health check command for container 'app'. It must start with CMD or CMD-SHELL and name a command.",
  ],
  [
    "a health check",
    app({
      healthCheck: {
        command: ["CMD-SHELL", "true"],
        interval: 5,
        timeout: 2,
        retries: 1,
        startPeriod: 0,
      },
    }),
    {},
    undefined,
  ],
  ...(
    [
      ["interval", 4, 5, 300],
      ["interval", 301, 5, 300],
      ["timeout", 1, 2, 60],
      ["timeout", 61, 2, 60],
      ["retries", 0, 1, 10],
      ["retries", 11, 1, 10],
      ["startPeriod", -1, 0, 300],
      ["startPeriod", 301, 0, 300],
    ] as const
  ).map(
    ([member, value, min, max]) =>
      [
        `health check ${member} ${value}`,
        app({ healthCheck: { command: ["CMD", "true"], [member]: value } }),
        {},
        `Invalid health check '${member}' setting ${value} for container 'app'. Must be between ${min} and ${max}.`,
      ] as const,
  ),
  [
    "a stranger to depend on",
    app({ dependsOn: [{ containerName: "b", condition: "START" }] }),
    {},
    "Cannot depend on container + 'b' because it does not exist",
  ],
  [
    "health without a check",
    [app({ dependsOn: [{ containerName: "b", condition: "HEALTHY" }] }), app({ name: "b" })],
    {},
    "A dependency container with HEALTHY condition must have health check configured",
  ],
  [
    "the end of an essential container",
    [app({ dependsOn: [{ containerName: "b", condition: "SUCCESS" }] }), app({ name: "b" })],
    {},
    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
  ],
  [
    "a cycle",
    [
      app({ dependsOn: [{ containerName: "b", condition: "START" }] }),
      app({ name: "b", dependsOn: [{ containerName: "app", condition: "START" }] }),
    ],
    {},
    "The dependencies of the containers form a cycle.",
  ],
  [
    "a variable that is also a secret",
    app({ environment: [{ name: "A", value: "1" }], secrets: [{ name: "A", valueFrom: "/a" }] }),
    {},
    "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'A'.",
  ],
  [
    "a secret that is no reference",
    app({ secrets: [{ name: "A", valueFrom: "arn:aws:s3:::bucket" }] }),
    {},
    "Invalid 'valueFrom' of the secret 'A' for container 'app': it must be the ARN of a Secrets Manager secret, or the ARN or name of an SSM parameter.",
  ],
  [
    "a secret without an execution role",
    app({ image: "nginx", secrets: [{ name: "A", valueFrom: "/a" }] }),
    { executionRoleArn: undefined },
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  ],
  [
    "an unknown volume",
    app({ mountPoints: [{ sourceVolume: "v", containerPath: "/v" }] }),
    {},
    "Unknown volume 'v'.",
  ],
  [
    "a volume",
    app({ mountPoints: [{ sourceVolume: "v", containerPath: "/v" }] }),
    { volumes: [{ name: "v" }] },
    undefined,
  ],
  [
    "a soft limit above the hard one",
    app({ ulimits: [{ name: "nofile", softLimit: 2, hardLimit: 1 }] }),
    {},
    "Soft limit exceeds hard limit for ulimit nofile.",
  ],
  [
    "logs without a group",
    app({
      logConfiguration: { logDriver: "awslogs", options: { "awslogs-region": "eu-central-1" } },
    }),
    {},
    "Log driver awslogs requires options: awslogs-group",
  ],
  // Fargate
  ["bridge", app(), { networkMode: "bridge" }, "Fargate only supports network mode ‘awsvpc’."],
  [
    "no network mode",
    app(),
    { networkMode: undefined },
    "Fargate only supports network mode ‘awsvpc’.",
  ],
  [
    "no cpu",
    app(),
    { cpu: undefined },
    "Fargate requires that 'cpu' be defined at the task level.",
  ],
  [
    "no memory",
    app({ memory: 64 }),
    { memory: undefined },
    "Fargate requires that 'memory' be defined at the task level.",
  ],
  [
    "256 with 4096",
    app(),
    { memory: "4096" },
    "No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.",
  ],
  ["a quarter of a vCPU", app(), { cpu: ".25 vCPU", memory: "0.5 GB" }, undefined],
  ["cpu in letters", app(), { cpu: "much" }, "Invalid 'cpu' setting for task."],
  [
    "Windows on half a vCPU",
    app(),
    {
      cpu: "512",
      memory: "1024",
      runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
    },
    "No Fargate configuration exists for given values: 512 CPU, 1024 memory. See the Amazon ECS documentation for the valid values.",
  ],
  [
    "privileged",
    app({ privileged: true }),
    {},
    "Fargate requires that the 'privileged' setting be 'false'.",
  ],
  [
    "devices",
    app({ linuxParameters: { devices: [{ hostPath: "/dev/x" }] } }),
    {},
    "Fargate compatible task definitions do not support devices",
  ],
  [
    "shared memory",
    app({ linuxParameters: { sharedMemorySize: 64 } }),
    {},
    "Fargate compatible task definitions do not support sharedMemorySize",
  ],
  [
    "swap",
    app({ linuxParameters: { maxSwap: 0 } }),
    {},
    "Fargate compatible task definitions do not support maxSwap",
  ],
  [
    "NET_ADMIN",
    app({ linuxParameters: { capabilities: { add: ["NET_ADMIN"] } } }),
    {},
    "Fargate does not support adding the Linux capability 'NET_ADMIN' to container 'app'. Must be one of [SYS_PTRACE].",
  ],
  [
    "security options",
    app({ dockerSecurityOptions: ["no-new-privileges"] }),
    {},
    "Fargate compatible task definitions do not support dockerSecurityOptions",
  ],
  [
    "a stop timeout of 121",
    app({ stopTimeout: 121 }),
    {},
    "Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.",
  ],
  ["a stop timeout of 120", app({ stopTimeout: 120 }), {}, undefined],
  [
    "json-file",
    app({ logConfiguration: { logDriver: "json-file" } }),
    {},
    "json-file is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]",
  ],
  [
    "logs without an execution role",
    app({ image: "nginx", logConfiguration: LOG }),
    { executionRoleArn: undefined },
    "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
  ],
  [
    "ECR without an execution role",
    app(),
    { executionRoleArn: undefined },
    "Fargate requires task definition to have execution role ARN to support ECR images.",
  ],
  [
    "a public image without an execution role",
    app({ image: "nginx" }),
    { executionRoleArn: undefined },
    undefined,
  ],
  [
    "a host path",
    app(),
    { volumes: [{ name: "v", hostPath: "/v" }] },
    "Fargate compatible task definitions do not support sourcePath",
  ],
  [
    "a Docker volume",
    app(),
    { volumes: [{ name: "v", dockerVolumeConfiguration: {} }] },
    "Fargate compatible task definitions do not support dockerVolumeConfiguration",
  ],
  [
    "the host's processes",
    app(),
    { pidMode: "host" },
    "Tasks using the Fargate launch type do not support pidMode 'host'.",
  ],
  ["the task's processes", app(), { pidMode: "task" }, undefined],
  [
    "shared IPC",
    app(),
    { ipcMode: "task" },
    "Fargate compatible task definitions do not support ipcMode",
  ],
  [
    "a constraint",
    app(),
    { placementConstraints: [{ type: "memberOf" }] },
    "Fargate compatible task definitions do not support constraints",
  ],
  [
    "more cpu than the task's",
    [app({ cpu: 200 }), app({ name: "b", cpu: 100 })],
    {},
    "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
  ],
];

describe("what RegisterTaskDefinition refuses", () => {
  for (const [title, containers, more, message] of CASES) {
    it(`${message === undefined ? "accepts" : "refuses"} ${title}`, () => {
      const expected = message === undefined ? undefined : { code: "ClientException", message };
      assert.deepEqual(refusal(containers, more), expected);
    });
  }

  it("gives one reason, like AWS, and the earliest", () => {
    const message = refusal([app({ name: "a b", image: "", privileged: true })])?.message;
    assert.equal(message, "Container.name contains invalid characters.");
  });
});

describe("Fargate's task sizes", () => {
  it("are 74 pairs, of all multiples of 256 CPU units and MiB", () => {
    const multiples = (most: number): number[] =>
      Array.from({ length: most / 256 }, (_, index) => 256 * (index + 1));
    const offered = multiples(32_768).flatMap((cpu) =>
      multiples(262_144).filter((memory) => isFargateSize(cpu, memory)),
    );
    assert.equal(offered.length, 74);
  });

  // Measured against the API: beyond each range, and between its steps.
  for (const [cpu, memory] of [
    [256, 4096],
    [512, 512],
    [1024, 1024],
    [1024, 9216],
    [1024, 2560],
    [2048, 17408],
    [4096, 31744],
    [8192, 62464],
    [8192, 17408],
    [16384, 131072],
    [16384, 36864],
    [32768, 65536],
  ] as const) {
    it(`do not include ${cpu}/${memory}`, () => {
      assert.equal(isFargateSize(cpu, memory), false);
    });
  }

  it("are read in both units", () => {
    assert.deepEqual(["1024", "1 vCPU", ".5 vcpu", "0", "-1", "x", "1.5"].map(parseCpu), [
      1024,
      1024,
      512,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(["2048", "2GB", "0.5 gb", "", "2 TB"].map(parseMemory), [
      2048,
      2048,
      512,
      undefined,
      undefined,
    ]);
  });
});

describe("container definitions as text", () => {
  it("are refused with every fault, and without the values", () => {
    const parsed = parseContainers(
      JSON.stringify([
        {
          name: 1,
          cpu: "s3cret",
          environment: [{ name: "A", value: 1 }],
          secrets: [{ name: "A" }],
        },
        2,
      ]),
    );
    assert.deepEqual(parsed, {
      faults: [
        "[0].cpu must be an integer, got string",
        "[0].environment[0].value must be a string, got number",
        "[0].name must be a string, got number",
        "[0].secrets[0].valueFrom is missing",
        "[1] must be an object, got number",
      ],
    });
  });

  it("that are no JSON are refused without quoting them", () => {
    const parsed = parseContainers('[{"environment":[{"name":"A","value":s3cret}]}]');
    assert.ok("faults" in parsed);
    assert.match(parsed.faults[0] ?? "", /^it is not JSON: /);
    assert.doesNotMatch(parsed.faults.join(), /s3cret/);
    assert.deepEqual(parseContainers("{}"), {
      faults: ["it must be a JSON list of container definitions, got object"],
    });
  });

  it("may spell members in any letter case; members that AWS does not have are dropped", () => {
    assert.deepEqual(parseContainers('[{"Name":"app","IMAGE":"nginx","colour":"red"}]'), {
      containers: [{ image: "nginx", name: "app" }],
    });
  });
});

describe("task definitions", () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  for (const type of types) {
    it(`the table of ${type.token} names what the SDK has`, () => {
      assert.deepEqual(tableFaults(type), []);
    });
  }

  const gone = async (resource: Resource) => (await world.engine.refresh(resource)) === undefined;

  it("number their revisions, live side by side and are deregistered one by one", async () => {
    const first = await world.define(undefined, { family: "life" });
    const second = await world.define([world.container({ stopTimeout: 30 })], { family: "life" });
    assert.deepEqual(missingOutputs(first), []);
    assert.equal(first.id, "life");
    assert.equal(second.id, "life");
    assert.match(
      String(first.outputs["arn"]),
      /^arn:aws:ecs:eu-central-1:\d{12}:task-definition\/life:1$/,
    );
    assert.equal(second.outputs["revision"], 2);
    await world.engine.delete(first);
    assert.equal(await gone(first), true);
    assert.equal((await world.engine.refresh(second))?.outputs["revision"], 2);
    await world.engine.delete(second);
    const third = await world.define(undefined, { family: "life" });
    assert.equal(third.outputs["revision"], 3, "numbers are never used again");
  });

  it("stay registered where the program says so", async () => {
    const kept = await world.define(undefined, { family: "kept", skipDestroy: true });
    await world.engine.delete(kept);
    const found = await world.engine.invoke("aws:ecs/getTaskDefinition:getTaskDefinition", {
      taskDefinition: "kept",
    });
    assert.equal(found["status"], "ACTIVE");
    assert.equal(found["arn"], kept.outputs["arn"]);
  });

  it("are replaced by any change but that of tags", async () => {
    const definition = await world.define(undefined, { family: "change" });
    const args = (more: Bag) => world.taskArgs(undefined, { family: "change", ...more });
    const replaces = async (more: Bag) =>
      (await world.engine.diff(definition, args(more))).replaces;
    assert.deepEqual(await replaces({}), []);
    assert.deepEqual(await replaces({ memory: "1024" }), ["memory"]);
    assert.deepEqual(
      await replaces({
        containerDefinitions: JSON.stringify([world.container({ stopTimeout: 9 })]),
      }),
      ["containerDefinitions"],
    );
    assert.deepEqual(await replaces({ tags: { a: "b" } }), []);
    const tagged = await world.engine.update(definition, args({ tags: { a: "b" } }));
    assert.deepEqual(tagged.outputs["tagsAll"], { a: "b" });
    assert.equal(tagged.outputs["revision"], 1);
  });

  it("keep the program's text in the inputs and AWS's reading of it in the outputs", async () => {
    const text = JSON.stringify(
      [
        {
          name: "app",
          image: "nginx",
          environment: [
            { name: "B", value: "2" },
            { name: "A", value: "1" },
          ],
        },
      ],
      null,
      2,
    );
    const definition = await world.define(undefined, {
      family: "text",
      containerDefinitions: text,
    });
    assert.equal(definition.inputs["containerDefinitions"], text);
    assert.equal(
      definition.outputs["containerDefinitions"],
      '[{"cpu":0,"environment":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"essential":true,"image":"nginx","mountPoints":[],"name":"app","portMappings":[],"systemControls":[],"volumesFrom":[]}]',
    );
    const refreshed = await world.engine.refresh(definition);
    assert.deepEqual(refreshed?.inputs, definition.inputs);
  });

  it("may give sizes as numbers and in other units; the state has units and MiB", async () => {
    const numbers = await world.define(undefined, { family: "sizes", cpu: 512, memory: 1024 });
    assert.equal(numbers.outputs["cpu"], "512");
    const words = await world.define(undefined, { family: "sizes", cpu: ".5 vCPU", memory: "1GB" });
    assert.equal(words.outputs["memory"], "1024");
  });

  it("are imported by ARN", async () => {
    const definition = await world.define(undefined, { family: "imported" });
    const arn = String(definition.outputs["arn"]);
    const imported = await world.engine.read(T.taskDefinition, "i", arn);
    assert.equal(imported?.id, "imported");
    assert.equal(imported.outputs["arn"], arn);
    assert.equal(imported.inputs["family"], "imported");
  });

  it("are refused with AWS's code and operation", async () => {
    await assert.rejects(
      world.define([world.container({ privileged: true })], { family: "refused" }),
      (error: CallFailed) => {
        assert.ok(
          error.message.endsWith(
            "operation error ECS: RegisterTaskDefinition, ClientException: Fargate requires that the 'privileged' setting be 'false'.",
          ),
          error.message,
        );
        return true;
      },
    );
    await assert.rejects(
      world.define(undefined, {
        family: "refused",
        executionRoleArn: "arn:aws:iam::210987654321:role/execution",
      }),
      /ClientException: Role is not valid/,
    );
  });

  it("are stopped at preview, with all faults, by the provider's own schema", async () => {
    const { failures } = await world.engine.check(T.taskDefinition, "bad", {
      family: "a b",
      containerDefinitions: "[",
      networkMode: "mesh",
      requiresCompatibilities: ["LAMBDA"],
      ephemeralStorage: { sizeInGib: 20 },
      executionRoleArn: "execution",
      runtimePlatform: { cpuArchitecture: "RISCV" },
    });
    assert.deepEqual(failures.map((failure) => failure.split(":")[0]).sort(), [
      "containerDefinitions",
      "ephemeralStorage.sizeInGib",
      "executionRoleArn",
      "family",
      "networkMode",
      "requiresCompatibilities[0]",
      "runtimePlatform.cpuArchitecture",
    ]);
  });
});
