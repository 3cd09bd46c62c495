import * as path from "node:path";
import { printDigests } from "./digests";
import { POLICY_PACK, runWithEvents, withEngine } from "./engine";
import { setOutput } from "./github";
import { titleOf, writeReports } from "./reports";
import { withConfiguration } from "./stack-configuration";

/** Updates a stack with the policy pack, and hands on the digests that it runs. */
export async function deploy(stack: string, output: string): Promise<number> {
  return withEngine(stack, (engine) =>
    withConfiguration(engine, stack, async ({ file, digests }) => {
      const images = printDigests(digests);
      console.error(images === "" ? `${stack}: no image` : `${stack}: ${images}`);
      const events = path.join(output, `${stack}.events.jsonl`);
      const code = await runWithEvents(
        engine,
        [
          ...["up", "--stack", stack, "--yes", "--skip-preview", "--config-file", file],
          ...["--policy-pack", POLICY_PACK],
        ],
        events,
      );
      writeReports({ title: titleOf("Deployment", stack, engine), stack, events, output, code });
      if (code === 0) setOutput("digests", images);
      return code === 0 ? 0 : 1;
    }),
  );
}
