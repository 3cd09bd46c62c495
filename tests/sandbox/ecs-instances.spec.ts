import assert from "node:assert/strict";
import type { Bag, Resource } from "./engine-client";
import { startWorld, T, type World } from "./ecs-world";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";

describe("simulated ECS on instances", () => {
  let world: World;
  let count = 0;
  const template = (args: Bag = {}) =>
    world.make(TEMPLATE, { imageId: "ami-0123456789abcdef0", instanceType: "t3.medium", ...args });
  const group = (launchTemplate: Resource, args: Bag = {}) =>
    world.make(GROUP, {
      minSize: 0,
      maxSize: 2,
      protectFromScaleIn: true,
      vpcZoneIdentifiers: [world.subnet.id],
      launchTemplate: { id: launchTemplate.id, version: "$Latest" },
      ...args,
    });
  const provider = (of: Resource, settings: Bag = {}) =>
    world.make(PROVIDER, {
      name: `hosts-${(count += 1)}`,
      autoScalingGroupProvider: {
        autoScalingGroupArn: of.outputs["arn"],
        managedScaling: { status: "ENABLED", targetCapacity: 100 },
        managedTerminationProtection: "ENABLED",
        ...settings,
      },
    });

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  describe("refuses an Auto Scaling group", () => {
    for (const [what, args, sentence] of [
      ["whose bounds are the wrong way round", { minSize: 3 }, /Max bound, 2, must be greater/],
      [
        "that wants more than its maximum",
        { desiredCapacity: 3 },
        /less than or equal to max size:2/,
      ],
      ["in no subnet", { vpcZoneIdentifiers: [] }, /At least one Availability Zone or VPC Subnet/],
      ["in a subnet that is not there", { vpcZoneIdentifiers: ["subnet-1"] }, /InvalidSubnetID/],
      ["of a template that is not there", { launchTemplate: { id: "lt-1" } }, /launch template/],
    ] as const)
      it(what, async () => {
        await assert.rejects(group(await template(), args), sentence);
      });

    it("of a template without an image or an instance type", async () => {
      for (const missing of ["imageId", "instanceType"])
        await assert.rejects(
          group(await template({ [missing]: undefined })),
          /The request must contain the parameter (ImageId|InstanceType)/,
        );
    });
  });

  it("refuses to protect tasks of a group that does not protect its instances", async () => {
    const open = await group(await template(), { protectFromScaleIn: false });
    await assert.rejects(provider(open), /instance protection from scale in enabled/);
    const closed = await group(await template());
    await assert.rejects(provider(closed, { managedScaling: undefined }), /managed scaling/);
  });

  it("refuses a second provider for a group", async () => {
    const one = await group(await template());
    await provider(one);
    await assert.rejects(provider(one), /already being used by another capacity provider/);
  });

  /** A cluster whose only provider has these instances. */
  const clusterOf = async (launchTemplate: Resource, args: Bag = {}) => {
    const hosts = await group(launchTemplate, args);
    const made = await provider(hosts);
    const name = String(made.outputs["name"]);
    const clusterName = `cluster-${(count += 1)}`;
    const cluster = await world.make(T.cluster, { name: clusterName });
    const providers = await world.make(PROVIDERS, {
      clusterName,
      capacityProviders: [name, "FARGATE"],
    });
    return { name, cluster, clusterName, providers };
  };
  const define = (task: Bag = {}) =>
    world.define(undefined, { requiresCompatibilities: ["EC2"], ...task });
  const argsOf = (
    definition: Resource,
    { name, cluster }: { name: string; cluster: Resource },
    more: Bag = {},
  ) =>
    world.serviceArgs(definition, {
      name: `on-${name}`,
      cluster: cluster.outputs["arn"],
      launchType: undefined,
      networkConfiguration: { subnets: [world.subnet.id], securityGroups: [world.group.id] },
      forceNewDeployment: true,
      capacityProviderStrategies: [{ capacityProvider: name, weight: 1 }],
      ...more,
    });

  for (const [what, args, task, more, sentence] of [
    ["starts tasks where they fit", {}, {}, {}, undefined],
    ["finds no instance", { maxSize: 0 }, {}, {}, /No Container Instances were found/],
    ["finds too little memory", {}, { cpu: "1024", memory: "8192" }, {}, /insufficient memory/],
    ["finds too few CPUs", {}, { cpu: "4096", memory: "1024" }, {}, /insufficient CPU/],
    [
      "finds another processor",
      {},
      { runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" } },
      {},
      /missing an attribute/,
    ],
    ["starts a task for each network interface", {}, {}, { desiredCount: 4 }, undefined],
    ["finds no network interface left", {}, {}, { desiredCount: 5 }, /"RESOURCE:ENI"/],
    [
      "counts the memory of all tasks",
      {},
      { cpu: "256", memory: "2048" },
      { desiredCount: 3 },
      /insufficient memory/,
    ],
    [
      "counts the CPU of all tasks",
      {},
      { cpu: "1536", memory: "512" },
      { desiredCount: 3 },
      /insufficient CPU/,
    ],
  ] as const)
    it(what, async () => {
      const at = await clusterOf(await template(), args);
      const service = world.make(T.service, argsOf(await define(task), at, more));
      await (sentence === undefined ? service : assert.rejects(service, isPartial(sentence)));
    });

  it("does not judge instance types that it does not know", async () => {
    const at = await clusterOf(await template({ instanceType: "x2gd.medium" }));
    await world.make(T.service, argsOf(await define(), at, { desiredCount: 50 }));
  });

  it("counts the tasks of other services", async () => {
    const at = await clusterOf(await template());
    const definition = await define();
    await world.make(T.service, argsOf(definition, at, { name: "first", desiredCount: 3 }));
    await assert.rejects(
      world.make(T.service, argsOf(definition, at, { name: "second", desiredCount: 2 })),
      isPartial(/"RESOURCE:ENI"/),
    );
    await world.make(T.service, argsOf(definition, at, { name: "third", desiredCount: 1 }));
  });

  it("needs room beside the old tasks of a deployment, as many as have to stay", async () => {
    const at = await clusterOf(await template());
    const service = await world.make(T.service, argsOf(await define(), at, { desiredCount: 4 }));
    const next = await define({ cpu: "512", memory: "1024" });
    await assert.rejects(
      world.engine.update(service, argsOf(next, at, { desiredCount: 4 })),
      isPartial(/"RESOURCE:ENI"/),
    );
    await world.engine.update(
      service,
      argsOf(next, at, { desiredCount: 4, deploymentMinimumHealthyPercent: 50 }),
    );
  });

  it("needs room for all new tasks beside the old ones where they move at once", async () => {
    const at = await clusterOf(await template());
    const blueGreen = {
      desiredCount: 3,
      deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "0" },
    };
    const service = await world.make(T.service, argsOf(await define(), at, blueGreen));
    const next = await define({ cpu: "512", memory: "1024" });
    await assert.rejects(
      world.engine.update(service, argsOf(next, at, blueGreen)),
      isPartial(/"RESOURCE:ENI"/),
    );
  });

  it("refuses a platform version, a public address, and tasks for instances on Fargate", async () => {
    const at = await clusterOf(await template());
    const definition = await define();
    for (const [more, sentence] of [
      [{ platformVersion: "LATEST" }, /platform version must be null/],
      [
        {
          networkConfiguration: {
            subnets: [world.subnet.id],
            securityGroups: [world.group.id],
            assignPublicIp: true,
          },
        },
        /Assign public IP is not supported/,
      ],
      [
        { capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }] },
        /does not support launch_type FARGATE/,
      ],
    ] as const)
      await assert.rejects(world.make(T.service, argsOf(definition, at, more)), sentence);
  });

  it("lets a provider go from the cluster once no service uses it", async () => {
    const at = await clusterOf(await template());
    const { clusterName, providers } = at;
    const service = await world.make(T.service, argsOf(await define(), at));
    const onFargate = { clusterName, capacityProviders: ["FARGATE"] };
    await assert.rejects(world.engine.update(providers, onFargate), /is in use/);
    const definition = await world.define();
    const { networkConfiguration } = world.serviceArgs(definition);
    await world.engine.update(
      service,
      argsOf(definition, at, {
        capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
        networkConfiguration,
      }),
    );
    await world.engine.update(providers, onFargate);
  });

  it("keeps a cluster while instances are in it", async () => {
    const name = `joined-${(count += 1)}`;
    const cluster = await world.make(T.cluster, { name });
    const script = `#!/bin/bash\necho ECS_CLUSTER=${name} >> /etc/ecs/ecs.config\n`;
    const joining = await template({ userData: Buffer.from(script).toString("base64") });
    const hosts = await group(joining, { minSize: 1 });
    await assert.rejects(
      world.engine.delete(cluster),
      /ClusterContainsContainerInstancesException/,
    );
    await world.engine.delete(hosts);
    await world.engine.delete(cluster);
  });
});

function isPartial(sentence: RegExp): (error: unknown) => boolean {
  return (error) => {
    const { initFailure } = error as { initFailure?: { reasons: string[] } };
    assert.match(initFailure?.reasons.join("\n") ?? String(error), sentence);
    return true;
  };
}
