import assert from "node:assert/strict";
import { HOOK, startBlueGreenWorld, trust, type BlueGreenWorld } from "./ecs-blue-green-world";
import type { Bag, CallFailed, Resource } from "./engine-client";
import { allow, T } from "./ecs-world";

describe("ECS services by blue/green, canary and linear deployments", () => {
  let world: BlueGreenWorld;
  const eachItsOwn = () => {
    beforeEach(async () => {
      world = await startBlueGreenWorld();
    });
    afterEach(() => world.stop());
  };

  const reasonsOf = async (work: Promise<unknown>): Promise<readonly string[]> => {
    let reasons: readonly string[] = [];
    await assert.rejects(work, (error: CallFailed) => {
      reasons = error.initFailure?.reasons ?? [];
      return error.initFailure !== undefined;
    });
    return reasons;
  };
  /** Starts a service whose first deployment fails; gives what its last event says of the cause. */
  const fails = async (more: Bag = {}): Promise<string> => {
    const [first, second = ""] = await reasonsOf(world.start(more));
    assert.equal(
      first,
      "waiting for ECS Service (arn:aws:ecs:eu-central-1:123456789012:service/cruddur/backend) create: No rollback candidate was found to run the rollback.",
    );
    return second.replace(/^\(service backend\) \(deployment \S+\) deployment failed: /, "");
  };

  describe("move requests", () => {
    eachItsOwn();

    for (const strategy of ["BLUE_GREEN", "CANARY", "LINEAR"])
      it(`to the other group with every deployment by ${strategy}, test requests too`, async () => {
        const deploymentConfiguration = { strategy, bakeTimeInMinutes: "0" };
        const service = await world.start({ deploymentConfiguration });
        assert.deepEqual(await world.weights(world.production), [0, 100]);
        assert.deepEqual(await world.weights(world.test), [0, 100]);
        await world.change();
        await world.engine.update(service, world.args({ deploymentConfiguration }));
        assert.deepEqual(await world.weights(world.production), [100, 0]);
        assert.deepEqual(await world.weights(world.test), [100, 0]);
      });

    it("not when only the number of tasks changes; both groups stay in use", async () => {
      const service = await world.start();
      await world.engine.update(service, world.args({ desiredCount: 3 }));
      assert.deepEqual(await world.weights(world.production), [0, 100]);
      for (const group of [world.blue, world.green])
        await assert.rejects(world.engine.delete(group), /ResourceInUse/);
    });

    it("of a rule with a single group, which then has weights", async () => {
      const single = { type: "forward", targetGroupArn: world.blue.id };
      const production = await world.rule(single);
      const advanced = { productionListenerRule: production.id };
      await world.start({ loadBalancers: [world.balanced(advanced)] });
      assert.deepEqual(await world.weights(production), [0, 100]);
    });

    it("so that another change of the rule leaves the weights, and the program's weights move them", async () => {
      await world.start();
      const action = world.forward([world.blue, 100], [world.green, 0]);
      const more = {
        ...world.ruleArgs(action),
        conditions: [{ hostHeader: { values: ["a.example"] } }],
      };
      const changed = await world.engine.update(world.production, more);
      assert.deepEqual(await world.weights(changed), [0, 100]);
      const seen = await world.engine.refresh(changed);
      assert.ok(seen);
      const back = await world.engine.update(seen, more);
      assert.deepEqual(await world.weights(back), [100, 0]);
    });
  });

  describe("are kept", () => {
    eachItsOwn();

    const shown = async (service: Resource) => {
      const live = await world.engine.refresh(service);
      assert.deepEqual(live?.outputs, service.outputs);
      return service.outputs["deploymentConfiguration"];
    };

    it("with what AWS fills in, and shown by getService", async () => {
      const service = await world.start({
        ...world.hooked(),
        deploymentConfiguration: { strategy: "CANARY" },
      });
      const expected = {
        strategy: "CANARY",
        bakeTimeInMinutes: "0",
        canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "10" },
      };
      assert.deepEqual(await shown(service), expected);
      const { deploymentConfigurations } = await world.engine.invoke(
        "aws:ecs/getService:getService",
        { clusterArn: world.cluster.outputs["arn"], serviceName: "backend" },
      );
      const [read] = deploymentConfigurations as Bag[];
      assert.equal(read?.["strategy"], "CANARY");
      assert.deepEqual(read["canaryConfigurations"], [expected.canaryConfiguration]);
      assert.deepEqual(read["linearConfigurations"], []);
    });

    it("when the program no longer names strategy, alarms or circuit breaker, as the provider does", async () => {
      const alarms = { enable: true, rollback: true, alarmNames: ["errors"] };
      const service = await world.start({ alarms });
      const without = world.args({
        deploymentConfiguration: undefined,
        deploymentCircuitBreaker: undefined,
        desiredCount: 3,
      });
      assert.deepEqual((await world.engine.diff(service, without)).paths, ["desiredCount"]);
      const { outputs } = await world.engine.update(service, without);
      assert.deepEqual(outputs["alarms"], alarms);
      assert.deepEqual(outputs["deploymentCircuitBreaker"], { enable: true, rollback: true });
      assert.deepEqual(outputs["deploymentConfiguration"], {
        strategy: "BLUE_GREEN",
        bakeTimeInMinutes: "5",
      });
    });

    it("until the program says ROLLING; the advanced configuration may stay", async () => {
      const service = await world.start();
      const rolling = { deploymentConfiguration: { strategy: "ROLLING" } };
      const turned = await world.engine.update(service, world.args(rolling));
      assert.deepEqual(turned.outputs["deploymentConfiguration"], {
        strategy: "ROLLING",
        bakeTimeInMinutes: "5",
      });
      const weights = await world.weights(world.production);
      await world.change();
      await world.engine.update(turned, world.args({ ...rolling, loadBalancers: [world.plain()] }));
      assert.deepEqual(await world.weights(world.production), weights);
    });
  });

  describe("have their tasks", () => {
    eachItsOwn();

    /** The target group in which the last tasks were registered. */
    const registeredIn = async () => {
      const { events } = await world.engine.invoke("aws:ecs/getService:getService", {
        clusterArn: world.cluster.outputs["arn"],
        serviceName: "backend",
      });
      const last = (events as { message: string }[])
        .map(
          ({ message }) => / registered \d+ targets in \(target-group (\S+)\)/.exec(message)?.[1],
        )
        .find((group) => group !== undefined);
      return [world.blue, world.green].find(({ id }) => id === last);
    };
    const rolling = { deploymentConfiguration: { strategy: "ROLLING" } };

    it("in the group that gets the requests, as long as they name two; ROLLING leaves both where they are", async () => {
      const service = await world.start();
      assert.equal(await registeredIn(), world.green);
      await world.change();
      const turned = await world.engine.update(service, world.args(rolling));
      assert.equal(await registeredIn(), world.green);
      assert.deepEqual(await world.weights(world.production), [0, 100]);
      await world.engine.update(turned, world.args({ ...rolling, desiredCount: 3 }));
      assert.equal(await registeredIn(), world.green);
    });

    it("in the one group that they name, whether requests go there or not", async () => {
      const service = await world.start();
      const one = { ...rolling, loadBalancers: [world.plain()] };
      await world.engine.update(service, world.args(one));
      assert.equal(await registeredIn(), world.blue);
      assert.deepEqual(await world.weights(world.production), [0, 100]);
    });
  });

  describe("are refused at once", () => {
    before(async () => {
      world = await startBlueGreenWorld();
    });
    after(() => world.stop());

    const refused = (more: Bag, message: string) =>
      assert.rejects(world.start(more), (error: CallFailed) => {
        const [line = ""] = error.message.split("\n");
        assert.ok(line.endsWith(`CreateService, InvalidParameterException: ${message}`), line);
        assert.equal(error.initFailure, undefined);
        return true;
      });

    it("where a target group has no advanced configuration, or only some have one", async () => {
      await refused(
        { loadBalancers: [world.plain()] },
        "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy",
      );
      const lonely = await world.targetGroup();
      await world.rule({ type: "forward", targetGroupArn: lonely.id });
      await refused(
        {
          loadBalancers: [world.balanced(), world.plain(lonely)],
        },
        "Either all or none of the provided loadBalancers must have advancedConfiguration defined",
      );
    });

    it("where a group is its own alternate", async () => {
      await refused(
        { loadBalancers: [world.balanced({ alternateTargetGroupArn: world.blue.id })] },
        `Duplicate targetGroupArn found: ${world.blue.id}`,
      );
    });

    it("where a rule is a listener, or both rules are the same", async () => {
      const { id } = world.listener;
      await refused(
        { loadBalancers: [world.balanced({ productionListenerRule: id })] },
        `productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: ${id}`,
      );
      await refused(
        { loadBalancers: [world.balanced({ testListenerRule: world.production.id })] },
        `The following rules cannot be used as both production and test listener rules: ${world.production.id}`,
      );
    });

    it("where the production rule does not lead to both groups and there is no test rule", async () => {
      const production = await world.rule({ type: "forward", targetGroupArn: world.blue.id });
      const advanced = { productionListenerRule: production.id, testListenerRule: undefined };
      await refused(
        { loadBalancers: [world.balanced(advanced)] },
        "For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both targetGroup and alternateTargetGroup",
      );
      const loadBalancers = [world.balanced({ testListenerRule: undefined })];
      await world.start({ name: "without-test-rule", loadBalancers });
    });

    it("where steps are finer than a tenth of a percent", async () => {
      const canaryConfiguration = { canaryPercent: 0.15, canaryBakeTimeInMinutes: "1" };
      await refused(
        { deploymentConfiguration: { strategy: "CANARY", canaryConfiguration } },
        "canaryPercent must be a multiple of 0.1 from 0.1 to 100.0. Got: 0.15",
      );
    });

    it("where a hook is no function, has no stage, or pauses while requests move", async () => {
      const hook = world.asks("PRE_SCALE_UP");
      const topic = "arn:aws:sns:eu-central-1:123456789012:checks";
      await refused(
        world.hooked({ ...hook, hookTargetArn: topic }),
        `hookTargetArn must be the ARN of a Lambda function. Got: ${topic}`,
      );
      await refused(
        world.hooked(world.asks()),
        "lifecycleStages must be provided for a lifecycle hook.",
      );
      await refused(
        world.hooked({ targetType: "PAUSE", lifecycleStages: ["TEST_TRAFFIC_SHIFT"] }),
        "Invalid lifecycle stage provided for Pause Hook",
      );
    });

    it("at preview, by the provider's own schema, with all faults", async () => {
      const { failures } = await world.engine.check(T.service, "bad", {
        deploymentConfiguration: {
          strategy: "AT_ONCE",
          bakeTimeInMinutes: "1441",
          canaryConfiguration: { canaryPercent: 0, canaryBakeTimeInMinutes: "soon" },
          linearConfiguration: { stepPercent: 2.9 },
          lifecycleHooks: [
            {
              hookTargetArn: "check",
              roleArn: "role",
              hookDetails: "{",
              lifecycleStages: ["LATER"],
            },
            {},
          ],
        },
        deploymentCircuitBreaker: { enable: true },
        alarms: { alarmNames: ["errors"] },
        loadBalancers: [
          { containerName: "x", containerPort: 1, advancedConfiguration: { roleArn: "role" } },
        ],
      });
      assert.deepEqual(failures.map((failure) => failure.split(":")[0]).sort(), [
        "alarms.enable",
        "alarms.rollback",
        "deploymentCircuitBreaker.rollback",
        "deploymentConfiguration.bakeTimeInMinutes",
        "deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes",
        "deploymentConfiguration.canaryConfiguration.canaryPercent",
        "deploymentConfiguration.lifecycleHooks[0].hookDetails",
        "deploymentConfiguration.lifecycleHooks[0].hookTargetArn",
        "deploymentConfiguration.lifecycleHooks[0].lifecycleStages[0]",
        "deploymentConfiguration.lifecycleHooks[0].roleArn",
        "deploymentConfiguration.lifecycleHooks[1].lifecycleStages",
        "deploymentConfiguration.linearConfiguration.stepPercent",
        "deploymentConfiguration.strategy",
        "loadBalancers[0].advancedConfiguration.alternateTargetGroupArn",
        "loadBalancers[0].advancedConfiguration.productionListenerRule",
        "loadBalancers[0].advancedConfiguration.roleArn",
      ]);
    });
  });

  describe("roll back", () => {
    eachItsOwn();

    const networking = "Service deployment rolled back because of invalid networking configuration";

    it("where ECS may not take the role, or the role has no rights", async () => {
      const role = String(world.mover.outputs["arn"]);
      const expected = `${networking}. ECS was unable to manage the ELB resources due to missing permissions on ECS Infrastructure Role '${role}'.`;
      await world.engine.delete(world.rights);
      assert.equal(await fails(), expected);
      const tasks = await world.make(T.role, {
        name: "tasks",
        assumeRolePolicy: trust("ecs-tasks.amazonaws.com"),
      });
      const advanced = { roleArn: tasks.outputs["arn"] };
      const other = { name: "backend", loadBalancers: [world.balanced(advanced)] };
      await assert.rejects(
        world.start({ ...other, name: "second" }),
        /missing permissions on .*role\/tasks'/,
      );
    });

    it("where the role may read, but not register or move", async () => {
      await world.engine.delete(world.rights);
      const elb = (...actions: string[]) => actions.map((one) => `elasticloadbalancing:${one}`);
      const read = await world.make(T.rolePolicy, {
        role: "mover",
        policy: allow(elb("DescribeRules", "DescribeTargetHealth"), "*"),
      });
      assert.match(
        await fails(),
        /failed to register targets in target-group \S+ with \(error User: arn:aws:sts::123456789012:assumed-role\/mover\/ecs-service-scheduler is not authorized to perform: elasticloadbalancing:RegisterTargets/,
      );
      await world.engine.update(read, {
        role: "mover",
        policy: allow(elb("DescribeRules", "RegisterTargets"), "*"),
      });
      await assert.rejects(
        world.start({ name: "second" }),
        /rolled back because TEST_TRAFFIC_SHIFT lifecycle hook\(s\) failed\. User: arn:aws:sts::123456789012:assumed-role\/mover\/ECSNetworkingWithELB is not authorized to perform: elasticloadbalancing:ModifyRule/,
      );
    });

    it("where a rule is not there, leads elsewhere, or to two groups at once", async () => {
      const production = `${world.production.id.slice(0, -1)}_`;
      const by = (more: Bag) => ({ loadBalancers: [world.balanced(more)] });
      assert.equal(
        await fails(by({ productionListenerRule: production })),
        `${networking}. One or more rules not found`,
      );
      const stranger = await world.targetGroup();
      const astray = await world.rule(
        world.forward([world.blue, 0], [world.green, 0], [stranger, 1]),
      );
      await assert.rejects(
        world.start({ name: "b", ...by({ productionListenerRule: astray.id }) }),
        new RegExp(`forwarding traffic to unexpected target group ${stranger.id}\\. Expected`),
      );
      const split = await world.rule(world.forward([world.blue, 50], [world.green, 50]));
      await assert.rejects(
        world.start({ name: "c", ...by({ productionListenerRule: split.id }) }),
        /should have exactly one target group serving traffic but found 2 target groups/,
      );
      const loose = await world.rule({ type: "forward", targetGroupArn: stranger.id });
      const blueOnly = await world.rule({ type: "forward", targetGroupArn: world.blue.id });
      await assert.rejects(
        world.start({
          name: "d",
          ...by({ productionListenerRule: blueOnly.id, testListenerRule: loose.id }),
        }),
        new RegExp(`Target group ${world.green.id} is not associated with either`),
      );
    });

    it("where a hook answers FAILED, nothing, or is not there", async () => {
      const hooked = world.hooked(world.asks("POST_SCALE_UP"));
      const said = "Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed.";
      assert.equal(
        await fails(hooked),
        `${said} ECS was unable to invoke hook target ${HOOK} due to Function not found: ${HOOK}`,
      );
      await world.answers("FAILED");
      await assert.rejects(
        world.start({ name: "b", ...hooked }),
        new RegExp(`Lifecycle hook target ${HOOK} returned FAILED status\\.`),
      );
      await world.answers(undefined);
      await assert.rejects(world.start({ name: "c", ...hooked }), /HookStatus must not be null/);
      await world.answers("SUCCEEDED");
      await world.start({ name: "d", ...hooked });
    });

    it("where ECS may not take the hook's role, or the role may not ask it", async () => {
      await world.answers("SUCCEEDED");
      const hooked = world.hooked(world.asks("PRE_SCALE_UP"));
      await world.engine.update(world.mayAsk, {
        role: "asker",
        policy: allow("lambda:InvokeFunction", `${HOOK}2`),
      });
      assert.match(
        await fails(hooked),
        /PRE_SCALE_UP lifecycle hook\(s\) failed\. ECS was unable to invoke hook target \S+ due to User: arn:aws:sts::123456789012:assumed-role\/asker\/ECS-Lambda-Execution is not authorized to perform: lambda:InvokeFunction/,
      );
      const lambda = world.hooked({
        ...world.asks("PRE_SCALE_UP"),
        roleArn: String(world.execution.outputs["arn"]),
      });
      await assert.rejects(
        world.start({ name: "b", ...lambda }),
        /ECS was unable to assume role \S+role\/execution/,
      );
    });

    it("where nobody continues a pause", async () => {
      const pause = { targetType: "PAUSE", lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"] };
      assert.equal(
        await fails(world.hooked(pause)),
        "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.",
      );
      const timeoutConfiguration = { action: "CONTINUE", timeoutInMinutes: "5" };
      await world.start({ name: "b", ...world.hooked({ ...pause, timeoutConfiguration }) });
    });

    it("to the old revision, and leave the requests where they were", async () => {
      await world.answers("SUCCEEDED");
      const hooked = world.hooked(world.asks("POST_PRODUCTION_TRAFFIC_SHIFT"));
      const service = await world.start(hooked);
      const before = await world.weights(world.production);
      await world.answers("FAILED");
      await world.change();
      const [reason] = await reasonsOf(world.engine.update(service, world.args(hooked)));
      assert.equal(
        reason,
        `waiting for ECS Service (${service.id}) update: Service deployment rolled back because POST_PRODUCTION_TRAFFIC_SHIFT lifecycle hook(s) failed. Lifecycle hook target ${HOOK} returned FAILED status.`,
      );
      assert.deepEqual(await world.weights(world.production), before);
      const live = await world.engine.refresh(service);
      assert.equal(live?.outputs["taskDefinition"], service.outputs["taskDefinition"]);
    });
  });

  describe("by any strategy", () => {
    eachItsOwn();

    const rolling = { deploymentConfiguration: { strategy: "ROLLING" } };

    it("roll back when an alarm goes off", async () => {
      const alarms = { enable: true, rollback: true, alarmNames: ["errors", "latency"] };
      const service = await world.start({ ...rolling, alarms });
      await world.fires("latency");
      await world.change();
      const args = world.args({ ...rolling, alarms });
      const [reason, why] = await reasonsOf(world.engine.update(service, args));
      assert.match(reason ?? "", /rolled back because of alarms: latency\.$/);
      assert.match(why ?? "", /deployment failed: alarm detected\.$/);
      const live = await world.engine.refresh(service);
      assert.equal(live?.outputs["taskDefinition"], service.outputs["taskDefinition"]);
      await world.engine.update(
        service,
        world.args({ ...rolling, alarms: { ...alarms, enable: false } }),
      );
    });

    it("fail when a security group keeps the load balancer from the tasks", async () => {
      const into = world.into;
      await world.engine.delete(into);
      const reasons = await reasonsOf(world.start(rolling));
      assert.match(
        reasons[1] ?? "",
        /^\(service backend\) \(task [0-9a-f]{32}\) \(port 4567\) is unhealthy in \(target-group \S+\) due to \(reason Request timed out\)$/,
      );
      assert.match(
        reasons[2] ?? "",
        /^sandbox: the tasks' security groups \(\S+\) let the load balancer not in/,
      );
      await world.make(T.ingress, into.inputs);
      await world.engine.delete(world.out);
      await assert.rejects(
        world.start({ name: "b", ...rolling }),
        /the load balancer's security groups \(\S+\) let nothing out to port 4567/,
      );
    });

    it("fail when the health check asks a port that no container has", async () => {
      const group = await world.targetGroup({ healthCheck: { port: "8080", path: "/" } });
      await world.rule({ type: "forward", targetGroupArn: group.id });
      const loadBalancers = [world.plain(group)];
      const reasons = await reasonsOf(world.start({ ...rolling, loadBalancers }));
      assert.match(reasons[1] ?? "", /due to \(reason Health checks failed\)$/);
    });

    it("fail when tasks run in a zone that the load balancer is not in", async () => {
      const subnet = await world.farSubnet();
      const networkConfiguration = {
        subnets: [world.subnet.id, subnet.id],
        securityGroups: [world.group.id],
        assignPublicIp: true,
      };
      await assert.rejects(
        world.start({ ...rolling, networkConfiguration }),
        /Target is in an Availability Zone that is not enabled for the load balancer/,
      );
    });
  });
});
