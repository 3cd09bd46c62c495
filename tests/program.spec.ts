import * as assert from "node:assert/strict";
import type { Environment } from "../config";
import {
  documentOf,
  invoked,
  type Registered,
  registered,
  secretText,
  startMocks,
  text,
  valueOf,
} from "./support/mocks";
import { CONNECTION_URL, DIGEST, stackValues } from "./support/stack-values";

const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
const SERVICE = "aws:ecs/service:Service";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const DEPLOYED = {
  "cruddur:backendFlaskImageDigest": DIGEST,
  "cruddur:connectionUrl": CONNECTION_URL,
};

/** One run of the program. */
interface Run {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly Registered[];
  readonly invokes: readonly string[];
}

describe("program", () => {
  const runs = new Map<string, Promise<Run>>();

  /** The program's run on a committed stack with some values more; each kind runs once. */
  function run(
    stack: string,
    more: Readonly<Record<string, string>> = {},
    options: { preview?: boolean; again?: boolean } = {},
  ): Promise<Run> {
    const key = JSON.stringify([stack, more, options]);
    const known = runs.get(key) ?? runProgram(stack, more, options.preview ?? false);
    runs.set(key, known);
    return known;
  }

  async function runProgram(
    stack: string,
    more: Readonly<Record<string, string>>,
    preview: boolean,
  ): Promise<Run> {
    await startMocks({ preview });
    const pulumi = await import("@pulumi/pulumi");
    const { environmentStack } = await import("../stacks/environment");
    const answer = await environmentStack(await environment(stack, more));
    const resources = [...(await registered())];
    const outputs = preview ? {} : await valueOf(pulumi.output(answer));
    return { outputs, resources, invokes: invoked().map(({ token }) => token) };
  }

  async function environment(
    stack: string,
    more: Readonly<Record<string, string>>,
  ): Promise<Environment> {
    const { parseConfiguration } = await import("../config");
    const result = parseConfiguration(
      { ...stackValues(stack, more), "cruddur:accountId": "123456789012" },
      new Set(["cruddur:connectionUrl"]),
    );
    if ("faults" in result) assert.fail(result.faults.join("\n"));
    return result.configuration as Environment;
  }

  const of = ({ resources }: Run, type: string, name?: string): Registered[] =>
    resources.filter(
      (resource) => resource.type === type && (name === undefined || resource.name === name),
    );
  const one = (from: Run, type: string, name?: string): Registered => {
    const [found, ...others] = of(from, type, name);
    assert.ok(found && others.length === 0, `not exactly one ${type} ${name ?? ""}`);
    return found;
  };
  const inventory = ({ resources }: Run) =>
    resources.map(({ type, name }) => `${type} ${name}`).sort();

  for (const stack of ["dev", "prod"]) {
    describe(`of ${stack}, without an image`, () => {
      it("is the platform: everything but task definition, service and their roles", async () => {
        const platform = await run(stack);
        assert.equal(of(platform, TASK_DEFINITION).length, 0);
        assert.equal(of(platform, SERVICE).length, 0);
        assert.equal(of(platform, "aws:ssm/parameter:Parameter").length, 0);
        assert.equal(of(platform, "aws:ecs/cluster:Cluster").length, 1);
        assert.equal(of(platform, "awsx:ec2:Vpc").length, 1);
        assert.equal(of(platform, "aws:cloudwatch/logGroup:LogGroup").length, 3);
        assert.equal(of(platform, "aws:ecr/repository:Repository").length, 2);
        assert.equal(of(platform, "aws:kms/key:Key").length, stack === "prod" ? 3 : 0);
        assert.deepEqual(platform.outputs["serviceNames"], {});
      });

      it("says what to run next", async () => {
        const { outputs } = await run(stack);
        assert.deepEqual(outputs["nextSteps"], [
          `Push an image of backend-flask to 123456789012.dkr.ecr.us-east-1.amazonaws.com/cruddur-${stack}-backend-flask, with a tag that begins with release-`,
          "pulumi config set --secret cruddur:connectionUrl",
          "pulumi config set cruddur:backendFlaskImageDigest sha256:<its digest>",
          "pulumi up",
        ]);
      });

      it("keeps the parameters that have a value already", async () => {
        const withSecret = await run(stack, { "cruddur:connectionUrl": CONNECTION_URL });
        const { inputs } = one(withSecret, "aws:ssm/parameter:Parameter");
        assert.equal(inputs.name, `/cruddur/${stack}/backend-flask/CONNECTION_URL`);
        assert.equal(secretText(inputs.value), CONNECTION_URL);
      });
    });

    describe(`of ${stack}, with an image`, () => {
      it("adds one task definition and one service and has nothing left to say", async () => {
        const whole = await run(stack, DEPLOYED);
        assert.equal(of(whole, TASK_DEFINITION).length, 1);
        assert.equal(of(whole, SERVICE).length, 1);
        const { nextSteps, clusterName, serviceNames } = whole.outputs;
        assert.deepEqual(nextSteps, []);
        assert.equal(clusterName, `cruddur-${stack}`);
        assert.deepEqual(Object.keys(serviceNames as object), ["backend-flask"]);
      });

      it("only adds: what was there before stays", async () => {
        const platform = inventory(await run(stack));
        const whole = new Set(inventory(await run(stack, DEPLOYED)));
        assert.deepEqual(
          platform.filter((line) => !whole.has(line)),
          [],
        );
      });

      it("knows containers, policies and repositories at the first preview", async () => {
        const preview = await run(stack, DEPLOYED, { preview: true });
        const { containerDefinitions } = one(preview, TASK_DEFINITION).inputs;
        const [container] = JSON.parse(text(containerDefinitions)) as {
          image: string;
          portMappings: { containerPort: number }[];
        }[];
        assert.equal(
          container?.image,
          `123456789012.dkr.ecr.us-east-1.amazonaws.com/cruddur-${stack}-backend-flask@${DIGEST}`,
        );
        assert.equal(container.portMappings[0]?.containerPort, 4567);
        for (const type of [
          ROLE_POLICY,
          "aws:ecr/lifecyclePolicy:LifecyclePolicy",
          "aws:ecr/repositoryPolicy:RepositoryPolicy",
          "aws:kms/key:Key",
          "aws:ec2/vpcEndpoint:VpcEndpoint",
        ])
          for (const { name, inputs } of of(preview, type))
            assert.equal(typeof inputs.policy, "string", `${type} ${name}`);
        for (const { inputs } of of(preview, "aws:iam/role:Role"))
          assert.equal(typeof inputs.assumeRolePolicy, "string");
      });

      it("asks AWS only what an empty account can answer, in a preview", async () => {
        const { invokes } = await run(stack, DEPLOYED, { preview: true });
        assert.deepEqual(invokes.map((token) => token.split(":")[2]).sort(), [
          "getAvailabilityZones",
          "getCallerIdentity",
          "getPartition",
          "getRegion",
        ]);
      });

      it("registers the same resources in a preview", async () => {
        assert.deepEqual(
          inventory(await run(stack, DEPLOYED, { preview: true })),
          inventory(await run(stack, DEPLOYED)),
        );
      });

      it("is the same to the byte when run twice", async () => {
        const lines = ({ resources }: Run) => resources.map((each) => JSON.stringify(each)).sort();
        assert.deepEqual(
          lines(await run(stack, DEPLOYED, { again: true })),
          lines(await run(stack, DEPLOYED)),
        );
      });

      it("keeps the secret out of everything but the parameter, where it is marked", async () => {
        const { outputs, resources } = await run(stack, DEPLOYED);
        const holders = resources.filter((each) => JSON.stringify(each).includes("canary"));
        assert.deepEqual(
          holders.map(({ type }) => type),
          ["aws:ssm/parameter:Parameter"],
        );
        assert.equal(secretText(holders[0]?.inputs.value), CONNECTION_URL);
        assert.ok(!JSON.stringify(outputs).includes("canary"));
      });

      it("opens no address and no range, and allows no action by a pattern", async () => {
        const whole = await run(stack, DEPLOYED);
        const ingress = of(whole, INGRESS_RULE);
        assert.ok(ingress.length > 0);
        for (const { inputs } of ingress) assert.equal(inputs.cidrIpv4, undefined);
        assert.equal(one(whole, SERVICE).inputs.networkConfiguration?.assignPublicIp, false);
        const actions = of(whole, ROLE_POLICY)
          .flatMap((policy) => documentOf(policy).Statement)
          .flatMap(({ Action }) => Action);
        assert.ok(actions.length > 5);
        assert.deepEqual(
          actions.filter((action) => action.includes("*")),
          [],
        );
      });

      it("names ARNs of six fields with the account where it belongs", async () => {
        const all = JSON.stringify((await run(stack, DEPLOYED)).resources);
        const arns = all.match(/arn:aws:[^"\\,\s]+/g) ?? [];
        assert.ok(arns.length > 10);
        for (const arn of arns) {
          const [, , service, region, account, ...rest] = arn.split(":");
          assert.ok(rest.join(":").length > 0, arn);
          if (service === "s3") continue;
          assert.match(account ?? "", /^\d{12}$/, arn);
          if (service !== "iam") assert.equal(region, "us-east-1", arn);
        }
      });
    });
  }

  it("gives dev and prod names of their own, for they may live in one account", async () => {
    const named = async (stack: string) =>
      (await run(stack, DEPLOYED)).resources
        .map(({ inputs }): unknown => inputs.name ?? inputs.family)
        .filter((name) => typeof name === "string" && name.includes("cruddur"));
    const [dev, prod] = [await named("dev"), await named("prod")];
    assert.ok(dev.length >= 9 && prod.length >= 9);
    assert.deepEqual(
      dev.filter((name) => prod.includes(name)),
      [],
    );
  });

  it("uses one provider: of the region and account given, which tags everything", async () => {
    const { inputs } = one(await run("dev", DEPLOYED), "pulumi:providers:aws");
    assert.equal(inputs.region, "us-east-1");
    assert.equal(inputs.allowedAccountIds, '["123456789012"]');
    assert.deepEqual(JSON.parse(text(inputs.defaultTags)), {
      tags: {
        Project: "cruddur",
        Environment: "dev",
        ManagedBy: "pulumi",
        Owner: "cruddur",
        CostCenter: "cruddur",
      },
    });
  });

  it("turns exec on by its one value", async () => {
    const whole = await run("dev", { ...DEPLOYED, "cruddur:allowExec": "true" });
    assert.equal(one(whole, SERVICE).inputs.enableExecuteCommand, true);
    const task = documentOf(one(whole, ROLE_POLICY, "backend-flask-task"));
    assert.equal(task.Statement[0]?.Sid, "ExecChannel");
  });

  it("gives prod's tasks the private way to AWS, from their group only", async () => {
    const prod = await run("prod", DEPLOYED);
    const services = of(prod, "aws:ec2/vpcEndpoint:VpcEndpoint")
      .map(({ inputs }) => text(inputs.serviceName).replace("com.amazonaws.us-east-1.", ""))
      .sort();
    assert.deepEqual(services, ["dynamodb", "ecr.api", "ecr.dkr", "kms", "logs", "s3", "ssm"]);
    const { inputs } = one(prod, INGRESS_RULE, "backend-flask-to-endpoints");
    assert.equal(inputs.fromPort, 443);
    assert.match(text(inputs.referencedSecurityGroupId), /^sg-/);
  });
});
