import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../../sandbox/tools";
import { changesOf, countChanges } from "../../audit/changes";
import { readEvents } from "../../audit/events";
import { changeTable, countLine, errorNotes } from "../../audit/formats/changes";
import { isRecord } from "../../audit/json";
import { must, runWithEvents, withEngine } from "./engine";
import { addToSummary } from "./github";
import { readEventFile, titleOf } from "./reports";
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
      addToSummary(driftMarkdown(titleOf("Drift", stack, engine), readEventFile(events)));
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
export function driftMarkdown(title: string, events: readonly unknown[]): string {
  const found = events
    .filter((event) => isRecord(event) && !isRecord(event["resourcePreEvent"]))
    .map((event) => {
      const { resOutputsEvent } = event as { resOutputsEvent?: { metadata?: object } };
      return resOutputsEvent === undefined ? event : { resourcePreEvent: resOutputsEvent };
    });
  const { steps, errors } = readEvents(found);
  const changes = changesOf(steps);
  return [
    `## ${title}: ${countLine(countChanges(changes))}`,
    ...errorNotes(errors),
    ...(changes.length > 0 ? [changeTable(changes)] : []),
  ].join("\n\n");
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
