import assert from "node:assert/strict";
import { EXIT_CODES } from "../../sandbox/aws/types/ecs/task-order";
import { CallFailed, type Bag, type Resource } from "./engine-client";
import { allow, missingOutputs, startWorld, T, type World } from "./ecs-world";

const NETWORK = "networkConfiguration";

describe("ECS services", () => {
  let world: World;
  let definition: Resource;
  beforeEach(async () => {
    world = await startWorld();
    definition = await world.define();
  });
  afterEach(() => world.stop());

  const start = (more: Bag = {}) => world.make(T.service, world.serviceArgs(definition, more));

  describe("live", () => {
    it("with the id, ARN and outputs of the real provider", async () => {
      const service = await start();
      assert.equal(service.id, "arn:aws:ecs:eu-central-1:123456789012:service/cruddur/backend");
      assert.deepEqual(missingOutputs(service), []);
      const { outputs } = service;
      assert.equal(outputs["launchType"], "FARGATE");
      assert.equal(outputs["platformVersion"], "LATEST");
      assert.equal(outputs["availabilityZoneRebalancing"], "ENABLED");
      assert.equal(outputs["iamRole"], "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
    });

    it("without drift, and are imported by cluster and name", async () => {
      const service = await start();
      const read = await world.engine.refresh(service);
      assert.deepEqual(read?.outputs, service.outputs);
      assert.deepEqual(read.inputs, service.inputs);
      assert.deepEqual((await world.engine.diff(service, world.serviceArgs(definition))).paths, []);
      const imported = await world.engine.read(T.service, "imported", "cruddur/backend");
      assert.equal(imported?.id, service.id);
      assert.equal(imported.inputs["taskDefinition"], definition.outputs["arn"]);
      assert.equal(await world.engine.read(T.service, "none", "cruddur/frontend"), undefined);
    });

    it("are changed in place, or replaced where AWS cannot change them", async () => {
      const service = await start();
      const replaces = async (more: Bag) =>
        (await world.engine.diff(service, world.serviceArgs(definition, more))).replaces;
      assert.deepEqual(await replaces({ desiredCount: 3 }), []);
      assert.deepEqual(await replaces({ taskDefinition: "backend:2" }), []);
      assert.deepEqual(await replaces({ name: "other" }), ["name"]);
      assert.deepEqual(await replaces({ launchType: "EC2" }), ["launchType"]);
      assert.deepEqual(await replaces({ schedulingStrategy: "DAEMON" }), ["schedulingStrategy"]);
      const scaled = await world.engine.update(
        service,
        world.serviceArgs(definition, { desiredCount: 3 }),
      );
      assert.equal(scaled.outputs["desiredCount"], 3);
      assert.match(
        (await world.events())[1] ?? "",
        /has started 1 tasks: \(task [0-9a-f]{32}\)\.$/,
      );
    });

    it("tell of their deployment, newest event first", async () => {
      await start();
      const events = await world.events();
      assert.equal(events[0], "(service backend) has reached a steady state.");
      assert.match(
        events[1] ?? "",
        /^\(service backend\) \(deployment ecs-svc\/\d{19}\) deployment completed\.$/,
      );
      assert.match(
        events[2] ?? "",
        /^\(service backend\) has started 2 tasks: \(task .{32}\) \(task .{32}\)\.$/,
      );
    });

    it("keep their cluster from being deleted", async () => {
      const service = await start();
      await assert.rejects(
        world.engine.delete(world.cluster),
        /ClusterContainsServicesException: The Cluster cannot be deleted while Services are active\./,
      );
      await world.engine.delete(service);
      await world.engine.delete(world.cluster);
      await assert.rejects(
        start(),
        /ClusterNotFoundException: The referenced cluster was inactive\./,
      );
    });

    it("run on an inactive revision, but do not start with one", async () => {
      const service = await start();
      await world.engine.delete(definition);
      const args = world.serviceArgs(definition, { desiredCount: 3 });
      const scaled = await world.engine.update(service, args);
      assert.equal(scaled.outputs["desiredCount"], 3);
      await assert.rejects(start({ name: "other" }), /ClientException: TaskDefinition is inactive/);
    });
  });

  describe("are refused", () => {
    const refused = async (more: Bag, message: string) => {
      await assert.rejects(start(more), (error: CallFailed) => {
        assert.ok(
          error.message.split("\n")[0]?.endsWith(`operation error ECS: CreateService, ${message}`),
          error.message,
        );
        assert.equal(error.initFailure, undefined);
        return true;
      });
    };
    const bad = (message: string) => `InvalidParameterException: ${message}`;

    it("where the cluster or the task definition does not exist", async () => {
      await refused({ cluster: "other" }, "ClusterNotFoundException: Cluster not found.");
      await refused({ taskDefinition: "backend:9" }, "ClientException: TaskDefinition not found.");
      await refused(
        { taskDefinition: undefined },
        "ClientException: TaskDefinition can not be blank.",
      );
    });

    it("where the name is taken", async () => {
      await start();
      await refused({}, bad("Creation of service was not idempotent."));
    });

    it("where the network is not there, or of another VPC", async () => {
      const other = await world.make(T.vpc, { cidrBlock: "10.1.0.0/16" });
      const stranger = await world.make(T.group, { vpcId: other.id });
      const network = (subnets: string[], securityGroups: string[], more: Bag = {}) => ({
        [NETWORK]: { subnets, securityGroups, ...more },
      });
      await refused(
        { [NETWORK]: undefined },
        bad("Network Configuration must be provided when networkMode 'awsvpc' is specified."),
      );
      await refused(network([], []), bad("subnets can not be empty."));
      await refused(
        network(["subnet-0123456789abcdef0"], []),
        bad(
          "Error retrieving subnet information for [subnet-0123456789abcdef0]: The subnet ID 'subnet-0123456789abcdef0' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
        ),
      );
      await refused(
        network([world.subnet.id], ["sg-0123456789abcdef0"]),
        bad(
          "Error retrieving security group information for [sg-0123456789abcdef0]: The security group 'sg-0123456789abcdef0' does not exist (ErrorCode: InvalidGroup.NotFound)",
        ),
      );
      await refused(
        network([world.subnet.id], [stranger.id]),
        bad(
          `Security Group ${stranger.id} does not appear to be in the same VPC as the input subnets.`,
        ),
      );
    });

    it("where capacity is contradictory", async () => {
      const strategy = (...items: Bag[]) => ({
        launchType: undefined,
        capacityProviderStrategies: items,
      });
      const spot = { capacityProvider: "FARGATE_SPOT", weight: 1 };
      await refused(
        { capacityProviderStrategies: [spot] },
        bad(
          "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        ),
      );
      await refused(
        strategy(spot),
        bad(
          "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.",
        ),
      );
      await world.make(T.providers, {
        clusterName: "cruddur",
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      });
      await refused(
        strategy({ capacityProvider: "FARGATE", weight: 0 }),
        bad(
          "There are no capacity providers in the capacity provider strategy with a weight value greater than zero. Specify a weight value greater than zero and try again.",
        ),
      );
      await refused(
        strategy({ ...spot, base: 1 }, { capacityProvider: "FARGATE", weight: 1, base: 1 }),
        bad(
          "There are multiple capacity providers in the specified capacity provider strategy with a base value defined. Only one is allowed.",
        ),
      );
      const service = await start(strategy(spot));
      assert.equal(service.outputs["launchType"], "");
      assert.equal(service.outputs["platformVersion"], "LATEST");
    });

    it("where counts or percentages make no sense", async () => {
      await refused({ desiredCount: -1 }, bad("desiredCount must be at least 0, got -1."));
      await refused(
        { deploymentMinimumHealthyPercent: 101 },
        bad("minimumHealthyPercent must be at most 100."),
      );
      await refused(
        { deploymentMaximumPercent: 99, deploymentMinimumHealthyPercent: 50 },
        bad("maximumPercent must be at least 100."),
      );
      await refused(
        { deploymentMaximumPercent: 100 },
        bad(
          "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
        ),
      );
    });

    it("where zones cannot be balanced, which is no default then", async () => {
      const full = { deploymentMaximumPercent: 100, deploymentMinimumHealthyPercent: 50 };
      await refused(
        { ...full, availabilityZoneRebalancing: "ENABLED" },
        bad(
          "Availability Zone rebalancing is not supported for services with a maximumPercent of 100 or less or with the DAEMON scheduling strategy.",
        ),
      );
      assert.equal((await start(full)).outputs["availabilityZoneRebalancing"], "DISABLED");
    });

    it("where the load balancer does not fit", async () => {
      const missing =
        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/x/0123456789abcdef";
      const balanced = (containerName: string, containerPort: number) => ({
        loadBalancers: [{ targetGroupArn: missing, containerName, containerPort }],
      });
      await refused(
        balanced("web", 4567),
        bad("The container web does not exist in the task definition."),
      );
      await refused(
        balanced("backend", 80),
        bad("The container backend did not have a container port 80 defined."),
      );
      await refused(
        balanced("backend", 4567),
        bad(
          "Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.",
        ),
      );
    });

    it("where Exec has no task role", async () => {
      definition = await world.define(undefined, { taskRoleArn: undefined });
      await refused(
        { enableExecuteCommand: true },
        bad(
          "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
        ),
      );
    });

    it("where Fargate does not place tasks", async () => {
      await refused(
        { placementConstraints: [{ type: "distinctInstance" }] },
        bad("Placement constraints are not supported with FARGATE launch type."),
      );
      await refused(
        { orderedPlacementStrategies: [{ type: "spread", field: "host" }] },
        bad("Placement strategies are not supported with FARGATE launch type."),
      );
      await refused(
        { platformVersion: "9.9.9" },
        "PlatformUnknownException: The specified platform version doesn't exist.",
      );
    });

    it("where Service Connect names what is not there", async () => {
      const connect = (more: Bag = {}, ...services: Bag[]) => ({
        serviceConnectConfiguration: { enabled: true, services, ...more },
      });
      const server = {
        portName: "backend",
        discoveryName: "backend",
        clientAlias: [{ port: 4567, dnsName: "backend" }],
      };
      await refused(connect({}, server), bad("Namespace is missing."));
      await refused(
        connect({ namespace: "nowhere" }, server),
        "NamespaceNotFoundException: The specified namespace was not found: nowhere",
      );
      const namespace = await world.make(T.namespace, { name: "cruddur" });
      const arn = namespace.outputs["arn"];
      await refused(
        connect({ namespace: arn }, { ...server, portName: "http" }),
        bad("portName(http) does not refer to any named PortMapping in the container definitions."),
      );
      await refused(
        connect({ namespace: arn }, { ...server, clientAlias: [{ port: 1 }, { port: 2 }] }),
        bad("2 clientAliases exceeds the max limit of 1."),
      );
      await refused(
        connect({ namespace: arn }, { ...server, clientAlias: [{ port: 1, dnsName: "A b" }] }),
        bad("The DNS name that you provided is invalid. Specify a valid DNS name and try again."),
      );
      await refused(
        connect({ namespace: arn }, server, server),
        bad("The discoveryName backend is used more than once."),
      );
      const service = await start(connect({ namespace: arn }, server));
      await refused(
        { name: "second", ...connect({ namespace: arn }, server) },
        bad(`SC service is already used by ${String(arn)}`),
      );
      await assert.rejects(
        world.engine.delete(namespace),
        /ResourceInUse: Namespace has associated services\./,
      );
      await world.engine.delete(service);
      await world.engine.delete(namespace);
    });

    it("at preview, by the provider's own schema, with all faults", async () => {
      const { failures } = await world.engine.check(T.service, "bad", {
        name: "a b",
        launchType: "LAMBDA",
        propagateTags: "ALL",
        desiredCount: "many",
        loadBalancers: [{ containerName: "x", containerPort: 70000 }],
        healthCheckGracePeriodSeconds: -1,
        capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1001 }],
      });
      assert.deepEqual(failures.map((failure) => failure.split(":")[0]).sort(), [
        "capacityProviderStrategies[0].weight",
        "desiredCount",
        "healthCheckGracePeriodSeconds",
        "launchType",
        "loadBalancers[0].containerPort",
        "name",
        "propagateTags",
      ]);
    });
  });

  describe("whose tasks cannot start", () => {
    /** Starts a service that does not become steady; gives its last failure event. */
    const fails = async (more: Bag = {}): Promise<string> => {
      await assert.rejects(start(more), (error: CallFailed) => {
        const [reason = ""] = error.initFailure?.reasons ?? [];
        assert.equal(
          reason,
          "waiting for ECS Service (arn:aws:ecs:eu-central-1:123456789012:service/cruddur/backend) create: No rollback candidate was found to run the rollback.",
        );
        return true;
      });
      const events = await world.events();
      assert.match(
        events[0] ?? "",
        /^\(service backend\) \(deployment ecs-svc\/\d{19}\) deployment failed: tasks failed to start\.$/,
      );
      return events[1] ?? "";
    };
    const placed = "(service backend) was unable to place a task. Reason: ";
    const withContainer = async (more: Bag) => {
      definition = await world.define([world.container(more)]);
    };
    const secretOf = (valueFrom: string) =>
      withContainer({ secrets: [{ name: "URL", valueFrom }] });
    const user = String.raw`User: arn:aws:sts::123456789012:assumed-role/execution/[0-9a-f]{32} is not authorized to perform:`;

    it("fail because the repository does not hold the digest", async () => {
      const image = world.image.replace(/sha256:.*/, `sha256:${"0".repeat(64)}`);
      await withContainer({ image });
      assert.equal(
        await fails(),
        `${placed}CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: not found.`,
      );
    });

    it("fail because the repository does not exist", async () => {
      await withContainer({ image: world.image.replace("/backend@", "/nothing@") });
      assert.match(
        await fails(),
        /name unknown: The repository with name 'nothing' does not exist in the registry with id '123456789012'$/,
      );
    });

    it("fail because the execution role may not log in to ECR", async () => {
      await world.engine.delete(world.pull);
      assert.match(
        await fails(),
        new RegExp(
          String.raw`ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time\(s\): AccessDeniedException: ${user} ecr:GetAuthorizationToken on resource: \* because no identity-based policy allows the ecr:GetAuthorizationToken action$`,
        ),
      );
    });

    it("fail because the execution role may read another repository only", async () => {
      await world.engine.delete(world.pull);
      await world.make(T.rolePolicy, {
        role: "execution",
        policy: allow("ecr:GetAuthorizationToken", "*"),
      });
      await world.make(T.rolePolicy, {
        role: "execution",
        policy: allow(
          ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          "arn:aws:ecr:eu-central-1:123456789012:repository/other",
        ),
      });
      await world.make(T.rolePolicy, { role: "execution", policy: allow("logs:*", "*") });
      assert.match(
        await fails(),
        /CannotPullContainerError: .* 403 Forbidden: .* ecr:BatchGetImage on resource: arn:aws:ecr:eu-central-1:123456789012:repository\/backend/,
      );
    });

    it("fail because the log group does not exist", async () => {
      await world.engine.delete(world.logs);
      assert.match(
        await fails(),
        /Reason: ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, https response error StatusCode: 400, RequestID: [0-9a-f-]{36}, ResourceNotFoundException: The specified log group does not exist\.$/,
      );
    });

    it("fail because a role does not trust ECS tasks", async () => {
      const trust = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      });
      await world.engine.update(world.execution, { name: "execution", assumeRolePolicy: trust });
      assert.match(
        await fails().catch(async () => (await world.events())[1] ?? ""),
        /^\(service backend\) failed to launch a task with \(error ECS was unable to assume the role 'arn:aws:iam::123456789012:role\/execution' that was provided for this task\./,
      );
    });

    it("fail because a parameter does not exist", async () => {
      await world.make(T.rolePolicy, {
        role: "execution",
        policy: allow("ssm:GetParameters", "*"),
      });
      await secretOf("/cruddur/URL");
      assert.match(
        await fails(),
        /unable to retrieve secrets from ssm: service call has been retried 1 time\(s\): invalid ssm parameters: \/cruddur\/URL$/,
      );
    });

    it("fail because the execution role may not read the parameter", async () => {
      const parameter = await world.make(T.parameter, {
        name: "/cruddur/URL",
        type: "String",
        value: "x",
      });
      await secretOf(String(parameter.outputs["arn"]));
      assert.match(
        await fails(),
        new RegExp(
          String.raw`AccessDeniedException: ${user} ssm:GetParameters on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/cruddur/URL because no identity-based policy allows the ssm:GetParameters action$`,
        ),
      );
    });

    it("start when the role may read below a path, and not beside it", async () => {
      await world.make(T.parameter, { name: "/cruddur/URL", type: "String", value: "x" });
      await world.make(T.parameter, { name: "/other/URL", type: "String", value: "x" });
      const below = "arn:aws:ssm:eu-central-1:123456789012:parameter/cruddur/*";
      await world.make(T.rolePolicy, {
        role: "execution",
        policy: allow("ssm:GetParameters", below),
      });
      await secretOf("/other/URL");
      assert.match(await fails(), /ssm:GetParameters on resource: .*parameter\/other\/URL/);
      await secretOf("/cruddur/URL");
      const service = await start({ name: "second" });
      assert.equal(service.outputs["name"], "second");
    });

    describe("with a customer's key", () => {
      let key: Resource;
      beforeEach(async () => {
        key = await world.make(T.key, {});
        await world.make(T.alias, { name: "alias/cruddur", targetKeyId: key.id });
        await world.make(T.parameter, {
          name: "/cruddur/URL",
          type: "SecureString",
          value: "x",
          keyId: "alias/cruddur",
        });
        await world.make(T.rolePolicy, {
          role: "execution",
          policy: allow("ssm:GetParameters", "*"),
        });
        await secretOf("/cruddur/URL");
      });
      const decrypt = (condition: Bag) =>
        world.make(T.rolePolicy, {
          role: "execution",
          policy: allow("kms:Decrypt", "arn:aws:kms:eu-central-1:123456789012:key/*", {
            Condition: condition,
          }),
        });
      const cipher =
        /AccessDeniedException: The ciphertext refers to a customer master key that does not exist/;

      it("fail without the right to decrypt", async () => {
        assert.match(await fails(), cipher);
      });

      it("fail with the right to decrypt for another service", async () => {
        await decrypt({ StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } });
        assert.match(await fails(), cipher);
      });

      it("start with the right to decrypt under the key's alias, by way of SSM", async () => {
        await decrypt({
          StringEquals: { "kms:ViaService": "ssm.eu-central-1.amazonaws.com" },
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/cruddur" },
        });
        await start();
      });

      it("fail when the key is disabled", async () => {
        await decrypt({});
        await world.engine.update(key, { isEnabled: false });
        assert.match(await fails(), /InvalidKeyId: alias\/cruddur is disabled\.$/);
      });
    });

    describe("with a container that runs first", () => {
      /** An image whose program `migrate` ends with this code. */
      const migrating = (exitCode: number) =>
        world.push("migrates", { [EXIT_CODES]: JSON.stringify({ migrate: exitCode }) });
      const inOrder = async (image: string, more: Bag = {}) => {
        const first = world.container({
          name: "first",
          image,
          command: ["migrate"],
          essential: false,
          portMappings: [],
        });
        const after = [{ containerName: "first", condition: "SUCCESS" }];
        definition = await world.define([
          world.container({ image, dependsOn: after, ...more }),
          first,
          ...(more["essential"] === false
            ? [world.container({ name: "main", image, portMappings: [] })]
            : []),
        ]);
      };

      it("fail because it ends with an error, and the failure says so", async () => {
        const image = await migrating(3);
        await inOrder(image);
        await assert.rejects(start(), (error: CallFailed) => {
          const reasons = error.initFailure?.reasons.join("\n") ?? "";
          assert.ok(
            reasons.includes(
              `failed to resolve container ordering dependency [first(${image}) (STOPPED->RUNNING) - Exit: 3] for target [backend(${image}) (NONE->RUNNING)]`,
            ),
            reasons,
          );
          return true;
        });
        const [failed, started] = await world.events();
        assert.match(failed ?? "", /deployment failed: tasks failed to start\.$/);
        assert.match(
          started ?? "",
          /^\(service backend\) has started 1 tasks: \(task [0-9a-f]{32}\)\.$/,
        );
      });

      it("go back to the last revision when it fails in an update", async () => {
        const service = await start();
        const before = definition.outputs["arn"];
        await inOrder(await migrating(1));
        await assert.rejects(world.engine.update(service, world.serviceArgs(definition)));
        assert.equal((await world.engine.refresh(service))?.outputs["taskDefinition"], before);
      });

      it("start when it ends well, ends with an error that nobody minds, or only a sidecar waits for it", async () => {
        await inOrder(await migrating(0));
        await world.engine.delete(await start());
        const image = await migrating(1);
        await inOrder(image, { dependsOn: [{ containerName: "first", condition: "COMPLETE" }] });
        await world.engine.delete(await start());
        await inOrder(image, { essential: false });
        await start();
      });
    });

    it("fail because nothing is reached from the subnet", async () => {
      await world.engine.delete(world.wayOut);
      assert.equal(
        await fails(),
        `${placed}ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration.`,
      );
    });

    it("fail because the security group lets nothing out, and the failure says so", async () => {
      await world.engine.delete(world.egress);
      await assert.rejects(start(), (error: CallFailed) => {
        const { reasons = [] } = error.initFailure ?? {};
        assert.equal(reasons.length, 3);
        assert.match(
          reasons[2] ?? "",
          /^sandbox: its security groups \(sg-\w+\) let no HTTPS out$/,
        );
        return true;
      });
    });

    it("fail because private tasks have no way out", async () => {
      const network = { subnets: [world.subnet.id], securityGroups: [world.group.id] };
      assert.match(
        await fails({ [NETWORK]: network }),
        /connection issue between the task and Amazon ECR/,
      );
    });

    it("fail because the cluster has no instances (EC2)", async () => {
      assert.match(
        await fails({
          launchType: "EC2",
          [NETWORK]: { subnets: [world.subnet.id], securityGroups: [world.group.id] },
        }),
        /was unable to place a task because no container instance met all of its requirements\. Reason: No Container Instances were found in your cluster\./,
      );
    });

    it("do not keep a service from being created that does not wait", async () => {
      await world.engine.delete(world.logs);
      const service = await start({ waitForSteadyState: false });
      assert.equal(service.outputs["taskDefinition"], definition.outputs["arn"]);
      assert.match((await world.events())[0] ?? "", /deployment failed: tasks failed to start\.$/);
    });

    it("time out where no circuit breaker ends the deployment", async () => {
      await world.engine.delete(world.logs);
      await assert.rejects(start({ deploymentCircuitBreaker: undefined }), (error: CallFailed) => {
        assert.match(
          error.initFailure?.reasons[0] ?? "",
          /create: timeout while waiting for state to become 'tfSTABLE' \(last state: 'tfPENDING', timeout: 20m0s\)$/,
        );
        return true;
      });
      assert.match(
        (await world.events())[0] ?? "",
        /is unable to consistently start tasks successfully/,
      );
    });

    it("do not matter where no task is wanted", async () => {
      await world.engine.delete(world.logs);
      await start({ desiredCount: 0 });
    });
  });

  describe("whose update cannot start its tasks", () => {
    const broken = () =>
      world.define([
        world.container({ image: world.image.replace(/sha256:.*/, `sha256:${"0".repeat(64)}`) }),
      ]);

    it("go back to the last revision that worked, and the update fails", async () => {
      const service = await start();
      const bad = await broken();
      const args = world.serviceArgs(bad);
      await assert.rejects(world.engine.update(service, args), (error: CallFailed) => {
        assert.equal(
          error.initFailure?.reasons[0],
          `waiting for ECS Service (${service.id}) update: Service deployment rolled back because the circuit breaker threshold was exceeded.`,
        );
        return true;
      });
      const events = await world.events();
      assert.equal(events[0], "(service backend) has reached a steady state.");
      assert.match(
        events[2] ?? "",
        /^\(service backend\) rolling back to deployment ecs-svc\/\d{19}\.$/,
      );
      assert.match(events[3] ?? "", /deployment failed: tasks failed to start\.$/);
      assert.match(events[4] ?? "", /Reason: CannotPullContainerError/);
      const now = await world.engine.refresh(service);
      assert.equal(now?.outputs["taskDefinition"], definition.outputs["arn"]);
    });

    it("are repaired by the next update", async () => {
      const service = await start();
      const bad = await broken();
      const failed = await world.engine.update(
        service,
        world.serviceArgs(bad, { waitForSteadyState: false }),
      );
      assert.equal(
        failed.outputs["taskDefinition"],
        bad.outputs["arn"],
        "the provider does not look again",
      );
      const drifted = await world.engine.refresh(failed);
      assert.equal(
        drifted?.inputs["taskDefinition"],
        definition.outputs["arn"],
        "a refresh shows the rollback",
      );
      const image = await world.push("second");
      const good = await world.define([world.container({ image })]);
      const mended = await world.engine.update(failed, world.serviceArgs(good));
      assert.equal(mended.outputs["taskDefinition"], good.outputs["arn"]);
      assert.equal((await world.events())[0], "(service backend) has reached a steady state.");
    });

    it("stay with old tasks where nothing rolls them back", async () => {
      const service = await start();
      const bad = await broken();
      const args = world.serviceArgs(bad, {
        deploymentCircuitBreaker: { enable: true, rollback: false },
      });
      await assert.rejects(
        world.engine.update(service, args),
        /Service deployment stopped because the circuit breaker threshold was exceeded/,
      );
      const found = await world.engine.invoke("aws:ecs/getService:getService", {
        clusterArn: world.cluster.outputs["arn"],
        serviceName: "backend",
      });
      assert.deepEqual(
        (found["deployments"] as Bag[]).map((item) => [
          item["status"],
          item["taskDefinition"],
          item["runningCount"],
        ]),
        [
          ["PRIMARY", bad.outputs["arn"], 0],
          ["ACTIVE", definition.outputs["arn"], 2],
        ],
      );
    });

    it("deploy again when the program forces it", async () => {
      const service = await start();
      await world.engine.delete(world.logs);
      const forced = world.serviceArgs(definition, {
        forceNewDeployment: true,
        triggers: { secret: "2" },
      });
      await assert.rejects(
        world.engine.update(service, forced),
        /rolled back because the circuit breaker/,
      );
    });
  });

  it("change their capacity providers only with a new deployment", async () => {
    await world.make(T.providers, {
      clusterName: "cruddur",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
    const on = (provider: string, more: Bag = {}) => ({
      launchType: undefined,
      capacityProviderStrategies: [{ capacityProvider: provider, weight: 1 }],
      ...more,
    });
    const service = await start(on("FARGATE_SPOT"));
    const update = (more: Bag) =>
      world.engine.update(service, world.serviceArgs(definition, on("FARGATE", more)));
    await assert.rejects(
      update({}),
      /force_new_deployment should be true when capacity_provider_strategy is being updated/,
    );
    await update({ forceNewDeployment: true });
  });
});

describe("ECS clusters", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  it("have the ids of the real provider, and are imported by name", async () => {
    const { cluster } = world;
    assert.equal(cluster.id, "arn:aws:ecs:eu-central-1:123456789012:cluster/cruddur");
    assert.deepEqual(missingOutputs(cluster), []);
    assert.deepEqual(cluster.outputs["settings"], [
      { name: "containerInsights", value: "disabled" },
    ]);
    const imported = await world.engine.read(T.cluster, "i", "cruddur");
    assert.equal(imported?.id, cluster.id);
  });

  it("are created once: the same request again gives the same cluster, another is refused", async () => {
    const again = await world.engine.create(T.cluster, "again", { name: "cruddur" });
    assert.equal(again.id, world.cluster.id);
    await assert.rejects(
      world.engine.create(T.cluster, "other", {
        name: "cruddur",
        settings: [{ name: "containerInsights", value: "enabled" }],
      }),
      /InvalidParameterException: Arguments on this idempotent request are inconsistent with arguments used in previous request\(s\)\./,
    );
  });

  it("change their settings in place", async () => {
    const settings = [{ name: "containerInsights", value: "enhanced" }];
    const updated = await world.engine.update(world.cluster, { name: "cruddur", settings });
    assert.deepEqual(updated.outputs["settings"], settings);
    await assert.rejects(
      world.engine.update(world.cluster, {
        name: "cruddur",
        settings: [{ name: "containerInsights", value: "on" }],
      }),
      /InvalidParameterException: Invalid value 'on' for the cluster setting containerInsights/,
    );
  });

  it("take only capacity providers that exist, and give up none that a service uses", async () => {
    const put = (capacityProviders: string[]) => ({ clusterName: "cruddur", capacityProviders });
    await assert.rejects(
      world.make(T.providers, put(["FARGATE", "mine"])),
      /The specified capacity provider 'mine' was not found\./,
    );
    const providers = await world.make(T.providers, put(["FARGATE", "FARGATE_SPOT"]));
    assert.equal(providers.id, "cruddur");
    assert.deepEqual(missingOutputs(providers), []);
    const definition = await world.define();
    const spot = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    await world.make(
      T.service,
      world.serviceArgs(definition, { launchType: undefined, capacityProviderStrategies: spot }),
    );
    await assert.rejects(
      world.engine.update(providers, put(["FARGATE"])),
      /ResourceInUseException: The specified capacity provider is in use and cannot be removed\./,
    );
  });

  it("refuse a name that ECS does not take", async () => {
    const { failures } = await world.engine.check(T.cluster, "bad", {
      name: "a.b",
      settings: [{ name: "x", value: "y" }],
    });
    assert.equal(failures.length, 2);
  });
});
