import { show } from "./finding";
import { expand, type Dockerfile, type Scope, type Stage, type Step } from "./dockerfile";
import { isFrom, parseEcrHost, parseImage } from "./image";
import { secretInText } from "./secret-text";
import { secretNamed } from "./secrets";

/** Something in a Dockerfile that should be otherwise. */
export interface Problem {
  readonly line: number;
  /** Predicate: `line 3 <found>`. */
  readonly found: string;
  readonly expected: string;
}

/** What a Dockerfile is judged by beside its text. */
export interface BuildContext {
  /** Values given for ARG; undefined where they cannot be known. */
  readonly args: Scope;
  /** The stage to build; empty: the last. */
  readonly target: string;
  /** Names that stand for other images or folders: named contexts. */
  readonly contexts: readonly string[];
  /** Registries or repositories that are trusted beside private ECR. */
  readonly registries: readonly string[];
}

/** Everything that should be otherwise, in the order of the lines. */
export function problemsOf(file: Dockerfile, build: BuildContext): Problem[] {
  const last =
    build.target === ""
      ? file.stages.at(-1)
      : (file.stages.find(({ name }) => name === build.target.toLowerCase()) ??
        file.stages[Number(build.target)]);
  if (file.stages.length === 0) {
    return [{ line: 1, found: "is followed by no FROM", expected: "a Dockerfile" }];
  }
  const steps = [...file.globals, ...file.stages.flatMap((stage) => stage.steps)];
  return [
    ...file.stages.flatMap((stage) => imageProblems(stage, file, build)),
    ...steps.flatMap(stepProblems),
    ...(last === undefined ? [] : runtimeProblems(last, file, build)),
  ].sort((a, b) => a.line - b.line);
}

/** Images that a stage begins from or copies from. */
function imageProblems(stage: Stage, file: Dockerfile, build: BuildContext): Problem[] {
  const globals = scopeOf(file.globals, build.args, new Map());
  const known = new Set([...build.contexts, ...file.stages.flatMap(({ name }) => name ?? [])]);
  const inStage = scopeOf(stage.steps, build.args, globals);
  const images = [
    { line: stage.line, text: stage.image, scope: globals },
    ...stage.steps
      .filter(({ flags }) => flags.has("from"))
      .map(({ line, flags }) => ({ line, text: flags.get("from") ?? "", scope: inStage })),
  ];
  return images.flatMap(({ line, text, scope }) => {
    const name = expand(text, scope);
    if (/^(?:scratch|\d+)$/.test(text) || known.has((name ?? text).toLowerCase())) return [];
    const hasDigest = text.includes("@");
    // Without the digest, which may be an argument that every build gives anew.
    const image = parseImage(expand(text.split("@")[0] ?? "", scope) ?? "");
    return [
      ...(hasDigest || name === undefined ? [] : [unpinned(line, name)]),
      ...(image === undefined ||
      parseEcrHost(image.registry) !== undefined ||
      build.registries.some((prefix) => isFrom(image, prefix))
        ? []
        : [
            {
              line,
              found: `takes ${show(name ?? text)}`,
              expected: "an image of a trusted registry",
            },
          ]),
    ];
  });
}

function unpinned(line: number, image: string): Problem {
  return { line, found: `takes ${show(image)}`, expected: "an image by digest (@sha256:…)" };
}

/** What holds for an instruction wherever it stands. */
function stepProblems(step: Step): Problem[] {
  const { line, keyword, words, text } = step;
  switch (keyword) {
    case "ADD":
      return isUnpacking(step)
        ? []
        : [{ line, found: "uses ADD", expected: "COPY, or --checksum for what is downloaded" }];
    case "ARG":
    case "ENV":
      return step.pairs.flatMap(([name, value]) => secretPair(step, name, value));
    case "EXPOSE":
      return words
        .filter((word) => coversSsh(word))
        .map((word) => ({ line, found: `exposes ${show(word)}`, expected: "no port for SSH" }));
    case "RUN": {
      const what = secretInText(text);
      const secret = { line, found: `holds ${what ?? ""}`, expected: "a secret mount" };
      return [...(what === undefined ? [] : [secret]), ...loneUpdate(line, text)];
    }
    default:
      return [];
  }
}

/** ADD has its use: it unpacks archives, and checks what it downloads. */
function isUnpacking({ words, flags }: Step): boolean {
  return (
    flags.has("checksum") ||
    words.slice(0, -1).every((word) => /\.(?:tar(?:\.\w+)?|t[gbx]z2?)$/i.test(word))
  );
}

/** A value of no known form, and too random to be a name: whether a name alone tells that its value is a secret. */
const ANY_SECRET = "q7Zk2Xv9Lm4Tr8Wp1Ns6";

function secretPair(step: Step, name: string, value: string | undefined): Problem[] {
  const comesLater = step.keyword === "ARG" && (value === undefined || value === "");
  const what = secretNamed(name, comesLater ? ANY_SECRET : (value ?? ""));
  const found = `sets ${show(name)} to what looks like ${what ?? ""}`;
  return what === undefined
    ? []
    : [{ line: step.line, found, expected: "a secret mount (RUN --mount=type=secret)" }];
}

function coversSsh(word: string): boolean {
  const [first = 0, last = first] = (word.split("/")[0] ?? "").split("-").map(Number);
  return first <= 22 && last >= 22;
}

/** An update in a layer of its own: later builds install from the old, cached lists. */
function loneUpdate(line: number, text: string): Problem[] {
  const command = text.replace(/[[\]",\s]+/g, " ");
  const update =
    /\b(apt-get|apt|apk|yum|dnf|microdnf|zypper)\s+(?:-\S+\s+)*(?:update|refresh)\b/.exec(command);
  if (update === null || /\b(?:install|add|upgrade|dist-upgrade)\b/.test(command)) return [];
  const expected = "the update and what it is for in one RUN";
  return [{ line, found: `runs ${show(update[0])} alone`, expected }];
}

/** What the container will run as, and how it is watched: of the stage that is built, and those it begins from. */
function runtimeProblems(stage: Stage, file: Dockerfile, build: BuildContext): Problem[] {
  const globals = scopeOf(file.globals, build.args, new Map());
  const chain = ancestry(stage, file, globals);
  const steps = chain.flatMap((link) => link.steps);
  const user = steps.findLast(({ keyword }) => keyword === "USER");
  const health = steps.findLast(({ keyword }) => keyword === "HEALTHCHECK");
  const name = user && expand(user.words[0] ?? "", scopeOf(steps, build.args, globals));
  const base = chain[0]?.image ?? "";
  const problems: Problem[] = [];
  const expected = "a user other than root";
  if (
    user !== undefined &&
    name !== undefined &&
    /^(?:root|0+|containeradministrator)?(?::.*)?$/i.test(name)
  ) {
    problems.push({ line: user.line, found: `runs the container as ${show(name)}`, expected });
  } else if (user === undefined && !/nonroot|rootless|unprivileged/i.test(base)) {
    problems.push({ line: stage.line, found: "begins a stage without USER", expected });
  }
  if (health === undefined || health.words[0]?.toUpperCase() === "NONE") {
    const line = health?.line ?? stage.line;
    const found =
      health === undefined ? "begins a stage without HEALTHCHECK" : "turns HEALTHCHECK off";
    problems.push({ line, found, expected: "a command that tells whether the container works" });
  }
  return problems;
}

/** The stage and those that it begins from, the first first. */
function ancestry(stage: Stage, file: Dockerfile, globals: Scope): Stage[] {
  const earlier = file.stages.slice(0, file.stages.indexOf(stage));
  const base = (expand(stage.image, globals) ?? stage.image).toLowerCase();
  const parent = earlier.findLast(({ name }) => name === base);
  return [...(parent === undefined ? [] : ancestry(parent, file, globals)), stage];
}

/** The variables after these steps: what ENV sets, and what ARG declares with the value given for it. */
function scopeOf(steps: readonly Step[], given: Scope, globals: Scope): Scope {
  const scope = new Map<string, string | undefined>();
  for (const { keyword, pairs } of steps) {
    for (const [name, value] of pairs) {
      const declared = keyword === "ARG";
      const resolved = value === undefined ? undefined : expand(value, scope);
      scope.set(
        name,
        declared && given.has(name) ? given.get(name) : (resolved ?? globals.get(name)),
      );
    }
  }
  return scope;
}
