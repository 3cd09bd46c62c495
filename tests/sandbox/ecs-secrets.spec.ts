import assert from "node:assert/strict";
import type { Resource } from "./engine-client";
import { allow, startWorld, T, type World } from "./ecs-world";

const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

describe("simulated tasks and Secrets Manager", () => {
  let world: World;
  let secret: Resource;
  before(async () => {
    world = await startWorld();
    secret = await world.make(SECRET, { name: "app/database" });
    await world.make(T.rolePolicy, {
      role: "execution",
      policy: allow("secretsmanager:GetSecretValue", "*"),
    });
  });
  after(() => world.stop());

  const start = async (valueFrom: string) => {
    const definition = await world.define([
      world.container({ secrets: [{ name: "URL", valueFrom }] }),
    ]);
    const service = await world.make(
      T.service,
      world.serviceArgs(definition, { name: `s-${definition.outputs["revision"] as number}` }),
    );
    return service;
  };
  const refused = (valueFrom: string, fault: RegExp) =>
    assert.rejects(start(valueFrom), (error: { initFailure?: { reasons: string[] } }) => {
      assert.match(error.initFailure?.reasons.join("\n") ?? "", fault);
      return true;
    });

  it("does not start a task whose secret is not there, has no value or lacks the key", async () => {
    const arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:none-abcdef";
    await refused(arn, /failed to fetch secret .* can't find the specified secret\./);
    await refused(secret.id, /specified secret value for staging label: AWSCURRENT/);
    await world.make(VERSION, { secretId: secret.id, secretString: '{"url":"x"}' });
    await refused(`${secret.id}:host::`, /did not contain json key host/);
  });

  it("starts it with the value, by full ARN or without the last six characters", async () => {
    await start(`${secret.id}:url::`);
    await start(secret.id.replace(/-\w{6}$/, ""));
  });

  it("starts it while a new version replaces the old one", async () => {
    await world.make(VERSION, { secretId: secret.id, secretString: '{"url":"x","host":"y"}' });
    await start(`${secret.id}:host::`);
  });

  it("takes a write-only value to have the key", async () => {
    await world.make(VERSION, {
      secretId: secret.id,
      secretStringWo: '{"port":1}',
      secretStringWoVersion: 1,
    });
    await start(`${secret.id}:port::`);
  });

  it("starts nothing after the secret was deleted", async () => {
    await world.engine.delete(secret);
    await refused(secret.id, /ResourceNotFoundException/);
  });
});
