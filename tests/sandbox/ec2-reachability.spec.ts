import assert from "node:assert/strict";
import {
  internetFault,
  serviceFault,
  type Location,
} from "../../sandbox/aws/types/ec2/reachability";
import type { Call } from "../../sandbox/aws/resource-type";
import type { Bag, Resource } from "./engine-client";
import { startNetwork, T, type Network } from "./ec2-network";

const OUT = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

describe("EC2 reachability", () => {
  let net: Network;
  let vpc: Resource;
  let subnet: Resource;
  let group: Resource;
  beforeEach(async () => {
    net = await startNetwork();
    vpc = await net.vpc({ enableDnsHostnames: true });
    subnet = await net.subnet(vpc, "10.0.0.0/24");
    group = await net.group(vpc);
  });
  afterEach(() => net.stop());

  /** Asks within a transaction, as a resource type would. */
  function ask(
    question: (call: Call, location: Location) => string | undefined,
    changes: Partial<Location> = {},
  ): Promise<string | undefined> {
    const location = {
      subnetId: subnet.id,
      securityGroupIds: [group.id],
      publicIp: false,
      ...changes,
    };
    return net.account.transaction("eu-central-1", (account) =>
      question(
        {
          account,
          accountId: "123456789012",
          partition: "aws",
          region: "eu-central-1",
          hex: () => assert.fail("nothing is created"),
          now: new Date(0),
        },
        location,
      ),
    );
  }
  const letOut = (args: Bag = { cidrIpv4: "0.0.0.0/0" }) =>
    net.make(T.egress, { ...OUT, securityGroupId: group.id, ...args });

  /** A route table of the subnet's own with a default route. */
  async function leadTo(place: Resource, target: Bag): Promise<Resource> {
    const table = await net.table(vpc);
    await net.make(T.association, { routeTableId: table.id, subnetId: place.id });
    if (Object.keys(target).length > 0) {
      const routeTableId = table.id;
      await net.make(T.route, { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...target });
    }
    return table;
  }

  it("needs a rule that lets HTTPS out", async () => {
    assert.match((await ask(internetFault)) ?? "", /let no HTTPS out/);
    await net.make(T.egress, {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 80,
      toPort: 80,
      cidrIpv4: "0.0.0.0/0",
    });
    assert.match((await ask(internetFault)) ?? "", /let no HTTPS out/);
    await letOut();
    assert.match((await ask(internetFault)) ?? "", /has no route to the internet/);
  });

  it("leads through an internet gateway only with a public address", async () => {
    await letOut();
    const gateway = await net.make(T.gateway, { vpcId: vpc.id });
    await leadTo(subnet, { gatewayId: gateway.id });
    assert.match((await ask(internetFault)) ?? "", /has no public address/);
    assert.equal(await ask(internetFault, { publicIp: true }), undefined);
  });

  it("leads through a NAT gateway that itself has a way out", async () => {
    await letOut();
    const host = await net.subnet(vpc, "10.0.1.0/24");
    const eip = await net.make(T.eip);
    const nat = await net.make(T.nat, { subnetId: host.id, allocationId: eip.id });
    await leadTo(subnet, { natGatewayId: nat.id });
    assert.match((await ask(internetFault)) ?? "", /which has no route to an internet gateway/);
    const gateway = await net.make(T.gateway, { vpcId: vpc.id });
    await leadTo(host, { gatewayId: gateway.id });
    assert.equal(await ask(internetFault), undefined);
    assert.equal(await ask((call, place) => serviceFault(call, place, "ecr.api")), undefined);
    await net.engine.delete(nat);
    assert.match((await ask(internetFault)) ?? "", /no longer exists/);
  });

  it("takes a gateway endpoint of its own route table", async () => {
    const s3 = () => ask((call, place) => serviceFault(call, place, "s3"));
    const table = await leadTo(subnet, {});
    const endpoint = await net.make(T.endpoint, {
      vpcId: vpc.id,
      serviceName: "com.amazonaws.eu-central-1.s3",
    });
    await letOut({ prefixListId: endpoint.outputs["prefixListId"] });
    assert.match((await s3()) ?? "", /let no HTTPS out/);
    await net.make(T.endpointTable, { vpcEndpointId: endpoint.id, routeTableId: table.id });
    assert.equal(await s3(), undefined);
  });

  it("takes an interface endpoint when both sides' groups agree", async () => {
    const ecr = () => ask((call, place) => serviceFault(call, place, "ecr.api"));
    const guard = await net.group(vpc);
    await net.make(T.endpoint, {
      vpcId: vpc.id,
      serviceName: "com.amazonaws.eu-central-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [subnet.id],
      securityGroupIds: [guard.id],
    });
    assert.match((await ecr()) ?? "", /let no HTTPS out to vpce-/);
    await letOut({ referencedSecurityGroupId: guard.id });
    assert.match((await ecr()) ?? "", /let no HTTPS in from it/);
    await net.make(T.ingress, {
      ...OUT,
      securityGroupId: guard.id,
      referencedSecurityGroupId: group.id,
    });
    assert.equal(await ecr(), undefined);
    assert.match(
      (await ask((call, place) => serviceFault(call, place, "ecr.dkr"))) ?? "",
      /let no HTTPS out/,
    );
  });
});
