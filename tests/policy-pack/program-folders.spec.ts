import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { programAbove } from "../../policy-pack/lib/program-folders";

describe("the folder of the program", () => {
  let root: string;
  const project = (file: string, text: string): void => {
    fs.writeFileSync(path.join(root, file), text);
  };
  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "program-")));
    fs.mkdirSync(path.join(root, "src", "deep"), { recursive: true });
  });
  afterEach(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });

  it("is that of the nearest project", () => {
    project("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
    assert.equal(programAbove(path.join(root, "src", "deep")), root);
  });

  it("is its main, a folder or a file in one", () => {
    for (const main of ["src", '"src"', "'./src/'", "src # the program", "src/index.js"]) {
      project("Pulumi.yml", `name: shop\nmain: ${main}\nruntime: nodejs\n`);
      assert.equal(programAbove(root), path.join(root, "src"), main);
    }
  });

  it("is not known where there is no project", () => {
    assert.equal(programAbove(path.join(root, "src")), undefined);
  });
});
