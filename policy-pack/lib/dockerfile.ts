import {
  DockerfileParser,
  Env,
  From,
  JSONInstruction,
  ModifiableInstruction,
  type Instruction,
} from "dockerfile-ast";

/** One instruction. */
export interface Step {
  /** Counted from 1. */
  readonly line: number;
  /** In capitals. */
  readonly keyword: string;
  /** Without flags and quotes; of a JSON form its strings. */
  readonly words: readonly string[];
  /** Such as `from` and `checksum`. */
  readonly flags: ReadonlyMap<string, string>;
  /** All that follows the keyword, heredocs too. */
  readonly text: string;
  /** What ENV and ARG set; an ARG may have no value. */
  readonly pairs: readonly (readonly [name: string, value: string | undefined])[];
}

/** A stage of a build: what it begins from, and what it does. */
export interface Stage {
  readonly line: number;
  /** As written, with variables. */
  readonly image: string;
  /** Lower case. */
  readonly name: string | undefined;
  readonly steps: readonly Step[];
}

/** A Dockerfile, taken apart. */
export interface Dockerfile {
  /** ARG instructions before the first FROM. */
  readonly globals: readonly Step[];
  readonly stages: readonly Stage[];
}

/** The stages and instructions of a Dockerfile. What is no instruction is left out, as its keyword is unknown. */
export function parseDockerfile(text: string): Dockerfile {
  const globals: Step[] = [];
  const stages: (Stage & { steps: Step[] })[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction instanceof From) {
      const image = instruction.getImage() ?? "";
      const name = instruction.getBuildStage()?.toLowerCase();
      stages.push({ line: lineOf(instruction), image: unquoted(image), name, steps: [] });
    } else (stages.at(-1)?.steps ?? globals).push(stepOf(instruction));
  }
  return { globals, stages };
}

function stepOf(instruction: Instruction): Step {
  const keyword = instruction.getKeyword().toUpperCase();
  const flags = instruction instanceof ModifiableInstruction ? instruction.getFlags() : [];
  const strings = instruction instanceof JSONInstruction ? instruction.getJSONStrings() : [];
  const words = (strings.length > 0 ? strings : instruction.getArguments()).map((argument) =>
    unquoted(argument.getValue()),
  );
  return {
    line: lineOf(instruction),
    keyword,
    words,
    flags: new Map(flags.map((flag) => [flag.getName().toLowerCase(), flag.getValue() ?? ""])),
    text: instruction.getArgumentsContent() ?? "",
    pairs: pairsOf(instruction, keyword),
  };
}

function pairsOf(instruction: Instruction, keyword: string): Step["pairs"] {
  if (instruction instanceof Env) {
    return instruction.getProperties().map((pair) => [pair.getName(), pair.getValue() ?? ""]);
  }
  if (keyword !== "ARG") return [];
  return instruction.getArguments().map((argument) => {
    const [name = "", ...value] = argument.getValue().split("=");
    return [name, value.length === 0 ? undefined : unquoted(value.join("="))];
  });
}

function lineOf(instruction: Instruction): number {
  return instruction.getRange().start.line + 1;
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, "$2");
}

/** Name → value; undefined where an argument has none. */
export type Scope = ReadonlyMap<string, string | undefined>;

const VARIABLE = /\\\$|\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^{}]*))?\})/g;

/** The text with its variables replaced, or undefined if one has no value. */
export function expand(text: string, scope: Scope): string | undefined {
  const missing: string[] = [];
  const expanded = text.replace(
    VARIABLE,
    (whole, plain?: string, braced?: string, operator?: string, word = "") => {
      if (whole === "\\$") return "$";
      const value = scope.get(plain ?? braced ?? "");
      const isSet = value !== undefined && (operator?.startsWith(":") !== true || value !== "");
      if (operator?.endsWith("+") === true) return isSet ? String(word) : "";
      if (isSet) return value;
      if (operator !== undefined) return String(word);
      missing.push(whole);
      return "";
    },
  );
  // What is left is nested.
  return missing.length === 0 && !expanded.includes("${") ? expanded : undefined;
}
