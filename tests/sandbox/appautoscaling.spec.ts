import assert from "node:assert/strict";
import { types } from "../../sandbox/aws/types/appautoscaling";
import type { Bag, Resource } from "./engine-client";
import { missingOutputs, startWorld, T, tableFaults, type World } from "./ecs-world";

const KEY = {
  serviceNamespace: "ecs",
  resourceId: "service/cruddur/backend",
  scalableDimension: "ecs:service:DesiredCount",
};
const tracking = (predefinedMetricType: string, more: Bag = {}): Bag => ({
  ...KEY,
  policyType: "TargetTrackingScaling",
  targetTrackingScalingPolicyConfiguration: {
    predefinedMetricSpecification: { predefinedMetricType, ...more },
    targetValue: 60,
  },
});

const query = (id: string, more: Bag = {}): Bag => ({
  id,
  metricStat: {
    stat: "Sum",
    metric: { namespace: "AWS/ApplicationELB", metricName: "RequestCountPerTarget" },
  },
  ...more,
});
const math = (metrics: readonly Bag[]): Bag => ({
  ...KEY,
  policyType: "TargetTrackingScaling",
  targetTrackingScalingPolicyConfiguration: {
    customizedMetricSpecification: { metrics },
    targetValue: 60,
  },
});

describe("Application Auto Scaling", () => {
  let world: World;
  let service: Resource;
  beforeEach(async () => {
    world = await startWorld();
    service = await world.make(T.service, world.serviceArgs(await world.define()));
  });
  afterEach(() => world.stop());
  const register = (more: Bag = {}) =>
    world.make(T.target, { ...KEY, minCapacity: 2, maxCapacity: 4, ...more });

  for (const type of types) {
    it(`the table of ${type.token} names what the SDK has`, () => {
      assert.deepEqual(tableFaults(type), []);
    });
  }

  it("has the ids and outputs of the real provider", async () => {
    const target = await register();
    assert.equal(target.id, "service/cruddur/backend");
    assert.match(
      String(target.outputs["arn"]),
      /^arn:aws:application-autoscaling:eu-central-1:123456789012:scalable-target\/[a-zA-Z0-9-]+$/,
    );
    assert.equal(
      target.outputs["roleArn"],
      "arn:aws:iam::123456789012:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
    );
    const policy = await world.make(T.scaling, {
      name: "cpu",
      ...tracking("ECSServiceAverageCPUUtilization"),
    });
    assert.equal(policy.id, "cpu");
    assert.equal((policy.outputs["alarmArns"] as string[]).length, 2);
    const action = await world.make(T.action, {
      name: "night",
      ...KEY,
      schedule: "cron(0 22 * * ? *)",
      scalableTargetAction: { minCapacity: 1, maxCapacity: 1 },
    });
    assert.equal(action.id, "night-ecs-service/cruddur/backend");
    for (const resource of [target, policy, action]) {
      assert.deepEqual(missingOutputs(resource), []);
      const read = await world.engine.refresh(resource);
      assert.equal(read?.id, resource.id);
      assert.deepEqual(read.outputs, resource.outputs);
    }
    const imported = await world.engine.read(
      T.target,
      "i",
      "ecs/service/cruddur/backend/ecs:service:DesiredCount",
    );
    assert.equal(imported?.id, target.id);
    assert.equal(imported.outputs["arn"], target.outputs["arn"]);
  });

  const refusals: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    [
      "a service that does not exist",
      () => register({ resourceId: "service/cruddur/none" }),
      "ValidationException: ECS service doesn't exist: service/cruddur/none",
    ],
    [
      "something that is no service",
      () => register({ resourceId: "cruddur/backend" }),
      "ValidationException: Unsupported service namespace, resource type or scalable dimension",
    ],
    [
      "a dimension of another namespace",
      () => register({ scalableDimension: "rds:cluster:ReadReplicaCount" }),
      "ValidationException: Unsupported service namespace, resource type or scalable dimension",
    ],
    [
      "an unknown namespace",
      () => register({ serviceNamespace: "s3" }),
      "ValidationException: 1 validation error detected: Value 's3' at 'serviceNamespace' failed to satisfy constraint: Member must satisfy enum value set:",
    ],
    [
      "a minimum above the maximum",
      () => register({ minCapacity: 5 }),
      "ValidationException: Minimum capacity cannot be greater than maximum capacity: 5 is greater than 4",
    ],
    [
      "a policy without a target",
      () => world.make(T.scaling, tracking("ECSServiceAverageCPUUtilization")),
      "ObjectNotFoundException: No scalable target registered for service namespace: ecs, resource ID: service/cruddur/backend, scalable dimension: ecs:service:DesiredCount",
    ],
    [
      "a second policy on one metric",
      async () => {
        await register();
        await world.make(T.scaling, tracking("ECSServiceAverageCPUUtilization"));
        await world.make(T.scaling, tracking("ECSServiceAverageCPUUtilization"));
      },
      "ValidationException: Only one TargetTrackingScaling policy for a given metric specification is allowed.",
    ],
    [
      "a metric that ECS does not have",
      async () => {
        await register();
        await world.make(T.scaling, tracking("RDSReaderAverageCPUUtilization"));
      },
      "ValidationException: Predefined metric type RDSReaderAverageCPUUtilization is not supported for service namespace ecs",
    ],
    [
      "requests per target without the target",
      async () => {
        await register();
        await world.make(T.scaling, tracking("ALBRequestCountPerTarget"));
      },
      "ValidationException: Resource label '' is invalid",
    ],
    [
      "a target's label with another metric",
      async () => {
        await register();
        const resourceLabel = "app/a/1/targetgroup/b/2";
        await world.make(T.scaling, tracking("ECSServiceAverageCPUUtilization", { resourceLabel }));
      },
      "ValidationException: Resource label 'app/a/1/targetgroup/b/2' is only allowed with metric type ALBRequestCountPerTarget",
    ],
    [
      "requests per target of a target group that no load balancer leads to",
      async () => {
        await register();
        const resourceLabel = "app/a/1/targetgroup/b/2";
        await world.make(T.scaling, tracking("ALBRequestCountPerTarget", { resourceLabel }));
      },
      "ValidationException: The load balancer does not route traffic to the target group.",
    ],
    ...(
      [
        ["metric math with an id in capitals", [query("A")], "Metric id 'A' is invalid"],
        ["metric math with an id twice", [query("a"), query("a")], "must be unique"],
        ["a metric that is two things", [query("a", { expression: "b" })], "'a' needs either"],
        ["a metric that is nothing", [{ id: "a" }], "'a' needs either"],
        ["metric math with two results", [query("a"), query("b")], "return data, 2 do"],
        ["metric math without a result", [query("a", { returnData: false })], "return data, 0 do"],
      ] as const
    ).map(
      ([title, metrics, message]) =>
        [
          title,
          async () => {
            await register();
            await world.make(T.scaling, math(metrics));
          },
          message,
        ] as const,
    ),
    [
      "tracking without a configuration",
      async () => {
        await register();
        await world.make(T.scaling, { ...KEY, policyType: "TargetTrackingScaling" });
      },
      "ValidationException: TargetTrackingScaling policies require a target tracking configuration",
    ],
    [
      "steps without steps",
      async () => {
        await register();
        await world.make(T.scaling, KEY);
      },
      "ValidationException: At least one step adjustment must be specified for a StepScaling policy",
    ],
    [
      "an unknown kind of policy",
      async () => {
        await register();
        await world.make(T.scaling, { ...KEY, policyType: "Magic" });
      },
      "at 'policyType' failed to satisfy constraint: Member must satisfy enum value set: [PredictiveScaling, StepScaling, TargetTrackingScaling]",
    ],
    [
      "a schedule that is none",
      async () => {
        await register();
        await world.make(T.action, {
          ...KEY,
          schedule: "daily",
          scalableTargetAction: { minCapacity: 1 },
        });
      },
      "ValidationException: Schedule expression 'daily' is not valid: use at(), rate() or cron()",
    ],
  ];
  for (const [title, act, message] of refusals) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(act, (error: Error) => {
        assert.ok(error.message.includes(message), error.message);
        return true;
      });
    });
  }

  it("accepts several metrics on one target, and metric math with one result", async () => {
    await register();
    await world.make(T.scaling, tracking("ECSServiceAverageCPUUtilization"));
    await world.make(T.scaling, tracking("ECSServiceAverageMemoryUtilization"));
    const hidden = { returnData: false };
    await world.make(
      T.scaling,
      math([query("a", hidden), query("b", hidden), { id: "sum", expression: "a + b" }]),
    );
  });

  it("takes policies and actions with a target that goes", async () => {
    const target = await register();
    const policy = await world.make(T.scaling, tracking("ECSServiceAverageCPUUtilization"));
    await world.engine.delete(target);
    assert.equal(await world.engine.refresh(policy), undefined);
    await world.engine.delete(policy);
    await world.engine.delete(service);
  });

  it("replaces what names another target", async () => {
    const target = await register();
    const args = { ...KEY, minCapacity: 2, maxCapacity: 4 };
    const replaces = async (more: Bag) =>
      (await world.engine.diff(target, { ...args, ...more })).replaces;
    assert.deepEqual(await replaces({ maxCapacity: 8 }), []);
    assert.deepEqual(await replaces({ resourceId: "service/cruddur/x" }), ["resourceId"]);
  });
});
