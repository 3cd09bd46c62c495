import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules";
import type { Also, Given, Vectors } from "../../policy-pack/lib/vectors";
import { vectorsOf } from "../../scripts/rule-files";
import { answer } from "../support/policy";

type Kind = keyof Vectors;

const EXPECTS: Record<Kind, keyof Also | undefined> = {
  pass: undefined,
  fail: "findings",
  unknown: "waits",
  malformed: "unreadable",
};

for (const rule of rules) {
  describe(rule.facts.name, () => {
    const vectors = vectorsOf(rule.facts.name);
    for (const kind of Object.keys(EXPECTS) as Kind[]) {
      for (const [sentence, vector] of Object.entries(vectors[kind])) {
        it(`${kind}: ${sentence}`, async () => {
          const [given, list, also] = (Array.isArray(vector) ? vector : [vector, [], {}]) as [
            Given,
            string[],
            Also | undefined,
          ];
          const expects = EXPECTS[kind];
          const expected = { findings: [], waits: [], unreadable: [], ...also };
          assert.deepEqual(
            await answer(rule, given),
            expects === undefined ? expected : { ...expected, [expects]: list },
          );
        });
      }
    }
  });
}
