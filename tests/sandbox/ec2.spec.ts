import assert from "node:assert/strict";
import { sdkClass } from "../../sandbox/aws/sdk";
import { types } from "../../sandbox/aws/types/ec2";
import type { Bag, Resource } from "./engine-client";
import { refreshed, startNetwork, T, type Network } from "./ec2-network";

describe("EC2 tables", () => {
  for (const type of types) {
    it(`${type.token} names only inputs that the SDK has, and its sources`, () => {
      const sdk = sdkClass(type.token);
      assert.ok(sdk, "no such class");
      const named = [
        ...type.forceNew,
        ...Object.keys(type.defaults ?? {}),
        ...(type.required ?? []),
        ...(type.sets ?? []),
        ...(type.json ?? []),
        ...(type.autoName ? [type.autoName.property] : []),
      ];
      assert.deepEqual(
        named.filter((name) => !sdk.inputs.has(name)),
        [],
      );
      assert.deepEqual(
        (type.unknownOnUpdate ?? []).filter((name) => !sdk.outputs.has(name)),
        [],
      );
      assert.equal(sdk.inputs.has("tags"), type.taggable ?? false);
      assert.ok(type.source.length > 0);
    });
  }
});

describe("EC2 network", () => {
  let net: Network;
  beforeEach(async () => {
    net = await startNetwork();
  });
  afterEach(() => net.stop());

  /** One of everything, in an order in which it can be created. */
  async function everything(): Promise<Resource[]> {
    const { make } = net;
    const vpc = await net.vpc({ enableDnsHostnames: true });
    const subnet = await net.subnet(vpc, "10.0.0.0/24", { availabilityZone: "eu-central-1a" });
    const gateway = await make(T.gateway, { vpcId: vpc.id });
    const eip = await make(T.eip, { domain: "vpc" });
    const nat = await make(T.nat, { subnetId: subnet.id, allocationId: eip.id });
    const table = await net.table(vpc);
    const route = await make(T.route, {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: nat.id,
    });
    const association = await make(T.association, { routeTableId: table.id, subnetId: subnet.id });
    const otherTable = await net.table(vpc);
    const main = await make(T.mainAssociation, { routeTableId: otherTable.id, vpcId: vpc.id });
    const group = await net.group(vpc);
    const defaultGroup = await make(T.defaultGroup, { vpcId: vpc.id });
    const source = { securityGroupId: group.id, fromPort: 443, toPort: 443 };
    const rule = await make(T.rule, {
      ...source,
      type: "ingress",
      protocol: "tcp",
      cidrBlocks: ["10.0.0.0/8"],
    });
    const ingress = await make(T.ingress, {
      ...source,
      ipProtocol: "tcp",
      cidrIpv4: "10.1.0.0/16",
    });
    const egress = await make(T.egress, { ...source, ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0" });
    const s3 = await make(T.endpoint, {
      vpcId: vpc.id,
      serviceName: "com.amazonaws.eu-central-1.s3",
    });
    const s3Table = await make(T.endpointTable, { vpcEndpointId: s3.id, routeTableId: table.id });
    const ecr = await make(T.endpoint, {
      vpcId: vpc.id,
      serviceName: "com.amazonaws.eu-central-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [subnet.id],
    });
    const acl = await make(T.acl, { vpcId: vpc.id, subnetIds: [subnet.id] });
    const aclRule = await make(T.aclRule, {
      networkAclId: acl.id,
      ruleNumber: 100,
      protocol: "tcp",
      ruleAction: "allow",
      cidrBlock: "0.0.0.0/0",
      fromPort: 443,
      toPort: 443,
    });
    const bucket = await bucketIn(net);
    const flowLog = await make(T.flowLog, {
      vpcId: vpc.id,
      trafficType: "REJECT",
      logDestinationType: "s3",
      logDestination: `arn:aws:s3:::${bucket}`,
    });
    const template = await make(T.template, { vpcSecurityGroupIds: [group.id] });
    return [vpc, subnet, gateway, eip, nat, table, route, association, otherTable, main, group, defaultGroup, rule, ingress, egress, s3, s3Table, ecr, acl, aclRule, flowLog, template]; // prettier-ignore
  }

  it("gives every output that the SDK promises, keeps it over a refresh, and goes away without a trace", async () => {
    const all = await everything();
    for (const resource of all) {
      const missing = [...(sdkClass(resource.type)?.alwaysPresent ?? [])].filter(
        (name) => !(name in resource.outputs),
      );
      assert.deepEqual(missing, [], resource.type);
      const read = await refreshed(net.engine, resource);
      const diff = await net.engine.diff({ ...resource, ...read }, withoutNotes(resource.inputs));
      assert.deepEqual(diff.paths, [], resource.type);
    }
    for (const resource of all.reverse()) await net.engine.delete(resource);
    const left = await net.account.transaction("eu-central-1", (account) =>
      account.all().filter(({ token }) => /^(aws:ec2|aws:vpc|ec2:)/.test(token)),
    );
    assert.deepEqual(left, []);
  });

  it("gives ids and ARNs in AWS's form", async () => {
    const prefixes: Record<string, string> = { [T.vpc]: "vpc", [T.subnet]: "subnet", [T.gateway]: "igw", [T.eip]: "eipalloc", [T.nat]: "nat", [T.table]: "rtb", [T.association]: "rtbassoc", [T.group]: "sg", [T.ingress]: "sgr", [T.endpoint]: "vpce", [T.flowLog]: "fl", [T.acl]: "acl", [T.template]: "lt" }; // prettier-ignore
    for (const { type, id, outputs } of await everything()) {
      const prefix = prefixes[type];
      if (prefix !== undefined) assert.match(id, new RegExp(`^${prefix}-[0-9a-f]{17}$`));
      if ("arn" in outputs) {
        assert.match(String(outputs["arn"]), /^arn:aws:ec2:eu-central-1:123456789012:[a-z-]+\/[a-z]+-[0-9a-f]{17}$/); // prettier-ignore
      }
    }
  });

  describe("VPC", () => {
    it("comes with a default security group, a main route table and a default network ACL", async () => {
      const { engine } = net;
      const vpc = await net.vpc();
      const { defaultSecurityGroupId, mainRouteTableId, defaultNetworkAclId } = vpc.outputs;
      const group = await engine.read(T.group, "g", String(defaultSecurityGroupId));
      assert.equal(group?.outputs["name"], "default");
      assert.equal((group.outputs["ingress"] as Bag[])[0]?.["self"], true);
      assert.deepEqual((group.outputs["egress"] as Bag[])[0]?.["cidrBlocks"], ["0.0.0.0/0"]);
      assert.ok(await engine.read(T.table, "t", String(mainRouteTableId)));
      assert.ok(await engine.read(T.acl, "a", String(defaultNetworkAclId)));
      await assert.rejects(engine.delete(group), /CannotDelete/);
      await assert.rejects(
        engine.create(T.group, "again", { vpcId: vpc.id, name: "default" }),
        /Cannot use reserved security group name/,
      );
    });

    it("refuses wrong ranges", async () => {
      for (const [cidrBlock, reason] of [
        ["10.0.0.0/8", /from \/16 to \/28/],
        ["10.0.0.0/29", /from \/16 to \/28/],
        ["10.0.1.0/16", /host bits set; the network is "10\.0\.0\.0\/16"/],
        ["10.0.0.0", /not an IPv4 CIDR block/],
        ["127.0.0.0/16", /InvalidVpc\.Range/],
      ] as const) {
        await assert.rejects(net.vpc({ cidrBlock }), reason, cidrBlock);
      }
      await assert.rejects(net.make(T.vpc), /MissingParameter/);
      await assert.rejects(
        net.vpc({ instanceTenancy: "shared" }),
        /instanceTenancy: expected one of/,
      );
    });

    it("is not deleted while something is in it", async () => {
      const vpc = await net.vpc();
      const subnet = await net.subnet(vpc, "10.0.0.0/24");
      await assert.rejects(net.engine.delete(vpc), new RegExp(`DependencyViolation.*${subnet.id}`));
      await net.engine.delete(subnet);
      const gateway = await net.make(T.gateway, { vpcId: vpc.id });
      await assert.rejects(net.engine.delete(vpc), /DependencyViolation/);
      await net.engine.delete(gateway);
      await net.engine.delete(vpc);
    });

    it("turns DNS on in place, is replaced for another range", async () => {
      const vpc = await net.vpc();
      const updated = await net.engine.update(vpc, {
        cidrBlock: "10.0.0.0/16",
        enableDnsHostnames: true,
      });
      assert.equal(updated.outputs["enableDnsHostnames"], true);
      assert.equal(updated.outputs["mainRouteTableId"], vpc.outputs["mainRouteTableId"]);
      const { replaces } = await net.engine.diff(vpc, { cidrBlock: "10.1.0.0/16" });
      assert.deepEqual(replaces, ["cidrBlock"]);
    });

    it("takes an IPv6 block, from which subnets take theirs", async () => {
      const vpc = await net.vpc({ assignGeneratedIpv6CidrBlock: true });
      const block = String(vpc.outputs["ipv6CidrBlock"]);
      assert.match(block, /^2001:db8:[0-9a-f:]+::\/56$/);
      const ipv6CidrBlock = block.replace("/56", "/64");
      const subnet = await net.subnet(vpc, "10.0.0.0/24", {
        ipv6CidrBlock,
        assignIpv6AddressOnCreation: true,
      });
      assert.equal(subnet.outputs["ipv6CidrBlock"], ipv6CidrBlock);
      await assert.rejects(
        net.subnet(vpc, "10.0.1.0/24", { ipv6CidrBlock: "2001:db8:ffff:ff00::/64" }),
        /InvalidSubnet\.Range/,
      );
      const plain = await net.vpc({ cidrBlock: "10.1.0.0/16" });
      assert.equal(plain.outputs["ipv6CidrBlock"], "");
      await assert.rejects(
        net.subnet(plain, "10.1.0.0/24", { assignIpv6AddressOnCreation: true }),
        /InvalidParameterValue/,
      );
    });
  });

  describe("subnet", () => {
    it("is refused outside its VPC, over another, in no zone, or in no VPC", async () => {
      const vpc = await net.vpc();
      await net.subnet(vpc, "10.0.0.0/24");
      for (const [cidrBlock, args, reason] of [
        ["10.0.0.128/25", {}, /InvalidSubnet\.Conflict: The CIDR '10\.0\.0\.128\/25' conflicts/],
        ["10.1.0.0/24", {}, /InvalidSubnet\.Range/],
        ["10.0.1.0/29", {}, /InvalidSubnet\.Range/],
        ["10.0.1.5/24", {}, /host bits/],
        [
          "10.0.1.0/24",
          { availabilityZone: "eu-central-1z" },
          /availability zones: eu-central-1a, /,
        ],
        [
          "10.0.1.0/24",
          { vpcId: "vpc-0123456789abcdef0" },
          /InvalidVpcID\.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist/,
        ],
      ] as const) {
        await assert.rejects(net.subnet(vpc, cidrBlock, args), reason, cidrBlock);
      }
      const other = await net.vpc({ cidrBlock: "10.0.0.0/16" });
      await net.subnet(other, "10.0.0.0/24");
    });

    it("knows its zone by name or id", async () => {
      const vpc = await net.vpc();
      const byId = await net.subnet(vpc, "10.0.0.0/24", { availabilityZoneId: "euc1-az2" });
      assert.equal(byId.outputs["availabilityZone"], "eu-central-1b");
      const byName = await net.subnet(vpc, "10.0.1.0/24", { availabilityZone: "eu-central-1c" });
      assert.equal(byName.outputs["availabilityZoneId"], "euc1-az3");
    });

    it("opens and closes public addresses in place, and stays while it is used", async () => {
      const vpc = await net.vpc();
      const subnet = await net.subnet(vpc, "10.0.0.0/24", { mapPublicIpOnLaunch: true });
      assert.equal(subnet.outputs["mapPublicIpOnLaunch"], true);
      const closed = await net.engine.update(subnet, { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
      assert.equal(closed.outputs["mapPublicIpOnLaunch"], false);
      const nat = await net.make(T.nat, { subnetId: subnet.id, connectivityType: "private" });
      await assert.rejects(net.engine.delete(subnet), new RegExp(`DependencyViolation.*${nat.id}`));
    });
  });

  describe("internet gateway", () => {
    it("belongs to one VPC, which has one", async () => {
      const vpc = await net.vpc();
      const gateway = await net.make(T.gateway, { vpcId: vpc.id });
      const other = await net.vpc({ cidrBlock: "10.1.0.0/16" });
      await assert.rejects(
        net.make(T.gateway, { vpcId: vpc.id }),
        /already has an internet gateway/,
      );
      await assert.rejects(
        net.make(T.attachment, { internetGatewayId: gateway.id, vpcId: other.id }),
        /Resource\.AlreadyAssociated/,
      );
      const loose = await net.make(T.gateway);
      const attachment = await net.make(T.attachment, {
        internetGatewayId: loose.id,
        vpcId: other.id,
      });
      assert.equal(attachment.id, `${loose.id}:${other.id}`);
      assert.equal((await refreshed(net.engine, loose)).outputs["vpcId"], other.id);
      await net.engine.delete(attachment);
      assert.equal((await refreshed(net.engine, loose)).outputs["vpcId"], "");
    });
  });

  describe("NAT gateway and address", () => {
    it("shares no address", async () => {
      const vpc = await net.vpc();
      const subnet = await net.subnet(vpc, "10.0.0.0/24");
      const eip = await net.make(T.eip);
      const nat = await net.make(T.nat, { subnetId: subnet.id, allocationId: eip.id });
      assert.equal(nat.outputs["publicIp"], eip.outputs["publicIp"]);
      assert.equal(nat.outputs["privateIp"], "10.0.0.4");
      assert.equal(nat.outputs["vpcId"], vpc.id);
      await assert.rejects(
        net.make(T.nat, { subnetId: subnet.id, allocationId: eip.id }),
        /Resource\.AlreadyAssociated: Elastic IP address \[eipalloc-/,
      );
      await assert.rejects(
        net.make(T.nat, { subnetId: subnet.id, allocationId: "eipalloc-0123456789abcdef0" }),
        /InvalidAllocationID\.NotFound: The allocation ID 'eipalloc-0123456789abcdef0' does not exist/,
      );
      await assert.rejects(net.engine.delete(eip), /InvalidIPAddress\.InUse/);
      const seen = await refreshed(net.engine, eip);
      assert.equal(seen.outputs["privateIp"], "10.0.0.4");
      assert.equal(seen.outputs["networkInterface"], nat.outputs["networkInterfaceId"]);
    });

    it("says what each kind needs", async () => {
      const vpc = await net.vpc();
      const subnet = await net.subnet(vpc, "10.0.0.0/24");
      for (const [args, reason] of [
        [{}, /subnetId: is required for a zonal public NAT gateway/],
        [{ subnetId: subnet.id }, /MissingParameter/],
        [{ subnetId: "subnet-0123456789abcdef0", allocationId: "e" }, /InvalidSubnetID\.NotFound/],
        [
          { subnetId: subnet.id, connectivityType: "private", allocationId: "e" },
          /allocationId: is not supported by a zonal private/,
        ],
        [{ availabilityMode: "regional" }, /vpcId: is required for a regional public/],
        [
          { availabilityMode: "regional", vpcId: vpc.id, subnetId: subnet.id },
          /subnetId: is not supported by a regional public/,
        ],
        [
          { availabilityMode: "regional", vpcId: vpc.id, connectivityType: "private" },
          /is "public", got "private"/,
        ],
        [
          { subnetId: subnet.id, connectivityType: "private", privateIp: "10.0.9.9" },
          /does not fall within/,
        ],
      ] as const) {
        await assert.rejects(net.make(T.nat, args), reason);
      }
    });

    it("can be regional, by itself or for given addresses", async () => {
      const vpc = await net.vpc();
      const automatic = await net.make(T.nat, { availabilityMode: "regional", vpcId: vpc.id });
      assert.equal(automatic.outputs["autoProvisionZones"], "enabled");
      assert.match(String(automatic.outputs["routeTableId"]), /^rtb-/);
      const eip = await net.make(T.eip);
      const manual = await net.make(T.nat, {
        availabilityMode: "regional",
        vpcId: vpc.id,
        availabilityZoneAddresses: [{ availabilityZone: "eu-central-1b", allocationIds: [eip.id] }],
      });
      const [address] = manual.outputs["regionalNatGatewayAddresses"] as Bag[];
      assert.equal(address?.["publicIp"], eip.outputs["publicIp"]);
      assert.equal(address?.["availabilityZoneId"], "euc1-az2");
    });

    it("is reached through a route, which is a black hole when it is gone", async () => {
      const vpc = await net.vpc();
      const subnet = await net.subnet(vpc, "10.0.0.0/24");
      const nat = await net.make(T.nat, { subnetId: subnet.id, connectivityType: "private" });
      const table = await net.table(vpc);
      const args = { routeTableId: table.id, destinationCidrBlock: "192.168.0.0/16" };
      const route = await net.make(T.route, { ...args, natGatewayId: nat.id });
      await net.engine.delete(nat);
      assert.equal((await refreshed(net.engine, route)).outputs["state"], "blackhole");
      const gateway = await net.make(T.gateway, { vpcId: vpc.id });
      const moved = await net.engine.update(route, { ...args, gatewayId: gateway.id });
      assert.equal((await refreshed(net.engine, moved)).outputs["state"], "active");
    });
  });

  describe("routes", () => {
    it("have the provider's id and are imported by table and destination", async () => {
      const vpc = await net.vpc();
      const gateway = await net.make(T.gateway, { vpcId: vpc.id });
      const table = await net.table(vpc);
      const route = await net.make(T.route, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: gateway.id,
      });
      assert.equal(route.id, `r-${table.id}1080289494`);
      const imported = await net.engine.read(T.route, "i", `${table.id}_0.0.0.0/0`);
      assert.equal(imported?.id, route.id);
      assert.equal(imported.inputs["gatewayId"], gateway.id);
      const shown = (await refreshed(net.engine, table)).outputs["routes"] as Bag[];
      assert.equal(shown[0]?.["gatewayId"], gateway.id);
    });

    it("are refused twice, over the VPC, without a target, or across VPCs", async () => {
      const vpc = await net.vpc();
      const gateway = await net.make(T.gateway, { vpcId: vpc.id });
      const table = await net.table(vpc);
      const other = await net.table(await net.vpc({ cidrBlock: "10.1.0.0/16" }));
      const route = (args: Bag) =>
        net.make(T.route, {
          routeTableId: table.id,
          destinationCidrBlock: "0.0.0.0/0",
          gatewayId: gateway.id,
          ...args,
        });
      await route({});
      for (const [args, reason] of [
        [{}, /RouteAlreadyExists: The route identified by 0\.0\.0\.0\/0 already exists/],
        [{ destinationCidrBlock: "10.0.1.0/24" }, /equal to or more specific than/],
        [
          {
            destinationCidrBlock: "1.0.0.0/8",
            gatewayId: undefined,
            natGatewayId: "nat-0123456789abcdef0",
          },
          /InvalidNatGatewayID\.NotFound/,
        ],
        [
          { destinationCidrBlock: "1.0.0.0/8", gatewayId: "igw-0123456789abcdef0" },
          /InvalidInternetGatewayID\.NotFound/,
        ],
        [{ destinationCidrBlock: "1.0.0.0/8", gatewayId: "local" }, /InvalidGatewayID\.NotFound/],
        [
          { destinationCidrBlock: "1.0.0.0/8", gatewayId: undefined, transitGatewayId: "tgw-1" },
          /InvalidTransitGatewayID\.NotFound/,
        ],
        [{ routeTableId: other.id }, /belong to different networks/],
        [{ routeTableId: "rtb-0123456789abcdef0" }, /InvalidRouteTableID\.NotFound/],
        [{ gatewayId: undefined }, /exactly one of carrierGatewayId.*none is given/],
        [{ destinationIpv6CidrBlock: "::/0" }, /exactly one of destinationCidrBlock/],
      ] as const) {
        await assert.rejects(route(args), reason);
      }
    });

    it("inside a table replace each other in place", async () => {
      const vpc = await net.vpc();
      const gateway = await net.make(T.gateway, { vpcId: vpc.id });
      const table = await net.table(vpc, {
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
      });
      assert.equal((table.outputs["routes"] as Bag[]).length, 1);
      const changed = await net.engine.update(table, {
        vpcId: vpc.id,
        routes: [{ cidrBlock: "192.168.0.0/16", gatewayId: gateway.id }],
      });
      assert.deepEqual(
        (changed.outputs["routes"] as Bag[]).map((route) => route["cidrBlock"]),
        ["192.168.0.0/16"],
      );
      const emptied = await net.engine.update(changed, { vpcId: vpc.id, routes: [] });
      assert.deepEqual(emptied.outputs["routes"], []);
      await assert.rejects(
        net.table(vpc, { routes: [{ cidrBlock: "0.0.0.1/0", gatewayId: gateway.id }, {}] }),
        /routes\[0\]\.cidrBlock: .*host bits[^]*routes\[1\]\./,
      );
    });

    it("decide for one subnet each; the main table is the VPC's", async () => {
      const vpc = await net.vpc();
      const subnet = await net.subnet(vpc, "10.0.0.0/24");
      const [first, second] = [await net.table(vpc), await net.table(vpc)];
      const args = { subnetId: subnet.id };
      const association = await net.make(T.association, { ...args, routeTableId: first.id });
      await assert.rejects(
        net.make(T.association, { ...args, routeTableId: second.id }),
        /Resource\.AlreadyAssociated/,
      );
      await assert.rejects(net.engine.delete(first), /DependencyViolation/);
      const moved = await net.engine.update(association, { ...args, routeTableId: second.id });
      await net.engine.delete(first);
      const imported = await net.engine.read(T.association, "i", `${subnet.id}/${second.id}`);
      assert.equal(imported?.id, moved.id);
      const main = await net.make(T.mainAssociation, { vpcId: vpc.id, routeTableId: second.id });
      assert.equal((await refreshed(net.engine, vpc)).outputs["mainRouteTableId"], second.id);
      await net.engine.delete(main);
      assert.equal(
        (await refreshed(net.engine, vpc)).outputs["mainRouteTableId"],
        vpc.outputs["mainRouteTableId"],
      );
    });
  });

  describe("network ACL", () => {
    it("takes subnets from the default one and gives them back", async () => {
      const vpc = await net.vpc();
      const subnet = await net.subnet(vpc, "10.0.0.0/24");
      const acl = await net.make(T.acl, { vpcId: vpc.id, subnetIds: [subnet.id] });
      assert.deepEqual(acl.outputs["subnetIds"], [subnet.id]);
      await net.engine.delete(acl);
      const original = await net.engine.read(
        T.acl,
        "d",
        String(vpc.outputs["defaultNetworkAclId"]),
      );
      assert.deepEqual(original?.outputs["subnetIds"], [subnet.id]);
    });

    it("has each rule number once for a direction", async () => {
      const vpc = await net.vpc();
      const acl = await net.make(T.acl, { vpcId: vpc.id });
      const rule = (args: Bag = {}) =>
        net.make(T.aclRule, {
          networkAclId: acl.id,
          ruleNumber: 100,
          protocol: "-1",
          ruleAction: "deny",
          cidrBlock: "0.0.0.0/0",
          ...args,
        });
      await rule();
      await rule({ egress: true });
      await assert.rejects(rule(), /NetworkAclEntryAlreadyExists/);
      await assert.rejects(
        rule({ ruleNumber: 40000, ruleAction: "drop" }),
        /ruleAction: [^]*ruleNumber: expected a whole number from 1 to 32766/,
      );
      assert.equal(
        ((await refreshed(net.engine, acl)).outputs["ingress"] as Bag[])[0]?.["ruleNo"],
        100,
      );
    });
  });

  describe("flow log", () => {
    const ROLE = "aws:iam/role:Role";
    const trust = (service: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
      });

    it("needs a role that the service can assume, or a bucket that exists", async () => {
      const vpc = await net.vpc();
      const role = await net.make(ROLE, { assumeRolePolicy: trust("vpc-flow-logs.amazonaws.com") });
      const other = await net.make(ROLE, { assumeRolePolicy: trust("ecs-tasks.amazonaws.com") });
      const log = (args: Bag) =>
        net.make(T.flowLog, {
          vpcId: vpc.id,
          trafficType: "REJECT",
          logDestination: "arn:aws:logs:eu-central-1:123456789012:log-group:/flow:*",
          ...args,
        });
      const created = await log({ iamRoleArn: role.outputs["arn"] });
      assert.equal(
        created.outputs["logDestination"],
        "arn:aws:logs:eu-central-1:123456789012:log-group:/flow",
      );
      assert.match(String(created.outputs["logFormat"]), /^\$\{version\} \$\{account-id\}/);
      for (const [args, reason] of [
        [{ iamRoleArn: role.outputs["arn"] }, /FlowLogAlreadyExists/],
        [{ iamRoleArn: other.outputs["arn"] }, /Unable to assume given IAM role/],
        [{ iamRoleArn: "arn:aws:iam::123456789012:role/none" }, /Unable to assume given IAM role/],
        [{}, /DeliverLogsPermissionArn can't be empty/],
        [{ logDestinationType: "s3", logDestination: "arn:aws:s3:::none" }, /none does not exist/],
        [{ vpcId: undefined }, /exactly one of eniId.*none is given/],
        [{ trafficType: undefined }, /trafficType: is required/],
        [{ maxAggregationInterval: 30 }, /maxAggregationInterval: expected one of 60, 600, got 30/],
      ] as const) {
        await assert.rejects(log(args), reason);
      }
    });
  });

  describe("launch template", () => {
    it("counts its versions", async () => {
      const template = await net.make(T.template, { name: "workers", imageId: "ami-1" });
      await assert.rejects(
        net.make(T.template, { name: "workers" }),
        /InvalidLaunchTemplateName\.AlreadyExistsException/,
      );
      const changed = await net.engine.update(template, {
        name: "workers",
        imageId: "ami-2",
        updateDefaultVersion: true,
      });
      assert.deepEqual(
        [changed.outputs["latestVersion"], changed.outputs["defaultVersion"]],
        [2, 2],
      );
      const tagged = await net.engine.update(changed, {
        name: "workers",
        imageId: "ami-2",
        updateDefaultVersion: true,
        tags: { a: "b" },
      });
      assert.equal(tagged.outputs["latestVersion"], 2);
    });
  });

  it("keeps regions apart", async () => {
    const vpc = await net.vpc();
    const elsewhere = await net.another({ region: "eu-west-1" });
    await assert.rejects(
      elsewhere.create(T.subnet, "s", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" }),
      /InvalidVpcID\.NotFound/,
    );
    assert.equal(await elsewhere.read(T.vpc, "v", vpc.id), undefined);
  });

  it("is looked up by id, tags and filters", async () => {
    const vpc = await net.vpc({ tags: { Name: "a" } });
    await net.vpc({ cidrBlock: "10.1.0.0/16", tags: { Name: "b" } });
    const subnet = await net.subnet(vpc, "10.0.0.0/24", { tags: { SubnetType: "Public" } });
    await net.subnet(vpc, "10.0.1.0/24");
    const getVpc = (args: Bag) => net.engine.invoke("aws:ec2/getVpc:getVpc", args);
    assert.equal((await getVpc({ tags: { Name: "a" } }))["id"], vpc.id);
    assert.equal(
      (await getVpc({ id: vpc.id }))["mainRouteTableId"],
      vpc.outputs["mainRouteTableId"],
    );
    await assert.rejects(getVpc({}), /multiple EC2 VPCs matched/);
    await assert.rejects(getVpc({ default: true }), /no matching EC2 VPC found/);
    const { ids } = await net.engine.invoke("aws:ec2/getSubnets:getSubnets", {
      filters: [
        { name: "vpc-id", values: [vpc.id] },
        { name: "tag:SubnetType", values: ["Pub*"] },
      ],
    });
    assert.deepEqual(ids, [subnet.id]);
    const found = await net.engine.invoke("aws:ec2/getSubnet:getSubnet", { id: subnet.id });
    assert.equal(found["availableIpAddressCount"], 251);
    const group = await net.engine.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", {
      vpcId: vpc.id,
      name: "default",
    });
    assert.equal(group["id"], vpc.outputs["defaultSecurityGroupId"]);
  });
});

async function bucketIn(net: Network): Promise<string> {
  await net.account.transaction("eu-central-1", (account) => {
    account.put("aws:s3/bucket:Bucket", "logs", { bucket: "logs", arn: "arn:aws:s3:::logs" });
  });
  return "logs";
}

/** Inputs as the program gives them: without what the provider adds. */
function withoutNotes(inputs: Bag): Bag {
  const added = new Set([...(inputs["__defaults"] as string[]), "__defaults", "tagsAll"]);
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !added.has(name)));
}
