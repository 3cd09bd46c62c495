import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Ec2CapacityArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { ACCOUNT, documentOf, inventory, only, startMocks, text } from "../support/mocks";

describe("Ec2Capacity", () => {
  let components: typeof import("../../components");
  const args = (more: Partial<Ec2CapacityArgs> = {}): Ec2CapacityArgs => ({
    account: ACCOUNT,
    network: {
      vpcId: pulumi.output("vpc-1"),
      privateSubnetIds: pulumi.output(["subnet-1", "subnet-2"]),
    },
    clusterName: "cruddur-dev",
    ...more,
  });

  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
  });

  it("is a group of hosts with a role, a template, a closed security group and a provider", async () => {
    new components.Ec2Capacity("hosts", args());
    assert.deepEqual(await inventory(), [
      "aws:autoscaling/group:Group hosts",
      "aws:ec2/launchTemplate:LaunchTemplate hosts",
      "aws:ec2/securityGroup:SecurityGroup hosts",
      "aws:ecs/capacityProvider:CapacityProvider hosts",
      "aws:iam/instanceProfile:InstanceProfile hosts",
      "aws:iam/role:Role hosts",
      "aws:iam/rolePolicy:RolePolicy hosts",
      "cruddur:ecs:Ec2Capacity hosts",
    ]);
  });

  it("starts AWS's current image without key pair and public address, with IMDSv2 one hop far", async () => {
    new components.Ec2Capacity("hosts", args({ architecture: "ARM64" }));
    const { inputs } = await only("aws:ec2/launchTemplate:LaunchTemplate");
    assert.equal(
      inputs["imageId"],
      "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
    );
    assert.equal(inputs["instanceType"], "t4g.medium");
    assert.equal(inputs["keyName"], undefined);
    assert.deepEqual(inputs["metadataOptions"], {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    const [network] = inputs["networkInterfaces"] as unknown as Record<string, unknown>[];
    assert.equal(network?.["associatePublicIpAddress"], "false");
    const [disk] = inputs["blockDeviceMappings"] as unknown as { ebs: Record<string, unknown> }[];
    assert.equal(disk?.ebs["encrypted"], "true");
    const script = Buffer.from(text(inputs["userData"]), "base64").toString();
    assert.match(
      script,
      /^#!\/bin\/bash\necho ECS_CLUSTER=cruddur-dev >> \/etc\/ecs\/ecs\.config\n/,
    );
    assert.match(script, /ECS_AWSVPC_BLOCK_IMDS=true/);
  });

  it("tags all that an instance starts with, which the right to start it asks for", async () => {
    new components.Ec2Capacity("hosts", args({ tags: { App: "cruddur" } }));
    const { inputs } = await only("aws:ec2/launchTemplate:LaunchTemplate");
    const tags = { App: "cruddur", Name: "cruddur-dev-hosts" };
    assert.deepEqual(inputs["tagSpecifications"], [
      { resourceType: "instance", tags },
      { resourceType: "network-interface", tags },
      { resourceType: "volume", tags },
    ]);
  });

  it("is scaled and drained by ECS, which protects instances that run tasks", async () => {
    new components.Ec2Capacity("hosts", args());
    const { inputs: group } = await only("aws:autoscaling/group:Group");
    assert.deepEqual(
      [group["minSize"], group["maxSize"], group["protectFromScaleIn"]],
      [1, 2, true],
    );
    const { inputs } = await only("aws:ecs/capacityProvider:CapacityProvider");
    const settings = inputs["autoScalingGroupProvider"];
    assert.equal(settings?.["managedTerminationProtection"], "ENABLED");
    assert.equal(settings["managedDraining"], "ENABLED");
    assert.equal(settings["managedScaling"]?.["status"], "ENABLED");
  });

  it("gives its instances this cluster and Session Manager, no images, logs or data", async () => {
    new components.Ec2Capacity(
      "hosts",
      args({ permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/b" }),
    );
    const { Statement } = documentOf(await only("aws:iam/rolePolicy:RolePolicy"));
    const services = Statement.flatMap(({ Action }) => Action).map(
      (action) => action.split(":")[0],
    );
    assert.deepEqual([...new Set(services)].sort(), ["ecs", "ssm", "ssmmessages"]);
    assert.deepEqual(Statement[0]?.Resource, [
      "arn:aws:ecs:us-east-1:123456789012:cluster/cruddur-dev",
    ]);
    const role = await only("aws:iam/role:Role");
    assert.equal(role.inputs["permissionsBoundary"], "arn:aws:iam::123456789012:policy/b");
  });

  it("is deleted with its instances, whatever lifecycle hooks wait for", async () => {
    new components.Ec2Capacity("hosts", args());
    assert.equal((await only("aws:autoscaling/group:Group")).inputs["forceDelete"], true);
  });

  it("hands the group the tags that a provider's default tags do not bring", async () => {
    new components.Ec2Capacity("hosts", args({ tags: { Environment: "dev" } }));
    const { inputs } = await only("aws:autoscaling/group:Group");
    const tags = inputs["tags"] as unknown as { key: string; value: string }[];
    assert.deepEqual(
      tags.map(({ key, value }) => `${key}=${value}`),
      ["Environment=dev", "Name=cruddur-dev-hosts", "AmazonECSManaged=true"],
    );
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () =>
        new components.Ec2Capacity(
          "hosts",
          args({ minInstances: 3, volumeGiB: 8, instanceType: "t4g.medium" }),
        ),
      [
        'Ec2Capacity "hosts": volumeGiB 8 is out of range; choose 30 to 1000.',
        'Ec2Capacity "hosts": maxInstances 2 is out of range; choose 3 to 100.',
        'Ec2Capacity "hosts": instanceType "t4g.medium" does not have the processor X86_64.',
      ],
    );
  });
});
