import * as fs from "node:fs";
import * as path from "node:path";
import { openAccount, type StoredObject } from "./aws/account";
import { isObject } from "./lib/values";
import type { Sandbox } from "./sandbox";

/** A resource as `pulumi stack export` prints it, as far as it is looked at here. */
interface State {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

interface Deployment {
  readonly resources?: readonly State[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: State }[];
}

/**
 * After a run that was killed: what the engine had asked for and could not record is looked for in the account, taken
 * into the state where it is there, and forgotten where it is not. The engine's own
 * `refresh --import-pending-creates` only does the second half (seen with 3.255).
 */
export async function recover(sandbox: Sandbox, stack: string): Promise<number> {
  await sandbox.run(["cancel", "--stack", stack, "--yes"], { output: "capture" });
  const exported = JSON.parse(await sandbox.must(["stack", "export", "--stack", stack])) as {
    deployment: Deployment;
  };
  const { deployment } = exported;
  const objects = await openAccount(sandbox.accountFolder).transaction("us-east-1", (account) =>
    account.all(),
  );
  const resources = [...(deployment.resources ?? [])];
  const pending = (deployment.pending_operations ?? []).filter(({ type }) => type === "creating");
  for (const { resource } of pending) {
    const found = findUnrecorded(resource, objects, resources);
    console.error(
      `${found === undefined ? "not created" : `taken in as ${found.id}`}: ${resource.urn}`,
    );
    if (found !== undefined) resources.push({ ...resource, id: found.id });
  }
  const file = path.join(sandbox.options.folder, "recovered.json");
  const recovered = { ...deployment, resources, pending_operations: [] };
  fs.writeFileSync(file, JSON.stringify({ ...exported, deployment: recovered }), { mode: 0o600 });
  await sandbox.must(["stack", "import", "--stack", stack, "--file", file]);
  fs.rmSync(file);
  await sandbox.startProviders();
  const refresh = ["refresh", "--stack", stack, "--yes", "--skip-preview"];
  return (await sandbox.run(refresh, { output: "inherit" })).code;
}

/** The one object that has all the inputs of the pending creation and belongs to nothing that is recorded. */
function findUnrecorded(
  { type, inputs }: State,
  objects: readonly StoredObject[],
  recorded: readonly State[],
): StoredObject | undefined {
  const candidates = objects.filter(
    ({ token, id, properties }) =>
      token === type &&
      contains(properties, withoutOwnTags(inputs ?? {})) &&
      !recorded.some((resource) => resource.type === type && resource.id === id),
  );
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** An object has one set of tags, `tagsAll`; which of them a resource calls its own is not known to AWS. */
function withoutOwnTags(inputs: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "tags"));
}

/** Whether the inputs stand in the properties; what AWS adds, encrypted values and the provider's marks are not compared. */
function contains(actual: unknown, input: unknown): boolean {
  if (Array.isArray(input)) {
    const isAlike = Array.isArray(actual) && actual.length === input.length;
    return isAlike && input.every((item, index) => contains(actual[index], item));
  }
  if (!isObject(input)) return actual === input;
  if ("ciphertext" in input) return true;
  return (
    isObject(actual) &&
    Object.entries(input)
      .filter(([name]) => !name.startsWith("__"))
      .every(([name, value]) => contains(actual[name], value))
  );
}
