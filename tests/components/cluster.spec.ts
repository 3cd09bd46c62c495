import * as assert from "node:assert/strict";
import type { ClusterArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { ACCOUNT, inventory, only, startMocks, text } from "../support/mocks";

describe("Cluster", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const args = (more: Partial<ClusterArgs> = {}): ClusterArgs => ({
    clusterName: "cruddur-test",
    execLogGroup: references.logGroup("exec"),
    ...more,
  });

  it("is a cluster, its capacity providers and a namespace", async () => {
    new components.Cluster("main", args());
    assert.deepEqual(await inventory(), [
      "aws:ecs/cluster:Cluster main",
      "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders main",
      "aws:servicediscovery/httpNamespace:HttpNamespace main",
      "cruddur:ecs:Cluster main",
      "test:index:Nothing log-group-exec",
    ]);
  });

  it("has insights, the namespace, and exec sessions recorded in the group of its own", async () => {
    new components.Cluster("main", args());
    const namespace = await only("aws:servicediscovery/httpNamespace:HttpNamespace");
    assert.equal(namespace.inputs.name, "cruddur-test");
    const { inputs } = await only("aws:ecs/cluster:Cluster");
    assert.deepEqual(inputs.settings, [{ name: "containerInsights", value: "enhanced" }]);
    assert.match(
      text(inputs.serviceConnectDefaults?.namespace),
      /^arn:aws:servicediscovery:.*:namespace\/ns-/,
    );
    assert.deepEqual(inputs.configuration, {
      executeCommandConfiguration: {
        logging: "OVERRIDE",
        logConfiguration: {
          cloudWatchLogGroupName: "/test/exec",
          cloudWatchEncryptionEnabled: false,
        },
      },
    });
  });

  it("encrypts exec sessions and the tasks' storage with a customer key", async () => {
    const execLogGroup = { ...references.logGroup("exec"), encrypted: true };
    new components.Cluster("main", args({ key: references.key(), execLogGroup }));
    const { configuration } = (await only("aws:ecs/cluster:Cluster")).inputs;
    const key = "arn:aws:kms:us-east-1:123456789012:key/data";
    assert.equal(configuration?.executeCommandConfiguration?.kmsKeyId, key);
    assert.equal(
      configuration.executeCommandConfiguration.logConfiguration?.cloudWatchEncryptionEnabled,
      true,
    );
    assert.deepEqual(configuration.managedStorageConfiguration, {
      fargateEphemeralStorageKmsKeyId: key,
    });
  });

  it("offers Fargate and Fargate Spot and leaves out a provider without a share", async () => {
    new components.Cluster(
      "main",
      args({ capacity: { onDemandBase: 2, onDemandWeight: 0, spotWeight: 3 } }),
    );
    const { inputs } = await only("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders");
    assert.deepEqual(inputs.capacityProviders, ["FARGATE", "FARGATE_SPOT"]);
    assert.deepEqual(inputs.defaultCapacityProviderStrategies, [
      { base: 2, capacityProvider: "FARGATE", weight: 0 },
      { base: 0, capacityProvider: "FARGATE_SPOT", weight: 3 },
    ]);
    assert.deepEqual(components.capacityStrategy({ onDemandWeight: 1, spotWeight: 0 }), [
      { base: 0, capacityProvider: "FARGATE", weight: 1 },
    ]);
  });

  describe("with instances", () => {
    /** The name of the provider, as AWS would answer it. */
    const PROVIDER = "main-instances-1a2b3c4";
    const withInstances = (more: Partial<ClusterArgs> = {}) =>
      args({
        instances: {
          account: ACCOUNT,
          network: {
            vpcId: references.output("vpc-1"),
            privateSubnetIds: references.output(["subnet-1", "subnet-2"]),
          },
        },
        ...more,
      });

    it("offers them beside Fargate, where its services stay unless it is said", async () => {
      const cluster = new components.Cluster("main", withInstances());
      const { inputs } = await only("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders");
      assert.deepEqual(inputs.capacityProviders, ["FARGATE", "FARGATE_SPOT", PROVIDER]);
      assert.deepEqual(inputs.defaultCapacityProviderStrategies, [
        { base: 0, capacityProvider: "FARGATE", weight: 1 },
      ]);
      assert.equal(components.onInstances(cluster.capacity), false);
    });

    it("runs its services on them", async () => {
      const cluster = new components.Cluster("main", withInstances({ capacity: "instances" }));
      const { inputs } = await only("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders");
      assert.deepEqual(inputs.defaultCapacityProviderStrategies, [
        { base: 0, capacityProvider: PROVIDER, weight: 1 },
      ]);
      assert.equal(components.launchTypeOf(cluster.capacity), "EC2");
    });

    it("refuses services on none, and instances' own faults", () => {
      assertRefused(
        () => new components.Cluster("main", args({ capacity: "instances" })),
        [
          'Cluster "main": capacity "instances" needs instances; say how many and in which network.',
        ],
      );
      const { instances } = withInstances();
      assert.ok(instances);
      assertRefused(
        () =>
          new components.Cluster(
            "main",
            withInstances({ instances: { ...instances, maxInstances: 0, volumeGiB: 1 } }),
          ),
        [
          'Cluster "main": instances.maxInstances 0 is out of range; choose 1 to 100.',
          'Cluster "main": instances.volumeGiB 1 is out of range; choose 30 to 1000.',
        ],
      );
    });
  });

  it("refuses all faults at once", () => {
    const capacity = { onDemandBase: -1, onDemandWeight: 0, spotWeight: 0 };
    assertRefused(
      () => new components.Cluster("main", args({ clusterName: "my cluster", capacity })),
      [
        'Cluster "main": clusterName "my cluster" is not 1 to 255 of letters, digits, - and _.',
        'Cluster "main": capacity.onDemandBase -1 is out of range; choose 0 to 100000.',
        'Cluster "main": capacity has no share above 0; give onDemandWeight or spotWeight one.',
      ],
    );
  });
});
