import * as assert from "node:assert/strict";
import {
  environmentFaults,
  environmentsPage,
  environmentValues,
} from "../scripts/environments-doc";
import { DIFFERENT, SAME } from "../scripts/environment-reasons";
import { readText, stackValues } from "./support/stack-values";

/** Rows of the page's tables: key, dev, prod, reason. */
function rows(): string[][] {
  return [...readText("docs/environments.md").matchAll(/^\| (`.*) \|$/gm)].map(([, row = ""]) =>
    row.split(" | ").map((cell) => /^`([^`]*)`$/.exec(cell)?.[1] ?? cell),
  );
}

describe("docs/environments.md", () => {
  it("is what the stack files, the defaults and the reasons say", () => {
    assert.equal(readText("docs/environments.md"), environmentsPage());
  });

  it("has the values that the program is given, and a reason, for every key that differs", () => {
    const [dev, prod] = [stackValues("dev"), stackValues("prod")];
    const listed = new Map(rows().map(([key = "", ...cells]) => [key, cells]));
    for (const [key, [inDev, inProd, why]] of listed) {
      assert.equal(inDev, dev[key], `${key} in dev`);
      assert.equal(inProd, prod[key], `${key} in prod`);
      assert.match(why ?? "", /\w.*\.$/, key);
    }
    const different = [...new Set([...Object.keys(dev), ...Object.keys(prod)])].filter(
      (key) => dev[key] !== prod[key],
    );
    assert.ok(different.length > 20);
    assert.deepEqual(
      different.filter((key) => !listed.has(key)),
      [],
    );
  });

  const CHANGES: [string, string, string, string[]][] = [
    [
      "a difference without a reason",
      "dev",
      "  cruddur:userPoolMfa: off\n",
      [
        "cruddur:userPoolMfa is off in dev and optional in prod; say why in DIFFERENT of scripts/environment-reasons.ts.",
        "cruddur:userPoolMfa is off in dev and optional in prod; take it out of SAME of scripts/environment-reasons.ts.",
      ],
    ],
    [
      "a key without a default that one stack has",
      "prod",
      "  cruddur:domain: cruddur.example\n",
      [
        "cruddur:domain is not set in dev and cruddur.example in prod; say why in DIFFERENT of scripts/environment-reasons.ts.",
      ],
    ],
    [
      "a key of Pulumi's own that only one stack has",
      "prod",
      "  pulumi:tags: { team: web }\n",
      [
        'pulumi:tags is not set in dev and {"team":"web"} in prod; say why in DIFFERENT of scripts/environment-reasons.ts.',
      ],
    ],
  ];
  for (const [what, stack, line, expected] of CHANGES)
    it(`cannot be printed with ${what}`, () => {
      const values = environmentValues((file) => {
        const text = readText(file);
        return file === `Pulumi.${stack}.yaml` ? `${text}${line}` : text;
      });
      assert.deepEqual(environmentFaults(values, DIFFERENT, SAME), expected);
      assert.throws(() => environmentsPage(values), new Error(expected.join("\n")));
    });

  it("cannot be printed with a reason for no difference, or for no key", () => {
    const values = environmentValues();
    assert.deepEqual(
      environmentFaults(values, { ...DIFFERENT, "cruddur:tracing": "Because." }, SAME),
      [
        "cruddur:tracing is none in dev and none in prod; take it out of DIFFERENT of scripts/environment-reasons.ts.",
      ],
    );
    assert.deepEqual(
      environmentFaults(values, DIFFERENT, { ...SAME, "cruddur:zone": "Because." }),
      ["cruddur:zone in scripts/environment-reasons.ts is no key of an environment; take it out."],
    );
  });
});
