import assert from "node:assert/strict";
import { changesOf } from "../../audit/changes";
import { costChangesOf } from "../../audit/costs";
import { readEvents } from "../../audit/events";
import { commentOf } from "../../audit/formats/comment";
import { report } from "../../audit/report-run";
import { reportOf } from "../../audit/report";
import { parseStream } from "../../audit/stream";
import { UserError } from "../../sandbox/lib/user-error";
import { finding, urnOf } from "../support/audit";

const step = (op: string, type: string, name: string, more: object = {}) => ({
  resourcePreEvent: { metadata: { op, type, urn: urnOf(name, type), ...more } },
});
const RDS = "aws:rds/instance:Instance";
const NAT = "aws:ec2/natGateway:NatGateway";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const SUMMARY = { summaryEvent: { isPreview: true, result: "succeeded", PolicyPacks: { p: "1" } } };
const told = (...events: readonly unknown[]) => reportOf(readEvents([...events, SUMMARY]));

describe("npm run report", () => {
  it("tells a replacement once, with what forces it, and puts what loses data first", () => {
    const changes = changesOf(
      readEvents([
        step("create", TASK, "task"),
        step("delete-replaced", RDS, "db"),
        step("replace", RDS, "db", {
          detailedDiff: {
            storageEncrypted: { diffKind: "update-replace" },
            tags: { diffKind: "update" },
          },
        }),
        step("create-replacement", RDS, "db"),
        step("same", NAT, "nat"),
        step("create", "pulumi:pulumi:Stack", "root"),
        step("create", "pulumi:providers:aws", "default"),
        step("delete", "aws:s3/bucket:Bucket", "logs"),
        step("update", "aws:lb/listener:Listener", "https", { diffs: ["sslPolicy"] }),
      ]).steps,
    );
    assert.deepEqual(
      changes.map(({ kind, type, properties, loses }) => [kind, type, properties, loses]),
      [
        ["replaced", RDS, ["storageEncrypted"], "the database"],
        ["deleted", "aws:s3/bucket:Bucket", [], "the bucket's objects"],
        ["created", TASK, [], undefined],
        ["changed", "aws:lb/listener:Listener", ["sslPolicy"], undefined],
      ],
    );
  });

  it("says what the bill will show, and only of properties that it names", () => {
    const inputs = (values: object) => ({ inputs: values });
    const changes = changesOf(
      readEvents([
        step("update", RDS, "db", {
          old: inputs({ instanceClass: "db.t4g.micro", password: "canary-1" }),
          new: inputs({ instanceClass: "db.t4g.large", password: "canary-2" }),
        }),
        step("create", NAT, "nat", { new: inputs({}) }),
        step("create", "aws:ec2/vpcEndpoint:VpcEndpoint", "gateway", {
          new: inputs({ vpcEndpointType: "Gateway" }),
        }),
        step("create", "aws:ec2/vpcEndpoint:VpcEndpoint", "interface", {
          new: inputs({ vpcEndpointType: "Interface", subnetIds: ["a", "b"] }),
        }),
        step("replace", TASK, "task", { old: inputs({ cpu: "256" }), new: inputs({ cpu: "512" }) }),
        step("update", TASK, "same", { old: inputs({ cpu: "256" }), new: inputs({ cpu: "256" }) }),
        step("delete", NAT, "old", { old: inputs({}) }),
      ]).steps,
    );
    const costs = costChangesOf(changes);
    assert.deepEqual(
      costs.map(({ urn, kind, noun, details }) => [urn.split("::").at(-1), kind, noun, details]),
      [
        ["old", "less", "NAT gateway", []],
        ["nat", "more", "NAT gateway", []],
        ["interface", "more", "VPC endpoint", ["subnetIds 2"]],
        ["db", "changed", "database instance", ['instanceClass "db.t4g.micro" → "db.t4g.large"']],
        ["task", "changed", "task size", ['cpu "256" → "512"']],
      ],
    );
    const comment = commentOf(told(...[]));
    assert.doesNotMatch(comment + JSON.stringify(costs), /canary/);
  });

  it("opens with the plan, then what is lost, then what must be mended; the rest is folded", () => {
    const comment = commentOf(
      told(
        step("replace", RDS, "db", { keys: ["engine"] }),
        step("create", TASK, "web"),
        step("delete", "aws:lb/listener:Listener", "http"),
        finding("ecs-task-no-privileged", "web"),
        finding("ecs-task-health-check", "web", "advisory"),
        finding("ecs-task-health-check", "old", "advisory"),
        finding("ecs-task-memory-limit", "old", "advisory"),
      ),
    );
    const at = (text: string): number => {
      assert.ok(comment.includes(text), `${text}\n${comment}`);
      return comment.indexOf(text);
    };
    const order = [
      at(
        "## Preview of dev: 1 replaced, 1 deleted, 1 created; 1 mandatory and 3 advisory findings",
      ),
      at("**will be replaced** because of <code>engine</code>: the database will be lost"),
      at("### Replaced and deleted"),
      at("| replaced | <code>db "),
      at("| deleted | <code>http "),
      at("### Must be mended"),
      at("<details><summary>1 advisory finding on what changes here</summary>"),
      at("<details><summary>2 advisory findings on what stays as it is</summary>"),
      at("<details><summary>3 changed resources</summary>"),
    ];
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
  });

  it("is titled by the stack, or as whoever ran the engine says, who also knows that it failed", () => {
    const events = readEvents([step("create", TASK, "web"), SUMMARY]);
    assert.match(commentOf(reportOf(events)), /^## Preview of dev: 1 created; no findings\n/);
    assert.match(
      commentOf(reportOf(events), { title: "Deployment of prod", hasFailed: true }),
      /^## Deployment of prod: 1 created; no findings\n\n\*\*It failed\.\*\*\n/,
    );
    assert.match(
      commentOf(reportOf(readEvents([SUMMARY]))),
      /^## Preview: no changes; no findings/,
    );
  });

  it("shows why the engine failed, not only that it did", () => {
    const error = (message: string) => ({ diagnosticEvent: { severity: "error", message } });
    const report = told(error("preview failed"), error("creating web: AccessDenied"));
    assert.deepEqual(report.errors, ["creating web: AccessDenied"]);
  });

  it("says that nothing was judged, and that the engine stopped early", () => {
    const silent = commentOf(reportOf(readEvents([step("create", TASK, "web")])));
    assert.match(silent, /\*\*No policy pack took part, so nothing was judged\.\*\*/);
    assert.match(silent, /The engine stopped before the end/);
    assert.doesNotMatch(commentOf(told(step("create", TASK, "web"))), /stopped|No policy pack/);
  });

  it("stays below what GitHub takes, with what matters kept", () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      step("create", TASK, `${"x".repeat(300)}${index}`),
    );
    const comment = commentOf(
      told(...many, step("delete", RDS, "db"), finding("ecs-task-no-privileged", "web")),
    );
    assert.ok(comment.length < 65_536, `${comment.length}`);
    assert.match(comment, /will be deleted[^]*Must be mended/);
  });

  it("lets no name become markup", () => {
    const hostile = "x`|<script>\n\n# @team [a](http://evil)";
    const comment = commentOf(
      told(step("delete", RDS, hostile), finding("ecs-task-no-privileged", hostile), {
        diagnosticEvent: { severity: "error", message: hostile },
      }),
    );
    assert.doesNotMatch(comment, /<script|@team|\n# |\]\(http:\/\/evil/);
  });

  it("reads lines among others, and lists", () => {
    const line = JSON.stringify(SUMMARY);
    assert.equal(parseStream(`> npm run x\n{broken\n${line}\n`, "f").length, 1);
    assert.equal(parseStream(JSON.stringify([SUMMARY, SUMMARY]), "f").length, 2);
  });

  for (const [sentence, text, message] of [
    [
      "an empty file",
      "",
      /^f: it is empty\. Record it with `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true/,
    ],
    ["text", "hello", /^f: no event of the engine is in it\./],
    [
      "the plain summary",
      '{"steps": []}',
      /^f: this is the summary of `pulumi preview --json`, which leaves out/,
    ],
  ] as const) {
    it(`says how to record the events instead of ${sentence}`, () => {
      assert.throws(
        () => parseStream(text, "f"),
        (error) => error instanceof UserError && message.test(error.message),
      );
    });
  }

  it("reads standard input, and fails where it is asked to", () => {
    const input = [finding("ecs-task-no-privileged", "web"), SUMMARY]
      .map((each) => JSON.stringify(each))
      .join("\n");
    let printed = "";
    const world = {
      folder: "/",
      readInput: () => input,
      print: (text: string) => (printed += text),
    };
    assert.equal(report(["-"], world), 0);
    assert.equal(report(["-", "--fail-on", "mandatory", "--format", "json"], world), 1);
    assert.match(printed, /"format": 1/);
    assert.throws(() => report([], world), /^UserError: No events are named\./);
    assert.throws(
      () => report(["/nowhere"], world),
      /^UserError: \/nowhere: it cannot be read \(ENOENT\)\.$/,
    );
  });
});
