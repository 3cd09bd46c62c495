/** `npm run docs` writes the generated files; with `--check` it names those that are not what their source says. */
import * as fs from "node:fs";
import * as path from "node:path";
import { exitCodeOf, parseCommandLine } from "../sandbox/lib/command-line";
import { configurationDocs } from "./configuration-docs";
import { coveragePage } from "./coverage-doc";
import { environmentsPage } from "./environments-doc";
import { projectFile } from "./project-file";
import { rulesPage } from "./rules-doc";

/** Generated files. */
const FILES: Readonly<Record<string, () => string>> = {
  "Pulumi.yaml": projectFile,
  "docs/configuration.md": configurationDocs,
  "docs/environments.md": environmentsPage,
  "docs/policy-coverage.md": coveragePage,
  "docs/rules.md": rulesPage,
};

/** Writes or compares; answers how many files are not what their source says. */
function docs(args: readonly string[]): number {
  const { values } = parseCommandLine(args, {
    usage: "npm run docs -- [--check]",
    words: [0, 0],
    options: { check: { type: "boolean" } },
  });
  let stale = 0;
  for (const [file, page] of Object.entries(FILES)) {
    const target = path.join(__dirname, "..", file);
    if (values.check !== true) fs.writeFileSync(target, page());
    else if (!fs.existsSync(target) || fs.readFileSync(target, "utf8") !== page()) {
      console.error(`${file} is not what its source says; run \`npm run docs\`.`);
      stale += 1;
    }
  }
  return stale > 0 ? 1 : 0;
}

void exitCodeOf(() => docs(process.argv.slice(2))).then((code) => (process.exitCode = code));
