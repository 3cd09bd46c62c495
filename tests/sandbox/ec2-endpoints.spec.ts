import assert from "node:assert/strict";
import { endpointServices, prefixLists } from "../../sandbox/aws/types/ec2/endpoint-services";
import type { Bag, Resource } from "./engine-client";
import { refreshed, startNetwork, T, type Network } from "./ec2-network";

const S3 = "com.amazonaws.eu-central-1.s3";
const ECR = "com.amazonaws.eu-central-1.ecr.api";

describe("EC2 VPC endpoints", () => {
  let net: Network;
  let vpc: Resource;
  beforeEach(async () => {
    net = await startNetwork();
    vpc = await net.vpc({ enableDnsHostnames: true });
  });
  afterEach(() => net.stop());

  const gateway = (args: Bag = {}) =>
    net.make(T.endpoint, { vpcId: vpc.id, serviceName: S3, ...args });
  const face = (args: Bag = {}) =>
    net.make(T.endpoint, {
      vpcId: vpc.id,
      serviceName: ECR,
      vpcEndpointType: "Interface",
      ...args,
    });

  it("of gateways are routes in their tables", async () => {
    const [first, second] = [await net.table(vpc), await net.table(vpc)];
    const endpoint = await gateway({ routeTableIds: [first.id] });
    assert.equal(endpoint.outputs["prefixListId"], "pl-6ea54007");
    assert.deepEqual(endpoint.outputs["routeTableIds"], [first.id]);
    await assert.rejects(
      gateway({ routeTableIds: [first.id] }),
      /RouteAlreadyExists: route table rtb-[0-9a-f]+ already has a route with destination-prefix-list-id pl-6ea54007/,
    );
    const moved = await net.engine.update(endpoint, {
      vpcId: vpc.id,
      serviceName: S3,
      routeTableIds: [second.id],
    });
    assert.deepEqual(moved.outputs["routeTableIds"], [second.id]);
    const association = await net.make(T.endpointTable, {
      vpcEndpointId: endpoint.id,
      routeTableId: first.id,
    });
    assert.deepEqual(
      (await refreshed(net.engine, moved)).outputs["routeTableIds"],
      [first.id, second.id].sort(),
    );
    const imported = await net.engine.read(T.endpointTable, "i", `${endpoint.id}/${first.id}`);
    assert.equal(imported?.id, association.id);
    assert.deepEqual((await refreshed(net.engine, first)).outputs["routes"], []);
    await net.engine.delete(moved);
    await gateway({ routeTableIds: [second.id] });
  });

  it("are refused where AWS has no such service, or not of this type", async () => {
    const subnet = await net.subnet(vpc, "10.0.0.0/24");
    const foreign = await net.table(await net.vpc({ cidrBlock: "10.1.0.0/16" }));
    for (const [args, reason] of [
      [
        { serviceName: "com.amazonaws.us-east-1.s3" },
        /InvalidServiceName: The Vpc Endpoint Service 'com\.amazonaws\.us-east-1\.s3' does not exist/,
      ],
      [{ serviceName: "com.amazonaws.eu-central-1.ecr" }, /InvalidServiceName/],
      [{ serviceName: ECR }, /InvalidParameter: .*supports Interface/],
      [{ serviceName: undefined }, /one of serviceName.*none is given/],
      [{ vpcEndpointType: "Tunnel" }, /vpcEndpointType: expected one of Gateway/],
      [{ subnetIds: [subnet.id] }, /subnetIds is not supported/],
      [{ privateDnsEnabled: true }, /Private DNS can't be enabled/],
      [{ routeTableIds: [foreign.id] }, /does not belong to VPC/],
      [{ routeTableIds: ["rtb-0123456789abcdef0"] }, /InvalidRouteTableID\.NotFound/],
      [{ policy: "{" }, /policy: is not JSON/],
    ] as const) {
      await assert.rejects(gateway(args), reason);
    }
  });

  it("of interfaces have one in each of their subnets, in the default group unless told otherwise", async () => {
    const [a, b] = [
      await net.subnet(vpc, "10.0.0.0/24", { availabilityZone: "eu-central-1a" }),
      await net.subnet(vpc, "10.0.1.0/24", { availabilityZone: "eu-central-1b" }),
    ];
    const endpoint = await face({ subnetIds: [a.id], privateDnsEnabled: true });
    assert.deepEqual(endpoint.outputs["securityGroupIds"], [vpc.outputs["defaultSecurityGroupId"]]);
    assert.deepEqual(endpoint.outputs["subnetConfigurations"], [
      { ipv4: "10.0.0.4", ipv6: "", subnetId: a.id },
    ]);
    const names = (endpoint.outputs["dnsEntries"] as Bag[]).map((entry) => entry["dnsName"]);
    assert.equal(names.length, 3);
    assert.match(String(names[0]), /^vpce-.*\.api\.ecr\.eu-central-1\.vpce\.amazonaws\.com$/);
    assert.equal(names[2], "api.ecr.eu-central-1.amazonaws.com");
    const group = await net.group(vpc);
    const wider = await net.engine.update(endpoint, {
      vpcId: vpc.id,
      serviceName: ECR,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [a.id, b.id],
      securityGroupIds: [group.id],
    });
    const [before] = endpoint.outputs["networkInterfaceIds"] as string[];
    const after = wider.outputs["networkInterfaceIds"] as string[];
    assert.equal(after.length, 2);
    assert.equal(after[0], before);
    assert.equal((wider.outputs["subnetConfigurations"] as Bag[])[1]?.["ipv4"], "10.0.1.4");
    await assert.rejects(net.engine.delete(group), /DependencyViolation/);
    await assert.rejects(net.engine.delete(b), /DependencyViolation/);
  });

  it("of interfaces are refused twice with private DNS, without DNS, and twice in a zone", async () => {
    const subnet = await net.subnet(vpc, "10.0.0.0/24", { availabilityZone: "eu-central-1a" });
    const twin = await net.subnet(vpc, "10.0.1.0/24", { availabilityZone: "eu-central-1a" });
    await face({ subnetIds: [subnet.id], privateDnsEnabled: true });
    const plain = await net.vpc({ cidrBlock: "10.1.0.0/16" });
    for (const [args, reason] of [
      [
        { privateDnsEnabled: true },
        /conflicting DNS domain for api\.ecr\.eu-central-1\.amazonaws\.com/,
      ],
      [
        { vpcId: plain.id, privateDnsEnabled: true },
        /requires both enableDnsSupport and enableDnsHostnames/,
      ],
      [{ subnetIds: [subnet.id, twin.id] }, /DuplicateSubnetsInSameZone/],
      [{ vpcId: plain.id, subnetIds: [subnet.id] }, /does not belong to VPC/],
      [{ subnetIds: ["subnet-0123456789abcdef0"] }, /InvalidSubnetID\.NotFound/],
      [{ securityGroupIds: ["sg-0123456789abcdef0"] }, /InvalidGroup\.NotFound/],
      [{ routeTableIds: ["rtb-0123456789abcdef0"] }, /only supported for Gateway/],
    ] as const) {
      await assert.rejects(face(args), reason);
    }
    await face({ subnetIds: [twin.id] });
  });

  it("services and prefix lists are looked up", async () => {
    const service = (args: Bag) =>
      net.engine.invoke("aws:ec2/getVpcEndpointService:getVpcEndpointService", args);
    const found = await service({ service: "ecr.dkr" });
    assert.equal(found["serviceName"], "com.amazonaws.eu-central-1.ecr.dkr");
    assert.equal(found["privateDnsName"], "*.dkr.ecr.eu-central-1.amazonaws.com");
    await assert.rejects(
      service({ service: "s3" }),
      /multiple.*give serviceType: Gateway or Interface/,
    );
    assert.equal(
      (await service({ service: "s3", serviceType: "Gateway" }))["serviceType"],
      "Gateway",
    );
    await assert.rejects(service({ service: "none" }), /InvalidServiceName/);
    const list = await net.engine.invoke("aws:ec2/getPrefixList:getPrefixList", { name: S3 });
    assert.equal(list["id"], "pl-6ea54007");
    const group = await net.group(vpc, {
      egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: [list["id"]] }],
    });
    assert.deepEqual((group.outputs["egress"] as Bag[])[0]?.["prefixListIds"], ["pl-6ea54007"]);
  });

  it("has what a private network needs, in every region", () => {
    const needed = ["ecr.api", "ecr.dkr", "logs", "ssm", "ssmmessages", "secretsmanager", "kms", "sts", "s3", "dynamodb"]; // prettier-ignore
    for (const region of ["eu-central-1", "us-east-1", "ap-southeast-3"]) {
      const suffixes = endpointServices(region).map(({ suffix }) => suffix);
      assert.deepEqual(
        needed.filter((suffix) => !suffixes.includes(suffix)),
        [],
      );
      assert.ok(prefixLists(region).every(({ id }) => /^pl-[0-9a-f]{8}$/.test(id)));
    }
  });
});
