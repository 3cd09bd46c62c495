/** One instruction of a Dockerfile, its continuation lines joined. */
export interface Instruction {
  readonly name: string;
  readonly value: string;
}

/** A stage: its FROM and what follows. */
export interface Stage {
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** The instructions of a Dockerfile, without comments. */
function instructions(text: string): Instruction[] {
  const code = text
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replace(/\\\n\s*/g, "");
  return code
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, name = "", value = ""] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
      return { name: name.toUpperCase(), value };
    });
}

/** The stages; what precedes the first FROM belongs to none. */
export function stages(text: string): Stage[] {
  const found: { from: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructions(text)) {
    if (instruction.name === "FROM") found.push({ from: instruction.value, instructions: [] });
    else found.at(-1)?.instructions.push(instruction);
  }
  return found;
}

/** The last value of an instruction in a stage. */
export function lastValue(stage: Stage | undefined, name: string): string | undefined {
  return stage?.instructions.findLast((instruction) => instruction.name === name)?.value;
}

const SECRET_NAME =
  /(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|CREDENTIAL|CONNECTION_URL)/i;

/** What every Dockerfile here keeps to: a sentence and the test for it. */
const RULES: readonly (readonly [string, (text: string) => boolean])[] = [
  [
    "every base is given by digest, by an argument without a default, or is a stage",
    (text) => {
      const all = instructions(text);
      const names = stages(text).map(({ from }) => / AS (\S+)$/i.exec(from)?.[1]);
      return stages(text).every(({ from }) => {
        const [base = ""] = from.replace(/^--\S+\s+/, "").split(" ");
        const [, argument] = /@\$\{(\w+)\}$/.exec(base) ?? [];
        const isRequired = all.some(({ name, value }) => name === "ARG" && value === argument);
        return names.includes(base) || /@sha256:[0-9a-f]{64}$/.test(base) || isRequired;
      });
    },
  ],
  [
    "files come by COPY, never by ADD",
    (text) => !instructions(text).some(({ name }) => name === "ADD"),
  ],
  [
    "the process has a numeric user and group above 0",
    (text) => /^[1-9]\d*:[1-9]\d*$/.test(lastValue(stages(text).at(-1), "USER") ?? ""),
  ],
  [
    "programs are in exec form",
    (text) =>
      instructions(text)
        .filter(({ name }) => ["CMD", "ENTRYPOINT", "HEALTHCHECK"].includes(name))
        .every(({ value }) => value === "NONE" || isExecForm(value.replace(/^.*?(?=\[|$)/, ""))),
  ],
  [
    "ports are numbers, not variables",
    (text) =>
      instructions(text)
        .filter(({ name }) => name === "EXPOSE")
        .every(({ value }) => /^\d+(?:\/(?:tcp|udp))?$/.test(value)),
  ],
  [
    "package lists are not refreshed alone in a layer, nor kept",
    (text) =>
      instructions(text)
        .filter(({ name, value }) => name === "RUN" && /\bapt(?:-get)?\s+update\b/.test(value))
        .every(({ value }) => /\binstall\b/.test(value) && value.includes("/var/lib/apt/lists")),
  ],
  [
    "nothing that is downloaded is run",
    (text) =>
      !instructions(text).some(({ value }) => /\b(?:curl|wget)\b.*\|\s*\w*sh\b/.test(value)),
  ],
  [
    "no argument or variable is a secret",
    (text) =>
      !instructions(text).some(
        ({ name, value }) =>
          (name === "ARG" || name === "ENV") &&
          value.split(/\s+/).some((word) => SECRET_NAME.test(word.split("=")[0] ?? "")),
      ),
  ],
];

function isExecForm(value: string): boolean {
  try {
    const words: unknown = JSON.parse(value);
    return Array.isArray(words) && words.every((word) => typeof word === "string");
  } catch {
    return false;
  }
}

/** The rules that a Dockerfile breaks. */
export function dockerfileFaults(text: string): string[] {
  return RULES.filter(([, holds]) => !holds(text)).map(([rule]) => rule);
}
