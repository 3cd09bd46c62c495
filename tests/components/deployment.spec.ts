import * as assert from "node:assert/strict";
import {
  deploymentFault,
  deploymentTimeouts,
  type DeployedService,
} from "../../components/lib/deployment";

const arn = (revision: number) =>
  `arn:aws:ecs:us-east-1:123456789012:task-definition/web:${revision}`;
const service = (primary: number, events: string[] = []): DeployedService => ({
  taskDefinition: arn(primary),
  deployments: [
    { status: "ACTIVE", taskDefinition: arn(99) },
    { status: "PRIMARY", taskDefinition: arn(primary) },
  ] as unknown as DeployedService["deployments"],
  events: events.map((message, index) => ({
    id: String(index),
    createdAt: `2026-11-21T08:0${index}:00Z`,
    message,
  })),
});

describe("deploymentFault", () => {
  it("is content when the primary deployment runs our revision", () => {
    assert.equal(deploymentFault(service(7), arn(7)), undefined);
  });

  it("names both revisions, the next command and the latest five events, newest first", () => {
    const events = ["a", "b", "c", "d", "e", "f"];
    assert.equal(
      deploymentFault(service(6, events), arn(7)),
      "ECS rolled the deployment of web:7 back: web:6 is running; mend the cause, then run `pulumi up --refresh`; latest events:\n  f\n  e\n  d\n  c\n  b",
    );
  });

  it("does without events and deployments", () => {
    const bare = { taskDefinition: arn(6), deployments: [], events: [] };
    assert.match(deploymentFault(bare, arn(7)) ?? "", /web:6 is running; .*refresh`$/);
    assert.equal(deploymentFault(bare, arn(6)), undefined);
  });
});

describe("deploymentTimeouts", () => {
  const minutes = (args: Parameters<typeof deploymentTimeouts>[0]) =>
    deploymentTimeouts(args)?.update;

  it("leave a rolling deployment to the provider's own twenty minutes", () => {
    assert.equal(deploymentTimeouts({}), undefined);
    assert.equal(minutes({ strategy: "ROLLING" }), undefined);
  });

  it("add what the strategy takes by design: bake time and the waits between moves", () => {
    assert.equal(minutes({ strategy: "BLUE_GREEN", bakeMinutes: 0 }), "20m");
    assert.equal(minutes({ strategy: "BLUE_GREEN" }), "25m");
    assert.equal(minutes({ strategy: "CANARY", bakeMinutes: 10, stepMinutes: 7 }), "37m");
    assert.equal(minutes({ strategy: "LINEAR" }), `${20 + 5 + 9 * 5}m`);
    assert.equal(minutes({ strategy: "LINEAR", stepPercent: 30, stepMinutes: 1 }), "28m");
  });

  it("add the time of hooks, at every stage, and at every move", () => {
    const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:check";
    const stages = ["PRE_SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT"] as const;
    const hooks = [{ lambdaArn, stages, minutes: 3 }];
    assert.equal(minutes({ strategy: "BLUE_GREEN", bakeMinutes: 0, hooks }), "26m");
    assert.equal(minutes({ strategy: "CANARY", bakeMinutes: 0, stepMinutes: 0, hooks }), "29m");
  });
});
