/** Says what is wrong with configuration files of the policy pack: `ts-node scripts/check-policy-config.ts <file>…` */
import { readFileSync } from "node:fs";
import { validateConfigurationFile } from "../policy-pack/lib/configuration-file";
import { rules } from "../policy-pack/rules";

/** The faults of a file, each with the file's name. */
export function faultsOfFile(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "error";
    return [`${file}: cannot be read (${code}).`];
  }
  return validateConfigurationFile(text, rules).map((fault) => `${file}: ${fault}`);
}

if (require.main === module) {
  const files = process.argv.slice(2);
  const faults =
    files.length === 0
      ? ["Usage: ts-node -T scripts/check-policy-config.ts <configuration file>…"]
      : files.flatMap(faultsOfFile);
  if (faults.length > 0) {
    console.error(faults.join("\n"));
    process.exitCode = 1;
  }
}
