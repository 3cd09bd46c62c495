/** `npm run docs` writes the generated files; with `--check` it names those that are not what their source says. */
import * as fs from "node:fs";
import * as path from "node:path";
import { configurationDocs } from "./configuration-docs";
import { coveragePage } from "./coverage-doc";
import { projectFile } from "./project-file";
import { rulesPage } from "./rules-doc";

/** Generated files. */
const FILES: Readonly<Record<string, () => string>> = {
  "Pulumi.yaml": projectFile,
  "docs/configuration.md": configurationDocs,
  "docs/policy-coverage.md": coveragePage,
  "docs/rules.md": rulesPage,
};

const isCheck = process.argv.includes("--check");
for (const [file, page] of Object.entries(FILES)) {
  const target = path.join(__dirname, "..", file);
  if (!isCheck) fs.writeFileSync(target, page());
  else if (!fs.existsSync(target) || fs.readFileSync(target, "utf8") !== page()) {
    console.error(`${file} is not what its source says; run \`npm run docs\`.`);
    process.exitCode = 1;
  }
}
