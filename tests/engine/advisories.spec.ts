import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../../services";
import { TestSandbox } from "../support/engine";

/** An image that no registry holds: a preview needs only its name. */
const DIGEST = `sha256:${"a".repeat(64)}`;
/** What waits for values that only a deployment brings; not a finding. */
const WAITS = "pack-undetermined";

/** Stack → rules, as docs/advisories.md lists them. */
function documented(): Map<string, string[]> {
  const text = readFileSync(join(__dirname, "../../docs/advisories.md"), "utf8");
  const byStack = new Map<string, string[]>();
  for (const [, rule = "", stacks = ""] of text.matchAll(/^\| `([a-z0-9-]+)` \| ([a-z, ]+) \|/gm))
    for (const stack of stacks.split(", "))
      byStack.set(stack, [...(byStack.get(stack) ?? []), rule]);
  return byStack;
}

describe("docs/advisories.md", () => {
  for (const stack of ["dev", "prod", "organization"])
    it(`names what the pack advises at the first preview of ${stack}, and nothing else`, async () => {
      const box = await TestSandbox.open(`advisories-${stack}`);
      try {
        await box.sandbox.prepareStack(stack);
        if (stack !== "organization")
          for (const { keyPrefix } of Object.values(SERVICES)) {
            const key = `cruddur:${keyPrefix}ImageDigest`;
            await box.mustPulumi("config", "set", "--stack", stack, key, DIGEST);
          }
        const findings = (await box.previewEvents(stack)).flatMap(
          ({ policyEvent }) => policyEvent ?? [],
        );
        assert.deepEqual(
          findings.filter(({ enforcementLevel }) => enforcementLevel === "mandatory"),
          [],
        );
        const advised = new Set(findings.map(({ policyName }) => policyName));
        advised.delete(WAITS);
        assert.deepEqual([...advised].sort(), (documented().get(stack) ?? []).sort());
      } finally {
        await box.close();
      }
    });
});
