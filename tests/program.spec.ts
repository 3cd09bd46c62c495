import * as assert from "node:assert/strict";
import type { Environment } from "../config";
import {
  documentOf,
  invoked,
  isSecretValue,
  type Registered,
  registered,
  secretText,
  startMocks,
  text,
  valueOf,
} from "./support/mocks";
import { DIGEST, ROLLBAR_TOKEN, stackValues } from "./support/stack-values";

const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
const SERVICE = "aws:ecs/service:Service";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const PARAMETER = "aws:ssm/parameter:Parameter";
/** What AWS has once per account and region, or once per organization. */
const ONCE_PER_ACCOUNT = [
  "aws:accessanalyzer/analyzer:Analyzer",
  "aws:cfg/deliveryChannel:DeliveryChannel",
  "aws:cfg/recorder:Recorder",
  "aws:cloudtrail/trail:Trail",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
  "aws:ecr/registryPolicy:RegistryPolicy",
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
  "aws:ecs/accountSettingDefault:AccountSettingDefault",
  "aws:guardduty/detector:Detector",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  "aws:iam/serviceLinkedRole:ServiceLinkedRole",
  "aws:inspector2/enabler:Enabler",
  "aws:organizations/policy:Policy",
  "aws:securityhub/account:Account",
];
const DOMAIN = { "cruddur:domain": "app.cruddur.example", "cruddur:hostedZone": "cruddur.example" };
const DEPLOYED = {
  ...DOMAIN,
  "cruddur:backendFlaskImageDigest": DIGEST,
  "cruddur:frontendReactJsImageDigest": DIGEST,
  "cruddur:rollbarAccessToken": ROLLBAR_TOKEN,
};
/** The settings of the backend that come from parameters without anybody's configuration. */
const GENERATED = ["AWS_COGNITO_USER_POOL_CLIENT_ID", "AWS_COGNITO_USER_POOL_ID", "CONNECTION_URL"];

/** What is read of a container's definition. */
interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly dependsOn?: readonly unknown[];
  readonly portMappings: readonly { readonly containerPort: number }[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string }[];
}

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
      new Set(["cruddur:rollbarAccessToken"]),
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
  const containersOf = (from: Run, service: string): Container[] => {
    const { inputs } = one(from, TASK_DEFINITION, service);
    return JSON.parse(text(inputs.containerDefinitions)) as Container[];
  };
  const inventory = ({ resources }: Run) =>
    resources.map(({ type, name }) => `${type} ${name}`).sort();

  for (const stack of ["dev", "prod"]) {
    describe(`of ${stack}, without an image`, () => {
      it("is the platform: everything but task definitions, services and their roles", async () => {
        const platform = await run(stack, DOMAIN);
        assert.equal(of(platform, TASK_DEFINITION).length, 0);
        assert.equal(of(platform, SERVICE).length, 0);
        for (const type of [
          "aws:ecs/cluster:Cluster",
          "awsx:ec2:Vpc",
          "aws:lb/loadBalancer:LoadBalancer",
          "aws:rds/instance:Instance",
          "aws:dynamodb/table:Table",
          "aws:cognito/userPool:UserPool",
        ])
          assert.equal(of(platform, type).length, 1, type);
        assert.deepEqual(
          of(platform, "aws:ecr/repository:Repository").map(({ inputs }) => inputs.name),
          [
            "cruddur-python",
            "nginx-unprivileged",
            "tracing",
            "backend-flask",
            "frontend-react-js",
          ].map((name) => `cruddur-${stack}-${name}`),
        );
        assert.deepEqual(platform.outputs["serviceNames"], {});
      });

      it("says what to run next", async () => {
        const { outputs } = await run(stack, DOMAIN);
        const byHand = (service: string, key: string) =>
          `Instead of releasing ${service} from here: push its image to 123456789012.dkr.ecr.us-east-1.amazonaws.com/cruddur-${stack}-${service}, with a tag that begins with release-, and pulumi config set cruddur:${key} sha256:<its digest> --stack test`;
        assert.deepEqual(outputs["nextSteps"], [
          "npm run release -- backend-flask --stack test",
          "npm run release -- frontend-react-js --stack test",
          "pulumi up --stack test",
          byHand("backend-flask", "backendFlaskImageDigest"),
          byHand("frontend-react-js", "frontendReactJsImageDigest"),
        ]);
      });

      it("keeps the parameters that have a value already", async () => {
        const more = { ...DOMAIN, "cruddur:rollbarAccessToken": ROLLBAR_TOKEN };
        const names = of(await run(stack, more), PARAMETER).map(({ inputs }) => text(inputs.name));
        assert.deepEqual(
          names.sort(),
          [...GENERATED, "ROLLBAR_ACCESS_TOKEN"].map(
            (name) => `/cruddur/${stack}/backend-flask/${name}`,
          ),
        );
      });

      it("faces nobody without a domain", async () => {
        const { resources, outputs } = await run(stack);
        assert.deepEqual(
          resources.filter(({ type }) => /^aws:(lb|acm|route53\/record|wafv2|s3)/.test(type)),
          [],
        );
        assert.equal(outputs["url"], undefined);
      });
    });

    describe(`of ${stack}, with images`, () => {
      it("adds a task definition and a service each and has nothing left to say", async () => {
        const whole = await run(stack, DEPLOYED);
        assert.equal(of(whole, TASK_DEFINITION).length >= 2, true);
        assert.equal(of(whole, SERVICE).length, 2);
        const { nextSteps, clusterName, serviceNames, url } = whole.outputs;
        assert.deepEqual(nextSteps, []);
        assert.equal(clusterName, `cruddur-${stack}`);
        assert.deepEqual(Object.keys(serviceNames as object), [
          "backend-flask",
          "frontend-react-js",
        ]);
        assert.equal(url, "https://app.cruddur.example");
      });

      it("answers with what the scripts and their users need, and no secret", async () => {
        const { outputs } = await run(stack, DEPLOYED);
        const given = Object.keys(outputs).filter((key) => outputs[key] !== undefined);
        assert.deepEqual(given.sort(), [
          "albDnsName",
          "alertTopicArn",
          "apiUrl",
          "clusterName",
          "dashboardName",
          "dashboardUrl",
          "databaseEndpoint",
          "dbTestCommand",
          "imagePlatform",
          "logGroupNames",
          "messagesTableName",
          "nextSteps",
          "oneOffTasks",
          "region",
          "repositoryUrls",
          "serviceNames",
          "taskDefinitionArns",
          "url",
          "userPoolClientId",
          "userPoolId",
          "vpcId",
        ]);
        assert.equal(outputs["dashboardName"], `cruddur-${stack}`);
        assert.equal(
          outputs["dashboardUrl"],
          `https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/cruddur-${stack}`,
        );
        assert.match(text(outputs["alertTopicArn"]), /^arn:aws:sns:us-east-1:123456789012:/);
      });

      it("serves the front end at the domain and the backend below api", async () => {
        const whole = await run(stack, DEPLOYED);
        const rules = of(whole, "aws:lb/listenerRule:ListenerRule");
        const hosts = rules.map(({ name, inputs }) => [name, JSON.stringify(inputs.conditions)]);
        assert.deepEqual(hosts, [
          ["www", JSON.stringify([{ hostHeader: { values: ["www.app.cruddur.example"] } }])],
          [
            "backend-flask",
            JSON.stringify([{ hostHeader: { values: ["api.app.cruddur.example"] } }]),
          ],
          [
            "frontend-react-js",
            JSON.stringify([{ hostHeader: { values: ["app.cruddur.example"] } }]),
          ],
        ]);
        const [backend] = containersOf(whole, "backend-flask");
        const origins = Object.fromEntries(
          (backend?.environment ?? []).map(({ name, value }) => [name, value]),
        );
        assert.equal(origins["FRONTEND_URL"], "https://app.cruddur.example");
        assert.equal(origins["BACKEND_URL"], "https://api.app.cruddur.example");
        assert.equal(origins["DDB_MESSAGE_TABLE"], `cruddur-${stack}-messages`);
        const [frontend] = containersOf(whole, "frontend-react-js");
        assert.deepEqual(frontend?.environment, [
          { name: "REACT_APP_BACKEND_URL", value: "https://api.app.cruddur.example" },
        ]);
      });

      it("has one origin for pages, which the backend admits: www is sent on to the domain", async () => {
        const whole = await run(stack, DEPLOYED);
        const [www] = of(whole, "aws:lb/listenerRule:ListenerRule").filter(
          ({ name }) => name === "www",
        );
        assert.deepEqual(www?.inputs.actions, [
          {
            type: "redirect",
            redirect: {
              host: "app.cruddur.example",
              protocol: "#{protocol}",
              port: "#{port}",
              path: "/#{path}",
              query: "#{query}",
              statusCode: "HTTP_301",
            },
          },
        ]);
        assert.equal(whole.outputs["url"], "https://app.cruddur.example");
      });

      it("migrates the database before a backend task starts, with its secret only", async () => {
        const [main, migrate] = containersOf(await run(stack, DEPLOYED), "backend-flask");
        assert.deepEqual(main?.dependsOn, [{ containerName: "migrate", condition: "SUCCESS" }]);
        assert.deepEqual(migrate?.command, ["/app/bin/db/migrate"]);
        assert.deepEqual(
          migrate.secrets.map(({ name }) => name),
          ["CONNECTION_URL"],
        );
        assert.deepEqual(
          main.secrets.map(({ name }) => name),
          [...GENERATED, "ROLLBAR_ACCESS_TOKEN"],
        );
      });

      it("only adds: what was there before stays", async () => {
        const platform = inventory(await run(stack, DOMAIN));
        const whole = new Set(inventory(await run(stack, DEPLOYED)));
        assert.deepEqual(
          platform.filter((line) => !whole.has(line)),
          [],
        );
      });

      it("knows containers, policies and repositories at the first preview", async () => {
        const preview = await run(stack, DEPLOYED, { preview: true });
        const [backend] = containersOf(preview, "backend-flask");
        assert.equal(
          backend?.image,
          `123456789012.dkr.ecr.us-east-1.amazonaws.com/cruddur-${stack}-backend-flask@${DIGEST}`,
        );
        assert.equal(backend.portMappings[0]?.containerPort, 4567);
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
          "getZone",
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
        // The mocks' random password is a canary as well.
        const holders = resources.filter((each) => JSON.stringify(each).includes("canary"));
        assert.deepEqual(holders.map(({ type, name }) => `${type} ${name}`).sort(), [
          "aws:rds/instance:Instance database",
          `${PARAMETER} backend-flask-CONNECTION_URL`,
          `${PARAMETER} backend-flask-ROLLBAR_ACCESS_TOKEN`,
        ]);
        const open = JSON.stringify(holders, (_, value: unknown) =>
          isSecretValue(value) ? "secret" : value,
        );
        assert.ok(!open.includes("canary"), open);
        const token = holders.find(({ name }) => name.endsWith("ROLLBAR_ACCESS_TOKEN"));
        assert.equal(secretText(token?.inputs.value), ROLLBAR_TOKEN);
        assert.ok(!JSON.stringify(outputs).includes("canary"));
      });

      it("opens no address and no range, and allows no action by a pattern", async () => {
        const whole = await run(stack, DEPLOYED);
        const world = of(whole, INGRESS_RULE).filter(({ inputs }) => inputs.cidrIpv4 !== undefined);
        assert.deepEqual(
          world.map(({ inputs }) => [inputs.cidrIpv4, inputs.fromPort, inputs.toPort]).sort(),
          [
            ["0.0.0.0/0", 443, 443],
            ["0.0.0.0/0", 80, 80],
          ],
        );
        assert.deepEqual(
          [...new Set(world.map(({ name }) => name.replace(/-(http|https).*/, "")))],
          ["public"],
        );
        for (const { inputs } of of(whole, SERVICE))
          assert.equal(inputs.networkConfiguration?.assignPublicIp, false);
        const actions = of(whole, ROLE_POLICY)
          .flatMap((policy) => documentOf(policy).Statement)
          .flatMap(({ Action }) => Action);
        assert.ok(actions.length > 5);
        assert.deepEqual(
          actions.filter((action) => action.includes("*")),
          [],
        );
      });

      it("has nothing that an account or a registry has once: the organisation stack owns that", async () => {
        const whole = await run(stack, DEPLOYED);
        const owned = ONCE_PER_ACCOUNT.filter((type) => of(whole, type).length > 0);
        assert.deepEqual(owned, []);
      });

      it("names ARNs of six fields with the account where it belongs", async () => {
        const all = JSON.stringify((await run(stack, DEPLOYED)).resources);
        const arns = all.match(/arn:aws:[^"\\,\s]+/g) ?? [];
        assert.ok(arns.length > 10);
        for (const arn of arns) {
          const [, , service, region, account, ...rest] = arn.split(":");
          assert.ok(rest.join(":").length > 0, arn);
          if (service === "s3") continue;
          if (account === "aws") assert.match(arn, /^arn:aws:iam::aws:policy\//);
          else assert.match(account ?? "", /^\d{12}$/, arn);
          if (service !== "iam") assert.equal(region, "us-east-1", arn);
        }
      });
    });
  }

  it("gives dev and prod names of their own, for they may live in one account", async () => {
    const named = async (stack: string) =>
      (await run(stack, DEPLOYED)).resources
        .map(({ inputs }): unknown => inputs.name ?? inputs.family)
        .filter((name) => typeof name === "string" && /^(alias\/|\/)?cruddur/.test(name));
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

  it("makes a profile to sign images with by its one value, and then keeps what has no tag", async () => {
    const profile = "aws:signer/signingProfile:SigningProfile";
    const policies = ({ resources }: Run) =>
      resources
        .filter(({ type }) => type === "aws:ecr/lifecyclePolicy:LifecyclePolicy")
        .map(({ inputs }) => text(inputs["policy"]));
    const without = await run("dev");
    assert.ok(!without.resources.some(({ type }) => type === profile));
    assert.equal(without.outputs["signingProfileArn"], undefined);
    assert.ok(policies(without).every((policy) => policy.includes('"untagged"')));
    const signed = await run("prod", { "cruddur:imageSigning": "true" });
    const profiles = signed.resources.filter(({ type }) => type === profile);
    assert.deepEqual(
      profiles.map(({ inputs }) => inputs["namePrefix"]),
      ["cruddur_prod_"],
    );
    assert.match(String(signed.outputs["signingProfileArn"]), /^arn:aws:signer:/);
    assert.ok(policies(signed).length >= 5);
    assert.ok(!policies(signed).some((policy) => policy.includes("untagged")));
  });

  it("turns exec on by its one value", async () => {
    const whole = await run("dev", { ...DEPLOYED, "cruddur:allowExec": "true" });
    for (const { inputs } of of(whole, SERVICE)) assert.equal(inputs.enableExecuteCommand, true);
    const task = documentOf(one(whole, ROLE_POLICY, "backend-flask-task"));
    const sids = task.Statement.map(({ Sid }) => Sid);
    assert.ok(sids.includes("ExecChannel"), sids.join());
  });

  it("upgrades the database, at once, only where a value says so", async () => {
    const databaseOf = async (values: Record<string, string>) => {
      const [database] = of(await run("prod", values), "aws:rds/instance:Instance");
      const { engineVersion, allowMajorVersionUpgrade, applyImmediately } = database?.inputs ?? {};
      return { engineVersion, allowMajorVersionUpgrade, applyImmediately };
    };
    const higher = { "cruddur:databaseVersion": "18" };
    assert.deepEqual(await databaseOf(higher), {
      engineVersion: "18",
      allowMajorVersionUpgrade: false,
      applyImmediately: false,
    });
    assert.deepEqual(await databaseOf({ ...higher, "cruddur:allowDatabaseUpgrade": "true" }), {
      engineVersion: "18",
      allowMajorVersionUpgrade: true,
      applyImmediately: true,
    });
  });

  it("encrypts every log group of prod with the key for logs, which serves these groups and no others", async () => {
    const prod = await run("prod", DEPLOYED);
    const key = one(prod, "aws:kms/key:Key", "keys-logs");
    const groups = of(prod, "aws:cloudwatch/logGroup:LogGroup");
    const names = groups.map(({ inputs }) => text(inputs.name));
    assert.deepEqual(names.sort(), [
      "/aws/rds/instance/cruddur-prod-0a1b2c3d/postgresql",
      "/aws/rds/instance/cruddur-prod-0a1b2c3d/upgrade",
      "/cruddur/prod/backend-flask",
      "/cruddur/prod/dns-queries",
      "/cruddur/prod/ecs-exec",
      "/cruddur/prod/frontend-react-js",
      "/cruddur/prod/vpc-flow",
      "aws-waf-logs-cruddur-prod",
    ]);
    assert.equal(new Set(groups.map(({ inputs }) => text(inputs.kmsKeyId))).size, 1);
    const [, logs] = documentOf(key).Statement;
    const served = logs?.Condition?.["ArnLike"]?.["kms:EncryptionContext:aws:logs:arn"];
    const patterns = (served as string[]).map((arn) => arn.replace(/^.*:log-group:/, ""));
    const serves = (pattern: string, name: string) =>
      pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
    for (const name of names)
      assert.equal(patterns.filter((pattern) => serves(pattern, name)).length, 1, name);
    for (const pattern of patterns) {
      assert.ok(
        names.some((name) => serves(pattern, name)),
        pattern,
      );
      // Another environment's name may begin alike.
      for (const name of names)
        assert.ok(!serves(pattern, name.replace(/(cruddur[-/])prod/, "$1prod2")), pattern);
    }
  });

  it("scales a service by requests per task where a value says so", async () => {
    const more = { ...DEPLOYED, "cruddur:backendFlaskRequestsPerTask": "500" };
    const policies = (from: Run) =>
      of(from, "aws:appautoscaling/policy:Policy")
        .filter(({ name }) => name.endsWith("-requests"))
        .map(({ name, inputs }) => [name, inputs.targetTrackingScalingPolicyConfiguration]);
    assert.deepEqual(policies(await run("dev", DEPLOYED)), []);
    const [[name, tracking] = []] = policies(await run("dev", more));
    assert.equal(name, "backend-flask-requests");
    assert.match(JSON.stringify(tracking), /"resourceLabel":"app\/[^"]+\/targetgroup\/[^"]+"/);
    const [[, shifted] = []] = policies(
      await run("dev", { ...more, "cruddur:deployment": "canary" }),
    );
    assert.match(JSON.stringify(shifted), /"expression":"FILL\(group1, 0\) \+ FILL\(group2, 0\)"/);
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

  describe("on instances", () => {
    const EC2 = { ...DEPLOYED, "cruddur:capacity": "ec2", "cruddur:maxInstances": "12" };
    const PRIVATE = {
      ...EC2,
      "cruddur:nat": "none",
      "cruddur:interfaceEndpoints": "tasks",
      "cruddur:minInstances": "2",
    };

    it("runs services and one-off tasks by the provider of the cluster's own instances", async () => {
      const dev = await run("dev", EC2);
      one(dev, "aws:ecs/capacityProvider:CapacityProvider", "cluster-instances");
      const name = "cluster-instances-1a2b3c4";
      for (const { inputs } of of(dev, SERVICE))
        assert.deepEqual(inputs.capacityProviderStrategies, [
          { capacityProvider: name, base: 0, weight: 1 },
        ]);
      for (const { inputs } of of(dev, TASK_DEFINITION))
        assert.deepEqual(inputs.requiresCompatibilities, ["EC2"]);
      const tasks = dev.outputs["oneOffTasks"] as Record<string, { capacityProvider: string }>;
      for (const task of Object.values(tasks)) assert.equal(task.capacityProvider, name);
    });

    it("tags the group like everything else", async () => {
      const dev = await run("dev", EC2);
      const { inputs } = one(dev, "aws:autoscaling/group:Group");
      const tags = (inputs.tags ?? []) as unknown as { key: string; value: string }[];
      for (const [key, value] of Object.entries({ Project: "cruddur", Environment: "dev" }))
        assert.ok(
          tags.some((tag) => tag.key === key && tag.value === value),
          key,
        );
    });

    it("gives instances without a way to the internet the private ways of their agents", async () => {
      const dev = await run("dev", PRIVATE);
      const services = of(dev, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) =>
        text(inputs.serviceName).replace("com.amazonaws.us-east-1.", ""),
      );
      for (const service of ["ecs", "ecs-agent", "ecs-telemetry", "ssm", "ssmmessages", "ecr.dkr"])
        assert.ok(services.includes(service), service);
      const { inputs } = one(dev, INGRESS_RULE, "cluster-instances-to-endpoints");
      assert.equal(inputs.fromPort, 443);
    });

    it("keeps instances that no service uses, so that services can leave them first", async () => {
      const dev = await run("dev", { ...EC2, "cruddur:capacity": "fargate" });
      assert.equal(of(dev, "aws:autoscaling/group:Group").length, 1);
      for (const { inputs } of of(dev, TASK_DEFINITION))
        assert.deepEqual(inputs.requiresCompatibilities, ["FARGATE"]);
    });

    it("has none of it by default", async () => {
      const dev = await run("dev", DEPLOYED);
      assert.deepEqual(of(dev, "aws:autoscaling/group:Group"), []);
    });
  });
});
