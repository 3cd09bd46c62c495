import assert from "node:assert/strict";
import type { GivenStack, VectorResource, Vectors } from "../../policy-pack/lib/vectors";
import { rules } from "../../policy-pack/rules";
import { vectorsOf } from "../../scripts/rule-files";
import { serveAccepting } from "../support/accepting-provider";
import { type EngineEvent, TestSandbox } from "../support/engine";
import { programOf } from "../support/program";

const PROJECT = `name: vectors
runtime:
  name: nodejs
  options: { typescript: false }
main: index.js
`;

/** Declares what resources.json lists; where a text is the SDK's sign for unknown, an output that preview cannot know. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { unknown, resources } = require("./resources.json");
class Any extends pulumi.CustomResource {}
const late = new Any("aws:ec2/internetGateway:InternetGateway", "late", {});
const value = (given) => {
  if (typeof given === "string") return given === unknown ? late.id : given.includes(unknown) ? pulumi.interpolate\`\${late.id}\` : given;
  if (Array.isArray(given)) return given.map(value);
  if (given === null || typeof given !== "object") return given;
  return Object.fromEntries(Object.entries(given).map(([key, each]) => [key, value(each)]));
};
for (const { type, name, props, protect, ignoreChanges } of resources) new Any(type, name, value(props), { protect, ignoreChanges });
`;

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Case {
  readonly rule: string;
  readonly kind: keyof Vectors;
  readonly sentence: string;
  readonly resource: VectorResource & { readonly name: string };
  readonly expected: readonly string[];
}

/**
 * Vectors whose answer depends on what else is in the stack: in programs of their own, none of which
 * holds two that would answer for each other.
 */
const APART: readonly (readonly string[])[] = [
  [
    "ecs-cluster-exec-kms: no exec",
    "ecs-service-latest-platform: version 1.0.0 of a task from elsewhere",
    "guardduty-ecs-runtime-monitoring: a detector without it",
  ],
  [
    "ecs-service-exec-disabled: on in dev, on a cluster from elsewhere (advisory)",
    "guardduty-ecs-runtime-monitoring: an aws-native detector without it",
  ],
];

/** Vectors of one resource under the default configuration, for rules that judge resources. */
function casesOf(): Case[] {
  return rules
    .filter(
      ({ checkResource, facts }) =>
        checkResource !== undefined && facts.enforcementLevel !== "disabled",
    )
    .flatMap(({ facts: { name: rule } }) => {
      const vectors = vectorsOf(rule);
      return (["pass", "fail", "unknown", "malformed"] as const).flatMap((kind) =>
        Object.entries(vectors[kind]).flatMap(([sentence, vector], index) => {
          const [given, expected] = (Array.isArray(vector) ? vector : [vector, []]) as [
            VectorResource | GivenStack,
            string[],
          ];
          if ("resources" in given || given.provider !== undefined) return [];
          if (given.external === true) return []; // the program would have to read it
          const resource = { ...given, name: `${rule}-${kind}-${index}` };
          return [{ rule, kind, sentence, resource, expected }];
        }),
      );
    });
}

/** What the engine says of a program of these cases, in preview. */
async function previewOf(cases: readonly Case[]): Promise<readonly EngineEvent[]> {
  const resources = cases.map(({ resource }) => resource);
  const program = programOf({
    "Pulumi.yaml": PROJECT,
    "index.js": PROGRAM,
    "resources.json": JSON.stringify({ unknown: UNKNOWN, resources }),
  });
  const names = [...new Set(["aws", ...resources.map(({ type }) => type.split(":")[0] ?? "")])];
  const providers = await serveAccepting(names);
  const box = await TestSandbox.open("vectors", program.folder);
  try {
    await box.mustPulumi("stack", "init", "t");
    const env = {
      PULUMI_DEBUG_PROVIDERS: providers.attach,
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    };
    const args = ["preview", "--stack", "t", "--json", "--policy-pack", "policy-pack"];
    const { stdout, stderr } = await box.sandbox.run([...args, "--non-interactive"], {
      output: "capture",
      env,
    });
    const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
    const events = lines.map((line) => JSON.parse(line) as EngineEvent);
    assert.ok(events.length > cases.length, `${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}`);
    return events;
  } finally {
    await box.close();
    await providers.close();
    program.remove();
  }
}

describe("the vectors of the rules, through the real engine", () => {
  const cases = casesOf();
  const isApart = (group: readonly string[], { rule, sentence }: Case): boolean =>
    group.includes(`${rule}: ${sentence}`);
  const events: EngineEvent[] = [];

  before(async () => {
    const together = cases.filter((each) => !APART.some((group) => isApart(group, each)));
    const programs = [
      together,
      ...APART.map((group) => cases.filter((each) => isApart(group, each))),
    ];
    assert.equal(programs.flat().length, cases.length);
    assert.deepEqual(
      programs.slice(1).map(({ length }) => length),
      APART.map(({ length }) => length),
    );
    for (const each of programs) events.push(...(await previewOf(each)));
  });

  it("are most of the vectors there are", () => {
    assert.ok(cases.length > 900, `${cases.length}`);
  });

  it("reach the pack, every one", () => {
    const seen = new Set(
      events.flatMap(({ resourcePreEvent: event }) => event?.metadata.urn.split("::").at(-1) ?? []),
    );
    assert.deepEqual(
      cases.filter(({ resource }) => !seen.has(resource.name)),
      [],
    );
  });

  for (const { facts } of rules) {
    const own = cases.filter(({ rule }) => rule === facts.name);
    if (own.length === 0) continue;
    it(`answer as expected: ${facts.name}`, () => {
      for (const each of own) {
        assert.deepEqual(
          answerOf(events, each),
          [...each.expected],
          `${each.kind}: ${each.sentence}`,
        );
      }
    });
  }
});

/** What the engine tells of a case: findings of its rule, properties it waits for, or what cannot be read. */
function answerOf(
  events: readonly EngineEvent[],
  { rule, kind, resource, expected }: Case,
): string[] {
  const told = (policy: string): string[] =>
    events.flatMap(({ policyEvent: event }) =>
      event?.policyName === policy && event.resourceUrn?.endsWith(`::${resource.name}`) === true
        ? [plain(event.message)]
        : [],
    );
  if (kind === "unknown") {
    return told("pack-undetermined")
      .flatMap((text) => text.split("\n").slice(1))
      .filter((line) => line.split(": ")[1]?.split(", ").includes(rule))
      .map((line) => line.split(": ")[0] ?? "");
  }
  if (kind === "malformed") {
    // Other rules look at the same resource; what they cannot read is theirs.
    const lines = told("pack-readable-input").flatMap((text) => text.split("\n"));
    return expected.filter((line) => lines.includes(line));
  }
  return told(rule).map((text) => text.split("\nFix: ")[0] ?? "");
}

/** The engine's messages carry marks for colours. */
function plain(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, "").trimEnd();
}
