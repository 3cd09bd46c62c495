import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ROOT } from "../../sandbox/tools";
import { serveAccepting } from "../support/accepting-provider";
import { type EngineEvent, TestSandbox } from "../support/engine";
import { programOf, type ProgramCopy } from "../support/program";

const PROJECT = `name: images
runtime:
  name: nodejs
  options: { typescript: false }
main: index.js
`;

/** Builds from folders of its own, by relative paths. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
class Image extends pulumi.CustomResource {
  constructor(name, props) { super("docker-build:index:Image", name, props); }
}
const tags = ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1.2.3"];
new Image("careless", { context: { location: "./careless" }, push: true, tags });
new Image("missing", { context: { location: "./missing" }, push: true, tags });
`;

const DOCKERFILE = `FROM 123456789012.dkr.ecr.eu-central-1.amazonaws.com/base:1.0
COPY . /app
CMD ["/app/run"]
`;

/** The pack as it is published, in a folder outside of every project. */
function unpacked(folder: string): string {
  const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder];
  const tarball = execFileSync("npm", pack, {
    cwd: path.join(ROOT, "policy-pack"),
    encoding: "utf8",
  }).trim();
  execFileSync("tar", ["xzf", path.join(folder, tarball), "-C", folder]);
  const installed = path.join(folder, "package");
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(installed, "node_modules"));
  return installed;
}

describe("Dockerfiles of a program that is elsewhere than the pack", () => {
  let folder: string;
  let program: ProgramCopy;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "pack-"));
    program = programOf({ "Pulumi.yaml": PROJECT, "index.js": PROGRAM });
    fs.mkdirSync(path.join(program.folder, "careless"));
    fs.writeFileSync(path.join(program.folder, "careless", "Dockerfile"), DOCKERFILE);
  });
  after(() => {
    program.remove();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("are found and judged by the published pack", async () => {
    const providers = await serveAccepting(["docker-build"]);
    const box = await TestSandbox.open("dockerfiles", program.folder);
    try {
      await box.mustPulumi("stack", "init", "t");
      const env = {
        PULUMI_DEBUG_PROVIDERS: providers.attach,
        PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      };
      const args = ["preview", "--stack", "t", "--json", "--non-interactive"];
      const { stdout } = await box.sandbox.run([...args, "--policy-pack", unpacked(folder)], {
        output: "capture",
        env,
      });
      const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
      const told = lines.flatMap((line) => {
        const { policyEvent: event } = JSON.parse(line) as EngineEvent;
        if (event === undefined) return [];
        const first = event.message.split("\n")[0]?.replace(/<\{%[^%]*%\}>/g, "") ?? "";
        const name = event.resourceUrn?.split("::").at(-1) ?? "";
        return event.policyName === "image-dockerfile-lint" ? [`${name}: ${first}`] : [];
      });
      assert.match(told.join("\n"), /^careless: context\.location .*(?:USER|user)/m);
      const waits = lines.filter((line) => line.includes("pack-undetermined"));
      assert.ok(waits.some((line) => line.includes("::missing")));
      assert.ok(!waits.some((line) => line.includes("::careless")));
    } finally {
      await box.close();
      await providers.close();
    }
  });
});
