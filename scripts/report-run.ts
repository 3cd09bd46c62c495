import * as fs from "node:fs";
import { report } from "../audit/report-run";
import { UserError } from "../sandbox/lib/user-error";

/** Entry of `npm run report`. */
export function main(args: readonly string[]): void {
  try {
    process.exitCode = report(args, {
      // npm runs scripts in the package's folder; the user may be elsewhere.
      folder: process.env["INIT_CWD"] ?? process.cwd(),
      readInput: () => fs.readFileSync(0, "utf8"),
      print: (text) => {
        process.stdout.write(text);
      },
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
