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

  for (const [what, args, task, sentence] of [
    ["starts tasks where they fit", {}, {}, undefined],
    ["finds no instance", { maxSize: 0 }, {}, /No Container Instances were found/],
    ["finds too little memory", {}, { cpu: "1024", memory: "8192" }, /insufficient memory/],
    ["finds too few CPUs", {}, { cpu: "4096", memory: "1024" }, /insufficient CPU/],
    [
      "finds another processor",
      {},
      { runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" } },
      /missing an attribute/,
    ],
  ] as const)
    it(what, async () => {
      const made = await provider(await group(await template(), args));
      const name = String(made.outputs["name"]);
      const clusterName = `cluster-${(count += 1)}`;
      const cluster = await world.make(T.cluster, { name: clusterName });
      await world.make(PROVIDERS, { clusterName, capacityProviders: [name] });
      const definition = await world.define(undefined, {
        requiresCompatibilities: ["EC2"],
        ...task,
      });
      const service = world.make(
        T.service,
        world.serviceArgs(definition, {
          name: `on-${name}`,
          cluster: cluster.outputs["arn"],
          launchType: undefined,
          platformVersion: undefined,
          networkConfiguration: { subnets: [world.subnet.id], securityGroups: [world.group.id] },
          waitForSteadyState: true,
          capacityProviderStrategies: [{ capacityProvider: name, weight: 1 }],
        }),
      );
      await (sentence === undefined ? service : assert.rejects(service, isPartial(sentence)));
    });
});

function isPartial(sentence: RegExp): (error: unknown) => boolean {
  return (error) => {
    const { initFailure } = error as { initFailure?: { reasons: string[] } };
    assert.match(initFailure?.reasons.join("\n") ?? String(error), sentence);
    return true;
  };
}
