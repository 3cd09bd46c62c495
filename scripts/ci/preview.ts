import * as path from "node:path";
import { POLICY_PACK, runWithEvents, withEngine } from "./engine";
import { titleOf, writeReports } from "./reports";
import { withConfiguration } from "./stack-configuration";

/** Previews a stack with the policy pack; the reports are written whether or not it succeeds. */
export async function preview(stack: string, output: string): Promise<number> {
  return withEngine(stack, (engine) =>
    withConfiguration(engine, stack, async ({ file }) => {
      const events = path.join(output, `${stack}.events.jsonl`);
      const code = await runWithEvents(
        engine,
        [
          ...["preview", "--stack", stack, "--config-file", file],
          ...["--policy-pack", POLICY_PACK],
        ],
        events,
      );
      writeReports({ title: titleOf("Preview", stack, engine), stack, events, output, code });
      return code === 0 ? 0 : 1;
    }),
  );
}
