import * as assert from "node:assert/strict";
import { rangeFault } from "../../components/lib/ip-ranges";

describe("rangeFault", () => {
  const good: [4 | 6, string][] = [
    [4, "0.0.0.0/0"],
    [4, "203.0.113.0/24"],
    [4, "203.0.113.7/32"],
    [4, "255.255.255.254/31"],
    [6, "::/0"],
    [6, "2001:db8::/32"],
    [6, "2001:db8::1/128"],
    [6, "1:2:3:4:5:6:7:8/128"],
    [6, "fe80::8000:0:0:0/65"],
  ];
  for (const [family, range] of good)
    it(`takes ${range}`, () => {
      assert.equal(rangeFault("range", family, range), undefined);
    });

  const bad: [4 | 6, string][] = [
    [4, ""],
    [4, "203.0.113.0"],
    [4, "203.0.113.0/"],
    [4, "203.0.113.0/33"],
    [4, "203.0.113.0/024"],
    [4, "203.0.113.0/24/24"],
    [4, "203.0.113/24"],
    [4, "0203.0.113.0/24"],
    [4, "256.0.113.0/24"],
    [4, " 203.0.113.0/24"],
    [4, "::/0"],
    [6, "0.0.0.0/0"],
    [6, "2001:db8::/129"],
    [6, "2001:db8::1::/64"],
    [6, "::ffff:10.0.0.0/104"],
    [6, "fe80::%eth0/10"],
  ];
  for (const [family, range] of bad)
    it(`refuses ${JSON.stringify(range)} as IPv${family}`, () => {
      const example = family === 4 ? "203.0.113.0/24" : "2001:db8::/32";
      assert.equal(
        rangeFault("range", family, range),
        `range ${JSON.stringify(range)} is not an IPv${family} range such as ${example}`,
      );
    });

  const crooked: [4 | 6, string][] = [
    [4, "203.0.113.7/24"],
    [4, "0.0.0.1/0"],
    [6, "2001:db8::1/127"],
    [6, "::1/0"],
    [6, "1:2:3:4:5:6:7:8/64"],
  ];
  for (const [family, range] of crooked)
    it(`refuses ${range}, which begins within its range`, () => {
      assert.match(
        rangeFault("range", family, range) ?? "",
        /does not begin at its first address$/,
      );
    });
});
