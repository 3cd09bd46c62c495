import assert from "node:assert/strict";
import {
  blockAfter,
  blockAt,
  contains,
  formatIpv4,
  formatIpv4Block,
  ipv4Fault,
  ipv6Contains,
  ipv6Fault,
  lastOf,
  networkOf,
  overlaps,
  parseIpv4Block,
  sizeOf,
} from "../../sandbox/aws/types/ec2/cidr";

function block(text: string) {
  const parsed = parseIpv4Block(text);
  assert.ok(parsed, text);
  return parsed;
}

describe("CIDR blocks", () => {
  it("reads a block and drops host bits", () => {
    assert.equal(formatIpv4Block(block("10.0.17.9/20")), "10.0.16.0/20");
    assert.equal(formatIpv4Block(block("255.255.255.255/32")), "255.255.255.255/32");
    assert.equal(formatIpv4Block(block("200.1.2.3/0")), "0.0.0.0/0");
  });

  it("is undefined for what is no block", () => {
    for (const text of [
      "",
      "10.0.0.0",
      "10.0.0.0/33",
      "10.0.0/8",
      "256.0.0.0/8",
      "010.0.0.0/8",
      "10.0.0.0/",
      "::/0",
      "x/8",
      " 10.0.0.0/8",
    ]) {
      assert.equal(parseIpv4Block(text), undefined, JSON.stringify(text));
    }
  });

  it("keeps addresses above 2^31 positive", () => {
    assert.equal(formatIpv4(lastOf(block("192.168.0.0/16"))), "192.168.255.255");
    assert.equal(sizeOf(block("0.0.0.0/0")), 4294967296);
  });

  it("knows containment and overlap, each bound included", () => {
    const vpc = block("10.0.0.0/16");
    assert.ok(contains(vpc, block("10.0.255.240/28")));
    assert.ok(!contains(vpc, block("10.1.0.0/28")));
    assert.ok(!contains(block("10.0.0.0/24"), vpc));
    assert.ok(overlaps(block("10.0.0.0/24"), block("10.0.0.128/25")));
    assert.ok(!overlaps(block("10.0.0.0/24"), block("10.0.1.0/24")));
  });

  it("finds the next aligned block", () => {
    assert.equal(formatIpv4Block(blockAfter(block("10.0.0.0/20"), 19)), "10.0.32.0/19");
    assert.equal(formatIpv4Block(blockAfter(block("10.0.0.0/19"), 20)), "10.0.32.0/20");
    assert.deepEqual(blockAt(block("10.0.0.0/8").first + 5, 24), block("10.0.0.0/24"));
  });

  it("says what is wrong with an input", () => {
    assert.equal(ipv4Fault("10.0.0.0/16"), undefined);
    assert.match(ipv4Fault("10.0.1.7/20") ?? "", /host bits set; the network is "10\.0\.0\.0\/20"/);
    assert.match(ipv4Fault("10.0.0.0") ?? "", /not an IPv4 CIDR block/);
    assert.equal(ipv6Fault("::/0"), undefined);
    assert.equal(ipv6Fault("2600:1f18:0:0::/56"), undefined);
    assert.match(ipv6Fault("2600::1/64") ?? "", /host bits/);
    assert.match(ipv6Fault("10.0.0.0/8") ?? "", /not an IPv6 CIDR block/);
  });

  it("brings IPv6 into canonical form", () => {
    assert.equal(networkOf("2600:0000::/32"), "2600::/32");
    assert.equal(networkOf("nonsense"), undefined);
    assert.ok(ipv6Contains("2600:1f18:1:100::/56", "2600:1f18:1:1ff::/64"));
    assert.ok(!ipv6Contains("2600:1f18:1:100::/56", "2600:1f18:1:200::/64"));
    assert.ok(!ipv6Contains("2600:1f18:1:100::/64", "2600:1f18:1:100::/56"));
  });
});
