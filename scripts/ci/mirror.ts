import type { Context } from "../../operations/context";
import { dockerFault } from "../../operations/docker";
import { mirrorCommand } from "../../operations/mirror";
import { readStack } from "../../operations/stack";
import { digestOfTag } from "../../operations/upstream-image";
import { MIRRORS, readUpstreams, UPSTREAM_FILE } from "../../operations/upstreams";
import { UserError } from "../../sandbox/lib/user-error";
import { addToSummary } from "./github";

/**
 * Brings every base that services are built on into a stack's repositories, and says which pinned digests are no longer
 * what their tags mean. One that fails does not keep the others from being tried; without Docker or a stack that is
 * deployed, none is. The tracing sidecars are left to whoever chooses one.
 */
export async function mirrorAll(
  stack: string,
  context: Context,
  file = UPSTREAM_FILE,
): Promise<number> {
  const dockerProblem = await dockerFault(context);
  if (dockerProblem !== undefined) throw new UserError(dockerProblem);
  await readStack(stack, context);
  const rows: string[] = [];
  let code = 0;
  for (const [name, { tracer }] of Object.entries(MIRRORS)) {
    const upstream = readUpstreams(file)[name];
    if (upstream === undefined) throw new Error(`${name} is not pinned`);
    let result = "not brought";
    if (tracer === undefined) {
      context.say(`${name}:`);
      const brought = await tried(() => mirrorCommand([name, "--stack", stack], context, file));
      if (brought !== 0) code = 1;
      result = brought === 0 ? "released" : "FAILED, see the log";
    }
    const age =
      (await tried(async () => {
        const digest = await digestOfTag(upstream, context);
        return digest === upstream.digest
          ? "current"
          : `old: \`npm run mirror -- ${name} --update\``;
      })) ?? "not known";
    rows.push(`| ${name} | ${upstream.tag} | ${age} | ${result} |`);
  }
  addToSummary(
    ["| image | tag | pinned digest | in the repository |", "| - | - | - | - |", ...rows].join(
      "\n",
    ),
  );
  return code;

  async function tried<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      context.say(error.message);
      return undefined;
    }
  }
}
