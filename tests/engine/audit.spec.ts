import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ENGINE_VARIABLES } from "../../audit/engine";
import { audit } from "../../audit/run";
import { ROOT } from "../../sandbox/tools";
import { exportWith } from "../support/audit";
import { TestSandbox } from "../support/engine";
import { programOf, type ProgramCopy } from "../support/program";

const PROJECT = "name: shop\nruntime: nodejs\n";
const CANARY = "canary-3f9a1c77d2";
const STACKS = ["dev", "prod", "test"];

/** A task that runs privileged and carries a password in the clear. */
function stateOf(stack: string): string {
  const type = "aws:ecs/taskDefinition:TaskDefinition";
  const containers = [
    {
      name: "web",
      image: "a:1",
      privileged: true,
      environment: [{ name: "DB_PASSWORD", value: CANARY }],
    },
  ];
  const inputs = { family: "web", containerDefinitions: JSON.stringify(containers) };
  const root = `urn:pulumi:${stack}::shop::pulumi:pulumi:Stack::shop-${stack}`;
  const urn = `urn:pulumi:${stack}::shop::${type}::web`;
  return exportWith(
    [{ urn, custom: true, id: "web", type, inputs, outputs: inputs, parent: root }],
    stack,
  );
}

describe("an audit of a backend with several stacks, on the real engine", () => {
  let program: ProgramCopy;
  let box: TestSandbox;
  let folder: string;

  before(async () => {
    program = programOf({ "Pulumi.yaml": PROJECT });
    box = await TestSandbox.open("audit", program.folder);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "audit-"));
    for (const stack of STACKS) {
      await box.mustPulumi("stack", "init", stack);
      fs.writeFileSync(path.join(folder, `${stack}.json`), stateOf(stack));
      // Written by hand, so without the engine's mark: it wants to be asked twice.
      const file = path.join(folder, `${stack}.json`);
      await box.mustPulumi("stack", "import", "--force", "--stack", stack, "--file", file);
    }
  });
  after(async () => {
    await box.close();
    program.remove();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const run = async (...args: readonly string[]): Promise<{ status: number; printed: string }> => {
    let printed = "";
    const pulumi = (given: readonly string[]) =>
      box.sandbox.run([...given, "--non-interactive"], {
        output: "capture",
        env: ENGINE_VARIABLES,
      });
    const status = await audit(args, {
      folder,
      openEngine: () => Promise.resolve(pulumi),
      openSandbox: () => Promise.resolve(pulumi),
      pack: () => Promise.resolve(path.join(ROOT, "policy-pack")),
      print: (text) => (printed += text),
      say: () => undefined,
      now: () => new Date(),
    });
    return { status, printed };
  };

  it("judges each of them, says where, and shows no secret in any format", async () => {
    const outputs = ["a.txt", "a.json", "a.sarif", "a.xml", "a.md", "a.html"];
    const args = outputs.flatMap((file) => ["--output", file]);
    const { status, printed } = await run("--all", ...args, "--format", "json");
    assert.equal(status, 1);
    interface Report {
      stacks: { title: string; findings: Record<string, unknown>[] }[];
    }
    const { stacks } = JSON.parse(printed) as Report;
    assert.deepEqual(
      stacks.map(({ title }) => title),
      STACKS.map((stack) => `organization/shop/${stack}`),
    );
    for (const { findings } of stacks) {
      const found = findings.find(({ rule }) => rule === "ecs-task-no-privileged");
      assert.deepEqual(
        [found?.["level"], found?.["container"], found?.["property"], found?.["found"]],
        ["mandatory", "web", "containerDefinitions[0].privileged", "is true"],
      );
      assert.ok(findings.some(({ rule }) => rule === "ecs-task-no-plaintext-secrets"));
    }
    for (const file of outputs) {
      const text = fs.readFileSync(path.join(folder, file), "utf8");
      assert.ok(text.includes("ecs-task-no-privileged"), file);
      assert.ok(!text.includes(CANARY), file);
    }
  });

  it("shows waived findings, waivers that are not needed and those that have expired", async () => {
    const waiver = (rule: string, stack: string, expires: string) => ({
      ...{ rule, stack, name: "web", reason: "vendor image", approver: "Jane Doe", expires },
    });
    const waivers = [
      waiver("ecs-task-no-privileged", "dev", "2999-12-31"),
      waiver("ecs-task-no-privileged", "prod", "2020-01-31"),
      waiver("ecs-task-no-host-pid", "test", "2999-12-31"),
    ];
    fs.writeFileSync(
      path.join(folder, "pack.config"),
      JSON.stringify({ "pack-settings": { waivers } }),
    );
    const { status, printed } = await run("--all", "--policy-pack-config", "pack.config");
    assert.equal(status, 1);
    const lines = printed.split("\n").map((line) => line.replace(/ {2,}/g, " | "));
    const ofWaivers = lines.slice(lines.findIndex((line) => line.startsWith("WAIVER OF")));
    assert.match(
      ofWaivers[1] ?? "",
      /^ecs-task-no-privileged \| 2020-01-31 \(expired\) \| .*organization\/shop\/prod 1$/,
    );
    assert.match(
      ofWaivers.join("\n"),
      /ecs-task-no-privileged \| 2999-12-31 .*organization\/shop\/dev 1/,
    );
    assert.match(ofWaivers.join("\n"), /ecs-task-no-host-pid \| .*nothing: remove it/);
  });

  it("names a stack that there is none of, and still judges the others", async () => {
    const { status, printed } = await run("--stack", "nowhere", "--stack", "dev");
    assert.equal(status, 2);
    assert.match(printed, /^dev: 1 resource, /);
    assert.match(
      printed,
      /nowhere\n {2}not judged: It cannot be exported: no stack named 'nowhere' found/,
    );
  });
});
