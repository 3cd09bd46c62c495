import assert from "node:assert/strict";
import { openAccount, type StoredObject } from "../../sandbox/aws/account";
import { publishImage } from "../../sandbox/publish";
import { SERVICE_NAMES } from "../../services";
import { pulumi } from "../../sandbox/pulumi-command";
import { type ExportedResource, TestSandbox } from "../support/engine";

const WITH_PACK = ["--policy-pack", "policy-pack"];

/** What differs between the two environments in a deployment's life. */
export interface Expectations {
  readonly stack: "dev" | "prod";
  /** Whether what holds data is protected against deletion. */
  readonly isProtected: boolean;
}

/** A deployment from the first `up` in an empty account to the last trace of it gone, step by step. */
export function describeLifecycle({ stack, isProtected }: Expectations): void {
  describe(`a deployment of ${stack}`, () => {
    let box: TestSandbox;
    let empty: readonly StoredObject[];

    const up = (...flags: string[]): Promise<string> =>
      box.mustPulumi("up", "--stack", stack, "--yes", "--skip-preview", ...WITH_PACK, ...flags);
    const ofType = (resources: readonly ExportedResource[], type: string): ExportedResource[] =>
      resources.filter((resource) => resource.type === type);

    before(async () => {
      box = await TestSandbox.open(stack);
      await box.sandbox.prepareStack(stack);
      empty = await box.account();
    });
    after(() => box.close());

    it("brings the platform without an image, and says what to run next", async () => {
      const output = await up();
      assert.match(output, /pulumi config set cruddur:backendFlaskImageDigest sha256:<its digest>/);
      const resources = await box.exported(stack);
      assert.equal(ofType(resources, "aws:ecr/repository:Repository").length, 5);
      assert.equal(ofType(resources, "aws:ecs/cluster:Cluster").length, 1);
      assert.equal(ofType(resources, "aws:ecs/service:Service").length, 0);
    });

    it("brings the services once their images are published", async () => {
      for (const name of SERVICE_NAMES)
        assert.equal(await publishImage(box.sandbox, name, stack), 0);
      await up();
      const resources = await box.exported(stack);
      const services = ofType(resources, "aws:ecs/service:Service");
      assert.equal(services.length, SERVICE_NAMES.length);
      const tasks = ofType(resources, "aws:ecs/taskDefinition:TaskDefinition");
      for (const service of services) {
        const task = tasks.find(
          ({ outputs }) => outputs?.["arn"] === service.outputs?.["taskDefinition"],
        );
        assert.match(String(task?.outputs?.["containerDefinitions"]), /@sha256:[0-9a-f]{64}/);
      }
    });

    it("changes nothing the second time", async () => {
      await up("--expect-no-changes");
    });

    it("finds nothing to refresh", async () => {
      await box.mustPulumi(
        "refresh",
        "--stack",
        stack,
        "--yes",
        "--skip-preview",
        "--expect-no-changes",
      );
    });

    it("gives every resource a component for a parent, but for the stack's own", async () => {
      const resources = await box.exported(stack);
      const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
      const orphans = resources.filter(({ custom, type, parent }) => {
        const isOfStack = type.startsWith("pulumi:");
        return custom && !isOfStack && byUrn.get(parent ?? "")?.type === "pulumi:pulumi:Stack";
      });
      assert.deepEqual(orphans, []);
    });

    it("keeps secrets encrypted in the state and out of what is printed", async () => {
      const shown = await box.mustPulumi(
        "config",
        "get",
        "--stack",
        stack,
        "cruddur:rollbarAccessToken",
      );
      const secret = /sandbox-[0-9a-f]+/.exec(shown)?.[0];
      assert.ok(secret !== undefined);
      const exported = await box.mustPulumi("stack", "export", "--stack", stack);
      assert.ok(!exported.includes(secret), "the state holds the secret in plain text");
      const printed = await box.mustPulumi("preview", "--stack", stack, "--diff", ...WITH_PACK);
      assert.ok(!printed.includes(secret), "a preview prints the secret");
      const decrypted = await box.mustPulumi("stack", "export", "--stack", stack, "--show-secrets");
      assert.ok(decrypted.includes(secret), "the canary is not in the state at all");
    });

    it("protects what holds data as the configuration says", async () => {
      const resources = await box.exported(stack);
      const guarded = resources.filter(({ protect }) => protect === true).map(({ type }) => type);
      assert.equal(guarded.length > 0, isProtected);
      if (isProtected) assert.ok(guarded.includes("aws:ecr/repository:Repository"));
    });

    it("finds and mends what was changed behind Pulumi's back", async () => {
      const token = "aws:cloudwatch/logGroup:LogGroup";
      await openAccount(box.sandbox.accountFolder).transaction("us-east-1", (view) => {
        const [group] = view.list(token);
        assert.ok(group !== undefined);
        view.put(token, group.id, { ...group.properties, retentionInDays: 3 });
      });
      const { code, stdout } = await box.pulumi(
        "refresh",
        "--stack",
        stack,
        "--preview-only",
        "--diff",
      );
      assert.equal(code, 0, stdout);
      assert.match(stdout, /retentionInDays\s*: \d+ => 3/);
      await box.mustPulumi("refresh", "--stack", stack, "--yes", "--skip-preview");
      await up();
      await box.mustPulumi(
        "refresh",
        "--stack",
        stack,
        "--yes",
        "--skip-preview",
        "--expect-no-changes",
      );
    });

    it("goes without a trace", async () => {
      if (isProtected) {
        const refused = await box.pulumi("destroy", "--stack", stack, "--yes");
        assert.notEqual(refused.code, 0);
        assert.match(refused.stdout + refused.stderr, /protected/);
        const unseen = ["destroy", "--stack", stack, "--yes", "--skip-preview"];
        await assert.rejects(
          pulumi(box.sandbox, unseen),
          /^UserError: Stack prod has \d+ protected/,
        );
        await box.mustPulumi("config", "set", "--stack", stack, "cruddur:protected", "false");
        const guarded = await box.pulumi("preview", "--stack", stack, ...WITH_PACK);
        assert.notEqual(guarded.code, 0);
        for (const rule of ["lb-deletion-protection", "rds-deletion-protection"])
          assert.match(guarded.stdout, new RegExp(`\\[mandatory\\].* ${rule} `));
        await up("--policy-pack-config", "policy-pack/config/teardown.json");
      }
      await box.mustPulumi("destroy", "--stack", stack, "--yes", "--skip-preview");
      assert.deepEqual(await box.exported(stack), []);
      assert.deepEqual(await box.account(), empty);
    });
  });
}
