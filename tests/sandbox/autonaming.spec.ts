import assert from "node:assert/strict";
import { checkInputs } from "../../sandbox/aws/check";
import { configurationOf } from "../../sandbox/aws/configuration";
import { givenName } from "../../sandbox/aws/lib/names";
import { types } from "../../sandbox/aws/types";

const [PROPOSED, ENFORCED, DISABLED] = [0, 1, 2];

/** What the provider makes of a resource without a name, under `pulumi:autonaming`. */
function named(token: string, proposed: string, mode: number, olds = {}) {
  const type = types.find((each) => each.token === token);
  assert.ok(type);
  const request = {
    urn: `urn:pulumi:dev::cruddur::${token}::web`,
    type: token,
    name: "web",
    olds,
    news: {},
    naming: { name: proposed, mode },
    randomSeed: Buffer.alloc(0),
  };
  const { inputs, failures } = checkInputs(
    { ...type, required: [] },
    request,
    configurationOf({ region: "us-east-1" }),
  );
  const { property } = type.autoName ?? { property: "" };
  return {
    name: inputs[property],
    failures: failures
      .filter((failure) => failure.property === property)
      .map((each) => each.reason),
  };
}

describe("the user's pulumi:autonaming", () => {
  const ROLE = "aws:iam/role:Role";

  it("gives the name, as the type wants it", () => {
    assert.deepEqual(named(ROLE, "cruddur-dev-web-1a2b3c4", PROPOSED), {
      name: "cruddur-dev-web-1a2b3c4",
      failures: [],
    });
    assert.equal(named("aws:ecr/repository:Repository", "App-Web", PROPOSED).name, "app-web");
    assert.equal(named("aws:kms/alias:Alias", "web-1", PROPOSED).name, "alias/web-1");
  });

  it("is not followed beyond the length that AWS allows", () => {
    const long = "r".repeat(65);
    assert.deepEqual(named(ROLE, long, PROPOSED), {
      name: undefined,
      failures: [`calculated name '${long}' exceeds maximum length of 64`],
    });
  });

  it("is followed to the letter when it is enforced", () => {
    assert.equal(named("aws:ecr/repository:Repository", "App", ENFORCED).name, "App");
  });

  it("can forbid generated names", () => {
    assert.deepEqual(named(ROLE, "", DISABLED).failures, [
      "automatic naming is disabled but no explicit name was provided",
    ]);
  });

  it("leaves the names of what is there", () => {
    const olds = { name: "web-7654321", __defaults: ["name"] };
    assert.equal(named(ROLE, "cruddur-dev-web-1a2b3c4", PROPOSED, olds).name, "web-7654321");
  });
});

describe("a name that AWS or the provider must still make", () => {
  const call = {
    now: new Date("2026-03-01T12:30:45.678Z"),
    hex: (length: number) => "0".repeat(length),
  };
  const generated = "20260301123045678000000000";

  for (const [what, inputs, options, name] of [
    ["is not needed where the program gave one", { name: "web", namePrefix: "" }, {}, "web"],
    ["begins with the prefix that was given", { namePrefix: "web-" }, {}, `web-${generated}`],
    ["begins with the provider's own prefix otherwise", {}, {}, `terraform-${generated}`],
    ["takes an empty prefix for none", { namePrefix: "" }, { otherwise: "tf-" }, `tf-${generated}`],
    [
      "follows the property's own word for a name",
      { identifier: "", identifierPrefix: "db-", name: "web" },
      { property: "identifier" },
      `db-${generated}`,
    ],
  ] as const) {
    it(what, () => {
      assert.equal(givenName(inputs, call, options), name);
    });
  }
});
