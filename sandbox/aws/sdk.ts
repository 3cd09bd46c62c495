import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What `@pulumi/aws` itself says about a resource class. */
export interface SdkClass {
  /** Names of all inputs. */
  readonly inputs: ReadonlySet<string>;
  /** Names of all outputs. */
  readonly outputs: ReadonlySet<string>;
  /** Outputs that always have a value (no `| undefined` in their type). */
  readonly alwaysPresent: ReadonlySet<string>;
  /** Inputs and outputs that the class marks as secret. */
  readonly secrets: ReadonlySet<string>;
  /** Inputs and outputs that are maps of free keys (`tags`). */
  readonly maps: ReadonlySet<string>;
}

const root = dirname(require.resolve("@pulumi/aws/package.json"));

/** Version of the SDK, which is that of the provider plug-in it belongs to. */
export const sdkVersion = (
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }
).version;

const cache = new Map<string, SdkClass | undefined>();

/**
 * Reads a resource class of the installed SDK.
 * @param token for example `aws:ecs/cluster:Cluster`; its file is `ecs/cluster`.
 * @returns undefined when the SDK has no such class.
 */
export function sdkClass(token: string): SdkClass | undefined {
  if (!cache.has(token)) cache.set(token, load(token));
  return cache.get(token);
}

/** Whether objects of this type live in a region: since version 7 their classes have a `region` argument. */
export function isRegional(token: string): boolean {
  return sdkClass(token)?.inputs.has("region") ?? true;
}

function load(token: string): SdkClass | undefined {
  const [, path, name] = /^aws:([\w/-]+):(\w+)$/.exec(token) ?? [];
  if (path === undefined || name === undefined) return undefined;
  const file = join(root, path.replace(/^index\//, ""));
  if (!existsSync(`${file}.d.ts`)) return undefined;
  const types = readFileSync(`${file}.d.ts`, "utf8");
  const code = readFileSync(`${file}.js`, "utf8");
  const outputs = [...types.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([^]*?)>;$/gm)];
  const secrets = /additionalSecretOutputs: (\[[^\]]*\])/.exec(code)?.[1] ?? "[]";
  return {
    inputs: new Set(
      [...code.matchAll(/resourceInputs\["(\w+)"\] = \(?args/g)].map((match) => match[1] ?? ""),
    ),
    outputs: new Set(outputs.map((match) => match[1] ?? "")),
    alwaysPresent: new Set(
      outputs.filter((match) => !match[2]?.endsWith("| undefined")).map((match) => match[1] ?? ""),
    ),
    secrets: new Set(JSON.parse(secrets) as string[]),
    maps: new Set(
      outputs
        .filter((match) => match[2]?.trimStart().startsWith("{"))
        .map((match) => match[1] ?? ""),
    ),
  };
}
