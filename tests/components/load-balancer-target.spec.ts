import * as assert from "node:assert/strict";
import type { LoadBalancerTargetArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { inventory, only, registered, startMocks, valueOf } from "../support/mocks";

const LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/2";

describe("LoadBalancerTarget", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const args = (more: Partial<LoadBalancerTargetArgs> = {}): LoadBalancerTargetArgs => ({
    loadBalancer: references.loadBalancer(),
    port: 4567,
    healthCheckPath: "/api/health-check",
    priority: 10,
    hosts: ["api.cruddur.example"],
    ...more,
  });

  it("is a target group and the rule that leads there", async () => {
    new components.LoadBalancerTarget("backend-flask", args());
    assert.deepEqual(await inventory(), [
      "aws:lb/listenerRule:ListenerRule backend-flask",
      "aws:lb/targetGroup:TargetGroup backend-flask",
      "cruddur:lb:LoadBalancerTarget backend-flask",
    ]);
  });

  it("checks the container's own port, and names no group, so that another can follow", async () => {
    new components.LoadBalancerTarget("backend-flask", args());
    assert.deepEqual((await only("aws:lb/targetGroup:TargetGroup")).inputs, {
      deregistrationDelay: 30,
      healthCheck: {
        enabled: true,
        healthyThreshold: 2,
        interval: 15,
        matcher: "200",
        path: "/api/health-check",
        port: "traffic-port",
        protocol: "HTTP",
        timeout: 5,
        unhealthyThreshold: 2,
      },
      port: 4567,
      protocol: "HTTP",
      protocolVersion: "HTTP1",
      targetType: "ip",
      vpcId: "vpc-1",
    });
  });

  it("routes by host and path, and everything where neither is given", async () => {
    new components.LoadBalancerTarget("api", args({ paths: ["/api/*"] }));
    new components.LoadBalancerTarget("rest", args({ priority: 50_000, hosts: [] }));
    const { inputs } = await only("aws:lb/listenerRule:ListenerRule", "api");
    const { actions, ...rule } = inputs;
    assert.deepEqual(rule, {
      conditions: [
        { hostHeader: { values: ["api.cruddur.example"] } },
        { pathPattern: { values: ["/api/*"] } },
      ],
      listenerArn: LISTENER,
      priority: 10,
    });
    const [action] = actions as unknown as { type: string; targetGroupArn: string }[];
    assert.equal(action?.type, "forward");
    assert.match(action.targetGroupArn, /:targetgroup\/api-1a2b3c4$/);
    const rest = (await only("aws:lb/listenerRule:ListenerRule", "rest")).inputs;
    assert.deepEqual(rest.conditions, [{ pathPattern: { values: ["/*"] } }]);
    assert.equal(rest.priority, 50_000);
  });

  it("answers with the target group's ARN, which waits for the rule", async () => {
    const { targetGroupArn } = new components.LoadBalancerTarget("api", args());
    assert.match(await valueOf(targetGroupArn), /:targetgroup\/api-1a2b3c4$/);
    const dependencies = await (
      targetGroupArn as unknown as { allResources: () => Promise<Set<object>> }
    ).allResources();
    assert.deepEqual([...dependencies].map((resource) => resource.constructor.name).sort(), [
      "ListenerRule",
      "TargetGroup",
    ]);
  });

  it("opens nothing itself; its peer opens both groups when a service names it", async () => {
    const { peer, requests } = new components.LoadBalancerTarget("api", args());
    assert.equal(peer.port, 4567);
    assert.ok(peer.securityGroupId !== undefined);
    assert.deepEqual(
      (await registered()).filter(({ type }) => type.startsWith("aws:vpc/")),
      [],
    );
    assert.equal(
      await valueOf(references.output(requests.resourceLabel)),
      "app/web/1/targetgroup/api-1a2b3c4",
    );
  });

  it("has a second group and a test rule for blue/green deployments", async () => {
    const testListenerArn = references.output(`${LISTENER}-test`);
    const target = new components.LoadBalancerTarget(
      "api",
      args({ blueGreen: true, loadBalancer: references.loadBalancer({ testListenerArn }) }),
    );
    assert.deepEqual(await inventory(), [
      "aws:lb/listenerRule:ListenerRule api",
      "aws:lb/listenerRule:ListenerRule api-test",
      "aws:lb/targetGroup:TargetGroup api",
      "aws:lb/targetGroup:TargetGroup api-alt",
      "cruddur:lb:LoadBalancerTarget api",
    ]);
    const { inputs } = await only("aws:lb/listenerRule:ListenerRule", "api-test");
    assert.equal(inputs.listenerArn, `${LISTENER}-test`);
    const [action] = inputs.actions as unknown as {
      forward: { targetGroups: { arn: string; weight: number }[] };
    }[];
    assert.deepEqual(
      action?.forward.targetGroups.map(({ arn, weight }) => [arn.split("/").at(-1), weight]),
      [
        ["api-1a2b3c4", 100],
        ["api-alt-1a2b3c4", 0],
      ],
    );
    const routing = target.blueGreen;
    assert.ok(routing?.testListenerRule);
    assert.match(await valueOf(routing.alternateTargetGroupArn), /targetgroup\/api-alt-1a2b3c4$/);
    assert.match(await valueOf(routing.productionListenerRule), /listener-rule\/app\/api-1a2b3c4$/);
    assert.match(await valueOf(routing.testListenerRule), /listener-rule\/app\/api-test-1a2b3c4$/);
  });

  describe("on its way back to one target group", () => {
    const [first, second] = ["api", "api-alt"].map(
      (name) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/1`,
    ) as [string, string];
    const RULE = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/1/2/3";
    const TWO = { actions: [{ forward: { targetGroups: [{ arn: first }, { arn: second }] } }] };
    /** @param weights What ECS made of the two. */
    const turn = async (weights: readonly [number, number], oldInputs: unknown = TWO) => {
      const { refuseWhileSecondServes } = await import("../../components/lib/serving-group");
      const asked: string[] = [];
      await refuseWhileSecondServes("api", RULE, oldInputs, (arn) => {
        asked.push(arn);
        return Promise.resolve([
          { arn: second, weight: weights[1] },
          { arn: first, weight: weights[0] },
        ]);
      });
      return asked;
    };

    it("is refused while the second one serves, or a part of the requests goes there", async () => {
      for (const weights of [
        [0, 100],
        [90, 10],
      ] as const)
        await assert.rejects(turn(weights), (error: Error) => {
          assert.match(
            error.message,
            /^LoadBalancerTarget "api": its second target group serves, /,
          );
          assert.match(error.message, /Deploy the service once more as before/);
          return true;
        });
      assert.deepEqual(await turn([100, 0]), [RULE]);
    });

    it("gives the engine a name for the question that no other target has, even one of the same name", async () => {
      const { hookName } = await import("../../components/lib/serving-group");
      const names = [1, 2, 3].map(() => hookName("of-two-components"));
      assert.deepEqual(names, [
        "cruddur:lb:LoadBalancerTarget of-two-components",
        "cruddur:lb:LoadBalancerTarget of-two-components 2",
        "cruddur:lb:LoadBalancerTarget of-two-components 3",
      ]);
    });

    it("asks AWS nothing where there was one group, or a rule of another shape", async () => {
      const single = { actions: [{ type: "forward", targetGroupArn: first }] };
      for (const inputs of [single, {}, null, { actions: [null] }, { actions: "none" }])
        assert.deepEqual(await turn([0, 100], inputs), []);
    });
  });

  it("refuses all faults at once", () => {
    const name = "frontend-react-js-of-cruddur";
    assertRefused(
      () =>
        new components.LoadBalancerTarget(
          name,
          args({
            port: 0,
            healthCheckPath: "api health",
            priority: 50_001,
            hosts: ["API.cruddur.example", "a.example", "b.example"],
            paths: ["api/*", "/a", "/b"],
            deregistrationDelaySeconds: 3601,
            blueGreen: true,
          }),
        ),
      [
        "the name is not 1 to 20 of letters, digits and -, beginning with a letter or digit and not with internal-",
        "priority 50001 is out of range; choose 1 to 50000",
        'hosts "API.cruddur.example" is not a domain name in lower case of 128 characters at most',
        'paths "api/*" is not a path of 128 characters at most, such as /api/*',
        "port 0 is out of range; choose 1 to 65535",
        'healthCheckPath "api health" is not a path of 1 to 1024 characters, such as /api/health-check',
        "deregistrationDelaySeconds 3601 is out of range; choose 0 to 3600",
        "hosts and paths are 6 together; choose 5 at most",
      ].map((fault) => `LoadBalancerTarget "${name}": ${fault}.`),
    );
  });
});
