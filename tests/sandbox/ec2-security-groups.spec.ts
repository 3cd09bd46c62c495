import assert from "node:assert/strict";
import type { Bag, Resource } from "./engine-client";
import { refreshed, startNetwork, T, type Network } from "./ec2-network";

describe("EC2 security groups", () => {
  let net: Network;
  let vpc: Resource;
  beforeEach(async () => {
    net = await startNetwork();
    vpc = await net.vpc();
  });
  afterEach(() => net.stop());

  const https = { fromPort: 443, toPort: 443, protocol: "tcp" };

  async function rulesIn(group: Resource, direction = "ingress"): Promise<Bag[]> {
    return (await refreshed(net.engine, group)).outputs[direction] as Bag[];
  }

  it("begin without rules, named after the resource", async () => {
    const group = await net.group(vpc);
    assert.match(String(group.outputs["name"]), /^r\d+-[0-9a-f]{7}$/);
    assert.equal(group.outputs["description"], "Managed by Pulumi");
    assert.deepEqual([group.outputs["ingress"], group.outputs["egress"]], [[], []]);
  });

  it("have one name each in a VPC", async () => {
    await net.group(vpc, { name: "web" });
    await assert.rejects(
      net.group(vpc, { name: "web" }),
      /InvalidGroup\.Duplicate: The security group 'web' already exists for VPC/,
    );
    await net.group(await net.vpc({ cidrBlock: "10.1.0.0/16" }), { name: "web" });
    const named = await net.group(vpc, { name: "api" });
    const plan = await net.engine.diff(named, {
      vpcId: vpc.id,
      name: "api",
      description: "other",
    });
    assert.deepEqual([plan.replaces, plan.deleteBeforeReplace], [["description"], true]);
  });

  it("are refused for what EC2 does not take", async () => {
    for (const [args, reason] of [
      [{ name: "sg-mine" }, /does not begin with "sg-"/],
      [{ description: "naïve" }, /description: expected at most 255/],
      [{ description: "" }, /description: /],
      [
        { ingress: [{ ...https, cidrBlocks: ["10.0.0.1/8"] }] },
        /ingress\[0\]\.cidrBlocks\[0\]: .*host bits/,
      ],
      [
        { egress: [{ ...https, protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }] },
        /must both be 0 with protocol "-1", got 443 and 443/,
      ],
      [{ ingress: [{ ...https, protocol: "tpc", cidrBlocks: ["10.0.0.0/8"] }] }, /got "tpc"/],
      [
        { ingress: [{ ...https, toPort: 70000, cidrBlocks: ["10.0.0.0/8"] }] },
        /InvalidParameterValue: Invalid TCP port range \(443,70000\)/,
      ],
      [
        { ingress: [{ ...https, fromPort: 444, cidrBlocks: ["10.0.0.0/8"] }] },
        /Invalid TCP port range \(444,443\)/,
      ],
      [
        { ingress: [{ ...https, securityGroups: ["sg-0123456789abcdef0"] }] },
        /InvalidGroup\.NotFound: The security group 'sg-0123456789abcdef0' does not exist/,
      ],
      [{ egress: [{ ...https, prefixListIds: ["pl-12345678"] }] }, /InvalidPrefixListID\.NotFound/],
      [{ vpcId: undefined }, /VPCIdNotSpecified: No default VPC/],
      [{ vpcId: "vpc-0123456789abcdef0" }, /InvalidVpcID\.NotFound/],
    ] as const) {
      await assert.rejects(net.group(vpc, args), reason);
    }
  });

  it("take inline rules as the only ones", async () => {
    const entry = { ...https, cidrBlocks: ["10.0.0.0/16", "10.1.0.0/16"], self: true };
    const group = await net.group(vpc, { ingress: [entry] });
    assert.deepEqual(group.outputs["ingress"], [
      {
        cidrBlocks: ["10.0.0.0/16", "10.1.0.0/16"],
        description: "",
        fromPort: 443,
        ipv6CidrBlocks: [],
        prefixListIds: [],
        protocol: "tcp",
        securityGroups: [],
        self: true,
        toPort: 443,
      },
    ]);
    const ids = await ruleIds(net);
    const changed = await net.engine.update(group, {
      vpcId: vpc.id,
      ingress: [{ ...entry, cidrBlocks: ["10.0.0.0/16"] }],
    });
    assert.deepEqual((changed.outputs["ingress"] as Bag[])[0]?.["cidrBlocks"], ["10.0.0.0/16"]);
    const left = await ruleIds(net);
    assert.ok(left.length === ids.length - 1 && left.every((id) => ids.includes(id)));
    const kept = await net.engine.update(changed, { vpcId: vpc.id, tags: { a: "b" } });
    assert.equal((kept.outputs["ingress"] as Bag[]).length, 1);
    const emptied = await net.engine.update(kept, { vpcId: vpc.id, ingress: [] });
    assert.deepEqual(emptied.outputs["ingress"], []);
  });

  it("show the rules of resources of their own after a refresh, and need no change for them", async () => {
    const group = await net.group(vpc);
    const rule = await net.make(T.ingress, {
      securityGroupId: group.id,
      ipProtocol: "TCP",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.0.0.0/16",
      description: "from the network",
    });
    assert.match(rule.id, /^sgr-/);
    assert.equal(rule.outputs["ipProtocol"], "tcp");
    assert.equal((await rulesIn(group))[0]?.["description"], "from the network");
    const read = await refreshed(net.engine, group);
    assert.deepEqual((await net.engine.diff(read, { vpcId: vpc.id })).paths, []);
    await net.engine.delete(rule);
    assert.deepEqual(await rulesIn(group), []);
  });

  describe("single rules", () => {
    const rule = (group: Resource, args: Bag = {}) =>
      net.make(T.ingress, {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "10.0.0.0/16",
        ...args,
      });

    it("exist once", async () => {
      const group = await net.group(vpc);
      await rule(group);
      await assert.rejects(
        rule(group, { description: "again" }),
        /InvalidPermission\.Duplicate: the specified rule "peer: 10\.0\.0\.0\/16, TCP, from port: 443, to port: 443, ALLOW" already exists/,
      );
      await assert.rejects(
        net.make(T.rule, {
          ...https,
          type: "ingress",
          securityGroupId: group.id,
          cidrBlocks: ["10.0.0.0/16"],
        }),
        /InvalidPermission\.Duplicate/,
      );
      await rule(group, { fromPort: 444, toPort: 444 });
    });

    it("change in place, but not into another's", async () => {
      const group = await net.group(vpc);
      const one = await rule(group);
      await rule(group, { cidrIpv4: "10.1.0.0/16" });
      const args = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443 };
      const moved = await net.engine.update(one, { ...args, cidrIpv4: "10.2.0.0/16" });
      assert.equal(moved.id, one.id);
      await assert.rejects(
        net.engine.update(moved, { ...args, cidrIpv4: "10.1.0.0/16" }),
        /InvalidPermission\.Duplicate/,
      );
      assert.deepEqual((await rulesIn(group))[0]?.["cidrBlocks"], ["10.1.0.0/16", "10.2.0.0/16"]);
    });

    it("are refused with all their faults", async () => {
      const group = await net.group(vpc);
      for (const [args, reason] of [
        [{ cidrIpv4: undefined }, /exactly one of cidrIpv4.*none is given/],
        [{ cidrIpv6: "::/0" }, /exactly one of cidrIpv4.*given: cidrIpv4, cidrIpv6/],
        [{ cidrIpv4: "10.0.0.0/33", ipProtocol: "tpc" }, /ipProtocol: [^]*cidrIpv4: /],
        [{ ipProtocol: "-1" }, /fromPort: is not given with ipProtocol "-1"/],
        [{ fromPort: undefined }, /fromPort: is required with ipProtocol "tcp"/],
        [{ toPort: 65536 }, /toPort: expected a whole number from -1 to 65535/],
        [{ description: "<b>" }, /description: /],
        [
          { cidrIpv4: undefined, referencedSecurityGroupId: "sg-0123456789abcdef0" },
          /InvalidGroup\.NotFound/,
        ],
        [{ securityGroupId: "sg-0123456789abcdef0" }, /InvalidGroup\.NotFound/],
      ] as const) {
        await assert.rejects(rule(group, args), reason);
      }
      const elsewhere = await net.group(await net.vpc({ cidrBlock: "10.1.0.0/16" }));
      await assert.rejects(
        rule(group, { cidrIpv4: undefined, referencedSecurityGroupId: elsewhere.id }),
        /belong to different networks/,
      );
    });
  });

  describe("rules of the older form", () => {
    it("hold several sources, and are imported by them", async () => {
      const group = await net.group(vpc);
      const rule = await net.make(T.rule, {
        ...https,
        type: "egress",
        securityGroupId: group.id,
        cidrBlocks: ["10.0.0.0/16"],
        ipv6CidrBlocks: ["::/0"],
      });
      assert.match(rule.id, /^sgrule-\d+$/);
      assert.equal(rule.outputs["securityGroupRuleId"], "");
      assert.equal((await rulesIn(group, "egress")).length, 1);
      const imported = await net.engine.read(
        T.rule,
        "i",
        `${group.id}_egress_tcp_443_443_10.0.0.0/16_::/0`,
      );
      assert.equal(imported?.id, rule.id);
      const described = await net.engine.update(rule, { ...rule.inputs, description: "out" });
      assert.equal((await rulesIn(group, "egress"))[0]?.["description"], "out");
      await net.engine.delete(described);
      assert.deepEqual(await rulesIn(group, "egress"), []);
    });

    it("need a source, and one kind of it", async () => {
      const group = await net.group(vpc);
      const rule = (args: Bag) =>
        net.make(T.rule, { ...https, type: "ingress", securityGroupId: group.id, ...args });
      await assert.rejects(rule({}), /one of cidrBlocks.* is needed; none is given/);
      await assert.rejects(
        rule({ cidrBlocks: ["0.0.0.0/0"], self: true, type: "both" }),
        /type: expected one of ingress, egress[^]*cidrBlocks: conflicts with self/,
      );
    });
  });

  describe("the default group", () => {
    it("is taken over and emptied, then kept so", async () => {
      const taken = await net.make(T.defaultGroup, { vpcId: vpc.id });
      assert.equal(taken.id, vpc.outputs["defaultSecurityGroupId"]);
      assert.deepEqual([taken.outputs["ingress"], taken.outputs["egress"]], [[], []]);
      const group = await net.engine.read(T.group, "g", taken.id);
      assert.deepEqual([group?.outputs["ingress"], group?.outputs["egress"]], [[], []]);
      const opened = await net.engine.update(taken, {
        vpcId: vpc.id,
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
      });
      assert.equal((opened.outputs["egress"] as Bag[])[0]?.["fromPort"], 0);
      await net.engine.delete(opened);
      assert.ok(await net.engine.read(T.group, "g", taken.id));
    });
  });

  it("stay while another group's rule or a network interface needs them", async () => {
    const [web, data] = [await net.group(vpc), await net.group(vpc)];
    const rule = await net.make(T.ingress, {
      securityGroupId: data.id,
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      referencedSecurityGroupId: web.id,
    });
    await assert.rejects(net.engine.delete(web), new RegExp(`DependencyViolation.*${data.id}`));
    await net.engine.delete(rule);
    await net.engine.delete(web);

    for (const [token, properties] of [
      [
        "aws:ecs/service:Service",
        { desiredCount: 1, networkConfiguration: { securityGroups: [data.id] } },
      ],
      ["aws:rds/instance:Instance", { vpcSecurityGroupIds: [data.id] }],
      ["aws:lb/loadBalancer:LoadBalancer", { securityGroups: [data.id] }],
    ] as const) {
      const inAccount = (work: "put" | "remove") =>
        net.account.transaction("eu-central-1", (account) => {
          if (work === "put") account.put(token, "user", properties);
          else account.remove(token, "user");
        });
      await inAccount("put");
      await assert.rejects(net.engine.delete(data), /DependencyViolation.*user/, token);
      await inAccount("remove");
    }
    await net.engine.delete(data);
  });
});

/** Ids of all rules that the account keeps. */
function ruleIds(net: Network): Promise<string[]> {
  return net.account.transaction("eu-central-1", (account) =>
    account.list("ec2:security-group-rule").map(({ id }) => id),
  );
}
