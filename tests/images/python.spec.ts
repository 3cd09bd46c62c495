import assert from "node:assert/strict";
import * as path from "node:path";
import { capture } from "../../sandbox/lib/process";
import { ROOT } from "../../sandbox/tools";
import { orSkip } from "../support/missing-tool";
import { pythonEnvironment, type PythonEnvironment } from "../support/python";
import { IMAGE_NAMES, imageFile, readImageFile } from "./images";

const BACKEND_CODE = [
  "cruddur",
  "gunicorn.conf.py",
  "bin/health-check",
  "bin/db/test",
  "bin/db/migrate",
];

describe("the images' files, judged by their field's linters", () => {
  let tools: PythonEnvironment;
  before(async function () {
    tools = await orSkip(this, () => pythonEnvironment(path.join(__dirname, "tools.txt")));
  });

  const clean = async (program: string, args: readonly string[]): Promise<void> => {
    const cwd = imageFile("backend-flask");
    const { code, stdout, stderr } = await capture(tools.program(program), args, { cwd });
    assert.equal(code, 0, `${stdout}${stderr}`);
  };

  for (const image of IMAGE_NAMES)
    it(`hadolint finds nothing in the Dockerfile of ${image}`, () =>
      clean("hadolint", ["--no-color", imageFile(image, "Dockerfile")]));

  it("hadolint does find something in a bad one", async () => {
    await assert.rejects(
      clean("hadolint", ["--no-color", path.join(__dirname, "bad.Dockerfile")]),
      /DL3002[^]*DL3025|DL3025[^]*DL3002/,
    );
  });

  it("ruff finds nothing in the backend's code", () =>
    clean("ruff", ["check", "--no-cache", ...BACKEND_CODE]));

  it("ruff would not format it otherwise", () =>
    clean("ruff", ["format", "--no-cache", "--check", ...BACKEND_CODE]));

  it("mypy finds nothing in it, in strict mode and with the types of its packages", async () => {
    const { program } = await pythonEnvironment(
      imageFile("backend-flask", "requirements.txt"),
    ).then((environment) => ({ program: environment.program("python") }));
    await clean("mypy", [
      "--cache-dir",
      path.join(ROOT, ".sandbox", "mypy"),
      "--python-executable",
      program,
      "--scripts-are-modules",
      ...BACKEND_CODE,
    ]);
  }).timeout(120_000);
});

describe("the backend's locked requirements", () => {
  const lines = readImageFile("backend-flask", "requirements.txt")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => /^[a-z]/i.test(line));

  it("are exact versions, each with hashes", () => {
    assert.ok(lines.length > 0);
    for (const line of lines)
      assert.match(line, /^[\w.-]+==[\w.]+(?: ; [^-]+)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*$/);
  });

  it("hold what requirements.in asks for, in the release that it names", () => {
    const asked = readImageFile("backend-flask", "requirements.in")
      .split("\n")
      .filter((line) => /^[a-z]/i.test(line));
    assert.ok(asked.length > 0);
    for (const line of asked) {
      const [, name = "", version = ""] = /^([\w-]+)(?:\[\w+\])?~=(\d+)\.\d+$/.exec(line) ?? [];
      assert.ok(
        lines.some((locked) => locked.startsWith(`${name}==${version}.`)),
        line,
      );
    }
  });

  it("name no other index", () => {
    assert.doesNotMatch(
      readImageFile("backend-flask", "requirements.txt"),
      /https?:|--(?:extra-)?index-url/,
    );
  });
});
