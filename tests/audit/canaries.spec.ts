import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { RunPulumi } from "../../audit/engine";
import { FORMAT_NAMES, FORMATS } from "../../audit/formats";
import { report } from "../../audit/report-run";
import { audit, type Surroundings } from "../../audit/run";
import { DATA_VARIABLE } from "../../policy-pack/lib/data";
import { resource, task, type VectorResource } from "../../policy-pack/lib/vectors";
import { rules } from "../../policy-pack/rules";
import { exportWith, policyEvent } from "../support/audit";
import { type Diagnostic, evaluate, urnOf } from "../support/policy";

/** So long that no other text has it by chance, and of no form that a rule knows. */
const canary = (place: string): string => `kanari-${place}-7Qx2`;
/** Of a form that is known wherever it stands. */
const token = (place: string): string => `ghp_${`kanari${place}`.padEnd(36, "7Qx2")}`;
/** What none of the outputs may have: the middle of each of them. */
const BETRAYED = /kanari/i;

/** The lines of a text that have a secret: in a failure they say more than the whole. */
const betrayals = (text: string): string[] =>
  text
    .replace(/(?=<)/g, "\n")
    .split("\n")
    .filter((line) => BETRAYED.test(line));

/** One secret in each place that a person puts one, in each of the ways that people do. */
const RESOURCES: readonly VectorResource[] = [
  task(
    [
      {
        name: "web",
        image: `https://robot:${canary("registry")}@ghcr.io/acme/web:latest`,
        privileged: true,
        environment: [
          { name: "DB_PASSWORD", value: canary("password") },
          { name: "GREETING", value: canary("greeting") },
          { name: "DATABASE_URL", value: `postgres://app:${canary("url")}@db/app` },
        ],
        command: ["start", "--password", canary("flag"), canary("word")],
        entryPoint: ["/bin/sh", "-c", `API_TOKEN=${canary("shell")} exec app`],
        healthCheck: { command: ["CMD", "curl", "-u", `me:${canary("health")}`, "localhost"] },
        dockerLabels: { owner: canary("label"), "api-token": canary("named-label") },
        logConfiguration: {
          logDriver: "splunk",
          options: { "splunk-token": canary("splunk"), "splunk-url": canary("log-option") },
        },
        secrets: [{ name: "TOKEN", valueFrom: token("Reference") }],
        repositoryCredentials: { credentialsParameter: token("Credentials") },
        extraHosts: [{ hostname: token("Host"), ipAddress: "10.0.0.1" }],
      },
      { name: token("Name"), image: `ghcr.io/acme/${token("Image")}:latest`, user: "0" },
      { name: "job", image: `acme/job:${token("Tag")}`, command: `echo ${token("Text")}` },
    ],
    { tags: { note: token("Tags") } },
  ),
  resource(
    "docker-build:index:Image",
    {
      tags: [`ghcr.io/acme/web:${token("BuildTag")}`],
      buildArgs: { NPM_TOKEN: canary("argument"), PLAIN: canary("plain-argument") },
      push: true,
    },
    { name: "image" },
  ),
  resource(
    "docker:index/remoteImage:RemoteImage",
    { name: `ghcr.io/acme/web:${token("Remote")}` },
    { name: "remote" },
  ),
  resource(
    "aws:ec2/launchTemplate:LaunchTemplate",
    { userData: Buffer.from(`export API_KEY=${canary("user-data")}`).toString("base64") },
    { name: "hosts" },
  ),
  resource(
    "aws:ssm/parameter:Parameter",
    { name: "/web/db-password", type: "String", value: canary("parameter") },
    { name: "parameter" },
  ),
  resource(
    "aws:rds/instance:Instance",
    { engine: "postgres", username: "app", password: canary("database") },
    { name: "database" },
  ),
];

/** Each place again, as what a step was and becomes. */
const steps = RESOURCES.map((each) => ({
  resourcePreEvent: {
    metadata: {
      op: "update",
      type: each.type,
      urn: urnOf(each),
      diffs: Object.keys(each.props),
      old: { inputs: each.props, outputs: each.props },
      new: { inputs: each.props, outputs: each.props },
    },
  },
}));
const SUMMARY = {
  summaryEvent: { PolicyPacks: { "container-security": "0.1.0" }, result: "failed" },
};

describe("a secret in a stack", () => {
  let folder: string;
  let told: readonly Diagnostic[];
  let events: readonly unknown[];
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "canaries-"));
    process.env[DATA_VARIABLE] = "json";
    try {
      told = await evaluate(rules, { resources: RESOURCES });
    } finally {
      Reflect.deleteProperty(process.env, DATA_VARIABLE);
    }
    const policies = told.map(({ policy, message, urn, level }) =>
      policyEvent(policy, message, { resourceUrn: urn, enforcementLevel: level }),
    );
    events = [...steps, ...policies, SUMMARY];
  });
  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("is found where it stands in the clear, so that there is something to tell of", () => {
    const found = (policy: string): string[] =>
      told
        .filter((each) => each.policy === policy)
        .map(({ message }) => message.split("\n")[0] ?? "");
    const environment = found("ecs-task-no-plaintext-secrets");
    for (const name of ["DB_PASSWORD", "DATABASE_URL"])
      assert.ok(
        environment.some((line) => line.includes(name)),
        `${name}\n${environment.join("\n")}`,
      );
    const commands = found("ecs-task-no-secrets-in-command").join("\n");
    for (const property of ["command", "entryPoint", "healthCheck"])
      assert.ok(commands.includes(property), `${property}\n${commands}`);
    for (const policy of [
      "ecs-task-trusted-registry",
      "ecs-task-non-root-user",
      "ecs-task-secrets-from-managed-store",
      "ecs-host-no-secrets-in-user-data",
      "image-build-no-secret-args",
      "ssm-parameter-secure-string",
    ])
      assert.notDeepEqual(found(policy), [], policy);
  });

  for (const format of FORMAT_NAMES)
    it(`is in no audit: ${format}`, async () => {
      const [ending = ""] = FORMATS[format].endings;
      fs.writeFileSync(
        path.join(folder, "dev.json"),
        exportWith(
          RESOURCES.map((each) => ({
            urn: urnOf(each),
            custom: true,
            id: "x",
            type: each.type,
            inputs: each.props,
            outputs: each.props,
          })),
        ),
      );
      const stdout = events.map((event) => JSON.stringify(event)).join("\n");
      const pulumi: RunPulumi = () => Promise.resolve({ code: 1, stdout, stderr: "" });
      const outputs: string[] = [];
      const world: Surroundings = {
        folder,
        openEngine: () => Promise.resolve(pulumi),
        openSandbox: () => Promise.resolve(pulumi),
        pack: () => Promise.resolve("/pack"),
        print: (text) => outputs.push(text),
        say: (line) => outputs.push(line),
        now: () => new Date("2026-11-21T12:00:00Z"),
      };
      const read = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
      // The findings one by one, and the page about several stacks and runs.
      for (const more of [[], ["--history", "history.json"]]) {
        const file = `report${ending}`;
        const status = await audit(
          ["dev.json", "--format", format, "--output", file, ...more],
          world,
        );
        assert.equal(status, 1);
        outputs.push(read(file));
      }
      for (const text of outputs) {
        assert.ok(text.includes("ecs-task-no-plaintext-secrets"));
        assert.deepEqual(betrayals(text), []);
      }
      assert.deepEqual(betrayals(read("history.json")), []);
    });

  for (const format of ["markdown", "json"])
    it(`is in no report of a preview: ${format}`, () => {
      let printed = "";
      const status = report(["-", "--format", format, "--fail-on", "mandatory"], {
        folder,
        readInput: () => events.map((event) => JSON.stringify(event)).join("\n"),
        print: (text) => (printed += text),
      });
      assert.equal(status, 1);
      assert.ok(printed.includes("containerDefinitions"));
      assert.deepEqual(betrayals(printed), []);
    });
});
