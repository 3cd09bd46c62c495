import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import * as ts from "typescript";
import { AwsProvider } from "../../sandbox/aws/provider";
import type { ResourceType } from "../../sandbox/aws/resource-type";
import { types } from "../../sandbox/aws/types";
import { serveProvider } from "../../sandbox/lib/provider-server";
import { types as randomTypes } from "../../sandbox/random/types";
import { EngineClient, startAccount } from "./engine-client";

const sandbox = join(__dirname, "..", "..", "sandbox");
const text = readFileSync(join(sandbox, "README.md"), "utf8");

describe("sandbox/README.md", () => {
  it("lists every type that is modelled, and no other", () => {
    const listed = [...text.matchAll(/^- `([\w.]+)`: (.+)$/gm)].flatMap(([, name, list]) =>
      [...(list ?? "").matchAll(/`(\w+)`/g)].map((match) => `${name ?? ""}.${match[1] ?? ""}`),
    );
    const modelled = [...types.map(({ token }) => token), ...Object.keys(randomTypes)].map(
      (token) =>
        token.replace(/^aws:(\w+)\/\w+:/, "aws.$1.").replace(/^random:index\/\w+:/, "random."),
    );
    assert.deepEqual(listed.sort(), modelled.sort());
  });

  it("shows a type that works as it stands", async () => {
    const code = /```ts\n([^]*?)```/.exec(text)?.[1] ?? "";
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
    });
    const exports: { logStream?: ResourceType } = {};
    const load = createRequire(join(sandbox, "aws", "types", "cloudwatch", "log-stream.ts"));
    const run = compileFunction(outputText, ["require", "exports"]) as (
      ...module: unknown[]
    ) => unknown;
    run(load, exports);
    assert.ok(exports.logStream);

    const started = await startAccount();
    const served = await serveProvider(
      new AwsProvider(started.account, [...types, exports.logStream]),
    );
    const engine = new EngineClient(served.port);
    try {
      await engine.configure();
      const args = { logGroupName: "/app", name: "one" };
      const { token } = exports.logStream;
      await assert.rejects(engine.create(token, "s", args), /ResourceNotFoundException/);
      await engine.create("aws:cloudwatch/logGroup:LogGroup", "g", { name: "/app" });
      const stream = await engine.create(token, "s", args);
      assert.deepEqual(await engine.refresh(stream), stream);
      await assert.rejects(engine.create(token, "t", args), /ResourceAlreadyExistsException/);
      const imported = await engine.read(token, "s", "/app:one");
      assert.equal(imported?.id, "one");
      assert.deepEqual((await engine.diff(imported, args)).paths, []);
      await engine.delete(stream);
      assert.equal(await engine.refresh(stream), undefined);
    } finally {
      engine.close();
      await served.close();
      await started.stop();
    }
  });
});
