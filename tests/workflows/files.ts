import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { workflowFiles } from "../../scripts/workflow-linters";

/** A step of a job, as far as the tests look at it. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A job of a workflow. */
export interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly Step[];
}

/** A workflow. */
export interface Workflow {
  readonly name: string;
  readonly text: string;
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The workflows of this repository. */
export function workflows(): Workflow[] {
  return workflowFiles().map((file) => {
    const text = fs.readFileSync(file, "utf8");
    return { ...(parse(text) as Omit<Workflow, "text">), text, name: path.basename(file) };
  });
}

/** The jobs of the workflow that pull requests start. */
export function pullRequestJobs(): Readonly<Record<string, Job>> {
  const jobs = workflows().find(({ name }) => name === "pull-request.yml")?.jobs;
  assert.ok(jobs !== undefined);
  return jobs;
}

/** Every step of every job. */
export function allSteps(): { readonly where: string; readonly job: Job; readonly step: Step }[] {
  return workflows().flatMap(({ name, jobs }) =>
    Object.entries(jobs).flatMap(([id, job]) =>
      job.steps.map((step, index) => ({ where: `${name} ${id}[${index}]`, job, step })),
    ),
  );
}

/** The commands of the workflows, each once. */
export function commands(): string[] {
  return [...new Set(allSteps().flatMap(({ step }) => step.run ?? []))].sort();
}
