import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { readUpstreams, writeUpstream } from "../../operations/upstreams";
import { mirrorAll } from "../../scripts/ci/mirror";
import { ROOT } from "../../sandbox/tools";
import { digestOf, eachTestInRegistry, indexOf, type RegistryWorld } from "./registry-world";

const NEWER = `sha256:${"7".repeat(64)}`;

describe("npm run ci -- mirror", () => {
  let world: RegistryWorld;
  let file: string;
  let summary: string;
  eachTestInRegistry((opened) => {
    world = opened;
    const { folder } = world.user.programs;
    file = path.join(folder, "upstream.json");
    fs.copyFileSync(path.join(ROOT, "images", "upstream.json"), file);
    summary = path.join(folder, "summary.md");
    process.env["GITHUB_STEP_SUMMARY"] = summary;
    upstream("");
  });
  afterEach(() => {
    delete process.env["GITHUB_STEP_SUMMARY"];
  });

  const upstream = (before: string) => {
    const index = indexOf({ "linux/amd64": digestOf("built") });
    world.dockerThat(`${before}
      if (args[3] === "--raw") print(${JSON.stringify(index)});
      if (args[3] === "--format") print("${NEWER}\\n");`);
  };
  const run = () => mirrorAll("dev", world.user.context, file);

  it("brings the bases, no tracing sidecar, and says which pins are old", async () => {
    const nginx = readUpstreams(file)["nginx-unprivileged"];
    assert.ok(nginx !== undefined);
    writeUpstream("nginx-unprivileged", { ...nginx, digest: NEWER }, file);
    assert.equal(await run(), 0, world.user.said.join("\n"));
    for (const name of ["cruddur-python", "nginx-unprivileged"])
      assert.ok(Object.keys(await world.tags(name)).some((tag) => tag.startsWith("release-")));
    assert.deepEqual(await world.tags("tracing"), {});
    assert.deepEqual(fs.readFileSync(summary, "utf8").trim().split("\n").slice(2), [
      "| cruddur-python | 3.13-slim-trixie | old: `npm run mirror -- cruddur-python --update` | released |",
      "| nginx-unprivileged | stable-alpine-slim | current | released |",
      "| tracing-adot | v0.50.0 | old: `npm run mirror -- tracing-adot --update` | not brought |",
      "| tracing-xray | 3.7.0 | old: `npm run mirror -- tracing-xray --update` | not brought |",
    ]);
  });

  it("fails where one of them fails, after it has tried the others", async () => {
    upstream(
      `if (args[2] === "inspect" && args.at(-1).includes("/python")) { complain("ERROR: no such host"); exit(1); }`,
    );
    assert.equal(await run(), 1);
    const [, , python, nginx] = fs.readFileSync(summary, "utf8").split("\n");
    assert.equal(python, "| cruddur-python | 3.13-slim-trixie | not known | FAILED, see the log |");
    assert.match(nginx ?? "", /\| released \|$/);
    assert.ok(world.user.said.some((line) => line.includes("its registry cannot be reached")));
  });

  it("asks no registry for a stack that there is none of, or without buildx", async () => {
    world.user.programs.add("pulumi", `complain("error: no stack named 'dev' found"); exit(255);`);
    assert.match(await world.refusal(run), /^Stack dev: its outputs cannot be read: no stack/);
    upstream(`if (args[0] === "buildx") exit(1);`);
    assert.match(await world.refusal(run), /^Docker has no buildx/);
    assert.deepEqual(world.docker("imagetools"), []);
    assert.equal(fs.existsSync(summary), false);
  });

  it("asks for a new scan of what is there already, and fails where that finds something", async () => {
    assert.equal(await run(), 0);
    let asked = 0;
    world.aws.override("StartImageScan", () => {
      asked++;
      // As a week later: ECR takes the request, and knows more than before.
      world.scanFinds({ name: "CVE-2026-1", severity: "HIGH" });
      return Promise.resolve({});
    });
    assert.equal(await run(), 1);
    assert.ok(asked > 0);
    assert.ok(world.user.said.some((line) => line.includes("HIGH      CVE-2026-1")));
  });
});
