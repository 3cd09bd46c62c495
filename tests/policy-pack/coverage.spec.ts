import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { FRAMEWORKS } from "../../policy-pack/lib/frameworks";
import type { Facts } from "../../policy-pack/lib/rule";
import { COVERAGE, coverageFaults, coveragePage, type Coverage } from "../../scripts/coverage-doc";
import { PEERS } from "../../scripts/coverage/peers";
import { ORDER } from "../../scripts/coverage/verdicts";

const fact = (name: string, tags: readonly string[]): Facts => ({
  name,
  tags,
  severity: "high",
  enforcementLevel: "mandatory",
  description: "It must hold.",
  why: "Otherwise it does not.",
  remediationSteps: "Mend it.",
  example: "",
  url: "https://docs.aws.amazon.com/",
  practices: [],
});

const SMALL: Coverage = {
  facts: [
    fact("ecs-task-one", ["checkov:CKV_AWS_1", "checkov:CKV_AWS_2", "security-hub:ECS.1"]),
    fact("ecs-task-two", ["trivy:DS-0001"]),
    fact("ecr-three", ["cdk-nag:Three"]),
  ],
  rows: { "ecs-task-one": ".Y..P.", "ecs-task-two": "......", "ecr-three": "...BYY" },
  remarks: [{ rule: "ecr-three", peer: "cdk-nag", text: "It looks elsewhere.", by: "run" }],
};

describe("the coverage table", () => {
  it("has a verdict for every rule, and no remark on nothing", () => {
    assert.deepEqual(coverageFaults(COVERAGE), []);
  });

  it("knows the same tools in its columns, its rows and the rules' tags", () => {
    assert.deepEqual(
      PEERS.map(({ id }) => id),
      ORDER,
    );
    const untagged = PEERS.filter(({ id }) => !Object.hasOwn(FRAMEWORKS, id));
    assert.deepEqual(
      untagged.map(({ id }) => id),
      ["pulumi"],
    );
  });

  it("is what docs/policy-coverage.md says", () => {
    const isCurrent = readFileSync("docs/policy-coverage.md", "utf8") === coveragePage();
    assert.ok(isCurrent, "docs/policy-coverage.md is not what the data say; run `npm run docs`");
  });

  it("shows verdict and ids, and in brackets ids of checks that do not find it", () => {
    const lines = coveragePage(SMALL).split("\n");
    const row = (name: string): string | undefined =>
      lines.find((line) => line.startsWith(`| [${name}]`));
    assert.equal(
      row("ecs-task-one"),
      "| [ecs-task-one](rules.md#ecs-task-one) |  | yes: CKV_AWS_1, CKV_AWS_2 |  |  | part: ECS.1 |  |",
    );
    assert.equal(
      row("ecs-task-two"),
      "| [ecs-task-two](rules.md#ecs-task-two) |  |  | (DS-0001) |  |  |  |",
    );
    assert.equal(
      row("ecr-three"),
      "| [ecr-three](rules.md#ecr-three) |  |  |  | broken: Three | yes | yes |",
    );
  });

  it("counts by tool and by service", () => {
    const page = coveragePage(SMALL);
    const ends = (tool: string): string | undefined =>
      page
        .split("\n")
        .find((line) => line.startsWith(`| [${tool}]`))
        ?.split(" | ")
        .slice(-3)
        .join(" ");
    assert.equal(ends("Checkov"), "1 0 0 |");
    assert.equal(ends("AWS Security Hub CSPM"), "1 1 0 |");
    assert.equal(ends("cdk-nag"), "0 0 1 |");
    assert.ok(page.includes("\n| ecs | 2 | 0 | 1 | 0 | 0 | 0 + 1 | 0 |\n"));
    assert.ok(page.includes("not even in part (1)\n\n- [ecs-task-two](rules.md#ecs-task-two)\n"));
  });

  it("names every fault of the data", () => {
    const faulty: Coverage = {
      facts: [...SMALL.facts, fact("ecr-four", [])],
      rows: { ...SMALL.rows, "ecs-task-two": "..x...", "ecr-three": "YY", "ecr-five": "......" },
      remarks: [{ rule: "ecs-task-one", peer: "trivy", text: "None.", by: "read" }],
    };
    const faults = [
      `ecr-four has no row in scripts/coverage/verdicts.ts; expected a letter for each of ${ORDER.join(", ")}.`,
      'The row of ecs-task-two is "..x..."; expected 6 of "YPB.".',
      'The row of ecr-three is "YY"; expected 6 of "YPB.".',
      "There is a row of ecr-five, but no such rule.",
      "There is a remark on ecs-task-one and trivy, but no verdict.",
    ];
    assert.deepEqual(coverageFaults(faulty), faults);
    assert.throws(() => coveragePage(faulty), new Error(faults.join("\n")));
  });
});
