import * as assert from "node:assert/strict";
import type { HostRedirectArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { inventory, only, startMocks } from "../support/mocks";

const LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/2";

describe("HostRedirect", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const args = (more: Partial<HostRedirectArgs> = {}): HostRedirectArgs => ({
    loadBalancer: references.loadBalancer(),
    from: ["www.cruddur.example"],
    to: "cruddur.example",
    priority: 50_000,
    ...more,
  });

  it("is one rule, which sends on for good and keeps path and query", async () => {
    new components.HostRedirect("www", args());
    assert.deepEqual(await inventory(), [
      "aws:lb/listenerRule:ListenerRule www",
      "cruddur:lb:HostRedirect www",
    ]);
    const { inputs } = await only("aws:lb/listenerRule:ListenerRule");
    assert.equal(inputs["listenerArn"], LISTENER);
    assert.deepEqual(inputs.conditions, [{ hostHeader: { values: ["www.cruddur.example"] } }]);
    assert.deepEqual(inputs.actions, [
      {
        type: "redirect",
        redirect: {
          host: "cruddur.example",
          protocol: "#{protocol}",
          port: "#{port}",
          path: "/#{path}",
          query: "#{query}",
          statusCode: "HTTP_301",
        },
      },
    ]);
  });

  it("refuses all faults at once, and to lead anybody in a circle", () => {
    assertRefused(
      () => new components.HostRedirect("www", args({ from: [], to: "*", priority: 0 })),
      [
        'HostRedirect "www": from is empty.',
        'HostRedirect "www": to "*" is not a domain name in lower case.',
        'HostRedirect "www": priority 0 is out of range; choose 1 to 50000.',
      ],
    );
    for (const host of ["cruddur.example", "*.example", "cruddu?.example", "*c*r.*e"])
      assertRefused(
        () => new components.HostRedirect("www", args({ from: ["www.a.example", host] })),
        [`HostRedirect "www": from "${host}" is also to "cruddur.example", which would never end.`],
      );
    const others = ["*.cruddur.example", "cruddur.exampl", "?cruddur.example"];
    new components.HostRedirect("www", args({ from: others }));
  });

  it("judges hosts of many stars at once", () => {
    const to = `${"a".repeat(60)}.${"a".repeat(60)}.example`;
    new components.HostRedirect("www", args({ from: [`${"*a".repeat(60)}*.b`], to }));
  });
});
