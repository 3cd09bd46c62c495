#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { validateConfigurationFile } from "./lib/configuration-file";
import { rules } from "./rules";

/** What is wrong with a configuration file of this pack, each fault with the file's name. */
export function faultsOfFile(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    return [`${file}: cannot be read (${code}).`];
  }
  return validateConfigurationFile(text, rules).map((fault) => `${file}: ${fault}`);
}

/** Entry of `check-policy-config <file>…`: prints every fault; the exit code is 1 if there is one. */
export function main(files: readonly string[]): void {
  const faults =
    files.length === 0
      ? ["Usage: check-policy-config <configuration file>…"]
      : files.flatMap(faultsOfFile);
  if (faults.length === 0) return;
  console.error(faults.join("\n"));
  process.exitCode = 1;
}

if (require.main === module) main(process.argv.slice(2));
