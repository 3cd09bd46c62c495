import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rules } from "../policy-pack/rules";

const ROOT = join(__dirname, "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const FOLDERS =
  "audit|bench|components|docs|examples|images|operations|policy-pack|sandbox|scripts|settings|stacks|tests";
/** Documents written by hand. */
const DOCUMENTS = [
  ...["CHANGELOG", "CONTRIBUTING", "README", "SECURITY"].map((name) => `${name}.md`),
  ...["images", "policy-pack", "sandbox"].map((folder) => `${folder}/README.md`),
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** By file. */
const known = new Map<string, ReadonlySet<string>>();

/** What a document's headings are linked to by, as GitHub makes it. */
function anchors(file: string): ReadonlySet<string> {
  const found = known.get(file) ?? anchorsOf(read(file));
  known.set(file, found);
  return found;
}

function anchorsOf(markdown: string): ReadonlySet<string> {
  return new Set(
    [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** Rows of a table whose first cell is a number, by cells. */
function numberedRows(markdown: string, heading: string): string[][] {
  const section = markdown.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| (\d+ \|.*) \|$/gm)].map(([, row = ""]) => row.split(" | "));
}

describe("documents", () => {
  for (const file of DOCUMENTS)
    it(`${file} links to what is there`, () => {
      const text = read(file).replace(/^```[^]*?^```/gm, "");
      const broken = [...text.matchAll(/\]\(((?!https?:|mailto:)[^)\s]*)\)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => {
          const [path = "", anchor] = target.split("#");
          const linked = path === "" ? file : join(dirname(file), path);
          if (!existsSync(join(ROOT, linked))) return true;
          return anchor !== undefined && !anchors(linked).has(anchor);
        });
      assert.deepEqual(broken, []);
    });

  for (const file of ["docs/advisories.md", "docs/asks.md", "docs/coverage.md", "README.md"])
    it(`${file} names files that are there`, () => {
      const paths = [...read(file).matchAll(new RegExp(`\`((?:${FOLDERS})/[\\w./-]*)\``, "g"))];
      assert.ok(paths.length > 0);
      const missing = paths.map(([, path = ""]) => path);
      assert.deepEqual(
        missing.filter((path) => !existsSync(join(ROOT, path))),
        [],
      );
    });

  for (const file of ["docs/asks.md", "docs/coverage.md"])
    it(`${file} quotes tests that there are`, () => {
      const missing: string[] = [];
      let quoted = 0;
      for (const line of read(file).split("\n")) {
        let spec = "";
        for (const [, path, title] of line.matchAll(/`(tests\/[\w./-]+)`|“([^”]+)”/g)) {
          if (path !== undefined) spec = path;
          else if (spec !== "" && title !== undefined) {
            quoted++;
            if (!read(spec).includes(`it("${title}"`)) missing.push(`${spec} “${title}”`);
          }
        }
      }
      assert.ok(quoted > 20);
      assert.deepEqual(missing, []);
    });

  for (const [heading, count] of [
    ["Faults not repeated", 26],
    ["Traps of the first run", 9],
  ] as const)
    it(`docs/coverage.md has every row of “${heading}”, with rules that there are`, () => {
      const rows = numberedRows(read("docs/coverage.md"), heading);
      assert.deepEqual(
        rows.map(([number]) => Number(number)),
        Array.from({ length: count }, (_, index) => index + 1),
      );
      const names = rules.map(({ facts }) => facts.name);
      const heldBy = rows.flatMap(([, , cell = ""]) => [
        ...cell.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+){2,})`/g),
      ]);
      assert.deepEqual(
        heldBy.map(([, name = ""]) => name).filter((name) => !names.includes(name)),
        [],
      );
    });

  it("docs/coverage.md has every row of the source material, with rules that there are", () => {
    const rows = numberedRows(read("docs/coverage.md"), "Steps and rules");
    assert.deepEqual(
      rows.map(([number]) => Number(number)),
      Array.from({ length: 44 }, (_, index) => index + 1),
    );
    const names = rules.map(({ facts }) => facts.name);
    const unknown = rows.flatMap(([, , , cell = ""]) =>
      [...cell.matchAll(/`([a-z0-9-]+)(\*?)`/g)]
        .filter(([, name = "", star]) =>
          star === "*" ? !names.some((each) => each.startsWith(name)) : !names.includes(name),
        )
        .map(([name]) => name),
    );
    assert.deepEqual(unknown, []);
  });
});
