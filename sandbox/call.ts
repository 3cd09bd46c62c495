import { parseCommandLine } from "./lib/command-line";
import { DEFAULT_STACK } from "./sandbox";

/** What a call of `npm run sandbox` asks for. */
export type Call =
  | { readonly kind: "tour" }
  | { readonly kind: "reset" }
  | { readonly kind: "publish"; readonly image: string; readonly stack: string }
  | { readonly kind: "recover"; readonly stack: string }
  | { readonly kind: "pulumi"; readonly args: readonly string[] };

const STACK = { stack: { type: "string" } } as const;

/** Reads a call: our own words first, everything else is for `pulumi`. Throws a UserError about a wrong one. */
export function callOf(args: readonly string[]): Call {
  const [command, ...rest] = args;
  if (command === undefined) return { kind: "tour" };
  if (command === "reset") {
    parseCommandLine(rest, {
      usage: "npm run sandbox:reset; forgets the simulated account and all of its stacks",
      words: [0, 0],
      options: {},
    });
    return { kind: "reset" };
  }
  if (command === "recover") {
    const { values } = parseCommandLine(rest, {
      usage: "npm run sandbox:recover -- [--stack <stack>], for example --stack dev",
      words: [0, 0],
      options: STACK,
    });
    return { kind: "recover", stack: values.stack ?? DEFAULT_STACK };
  }
  if (command === "publish") {
    const { values, positionals } = parseCommandLine(rest, {
      usage: "npm run sandbox:publish -- <image> [--stack <stack>], for example backend-flask",
      words: [1, 1],
      options: STACK,
    });
    const [image = ""] = positionals;
    return { kind: "publish", image, stack: values.stack ?? DEFAULT_STACK };
  }
  return { kind: "pulumi", args };
}
