import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import Ajv from "ajv";
import { FORMAT_NAMES, FORMATS, formatOf, type Material } from "../../audit/formats";
import { scorecardOf } from "../../audit/scorecard";
import { capture } from "../../sandbox/lib/process";
import { auditOf, finding, judgedBy, messageWith, policyEvent, urnOf } from "../support/audit";
import { MissingTool, orSkip } from "../support/missing-tool";

/** Everything that ends or opens something in one of the formats. */
const HOSTILE =
  "x\"><script>alert(1)</script>|`]]>-->&'\n\u001b[2J\u202e\u0000<!-- @team [a](http://evil) **b** $x$ \ud800 </system-out>";

const waiver = (expired: boolean) => ({
  rule: "ecs-task-no-privileged",
  number: 1,
  scope: { name: HOSTILE },
  reason: HOSTILE,
  approver: HOSTILE,
  expires: expired ? "2026-01-31" : "2026-12-31",
  expired,
});

/** A stack in which every text that somebody else chose is hostile. */
function hostileMaterial(): Material {
  const about = {
    rule: "ecs-task-no-privileged",
    text: HOSTILE,
    container: HOSTILE,
    path: HOSTILE,
    found: HOSTILE,
    expected: HOSTILE,
  };
  const more = { resourceUrn: urnOf(HOSTILE) };
  const events = [
    policyEvent(
      "ecs-task-no-privileged",
      messageWith(["x"], { finding: about, expired: waiver(true) }),
      more,
    ),
    policyEvent("ecs-task-no-privileged", HOSTILE, { ...more, enforcementLevel: "advisory" }),
    policyEvent(HOSTILE, HOSTILE, { policyPackName: HOSTILE, severity: HOSTILE }),
    policyEvent(
      "pack-waived",
      messageWith(["x"], { waived: [{ ...about, waiver: waiver(false) }] }),
      more,
    ),
    policyEvent("pack-waived", messageWith(["x"], { unused: [waiver(false)] })),
    policyEvent(
      "pack-undetermined",
      messageWith(["x"], {
        undetermined: [{ path: HOSTILE, reason: "encrypted", rules: [HOSTILE] }],
      }),
      more,
    ),
  ];
  const audit = auditOf(
    [judgedBy(HOSTILE, events, { file: HOSTILE })],
    [{ title: HOSTILE, reason: HOSTILE }],
  );
  return { audit, failOn: "mandatory", scorecard: scorecardOf(audit, undefined) };
}

const plain = (): Material => ({
  audit: auditOf([
    judgedBy(
      "dev.json",
      [
        finding("ecs-task-no-privileged", "web"),
        finding("ecs-task-health-check", "web", "advisory"),
      ],
      { file: "exports/my dev.json", lines: new Map([[urnOf("web"), 7]]) },
    ),
  ]),
  failOn: "mandatory",
  scorecard: undefined,
});

const PARSE_XML = `
import sys, json, xml.etree.ElementTree as E
root = E.parse(sys.argv[1]).getroot()
print(json.dumps([[c.get("name"), [k.tag for k in c], "".join(c.itertext()), [k.get("message") for k in c]] for c in root.iter("testcase")] + [sorted({e.tag for e in root.iter()})]))
`;

async function parseXml(context: Mocha.Context, xml: string): Promise<unknown[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "junit-"));
  try {
    const file = path.join(folder, "junit.xml");
    fs.writeFileSync(file, xml);
    return await orSkip(context, async () => {
      const { code, stdout, stderr } = await capture("python3", ["-c", PARSE_XML, file]);
      if (code === 127) throw new MissingTool("python3, whose XML parser reads the reports");
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout) as unknown[];
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

describe("the formats of an audit", () => {
  it("are chosen by a file's ending", () => {
    assert.deepEqual(
      ["a.TXT", "a.json", "a.sarif", "a.xml", "a.md", "a.html", "a.bin", "a"].map(formatOf),
      ["text", "json", "sarif", "junit", "markdown", "html", undefined, undefined],
    );
  });

  for (const format of FORMAT_NAMES) {
    it(`print no character that cannot be seen: ${format}`, () => {
      const rendered = FORMATS[format].render(hostileMaterial());
      // eslint-disable-next-line no-control-regex -- these are what it looks for
      assert.doesNotMatch(rendered, /[\u0000-\u0009\u000b-\u001f\u202e]/);
      assert.ok(rendered.includes(format === "json" ? "\\n\\u001b" : "script"));
    });
  }

  it("are valid SARIF 2.1.0", () => {
    const ajv = new Ajv({ schemaId: "auto", allErrors: true });
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the meta-schema comes with the package
    ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json") as object);
    const schema = fs.readFileSync(path.join(__dirname, "sarif-schema-2.1.0.json"), "utf8");
    const validate = ajv.compile(JSON.parse(schema) as object);
    for (const material of [plain(), hostileMaterial(), { ...plain(), audit: auditOf([]) }]) {
      const log = JSON.parse(FORMATS.sarif.render(material)) as unknown;
      assert.equal(validate(log), true, JSON.stringify(validate.errors, null, 1));
    }
    assert.equal(
      validate({ version: "2.1.0", runs: [{}] }),
      false,
      "the schema must be able to fail",
    );
  });

  it("say in SARIF the level, the place, the waiver and what is open", () => {
    interface Log {
      runs: { results: Record<string, unknown>[]; tool: { driver: { rules: { id: string }[] } } }[];
    }
    const [run] = (JSON.parse(FORMATS.sarif.render(plain())) as Log).runs;
    assert.deepEqual(
      run?.results.map(({ ruleId, level }) => [ruleId, level]),
      [
        ["ecs-task-no-privileged", "error"],
        ["ecs-task-health-check", "warning"],
      ],
    );
    assert.deepEqual((run.results[0]?.["locations"] as unknown[])[0], {
      physicalLocation: {
        artifactLocation: { uri: "exports/my%20dev.json" },
        region: { startLine: 7 },
      },
      logicalLocations: [{ fullyQualifiedName: urnOf("web"), name: "web", kind: "resource" }],
    });
    const hostile =
      (JSON.parse(FORMATS.sarif.render(hostileMaterial())) as Log).runs[0]?.results ?? [];
    assert.deepEqual(
      hostile.map((result) =>
        "suppressions" in result ? "waived" : (result["kind"] ?? result["level"]),
      ),
      ["error", "error", "warning", "waived", "open"],
    );
    const messages = hostile.map(({ message }) => (message as { text: string }).text);
    assert.ok(
      messages.every((text) => !text.includes("](")),
      "no text becomes a link",
    );
  });

  it("are XML that a parser reads back, with each finding under its kind", async function () {
    const cases = await parseXml(this, FORMATS.junit.render(hostileMaterial()));
    const tags = cases.pop();
    assert.deepEqual(tags, [
      "error",
      "failure",
      "skipped",
      "system-out",
      "testcase",
      "testsuite",
      "testsuites",
    ]);
    const kinds = (cases as [string, string[]][]).map(([, kind]) => kind[0]);
    assert.deepEqual(kinds, ["failure", "failure", "system-out", "skipped", "skipped", "error"]);
  });

  it("count in JUnit what fails by the level that is asked for", () => {
    const counts = (failOn: Material["failOn"]): string | undefined =>
      /<testsuites [^>]*>/.exec(FORMATS.junit.render({ ...plain(), failOn }))?.[0];
    assert.match(counts("mandatory") ?? "", /tests="2" failures="1" errors="0" skipped="0"/);
    assert.match(counts("advisory") ?? "", /failures="2"/);
    assert.match(counts("none") ?? "", /failures="0"/);
  });

  it("let no text of others become Markdown or HTML", () => {
    const markdown = FORMATS.markdown.render(hostileMaterial());
    assert.doesNotMatch(markdown, /<script|<!--|@team|http:\/\/evil|\]\(http:|\*\*b\*\*/);
    assert.doesNotMatch(FORMATS.html.render(hostileMaterial()), /<script|<!--|href="(?!https:|#)/);
    const lines = FORMATS.markdown
      .render(hostileMaterial())
      .split("\n")
      .filter((line) => line.startsWith("| "));
    const widths = new Map<number, number>();
    for (const line of lines) {
      const cells = line.split(" | ").length;
      widths.set(cells, (widths.get(cells) ?? 0) + 1);
    }
    assert.ok(
      [...widths.keys()].every((cells) => cells >= 3 && cells <= 6),
      "no cell is split",
    );
  });

  it("give the fix once per rule in the text", () => {
    const material = {
      ...plain(),
      audit: auditOf([
        judgedBy("dev", [
          finding("ecs-task-no-privileged", "a"),
          finding("ecs-task-no-privileged", "b"),
        ]),
      ]),
    };
    assert.equal(
      FORMATS.text.render(material),
      [
        "dev: 3 resources, 2 findings",
        "  mandatory high ecs-task-no-privileged",
        "    a (aws:ecs/taskDefinition:TaskDefinition): privileged is true; expected false.",
        "    b (aws:ecs/taskDefinition:TaskDefinition): privileged is true; expected false.",
        "    Fix: Remove it.",
        "    Docs: https://docs.aws.amazon.com/x",
        "",
        "1 stack judged: 2 mandatory, 0 advisory, 0 waived, 0 undetermined",
        "",
      ].join("\n"),
    );
  });

  it("carry in JSON what a program needs, and a version", () => {
    const report = JSON.parse(FORMATS.json.render(plain())) as Record<string, unknown>;
    assert.equal(report["format"], 1);
    const [stack] = report["stacks"] as Record<string, unknown>[];
    assert.deepEqual(stack?.["counts"], { mandatory: 1, advisory: 1, waived: 0, undetermined: 0 });
    const [first] = stack["findings"] as Record<string, unknown>[];
    assert.deepEqual(
      [first?.["rule"], first?.["property"], first?.["found"], first?.["expected"], first?.["fix"]],
      ["ecs-task-no-privileged", "privileged", "is true", "false", "Remove it."],
    );
  });
});
