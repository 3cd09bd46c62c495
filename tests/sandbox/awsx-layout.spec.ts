import assert from "node:assert/strict";
import type { Inputs } from "@pulumi/pulumi";
import { ipv6Subnet } from "../../sandbox/awsx/ipv6";
import type { LayoutRequest, SubnetSpec } from "../../sandbox/awsx/layout-types";
import { gapBlocks, LayoutError, planSubnets } from "../../sandbox/awsx/subnet-layout";
import { natFaults, readVpcArgs } from "../../sandbox/awsx/vpc-args";
import { formatIpv4Block, parseIpv4Block } from "../../sandbox/aws/types/ec2/cidr";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];

function request(changes: Partial<LayoutRequest> = {}): LayoutRequest {
  return {
    name: "net",
    cidrBlock: "10.0.0.0/16",
    zones: ZONES,
    strategy: "Auto",
    nameTagStrategy: "Legacy",
    ...changes,
  };
}

function blocks(changes: Partial<LayoutRequest>): string[] {
  return planSubnets(request(changes)).subnets.map(({ name, cidrBlock }) => `${name} ${cidrBlock}`);
}

function faults(changes: Partial<LayoutRequest>): readonly string[] {
  try {
    planSubnets(request(changes));
  } catch (error) {
    assert.ok(error instanceof LayoutError);
    return error.faults;
  }
  return assert.fail("laid out");
}

const PUBLIC: SubnetSpec = { type: "Public" };
const PRIVATE: SubnetSpec = { type: "Private" };

describe("awsx subnet layout", () => {
  const DEFAULT = [
    "net-private-1 10.0.0.0/19",
    "net-public-1 10.0.32.0/20",
    "net-private-2 10.0.64.0/19",
    "net-public-2 10.0.96.0/20",
    "net-private-3 10.0.128.0/19",
    "net-public-3 10.0.160.0/20",
  ];

  it("without specs gives every zone a private and a public subnet", () => {
    assert.deepEqual(blocks({}), DEFAULT);
    assert.deepEqual(blocks({ strategy: "AutoMerge" }), DEFAULT);
    assert.deepEqual(blocks({ strategy: "Legacy" }), DEFAULT);
  });

  it("Auto keeps the given order and aligns each subnet to its size", () => {
    assert.deepEqual(
      blocks({
        zones: ["eu-west-1a"],
        cidrBlock: "10.0.0.0/24",
        specs: [
          { ...PUBLIC, cidrMask: 28 },
          { ...PRIVATE, cidrMask: 26 },
          { type: "Isolated", name: "data", cidrMask: 28 },
        ],
      }),
      ["net-public-1 10.0.0.0/28", "net-private-1 10.0.0.64/26", "net-data-1 10.0.0.128/28"],
    );
  });

  it("Auto divides a zone evenly where no size is given", () => {
    assert.deepEqual(
      blocks({ zones: ZONES.slice(0, 2), specs: [PUBLIC, PRIVATE, { type: "Isolated" }] }),
      [
        "net-public-1 10.0.0.0/19",
        "net-private-1 10.0.32.0/19",
        "net-isolated-1 10.0.64.0/19",
        "net-public-2 10.0.128.0/19",
        "net-private-2 10.0.160.0/19",
        "net-isolated-2 10.0.192.0/19",
      ],
    );
  });

  it("takes a zone's mask, a size instead of a mask, and reserves what is Unused", () => {
    assert.deepEqual(
      blocks({
        zones: ZONES.slice(0, 2),
        zoneCidrMask: 20,
        specs: [
          { ...PUBLIC, size: 256 },
          { type: "Unused", cidrMask: 24 },
          { ...PRIVATE, size: 512 },
        ],
      }),
      [
        "net-public-1 10.0.0.0/24",
        "net-private-1 10.0.2.0/23",
        "net-public-2 10.0.16.0/24",
        "net-private-2 10.0.18.0/23",
      ],
    );
  });

  it("AutoMerge lays the given settings over the default ones", () => {
    const { subnets } = planSubnets(
      request({
        strategy: "AutoMerge",
        zones: ["us-east-1a"],
        specs: [{ ...PUBLIC, tags: { a: "b" } }],
      }),
    );
    assert.deepEqual(
      subnets.map(({ name, cidrBlock, tags }) => [name, cidrBlock, tags]),
      [
        ["net-private-1", "10.0.0.0/17", undefined],
        ["net-public-1", "10.0.128.0/18", { a: "b" }],
      ],
    );
  });

  it("takes explicit blocks as they are", () => {
    const specs: SubnetSpec[] = [
      { ...PUBLIC, cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
      { ...PRIVATE, cidrBlocks: ["10.0.8.0/21", "10.0.16.0/20"] },
    ];
    assert.deepEqual(blocks({ zones: ZONES.slice(0, 2), specs }), [
      "net-public-1 10.0.0.0/24",
      "net-private-1 10.0.8.0/21",
      "net-public-2 10.0.1.0/24",
      "net-private-2 10.0.16.0/20",
    ]);
  });

  it("Exact accepts what fills the network and refuses gaps", () => {
    const full: SubnetSpec[] = [
      { ...PUBLIC, cidrMask: 18 },
      { ...PRIVATE, cidrMask: 18 },
    ];
    const two = ZONES.slice(0, 2);
    assert.equal(blocks({ strategy: "Exact", zones: two, specs: full }).length, 4);
    assert.match(faults({ strategy: "Exact", specs: full })[0] ?? "", /need 32768 addresses/);
    assert.match(
      faults({
        strategy: "Exact",
        zones: two,
        specs: [
          { ...PUBLIC, cidrMask: 20 },
          { ...PRIVATE, cidrMask: 18 },
        ],
      }).join(),
      /gap before private-1 .*gap before private-2/,
    );
    assert.match(faults({ strategy: "Exact" }).join(), /"Exact" needs them/);
  });

  it("Legacy puts private before public before isolated, with its own default sizes", () => {
    assert.deepEqual(
      blocks({
        strategy: "Legacy",
        zones: ZONES.slice(0, 2),
        specs: [{ type: "Isolated" }, PUBLIC, PRIVATE],
      }),
      [
        "net-private-1 10.0.0.0/19",
        "net-public-1 10.0.32.0/20",
        "net-isolated-1 10.0.48.0/24",
        "net-private-2 10.0.128.0/19",
        "net-public-2 10.0.160.0/20",
        "net-isolated-2 10.0.176.0/24",
      ],
    );
    assert.deepEqual(
      blocks({
        strategy: "Legacy",
        zones: ["us-east-1a"],
        specs: [
          { ...PRIVATE, cidrMask: 24 },
          { ...PUBLIC, cidrMask: 20 },
        ],
      }),
      ["net-private-1 10.0.0.0/24", "net-public-1 10.0.16.0/20"],
    );
  });

  it("resolves the layout: as given, or as Auto would want it", () => {
    assert.deepEqual(
      planSubnets(request({ specs: [{ ...PUBLIC, name: "edge", size: 256 }, PRIVATE] })).layout,
      [{ type: "Public", name: "edge", cidrMask: 24, size: 256 }, { type: "Private" }],
    );
    assert.deepEqual(
      planSubnets(
        request({
          strategy: "Legacy",
          specs: [
            { ...PRIVATE, cidrMask: 24 },
            { ...PUBLIC, cidrMask: 20 },
          ],
        }),
      ).layout,
      [
        { type: "Private", cidrMask: 24 },
        { type: "Unused", cidrMask: 24 },
        { type: "Unused", cidrMask: 23 },
        { type: "Unused", cidrMask: 22 },
        { type: "Unused", cidrMask: 21 },
        { type: "Public", cidrMask: 20 },
      ],
    );
  });

  it("names tags after the zone when asked, resources never", () => {
    const [first] = planSubnets(
      request({ nameTagStrategy: "AvailabilityZone", zones: ["us-gov-west-1b"] }),
    ).subnets;
    assert.deepEqual([first?.name, first?.nameTag], ["net-private-1", "net-private-1b"]);
  });

  it("names all faults of the specs at once", () => {
    const found = faults({
      cidrBlock: "10.0.0.0",
      specs: [
        { type: "Secret" as "Public", cidrMask: 33 },
        { ...PRIVATE, size: 100 },
        { ...PRIVATE, cidrMask: 24, size: 512 },
      ],
    });
    for (const expected of [
      /\[0\]\.type: "Secret" is not one of/,
      /\[0\]\.cidrMask: 33/,
      /\[1\]\.size: 100/,
      /\[2\]\.size: a \/24 has 256 addresses, not 512/,
      /\[2\]\.name: another Private subnet has the same name/,
      /cidrBlock: "10\.0\.0\.0" is not an IPv4 CIDR block/,
    ]) {
      assert.ok(
        found.some((fault) => expected.test(fault)),
        `${String(expected)} in ${found.join("\n")}`,
      );
    }
  });

  it("refuses explicit blocks that are missing, too few, wrong or overlapping", () => {
    const two = ZONES.slice(0, 2);
    assert.match(
      faults({
        zones: two,
        specs: [{ ...PUBLIC, cidrBlocks: ["10.0.0.0/24"] }, PRIVATE],
      }).join("\n"),
      /has 1 entries for 2 availability zones\n.*\[1\]\.cidrBlocks: missing/,
    );
    assert.match(
      faults({
        zones: two,
        specs: [{ ...PUBLIC, cidrMask: 25, cidrBlocks: ["10.0.0.1/24", "10.0.1.0/24"] }],
      }).join("\n"),
      /host bits set.*\n.*does not agree with cidrMask/,
    );
    assert.match(
      faults({
        zones: two,
        specs: [{ ...PUBLIC, cidrBlocks: ["10.0.0.0/24", "10.0.0.128/25"] }],
      }).join(),
      /public-1 \(10\.0\.0\.0\/24\) and public-2 \(10\.0\.0\.128\/25\) overlap/,
    );
  });

  it("fills a gap with the fewest blocks", () => {
    const first = parseIpv4Block("10.0.1.0/24")?.first ?? 0;
    assert.deepEqual(gapBlocks(first, first + 15 * 256).map(formatIpv4Block), [
      "10.0.1.0/24",
      "10.0.2.0/23",
      "10.0.4.0/22",
      "10.0.8.0/21",
    ]);
    assert.deepEqual(gapBlocks(5, 5), []);
  });

  it("numbers IPv6 subnets within the network's /56", () => {
    assert.equal(ipv6Subnet("2600:1f18:1234:ab00::/56", 3), "2600:1f18:1234:ab03::/64");
    assert.throws(() => ipv6Subnet("2600:1f18:1234:ab00::/48", 3), /length 56/);
    assert.throws(() => ipv6Subnet("2600:1f18:1234:ab00::/56", 256), /0 to 255/);
  });
});

describe("awsx Vpc arguments", () => {
  it("have the real component's defaults", () => {
    const { args, faults: found } = readVpcArgs({});
    assert.deepEqual(found, []);
    assert.deepEqual(
      [
        args.cidrBlock,
        args.zoneCount,
        args.subnetStrategy,
        args.natStrategy,
        args.endpointStrategy,
      ],
      ["10.0.0.0/16", 3, "Legacy", "OnePerAz", "Legacy"],
    );
  });

  it("are read with all their faults", () => {
    const { faults: found } = readVpcArgs({
      availabilityZoneNames: "us-east-1a",
      cidrBlock: 5,
      numberOfAvailabilityZones: 0,
      natGateways: { strategy: "Many" },
      subnetStrategy: "auto",
      ipv4IpamPoolId: "ipam-pool-1",
    });
    assert.deepEqual(
      found.map((fault) => fault.split(":")[0]),
      [
        "availabilityZoneNames",
        "cidrBlock",
        "subnetStrategy",
        "natGateways",
        "numberOfAvailabilityZones",
        "ipv4IpamPoolId",
      ],
    );
  });

  it("may be anything in a program without types, and are refused then", () => {
    for (const [inputs, reason] of [
      [{ subnetSpecs: [null] }, /subnetSpecs: \[null\] is not a list of objects/],
      [{ subnetSpecs: { type: "Public" } }, /is not a list of objects/],
      [{ vpcEndpointSpecs: ["s3"] }, /vpcEndpointSpecs: \["s3"\] is not a list of objects/],
      [{ natGateways: "Single" }, /natGateways: "Single" is not an? object/],
      [
        { natGateways: { strategy: "Single", elasticIpAllocationIds: "eip" } },
        /elasticIpAllocationIds is not a list/,
      ],
    ] as const) {
      assert.match(readVpcArgs(inputs).faults.join(), reason);
    }
    const odd = [{}, { type: "Public", cidrBlocks: "10.0.0.0/24" }, { type: "Public", name: 5 }];
    const { args, faults: found } = readVpcArgs({ subnetSpecs: odd });
    assert.equal(args.subnetSpecs, undefined);
    assert.match(
      found.join("\n"),
      /\[0\]\.type: [^]*\[1\]\.cidrBlocks: [^]*\[2\]\.name: 5 is not a text/,
    );
  });

  it("need zones that can be", () => {
    const zones = (inputs: Inputs) => readVpcArgs(inputs).faults.join();
    for (const numberOfAvailabilityZones of [0, -1, 1.5, 1e9, Number.NaN]) {
      assert.match(zones({ numberOfAvailabilityZones }), /is not a whole number from 1 to 26/);
    }
    for (const availabilityZoneNames of [[], [1]]) {
      assert.match(zones({ availabilityZoneNames }), /is not a list of zone names/);
    }
    assert.match(
      zones({ availabilityZoneNames: ["us-east-1a"], numberOfAvailabilityZones: 1 }),
      /not together with/,
    );
  });

  it("refuses addresses that do not fit the NAT strategy, and NAT gateways without a place", () => {
    const nat = (strategy: string, ids: string[], specs?: SubnetSpec[]) =>
      natFaults(
        readVpcArgs({
          natGateways: { strategy, elasticIpAllocationIds: ids },
          ...(specs ? { subnetSpecs: specs } : {}),
        }).args,
        3,
      );
    assert.deepEqual(nat("oneperaz", ["a", "b", "c"]), []);
    assert.deepEqual(nat("Single", ["a"]), []);
    assert.deepEqual(nat("None", [], [PUBLIC]), []);
    assert.match(nat("None", ["a"]).join(), /allowed: none$/);
    assert.match(nat("OnePerAz", ["a"]).join(), /allowed: none or 3/);
    assert.match(nat("Single", [], [PUBLIC]).join(), /needs a public subnet/);
    assert.match(nat("Single", [], [PRIVATE]).join(), /needs a public subnet/);
  });
});
