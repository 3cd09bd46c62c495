import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { buffer } from "node:stream/consumers";
import { capture, type Finished } from "../../sandbox/lib/process";
import { ROOT, SANDBOX_FOLDER } from "../../sandbox/tools";
import { loadedFiles } from "../../scripts/ci/loaded-files";
import { packVersion } from "../../scripts/ci/record-levels";
import { commands } from "../workflows/files";

const PACK = 'npm run ci -- pack-policies --output packed --tag "$TAG"';
const PUBLISH_NPM = "node scripts/ci/publish-npm.js packed";
const PUBLISH_PULUMI =
  'npm run ci -- publish-pulumi --packed packed --organization "$ORGANIZATION"';

describe("the policy pack as a package", () => {
  let folder: string;
  let packed: string;

  before(() => {
    const parent = path.join(SANDBOX_FOLDER, "tests");
    fs.mkdirSync(parent, { recursive: true });
    folder = fs.mkdtempSync(path.join(parent, "package-"));
    packed = path.join(folder, "packed");
  });
  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** A command of the workflow, with the test's folder for `packed`. */
  function step(command: string, env: NodeJS.ProcessEnv): Promise<Finished> {
    assert.ok(commands().includes(command), command);
    const here = command.replace(/\bpacked\b(?!-)/g, (word, at: number) =>
      command.slice(at - 2, at) === "--" ? word : `"${packed}"`,
    );
    return capture("bash", ["-e", "-o", "pipefail", "-c", here], {
      cwd: ROOT,
      env: { ...process.env, ...env },
    });
  }

  it("is not packed under a tag of another version, nor before its levels are recorded", async () => {
    const { code, stderr } = await step(PACK, { TAG: "policy-pack-v99.0.0" });
    assert.equal(code, 1);
    const version = packVersion();
    assert.match(
      stderr,
      new RegExp(`the tag is "policy-pack-v99.0.0", but .* asks for policy-pack-v${version}`),
    );
    assert.ok(!fs.existsSync(packed));
  });

  it("holds what its entry points load, and nothing else", async () => {
    const { code, stdout, stderr } = await capture(
      "npm",
      ["run", "--silent", "ci", "--", "pack-policies", "--output", packed],
      { cwd: ROOT },
    );
    assert.equal(code, 0, stderr);
    const tarball = stdout.trim();
    assert.equal(
      path.basename(tarball),
      `cruddur-container-security-policies-${packVersion()}.tgz`,
    );
    const listed = await capture("tar", ["tzf", tarball]);
    const files = listed.stdout
      .trim()
      .split("\n")
      .map((name) => name.replace(/^package\//, ""));
    assert.equal((await capture("tar", ["xzf", tarball, "-C", folder])).code, 0);
    const installed = path.join(folder, "package");
    const loaded = loadedFiles(installed, ["bin/index.js", "bin/check-config.js"]);
    const expected = ["package.json", "PulumiPolicy.yaml", "README.md", ...loaded];
    assert.deepEqual(files.sort(), expected.sort());
    const config = path.join(folder, "config.json");
    fs.writeFileSync(config, JSON.stringify({ "ecs-task-no-privilegd": "advisory" }));
    fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(installed, "node_modules"));
    const checked = await capture(process.execPath, [
      path.join(installed, "bin/check-config.js"),
      config,
    ]);
    assert.equal(checked.code, 1, checked.stderr);
    assert.match(checked.stdout + checked.stderr, /Did you mean "ecs-task-no-privileged"/);
    assert.ok(files.length > 150, `${files.length} files`);
  });

  it("is published to the registry as the one file that was packed", async () => {
    const received: { path: string; body: Buffer }[] = [];
    const registry = http.createServer((request, response) => {
      void buffer(request).then((body) => {
        if (request.method === "PUT") received.push({ path: request.url ?? "", body });
        response.writeHead(request.method === "PUT" ? 201 : 404, {
          "content-type": "application/json",
        });
        response.end("{}");
      });
    });
    await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
    try {
      const host = `127.0.0.1:${(registry.address() as AddressInfo).port}/`;
      const userconfig = path.join(folder, "npmrc");
      fs.writeFileSync(userconfig, `registry=http://${host}\n//${host}:_authToken=made-up\n`);
      const env = { npm_config_userconfig: userconfig, npm_config_registry: `http://${host}` };
      const { code, stdout, stderr } = await step(PUBLISH_NPM, env);
      assert.equal(code, 0, stdout + stderr);
      assert.deepEqual(
        received.map((each) => decodeURIComponent(each.path)),
        ["/@cruddur/container-security-policies"],
      );
      const { versions, _attachments } = JSON.parse(received[0]?.body.toString() ?? "") as {
        versions: Record<string, unknown>;
        _attachments: Record<string, { data: string }>;
      };
      assert.deepEqual(Object.keys(versions), [packVersion()]);
      const [attached] = Object.values(_attachments);
      const [name = ""] = fs.readdirSync(packed);
      const sent = Buffer.from(attached?.data ?? "", "base64");
      assert.ok(sent.equals(fs.readFileSync(path.join(packed, name))), "another file was sent");
    } finally {
      registry.close();
    }
  });

  it("is published only if there is exactly one", async () => {
    const extra = path.join(packed, "other.tgz");
    fs.writeFileSync(extra, "");
    const npm = await step(PUBLISH_NPM, {});
    assert.equal(npm.code, 1);
    assert.match(npm.stderr, /^publish-npm: ".*" holds .*other\.tgz; expected one \.tgz\.\n$/);
    const pulumi = await step(PUBLISH_PULUMI, { ORGANIZATION: "cruddur" });
    assert.equal(pulumi.code, 1);
    assert.match(pulumi.stderr, /holds .*other\.tgz.*; expected one \.tgz/);
    fs.rmSync(extra);
  });

  it("goes to Pulumi Cloud with a login only, and to an organisation that can be", async () => {
    const wrong = await step(PUBLISH_PULUMI, { ORGANIZATION: "--yes" });
    assert.notEqual(wrong.code, 0);
    assert.match(wrong.stderr, /--organization has no value|is not the name of an organisation/);
    const { code, stderr } = await step(PUBLISH_PULUMI, {
      ORGANIZATION: "cruddur",
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_ACCESS_TOKEN: "",
    });
    assert.notEqual(code, 0);
    assert.match(stderr, /Nobody is logged in to Pulumi Cloud:\n.*PULUMI_ACCESS_TOKEN must be set/);
  });
});
