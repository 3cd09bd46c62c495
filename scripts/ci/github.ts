import * as fs from "node:fs";

/** Adds Markdown to the summary of the workflow's run; elsewhere it does nothing. */
export function addToSummary(markdown: string): void {
  append(process.env["GITHUB_STEP_SUMMARY"], `${markdown}\n`);
}

/** Sets an output of the workflow's step, for later steps and jobs; elsewhere it does nothing. */
export function setOutput(name: string, value: string): void {
  if (/[\r\n]/.test(name + value)) throw new Error(`The output ${name} has more than one line.`);
  append(process.env["GITHUB_OUTPUT"], `${name}=${value}\n`);
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== "") fs.appendFileSync(file, text);
}
