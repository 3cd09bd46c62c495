import * as assert from "node:assert/strict";
import { cidrFault, zoneMask } from "../../components/lib/cidr";

describe("cidrFault", () => {
  for (const [cidr, zones] of [
    ["10.0.0.0/16", 3],
    ["172.16.0.0/16", 6],
    ["172.31.128.0/20", 3],
    ["192.168.0.0/16", 2],
    ["192.168.4.0/24", 2],
    ["100.64.0.0/16", 2],
    ["10.0.0.0/25", 1],
  ] as const)
    it(`takes ${cidr} for ${zones} zones`, () => {
      assert.equal(cidrFault("cidrBlock", cidr, zones), undefined);
    });

  for (const [cidr, zones, fault] of [
    ["10.0.0.0/15", 2, "has the wrong size for 2 zones; choose /16 to /24"],
    ["10.0.0.0/24", 3, "has the wrong size for 3 zones; choose /16 to /23"],
    ["10.0.0.0/28", 1, "has the wrong size for one zone; choose /16 to /25"],
    [
      "172.32.0.0/16",
      2,
      "is not private; choose from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10",
    ],
    [
      "100.128.0.0/16",
      2,
      "is not private; choose from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10",
    ],
    ["10.0.0.1/16", 2, "does not begin at its first address; choose 10.0.0.0/16"],
    ["10.0.0.0", 2, "is not an IPv4 range such as 10.10.0.0/16"],
    ["10.0.0/16", 2, "is not an IPv4 range such as 10.10.0.0/16"],
    ["fd00::/48", 2, "is not an IPv4 range such as 10.10.0.0/16"],
    ["10.0.0.0/99", 2, "is not an IPv4 range such as 10.10.0.0/16"],
    ["10.010.0.0/16", 2, "is not an IPv4 range such as 10.10.0.0/16"],
    ["", 2, "is not an IPv4 range such as 10.10.0.0/16"],
  ] as const)
    it(`refuses ${cidr || "nothing"} for ${zones} zones`, () => {
      assert.equal(cidrFault("cidrBlock", cidr, zones), `cidrBlock "${cidr}" ${fault}`);
    });
});

describe("zoneMask", () => {
  it("is the same for two, three and four zones wherever three have room", () => {
    for (let length = 16; length <= 25; length++)
      for (const zones of [2, 3, 4]) {
        const cidr = `10.0.0.0/${length}`;
        if (cidrFault("cidrBlock", cidr, 3) === undefined)
          assert.equal(zoneMask(cidr, zones), length + 2, `${cidr} ${zones}`);
      }
  });

  it("leaves a small range whole, and parts one for more zones", () => {
    assert.equal(zoneMask("192.168.4.0/24", 2), 25);
    assert.equal(zoneMask("10.0.0.0/25", 1), 25);
    assert.equal(zoneMask("10.0.0.0/16", 6), 19);
  });
});
