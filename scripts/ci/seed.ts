import { UserError } from "../../sandbox/lib/user-error";
import { isPublished, publishImage } from "../../sandbox/publish";
import { SERVICES } from "../../services";
import { SANDBOX_VARIABLE, withEngine } from "./engine";

/**
 * Brings a stack of the simulated account to what this program deploys, images included: what a preview of a changed
 * program is then compared with.
 */
export async function seed(stack: string): Promise<number> {
  if ((process.env[SANDBOX_VARIABLE] ?? "") === "")
    throw new UserError(
      `${SANDBOX_VARIABLE} is not set: seed deploys to a simulated account only, in that folder.`,
    );
  return withEngine(stack, async (engine) => {
    const { sandbox } = engine;
    const up = ["up", "--stack", stack, "--yes", "--skip-preview", "--color", "never"];
    const first = await engine.run(up, { output: "inherit" });
    if (first.code !== 0 || sandbox === undefined) return 1;
    const missing = Object.keys(SERVICES).filter((name) => !isPublished(sandbox, name, stack));
    for (const service of missing)
      if ((await publishImage(sandbox, service, stack)) !== 0) return 1;
    if (missing.length === 0) return 0;
    return (await engine.run(up, { output: "inherit" })).code === 0 ? 0 : 1;
  });
}
