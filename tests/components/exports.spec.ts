import assert from "node:assert/strict";
import * as path from "node:path";
import * as ts from "typescript";

const ROOT = path.join(__dirname, "..", "..");
const FOLDER = path.join(ROOT, "components");
const ENTRY = path.join(FOLDER, "index.ts");

/** Types of this folder that exported ones name in public members and that the entry leaves out: name → where. */
function missingTypes(program: ts.Program): string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(ENTRY);
  const entry = source && checker.getSymbolAtLocation(source);
  assert.ok(entry);
  const original = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const exported = new Set(checker.getExportsOfModule(entry).map(original));
  assert.ok(exported.size > 100, String(exported.size));
  const missing = new Set<string>();
  const look = (node: ts.Node, owner: string): void => {
    if (ts.isBlock(node) || isPrivate(node)) return;
    if (ts.isPropertyDeclaration(node) && node.initializer) {
      if (node.type) look(node.type, owner);
      return;
    }
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = name && checker.getSymbolAtLocation(name);
    const type = symbol && original(symbol);
    const file = type?.declarations?.[0]?.getSourceFile().fileName ?? "";
    const isOurs = type !== undefined && file.startsWith(`${FOLDER}/`);
    const isParameter = type !== undefined && (type.flags & ts.SymbolFlags.TypeParameter) !== 0;
    if (isOurs && !isParameter && !exported.has(type))
      missing.add(`${type.name}, which ${owner} names`);
    ts.forEachChild(node, (child) => {
      look(child, owner);
    });
  };
  for (const symbol of exported)
    for (const declaration of symbol.declarations ?? [])
      if (
        ts.isInterfaceDeclaration(declaration) ||
        ts.isClassDeclaration(declaration) ||
        ts.isTypeAliasDeclaration(declaration)
      )
        look(declaration, symbol.name);
  return [...missing].sort();
}

function isPrivate(node: ts.Node): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  const isMarked = ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
  return isMarked === true || (ts.isPropertyDeclaration(node) && ts.isPrivateIdentifier(node.name));
}

describe("components/index.ts", () => {
  it("exports every type that its components' arguments and members name", function () {
    this.timeout(120_000);
    const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (file) =>
      ts.sys.readFile(file),
    ) as { config: unknown };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    assert.deepEqual(missingTypes(ts.createProgram([ENTRY], { ...options, noEmit: true })), []);
  });
});
