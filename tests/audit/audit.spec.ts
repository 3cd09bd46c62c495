import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { audit, type Surroundings } from "../../audit/run";
import type { RunPulumi } from "../../audit/engine";
import { UserError } from "../../sandbox/lib/user-error";
import { exportWith, finding } from "../support/audit";

const SUMMARY = {
  summaryEvent: { PolicyPacks: { "container-security": "0.1.0" }, result: "succeeded" },
};
const events = (...list: unknown[]): string =>
  [...list, SUMMARY].map((event) => JSON.stringify(event)).join("\n");

/** An engine that answers what it is told to. */
interface Answers {
  readonly analyze?: string;
  readonly code?: number;
  readonly stderr?: string;
  readonly stacks?: Readonly<Record<string, string>>;
}

describe("npm run audit", () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "audit-spec-"))));
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const put = (name: string, text: string): string => {
    fs.writeFileSync(path.join(folder, name), text);
    return name;
  };

  const run = async (args: readonly string[], answers: Answers = {}) => {
    const { analyze = events(), code = 0, stderr = "", stacks = {} } = answers;
    const calls: (readonly string[])[] = [];
    const judgedTexts: string[] = [];
    const pulumi: RunPulumi = (given) => {
      calls.push(given);
      if (given[1] === "ls") {
        const names = Object.keys(stacks).map((name) => ({ name }));
        return Promise.resolve({ code: 0, stdout: JSON.stringify(names), stderr: "" });
      }
      if (given[1] === "export") {
        const text = stacks[given[3] ?? ""];
        return Promise.resolve(
          text === undefined
            ? { code: 255, stdout: "", stderr: `error: no stack named '${given[3] ?? ""}' found` }
            : { code: 0, stdout: text, stderr: "" },
        );
      }
      judgedTexts.push(fs.readFileSync(given[given.indexOf("--file") + 1] ?? "", "utf8"));
      return Promise.resolve({ code, stdout: analyze, stderr });
    };
    let printed = "";
    const world: Surroundings = {
      folder,
      openEngine: () => Promise.resolve(pulumi),
      openSandbox: () => Promise.resolve(pulumi),
      pack: () => Promise.resolve("/pack"),
      print: (text) => (printed += text),
      say: () => undefined,
      now: () => new Date("2026-11-21T12:00:00Z"),
    };
    const status = await audit(args, world);
    return { status, printed, calls, judgedTexts };
  };

  const refusal = async (args: readonly string[]): Promise<string> => {
    try {
      await run(args);
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      return error.message;
    }
    return assert.fail("it was not refused");
  };

  const resource = {
    urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::b",
    custom: true,
    type: "aws:s3/bucket:Bucket",
  };

  for (const [sentence, args, message] of [
    [
      "an option that there is none of",
      ["--staack", "dev"],
      "There is no option --staack. Did you mean --stack?",
    ],
    [
      "a value that is not allowed",
      ["a", "--format", "xml"],
      '--format is "xml"; allowed is text, json, sarif, junit, markdown, html.',
    ],
    ["an option without its value", ["--stack", "--all"], "--stack needs a stack's name."],
    ["a value where none belongs", ["--all=yes"], "--all takes no value."],
    [
      "an option twice",
      ["a", "--history", "x", "--history", "y"],
      "--history is given more than once.",
    ],
    ["a file that is not there", ["dev.json"], "dev.json: there is no such file."],
    [
      "an ending that says no format",
      ["dev", "--output", "a.pdf"],
      "--output a.pdf: allowed endings are .txt, .json, .sarif, .xml, .md, .html, .htm.",
    ],
    [
      "a folder that is not there",
      ["dev", "--cwd", "nowhere"],
      "--cwd nowhere: there is no such folder.",
    ],
    [
      "one stack and all of them",
      ["--all", "--stack", "dev"],
      "--stack and --all exclude each other.",
    ],
  ] as const) {
    it(`refuses ${sentence}`, async () => {
      assert.equal(await refusal(args), message);
    });
  }

  it("says all faults of the command line at once", async () => {
    assert.equal(
      await refusal(["--fail-on", "high", "--formaat", "x", "--cwd"]),
      '--fail-on is "high"; allowed is mandatory, advisory, none.\nThere is no option --formaat. Did you mean --format?\n--cwd needs a folder.',
    );
  });

  it("finds a rule in the configuration that does not exist, before anything is judged", async () => {
    put("pack.json", '{"ecs-task-no-privilegd": "mandatory"}');
    assert.match(
      await refusal(["dev", "--policy-pack-config", "pack.json"]),
      /pack\.json: There is no rule "ecs-task-no-privilegd"\. Did you mean "ecs-task-no-privileged"\?$/,
    );
  });

  it("answers 0, 1 and 2 by what it found", async () => {
    put("dev.json", exportWith([resource]));
    const with1 = { analyze: events(finding("ecs-task-no-privileged", "web")), code: 1 };
    const advisory = { analyze: events(finding("ecs-task-no-privileged", "web", "advisory")) };
    assert.equal((await run(["dev.json"])).status, 0);
    assert.equal((await run(["dev.json"], with1)).status, 1);
    assert.equal((await run(["dev.json", "--fail-on", "none"], with1)).status, 0);
    assert.equal((await run(["dev.json"], advisory)).status, 0);
    assert.equal((await run(["dev.json", "--fail-on", "advisory"], advisory)).status, 1);
    assert.equal((await run(["nowhere"], with1)).status, 2);
  });

  it("does not take silence of the engine for a pass", async () => {
    put("dev.json", exportWith([resource]));
    for (const [answers, reason] of [
      [{ analyze: "" }, "pulumi ended with 0"],
      [
        { analyze: JSON.stringify({ summaryEvent: { result: "succeeded" } }) },
        "pulumi ended with 0",
      ],
      [
        { code: 255, analyze: "", stderr: "error: the pack does not start" },
        "the pack does not start",
      ],
      [{ code: 255, stderr: "error: killed" }, "killed"],
    ] as const) {
      const { status, printed } = await run(["dev.json"], answers);
      assert.equal(status, 2);
      assert.ok(printed.includes(`not judged: the engine did not judge it: ${reason}`), printed);
    }
  });

  for (const [sentence, text, reason] of [
    ["an empty file", "", "it is not JSON"],
    ["an export cut short", exportWith([resource]).slice(0, 200), "the JSON ends too early"],
    ["other JSON", '{"name": "x"}', "it is JSON, but not what `pulumi stack export` prints"],
    ["a list", "[]", "it is JSON, but not what `pulumi stack export` prints"],
    ["another version", '{"version": 9, "deployment": {}}', "its version is 9; expected 3"],
    [
      "resources that are none",
      '{"version": 3, "deployment": {"resources": [7]}}',
      "its `resources` are no list of resources",
    ],
    [
      "a resource without a URN",
      '{"version": 3, "deployment": {"resources": [{}]}}',
      "its resource 1 has no URN",
    ],
  ] as const) {
    it(`says what is wrong with ${sentence}`, async () => {
      put("dev.json", text);
      const { status, printed, calls } = await run(["dev.json"]);
      assert.equal(status, 2);
      assert.equal(calls.length, 0);
      assert.ok(printed.includes(`not judged: it is no export of a stack: ${reason}\n`), printed);
    });
  }

  it("says of a word that is neither a file nor a stack that it is neither", async () => {
    const { status, printed } = await run(["nofile"]);
    assert.equal(status, 2);
    assert.match(
      printed,
      /^nofile\n {2}not judged: there is no such file or folder, nor a stack that can be read: It cannot be exported: no stack named 'nofile' found\n/,
    );
    const asStack = await run(["--stack", "nofile"]);
    assert.doesNotMatch(asStack.printed, /file or folder/);
  });

  it("judges an empty stack without the engine", async () => {
    put("dev.json", '{"version": 3, "deployment": null}');
    const { status, printed, calls } = await run(["dev.json"]);
    assert.deepEqual([status, calls.length], [0, 0]);
    assert.match(printed, /^dev\.json: 0 resources, 0 findings\n/);
  });

  it("reads the state file of a backend like an export", async () => {
    const { deployment } = JSON.parse(exportWith([resource])) as { deployment: object };
    put(
      "state.json",
      JSON.stringify({ version: 3, checkpoint: { stack: "dev", latest: deployment } }),
    );
    const { status, judgedTexts } = await run(["state.json"]);
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(judgedTexts[0] ?? ""), { version: 3, deployment });
  });

  it("hands on no keeper of secrets that would have to be asked", async () => {
    const keeper = (type: string) => ({
      secrets_providers: { type, state: { url: "awskms://x" } },
    });
    for (const [type, kept] of [
      ["cloud", false],
      ["service", false],
      ["passphrase", true],
    ] as const) {
      put("dev.json", exportWith([resource], "dev", keeper(type)));
      const { judgedTexts } = await run(["dev.json"]);
      assert.equal(judgedTexts[0]?.includes("secrets_providers"), kept, type);
    }
  });

  it("takes the exports out of a folder, beside other JSON, but no broken one in silence", async () => {
    put("a.json", exportWith([resource]));
    put("package.json", '{"name": "x"}');
    put("z.json", '{"version": 3, "depl');
    const { status, printed } = await run(["."]);
    assert.equal(status, 2);
    assert.match(printed, /^a\.json: 1 resource, 0 findings\n\nz\.json\n {2}not judged/);
    for (const name of ["a.json", "z.json"]) fs.rmSync(path.join(folder, name));
    const empty = await run(["."]);
    assert.match(
      empty.printed,
      /the folder holds JSON files, but none that `pulumi stack export --file` has written/,
    );
  });

  it("judges every stack of a backend on one page, and compares with the last run", async () => {
    const stacks = {
      "organization/shop/dev": exportWith([resource]),
      "organization/shop/prod": exportWith([resource], "prod"),
    };
    const first = { stacks, analyze: events(finding("ecs-task-no-privileged", "old")), code: 1 };
    const args = ["--all", "--history", "history.json"];
    assert.match((await run(args, first)).printed, /^STACK +MANDATORY +ADVISORY/);
    const second = {
      stacks: { ...stacks, "organization/shop/test": exportWith([resource], "test") },
      analyze: events(
        finding("ecs-task-no-privileged", "new"),
        finding("ecs-task-no-privileged", "newer"),
      ),
      code: 1,
    };
    const { printed, status } = await run(args, second);
    assert.equal(status, 1);
    assert.match(printed, /SINCE 2026-11-21 12:00 UTC/);
    assert.match(printed, /organization\/shop\/dev +2 +0 +0 +0 +2 new, 1 gone/);
    assert.match(printed, /organization\/shop\/test +2 +0 +0 +0 +first time/);
    assert.match(
      printed,
      /mandatory +high +ecs-task-no-privileged +6 +organization\/shop\/dev 2, /,
    );
  });

  it("refuses a history that is none, and leaves the file alone", async () => {
    for (const text of ["{", '{"runs": [{"at": "x", "stacks": {}}]}', "[]"]) {
      put("history.json", text);
      put("dev.json", exportWith([resource]));
      assert.match(
        await refusal(["dev.json", "--history", "history.json"]),
        /^.*history\.json: it /,
      );
      assert.equal(fs.readFileSync(path.join(folder, "history.json"), "utf8"), text);
    }
  });

  it("writes each report that is asked for", async () => {
    put("dev.json", exportWith([resource]));
    await run(["dev.json", "--output", "a.sarif", "--output", "b.html", "--output", "c.xml"]);
    assert.match(fs.readFileSync(path.join(folder, "a.sarif"), "utf8"), /"version": "2\.1\.0"/);
    assert.match(fs.readFileSync(path.join(folder, "b.html"), "utf8"), /^<!doctype html>/);
    assert.match(fs.readFileSync(path.join(folder, "c.xml"), "utf8"), /^<\?xml/);
  });

  it("leaves no copy of an export behind", async () => {
    put("dev.json", exportWith([resource]));
    const { calls } = await run(["dev.json"], { analyze: "", code: 1 });
    const file = calls[0]?.[3] ?? "";
    assert.match(file, /cruddur-audit-/);
    assert.equal(fs.existsSync(path.dirname(file)), false);
  });
});
