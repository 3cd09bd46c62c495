import assert from "node:assert/strict";
import { T as E } from "./edge-world";
import type { Bag, Resource } from "./engine-client";
import { startWorld, T, type World } from "./ecs-world";

describe("simulated ECS services behind a load balancer", () => {
  let world: World;
  let definition: Resource;
  let balancer: Resource;
  let count = 0;
  const group = (args: Bag = {}) =>
    world.make(E.targetGroup, {
      vpcId: world.vpc.id,
      targetType: "ip",
      port: 4567,
      protocol: "HTTP",
      ...args,
    });
  const service = (target: Resource) => {
    const loadBalancers = [
      { targetGroupArn: target.id, containerName: "backend", containerPort: 4567 },
    ];
    return world.make(
      T.service,
      world.serviceArgs(definition, { name: `backend-${(count += 1)}`, loadBalancers }),
    );
  };
  const listen = (port: number, target: Resource) =>
    world.make(E.listener, {
      loadBalancerArn: balancer.id,
      port,
      defaultActions: [{ type: "forward", targetGroupArn: target.id }],
    });

  before(async () => {
    world = await startWorld();
    const own = String(world.subnet.outputs["availabilityZone"]);
    const other = await world.make(T.subnet, {
      vpcId: world.vpc.id,
      cidrBlock: "10.0.1.0/24",
      availabilityZone: own.endsWith("b") ? "eu-central-1a" : "eu-central-1b",
    });
    balancer = await world.make(E.balancer, { subnets: [world.subnet.id, other.id] });
    const [front] = balancer.outputs["securityGroups"] as string[];
    await world.make(T.ingress, {
      securityGroupId: world.group.id,
      referencedSecurityGroupId: front,
      ipProtocol: "tcp",
      fromPort: 4567,
      toPort: 4567,
    });
    definition = await world.define();
  });
  after(() => world.stop());

  it("are refused until a listener or a rule leads to their target group", async () => {
    const target = await group();
    await assert.rejects(
      service(target),
      /InvalidParameterException: The target group with targetGroupArn arn:\S+ does not have an associated load balancer\./,
    );
    const listener = await listen(80, target);
    await service(target);

    const byRule = await group();
    await world.make(E.rule, {
      listenerArn: listener.id,
      conditions: [{ pathPattern: { values: ["/api/*"] } }],
      actions: [{ type: "forward", forward: { targetGroups: [{ arn: byRule.id, weight: 1 }] } }],
    });
    await service(byRule);
  });

  it("are refused with a target group of instances", async () => {
    const instances = await group({ targetType: "instance" });
    await listen(81, instances);
    await assert.rejects(service(instances), /has target type instance, which is incompatible/);
  });

  it("register their tasks, and leave the target group to be deleted after its listener", async () => {
    const target = await group();
    const listener = await listen(82, target);
    const made = await service(target);
    const { events } = await world.engine.invoke("aws:ecs/getService:getService", {
      clusterArn: world.cluster.outputs["arn"],
      serviceName: made.outputs["name"],
    });
    const messages = (events as { message: string }[]).map(({ message }) => message);
    assert.ok(
      messages.some((one) => one.includes(`registered 2 targets in (target-group ${target.id})`)),
    );
    await assert.rejects(world.engine.delete(target), /ResourceInUse/);
    await world.engine.delete(made);
    await world.engine.delete(listener);
    await world.engine.delete(target);
  });

  it("are scaled by the requests of a target group of theirs, and of no other", async () => {
    const [mine, other] = [await group(), await group()];
    await listen(90, mine);
    await listen(91, other);
    const { outputs } = await service(mine);
    const key = {
      serviceNamespace: "ecs",
      resourceId: `service/cruddur/${String(outputs["name"])}`,
      scalableDimension: "ecs:service:DesiredCount",
    };
    await world.make(T.target, { ...key, minCapacity: 1, maxCapacity: 2 });
    const policy = (target: Resource) =>
      world.make(T.scaling, {
        ...key,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: [balancer, target].map((one) => one.outputs["arnSuffix"]).join("/"),
          },
          targetValue: 500,
        },
      });
    await assert.rejects(
      policy(other),
      /ValidationException: Target group arn:\S+ is not attached to service\/cruddur\/backend-/,
    );
    await policy(mine);
  });
});
