/**
 * Writes policy-pack/lib/taggable-types.ts from the types of the installed @pulumi/aws: run it after an
 * update of the provider, with `npx ts-node scripts/taggable-types.ts`. A test compares the two.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const FILE = join(__dirname, "../policy-pack/lib/taggable-types.ts");
const WIDTH = 100;

/** Type tokens of the provider's resources that take tags and answer with `tagsAll`. */
export function taggableTypes(): string[] {
  const root = dirname(require.resolve("@pulumi/aws/package.json"));
  const modules = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "node_modules",
  );
  return modules
    .flatMap(({ name }) => readdirSync(join(root, name)).map((file) => join(root, name, file)))
    .filter((file) => file.endsWith(".d.ts"))
    .flatMap(tokenIfTaggable)
    .sort();
}

function tokenIfTaggable(declarations: string): string[] {
  const text = readFileSync(declarations, "utf8");
  const args = text.slice(text.search(/export interface \w+Args \{/));
  if (!/\n {4}readonly tagsAll: /.test(text) || !/\n {4}tags\?: /.test(args)) return [];
  const code = readFileSync(declarations.replace(/\.d\.ts$/, ".js"), "utf8");
  return /__pulumiType = '([^']+)'/.exec(code)?.slice(1) ?? [];
}

/** The text of the list: `module Name Name`, for `aws:module/name:Name`. */
export function listOf(tokens: readonly string[]): string {
  const lines: string[] = [];
  for (const token of tokens) {
    const [, module = "", , name = ""] = /^aws:(\w+)\/(\w+):(\w+)$/.exec(token) ?? [];
    const last = lines.at(-1);
    if (last?.startsWith(`${module} `) && last.length + name.length < WIDTH) {
      lines[lines.length - 1] = `${last} ${name}`;
    } else lines.push(`${module} ${name}`);
  }
  return lines.join("\n");
}

if (require.main === module) {
  const text = readFileSync(FILE, "utf8");
  writeFileSync(
    FILE,
    text.replace(/`\n[^`]*`/, () => `\`\n${listOf(taggableTypes())}\n\``),
  );
}
