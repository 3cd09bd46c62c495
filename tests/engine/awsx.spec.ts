import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { type ExportedResource, TestSandbox } from "../support/engine";
import { programOf, type ProgramCopy } from "../support/program";

const PROJECT = `name: stranger
runtime:
  name: nodejs
  options: { typescript: false, nodeargs: "-r ts-node/register/transpile-only" }
main: index.ts
`;

const HEAD = `
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
const provider = new aws.Provider("p", { region: "eu-central-1", defaultTags: { tags: { Project: "cruddur" } } });
const make = (name: string, args: awsx.ec2.VpcArgs, more: pulumi.ComponentResourceOptions = {}) =>
  new awsx.ec2.Vpc(name, args, { providers: { aws: provider }, ...more });
`;

const NETWORKS = `
const address = new aws.ec2.Eip("address", {}, { provider });
const single = make("single", {
  subnetStrategy: "Auto", numberOfAvailabilityZones: 2, tags: { Team: "a" },
  natGateways: { strategy: "Single", elasticIpAllocationIds: [address.id] },
}, {
  transforms: [({ type, props, opts }) => type === "aws:ec2/subnet:Subnet"
    ? { props: { ...props, mapPublicIpOnLaunch: false }, opts } : undefined],
});
const perZone = make("per-zone", {
  cidrBlock: "10.1.0.0/16", vpcEndpointStrategy: "Auto",
  vpcEndpointSpecs: [
    { serviceName: "com.amazonaws.eu-central-1.s3" },
    { serviceName: "com.amazonaws.eu-central-1.ecr.api", vpcEndpointType: "Interface" },
  ],
});
const ids = (resources: pulumi.Output<pulumi.CustomResource[]>) => resources.apply((all) => all.map((one) => one.id));
export const single_ = {
  vpcId: single.vpcId, cidrBlock: single.vpc.cidrBlock, publicSubnetIds: single.publicSubnetIds, publicSubnets: ids(single.publicSubnets),
  privateSubnetIds: single.privateSubnetIds, isolatedSubnetIds: single.isolatedSubnetIds, natGateways: ids(single.natGateways),
  eips: ids(single.eips), internetGateway: single.internetGateway.id, routeTables: ids(single.routeTables),
  routeTableAssociations: ids(single.routeTableAssociations), routes: ids(single.routes), layout: single.subnetLayout,
};
export const perZone_ = { eips: ids(perZone.eips), vpcEndpoints: ids(perZone.vpcEndpoints), layout: perZone.subnetLayout };
`;

describe("the simulated awsx:ec2:Vpc under the real engine", () => {
  let program: ProgramCopy;
  let box: TestSandbox;
  const write = (body: string) => {
    fs.writeFileSync(path.join(program.folder, "index.ts"), HEAD + body);
  };
  before(async () => {
    program = programOf({ "Pulumi.yaml": PROJECT, "index.ts": HEAD });
    box = await TestSandbox.open("awsx", program.folder);
    await box.mustPulumi("stack", "init", "t");
  });
  after(async () => {
    await box.close();
    program.remove();
  });

  it("names every fault of its arguments in the preview", async () => {
    write(`make("bad", { cidrBlock: "10.0.0.0", numberOfAvailabilityZones: 9, subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Public", cidrMask: 40 }], natGateways: { strategy: "Single" } });`);
    const { code, stdout, stderr } = await box.pulumi("preview", "--stack", "t");
    assert.notEqual(code, 0);
    const output = stdout + stderr;
    for (const expected of [
      /awsx:ec2:Vpc resource 'bad' has a problem/,
      /numberOfAvailabilityZones .*9 wanted \(the default is 3\), but eu-central-1 has 3/,
      /cidrBlock .*"10\.0\.0\.0" is not an IPv4 CIDR block/,
      /subnetSpecs\[0\]\.cidrMask .*40 is not a whole number from 1 to 30/,
      /natGateways .*needs a public subnet/,
    ]) {
      assert.match(output, expected);
    }
  });

  it("says which components there are", async () => {
    write(`new awsx.lb.ApplicationLoadBalancer("alb", {}, { providers: { aws: provider } });`);
    const { code, stdout, stderr } = await box.pulumi("preview", "--stack", "t");
    assert.notEqual(code, 0);
    assert.match(
      stdout + stderr,
      /the sandbox does not simulate awsx:lb:ApplicationLoadBalancer \(resource "alb"\); it has awsx:ec2:Vpc/,
    );
  });

  it("fails with AWS's refusal of a part, and serves the next run", async () => {
    write(
      `make("wrong", { availabilityZoneNames: ["eu-central-1z"], natGateways: { strategy: "None" } });`,
    );
    const { code, stdout, stderr } = await box.pulumi(
      "up",
      "--stack",
      "t",
      "--yes",
      "--skip-preview",
    );
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /CreateSubnet, InvalidParameterValue: Value \(eu-central-1z\)/);
  });

  it("builds several networks at once, with the real one's names, parents, tags and outputs", async () => {
    write(NETWORKS);
    await box.mustPulumi("up", "--stack", "t", "--yes", "--skip-preview");
    const resources = await box.exported("t");
    const below = (name: string) =>
      resources
        .filter(({ urn }) => urn.includes("::awsx:ec2:Vpc$") && ownName(urn).startsWith(name))
        .map(({ urn }) => urn.split("::").slice(2).join("::"))
        .sort();
    const vpc = "awsx:ec2:Vpc$aws:ec2/vpc:Vpc";
    const subnet = `${vpc}$aws:ec2/subnet:Subnet`;
    const table = `${subnet}$aws:ec2/routeTable:RouteTable`;
    assert.deepEqual(
      below("single"),
      [
        `${vpc}::single`,
        `${vpc}$aws:ec2/internetGateway:InternetGateway::single`,
        `${subnet}$aws:ec2/natGateway:NatGateway::single-1`,
        ...["private-1", "private-2", "public-1", "public-2"].flatMap((name) => [
          `${subnet}::single-${name}`,
          `${table}::single-${name}`,
          `${table}$aws:ec2/routeTableAssociation:RouteTableAssociation::single-${name}`,
          `${table}$aws:ec2/route:Route::single-${name}`,
        ]),
      ].sort(),
    );

    const find = (type: string, name: string): ExportedResource => {
      const found = resources.find(({ urn, type: of }) => of === type && ownName(urn) === name);
      assert.ok(found, `${type} ${name}`);
      return found;
    };
    const first = find("aws:ec2/subnet:Subnet", "single-public-1");
    assert.deepEqual(first.outputs?.["tagsAll"], {
      Name: "single-public-1",
      Project: "cruddur",
      SubnetType: "Public",
      Team: "a",
    });
    assert.equal(first.outputs["mapPublicIpOnLaunch"], false, "the transform reaches it");
    const open = find("aws:ec2/subnet:Subnet", "per-zone-public-1");
    assert.equal(open.outputs?.["mapPublicIpOnLaunch"], true);
    const endpoint = find("aws:ec2/vpcEndpoint:VpcEndpoint", "com.amazonaws.eu-central-1.ecr.api");
    assert.deepEqual(
      endpoint.outputs?.["subnetIds"],
      [1, 2, 3].map((zone) => find("aws:ec2/subnet:Subnet", `per-zone-private-${zone}`).id),
    );
    assert.equal(endpoint.outputs["privateDnsEnabled"], true);

    const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
    const single = stack["single_"] as Record<string, unknown>;
    const idsOf = (type: string, ...names: string[]) => names.map((name) => find(type, name).id);
    const names = ["single-public-1", "single-private-1", "single-public-2", "single-private-2"];
    assert.deepEqual(single, {
      cidrBlock: "10.0.0.0/16",
      eips: [],
      internetGateway: find("aws:ec2/internetGateway:InternetGateway", "single").id,
      isolatedSubnetIds: [],
      layout: [
        { cidrMask: 18, type: "Private" },
        { cidrMask: 19, type: "Public" },
      ],
      natGateways: idsOf("aws:ec2/natGateway:NatGateway", "single-1"),
      privateSubnetIds: idsOf("aws:ec2/subnet:Subnet", "single-private-1", "single-private-2"),
      publicSubnetIds: idsOf("aws:ec2/subnet:Subnet", "single-public-1", "single-public-2"),
      publicSubnets: idsOf("aws:ec2/subnet:Subnet", "single-public-1", "single-public-2"),
      routeTableAssociations: idsOf(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        ...names,
      ),
      routeTables: idsOf("aws:ec2/routeTable:RouteTable", ...names),
      routes: idsOf("aws:ec2/route:Route", ...names),
      vpcId: find("aws:ec2/vpc:Vpc", "single").id,
    });
    const perZone = stack["perZone_"] as Record<string, unknown[]>;
    assert.deepEqual([perZone["eips"]?.length, perZone["vpcEndpoints"]?.length], [3, 2]);
  });

  it("needs no change after a refresh, and goes away whole", async () => {
    await box.mustPulumi("refresh", "--stack", "t", "--yes", "--skip-preview");
    await box.mustPulumi("preview", "--stack", "t", "--expect-no-changes");
    await box.mustPulumi("destroy", "--stack", "t", "--yes", "--skip-preview");
    assert.deepEqual(await box.exported("t"), []);
  });
});

function ownName(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
