import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FRAMEWORKS } from "../../policy-pack/lib/frameworks";
import { policiesOf } from "../../policy-pack/lib/pack";
import { SERVICES } from "../../policy-pack/lib/services";
import { rules } from "../../policy-pack/rules";
import { fileOf, ruleNames, RULES_FOLDER, vectorsOf } from "../../scripts/rule-files";
import { rulesPage } from "../../scripts/rules-doc";

const names = rules.map(({ facts }) => facts.name);

function ruleFiles(): string[] {
  return readdirSync(RULES_FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && file.includes("/"))
    .map((file) => file.replace(/\.ts$/, ""));
}

/** A page of AWS's, Docker's or Pulumi's documentation, by its present address. */
const PAGE =
  /^https:\/\/(?:docs\.aws\.amazon\.com\/[\w-]+\/(?:latest|v\d)\/(?:[\w-]+\/)?[\w.-]+\.html(?:#[\w.-]+)?|docs\.docker\.com\/(?:[\w-]+\/)+|www\.pulumi\.com\/docs\/(?:[\w-]+\/)+)$/;

/** How many practices each part of the source material has. */
const PRACTICES = { A: 31, B: 13, C: 35, D: 17 };
/** Those that no rule can tell: the type of instance is a matter of cost, and what is one service of taste. */
const WITHOUT_RULE = ["A11", "C6"];

describe("the pack", () => {
  it("lists every file of its folder, and has a file for every rule", () => {
    assert.deepEqual([...names].sort(), ruleNames().sort());
  });

  it("has vectors beside every rule", () => {
    const files = ruleFiles();
    const without = files.filter(
      (file) => !file.endsWith(".vectors") && !files.includes(`${file}.vectors`),
    );
    assert.deepEqual(without, []);
  });

  it("has no two rules of one name, and none that the engine reserves", () => {
    assert.equal(new Set(names).size, names.length);
    assert.ok(!names.includes("all"));
  });

  it("puts its settings first and its reports last", () => {
    const order = policiesOf(rules).map(({ name }) => name);
    assert.deepEqual(order, [
      "pack-settings",
      ...names,
      "pack-waived",
      "pack-undetermined",
      "pack-readable-input",
    ]);
  });

  it("holds up every practice of the source material, and names no other", () => {
    const all = Object.entries(PRACTICES).flatMap(([part, count]) =>
      Array.from({ length: count }, (_, index) => `${part}${index + 1}`),
    );
    const held = new Set(rules.flatMap(({ facts }) => facts.practices));
    assert.deepEqual(
      all.filter((id) => !held.has(id)),
      WITHOUT_RULE,
    );
    assert.deepEqual(
      [...held].filter((id) => !all.includes(id)),
      [],
    );
  });

  it("is what docs/rules.md says", () => {
    const isCurrent = readFileSync("docs/rules.md", "utf8") === rulesPage();
    assert.ok(isCurrent, "docs/rules.md is not what the rules say; run `npm run docs`");
  });

  it("imports nothing from outside its folder but Node.js and what its package.json names", () => {
    const folder = join(RULES_FOLDER, "..");
    const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const outside = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.startsWith("node_modules"))
      .flatMap((file) =>
        [...readFileSync(join(folder, file), "utf8").matchAll(/from "([^"]+)"/g)]
          .map(([, source = ""]) => source)
          .filter((source) =>
            source.startsWith(".")
              ? join(file, "..", source).startsWith("..")
              : !source.startsWith("node:") && !Object.hasOwn(dependencies, source),
          ),
      );
    assert.deepEqual(outside, []);
  });
});

for (const rule of rules) {
  const { facts } = rule;
  describe(`facts of ${facts.name}`, () => {
    it("has a name of the grammar", () => {
      assert.match(facts.name, /^[a-z][a-z0-9]*(?:-[a-z0-9]+){1,7}$/);
      assert.ok(facts.name.length <= 45, "at most 45 characters");
      assert.ok(SERVICES.includes(fileOf(facts.name).service), "the first part is a service");
    });

    it("says what must hold, why, and how to mend it, in sentences", () => {
      for (const text of [facts.description, facts.why, facts.remediationSteps]) {
        assert.match(text, /^(?!TODO)\S.*\.$/);
      }
      assert.match(facts.description, /\b(?:must|should|may|Only)\b/);
      assert.ok(facts.example.length > 0);
      assert.match(facts.url, PAGE);
    });

    it("names known frameworks and practices", () => {
      for (const tag of facts.tags) {
        const at = tag.indexOf(":");
        assert.ok(Object.hasOwn(FRAMEWORKS, tag.slice(0, at)), `framework of ${tag}`);
        assert.ok(tag.length > at + 1);
      }
      for (const practice of facts.practices) assert.match(practice, /^[A-D]\d{1,2}$/);
    });

    it("looks at well-formed types", () => {
      assert.ok(rule.types.size > 0);
      for (const type of rule.types) {
        assert.match(type, /^(?:[a-z-]+:[\w/-]+:[A-Z]\w*|pulumi:providers:[a-z-]+)$/);
      }
    });

    it("has options with a description, whose defaults they accept", () => {
      for (const [name, option] of Object.entries(facts.options ?? {})) {
        assert.notEqual(name, "enforcementLevel");
        assert.match(String(option.schema.description), /\.$/);
        assert.ok(option.accepts(option.default));
      }
    });

    it("has vectors of all four kinds, whose findings name a property or container", () => {
      const vectors = vectorsOf(facts.name);
      for (const kind of ["pass", "fail", "unknown", "malformed"] as const) {
        assert.ok(Object.keys(vectors[kind]).length > 0, kind);
      }
      for (const [sentence, [, findings]] of Object.entries(vectors.fail)) {
        assert.ok(findings.length > 0, sentence);
        for (const finding of findings)
          assert.match(finding, /; expected .+\.$|^The configuration of /);
      }
    });
  });
}
