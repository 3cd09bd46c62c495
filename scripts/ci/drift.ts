import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../../sandbox/tools";
import { readEvents } from "../../audit/events";
import { isRecord } from "../../audit/json";
import { changesMarkdown } from "./changes";
import { must, runWithEvents, whereOf, withEngine } from "./engine";
import { addToSummary } from "./github";
import { readLines } from "./reports";
import { withConfiguration } from "./stack-configuration";

/**
 * Compares a stack with its account and judges what is deployed. Nothing is written, neither to the account nor to the
 * state: the role that only looks is enough. Fails when something differs or breaks a mandatory rule.
 */
export async function drift(stack: string, output: string): Promise<number> {
  return withEngine(stack, (engine) =>
    withConfiguration(engine, stack, async ({ file }) => {
      const events = path.join(output, `${stack}.events.jsonl`);
      const code = await runWithEvents(
        engine,
        [
          ...["refresh", "--preview-only", "--expect-no-changes", "--diff"],
          ...["--stack", stack, "--config-file", file],
        ],
        events,
      );
      const { where } = whereOf(engine);
      addToSummary(`# Drift of ${stack}${where === undefined ? "" : ` (${where})`}`);
      addToSummary(driftMarkdown(readLines(events)));
      const exported = path.join(output, `${stack}.json`);
      fs.writeFileSync(exported, await must(engine, ["stack", "export", "--stack", stack]), {
        mode: 0o600,
      });
      const judged = await audit(exported, path.join(output, `${stack}.md`));
      return code === 0 && judged === 0 ? 0 : 1;
    }),
  );
}

/** What differs. An update tells its steps before it takes them, a refresh what it has found, after it has looked. */
export function driftMarkdown(events: readonly unknown[]): string {
  const found = events
    .filter((event) => isRecord(event) && !isRecord(event["resourcePreEvent"]))
    .map((event) => {
      const { resOutputsEvent } = event as { resOutputsEvent?: { metadata?: object } };
      if (resOutputsEvent?.metadata === undefined) return event;
      return { resourcePreEvent: { metadata: { ...resOutputsEvent.metadata, logical: true } } };
    });
  return changesMarkdown(readEvents(found));
}

/** Judges the export by `npm run audit`, whose exit code it answers. */
async function audit(exported: string, report: string): Promise<number> {
  const program = path.join(ROOT, "scripts", "audit.js");
  const args = [program, path.resolve(exported), "--output", path.resolve(report)];
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (status) => {
      resolve(status ?? 2);
    });
  });
  if (fs.existsSync(report)) addToSummary(fs.readFileSync(report, "utf8"));
  return code;
}
