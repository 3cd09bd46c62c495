import assert from "node:assert/strict";
import { ENCRYPTED, UNKNOWN } from "../../policy-pack/lib/unknown";
import {
  resource,
  task,
  type Given,
  type VectorResource,
  type Vectors,
} from "../../policy-pack/lib/vectors";
import { rules } from "../../policy-pack/rules";
import { vectorsOf } from "../../scripts/rule-files";
import { evaluate, remediate, type Diagnostic } from "../support/policy";

/** Parts that betray a secret in a message. */
const CANARY = "Zx81Qv7Lm3Tn";
const SECRETS = [
  `AKIA${CANARY.toUpperCase().replace(/[^A-Z2-7]/g, "A")}QQQQ`,
  `postgres://app:${CANARY}@db.internal/app`,
  `ghp_${CANARY}${CANARY}${CANARY}`,
  `-----BEGIN PRIVATE KEY-----\n${CANARY}${CANARY}${CANARY}${CANARY}\n-----END PRIVATE KEY-----`,
  `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${CANARY}${CANARY}${CANARY}`,
];
const SHOWN = [CANARY, CANARY.toUpperCase().replace(/[^A-Z2-7]/g, "A")];

const LEAVES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 22, 1.5, 1e308, -0, NaN, Infinity, 2 ** 53],
  ...[
    "",
    " ",
    UNKNOWN,
    `a${UNKNOWN}b`,
    ENCRYPTED,
    "true",
    "FALSE",
    "null",
    "NaN",
    "0x10",
    "1e3",
    "-0",
  ],
  ...[
    "*",
    "**",
    "0.0.0.0/0",
    "::/0",
    "999.1.1.1/99",
    "tcp",
    "-1",
    "root",
    "0:0",
    "nginx:latest",
    "@sha256:",
  ],
  ...[
    "{",
    "[]",
    "{}",
    "[[]]",
    '"',
    '{"a":1}',
    '[{"name":{}}]',
    "arn:",
    "arn:aws:iam::1:x",
    ":::::",
    "${a}",
  ],
  ...[
    "__proto__",
    "constructor",
    "\u001b[31m\u0007",
    "\u202e\ud800",
    "%s%n",
    "x".repeat(3000),
    "a/".repeat(500),
  ],
  ...[
    [],
    {},
    [[]],
    [null],
    [{}],
    { "": "" },
    { __defaults: [] },
    { toString: 1, valueOf: 2, length: 9 },
  ],
  JSON.parse('{"__proto__": {"privileged": true, "name": "x"}}'),
  JSON.parse('{"constructor": {"prototype": {}}, "hasOwnProperty": 1, "then": "x"}'),
  ...SECRETS,
];

/** Numbers between 0 and 1, the same on every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}
const random = sequence(7);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

/** The value with one place in it changed: replaced, taken away, wrapped, doubled or renamed. */
function mutated(value: unknown): unknown {
  if (typeof value === "string" && /^\s*[[{]/.test(value) && random() < 0.9) {
    try {
      return JSON.stringify(mutated(JSON.parse(value)));
    } catch {
      return pick(LEAVES);
    }
  }
  if (random() < 0.2 || typeof value !== "object" || value === null) {
    return pick([
      pick(LEAVES),
      [value],
      [value, value],
      { value },
      JSON.stringify(value),
      pick(LEAVES),
    ]);
  }
  if (Array.isArray(value)) {
    const at = Math.floor(random() * value.length);
    const items = value as unknown[];
    return random() < 0.1
      ? [...items, pick(LEAVES)]
      : items.map((each, i) => (i === at ? mutated(each) : each));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || random() < 0.05)
    return { ...value, [JSON.stringify(pick(LEAVES))]: pick(LEAVES) };
  const key = pick(entries)[0];
  const { [key]: old, ...rest } = value as Record<string, unknown>;
  const how = random();
  if (how < 0.05) return rest;
  if (how < 0.1) return { ...rest, [key.toUpperCase()]: old };
  if (how < 0.13) return { ...rest, [key]: old, [key.toUpperCase()]: old };
  return { ...rest, [key]: mutated(old) };
}

function resourcesOf(given: Given): readonly VectorResource[] {
  return "resources" in given ? given.resources : [given];
}

/** Every vector of every rule, or some of each rule's. */
function givens(most = Infinity): Given[] {
  return rules.flatMap(({ facts }) => {
    const vectors: Vectors = vectorsOf(facts.name);
    const listed = [vectors.fail, vectors.unknown, vectors.malformed].flatMap((kind) =>
      Object.values(kind).map(([given]) => given),
    );
    const all = [...Object.values(vectors.pass), ...listed];
    const step = Math.max(1, all.length / most);
    return Array.from({ length: Math.min(most, all.length) }, (_, i) => {
      const at = Math.floor((i + random()) * step);
      return all[Math.min(at, all.length - 1)] as Given;
    });
  });
}

/** What must not be in a message; the first of each kind and policy. */
class Faults {
  private readonly byKind = new Map<string, string>();

  look(found: readonly Diagnostic[]): void {
    for (const { policy, message, urn } of found) {
      const kind = faultOf(message);
      if (kind === undefined) continue;
      this.byKind.set(`${policy}: ${kind}`, `${urn} ${message.slice(0, 160)}`);
    }
  }

  none(): void {
    assert.deepEqual([...this.byKind].slice(0, 10), []);
  }
}

function faultOf(message: string): string | undefined {
  const crash = /The rule itself failed \((\w+)\)|can't run/.exec(message);
  if (crash !== null) return crash[0];
  // eslint-disable-next-line no-control-regex -- these are what must not be printed
  if (/[\u0000-\u0009\u000b-\u001f\u202e]/.test(message)) return "a control character";
  if (SHOWN.some((canary) => message.includes(canary))) return "a secret";
  return message.length > 20_000 ? "too long" : undefined;
}

/** How often vectors are changed; more rounds search longer. */
const ROUNDS = Number(process.env["FUZZ_ROUNDS"] ?? 1);
/** Vectors of each rule in a round, spread over the rule's kinds of vectors. */
const PER_RULE = 8;

describe("hostile properties", () => {
  let faults: Faults;
  const check = (found: readonly Diagnostic[]): void => {
    faults.look(found);
  };
  beforeEach(() => {
    faults = new Faults();
  });

  it(`break no rule on resources or stacks: vectors of each, changed at random, in ${ROUNDS} rounds`, async () => {
    let count = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (const given of givens(PER_RULE)) {
        const resources = resourcesOf(given).map((each): VectorResource => {
          let props = mutated(each.props);
          for (let more = random() * 3; more > 1; more--) props = mutated(props);
          const isBag = typeof props === "object" && props !== null && !Array.isArray(props);
          return { ...each, props: isBag ? (props as Record<string, unknown>) : { ...each.props } };
        });
        const found = await evaluate(rules, { ...given, resources });
        check(found);
        count += found.length;
      }
    }
    assert.ok(count > ROUNDS * 1000, `only ${count} diagnostics`);
    faults.none();
  }).timeout(300_000);

  it("break no rule where every property that rules know has the same odd value", async () => {
    const known = new Map<string, Set<string>>();
    for (const { type, props } of givens().flatMap(resourcesOf)) {
      const names = known.get(type) ?? new Set<string>();
      for (const name of Object.keys(props)) names.add(name);
      known.set(type, names);
    }
    for (const rule of rules) {
      const types = [...known].filter(([type]) => rule.types.has(type));
      const resources = LEAVES.flatMap((leaf) =>
        types.map(([type, names], i) => {
          const props = Object.fromEntries([...names].map((name) => [name, leaf]));
          return resource(type, props, { name: `${type}-${i}` });
        }),
      );
      check(await evaluate([rule], { resources }));
    }
    faults.none();
  }).timeout(300_000);

  it("break no automatic fix", async () => {
    for (const rule of rules.filter(({ facts }) => facts.automaticFix !== undefined)) {
      const types = [...rule.types];
      // Every type and every leaf, though not every pair of them.
      for (let i = 0; i < Math.max(types.length, LEAVES.length); i++) {
        const type = types[i % types.length] ?? "";
        const leaf = LEAVES[i % LEAVES.length];
        const vectors = Object.values(vectorsOf(rule.facts.name).fail).map(([given]) => given);
        const props = vectors.flatMap((given) =>
          "resources" in given ? [] : [mutated(given.props)],
        );
        const bags = [...props, { imageScanningConfiguration: leaf, settings: leaf, tags: leaf }];
        const resources = bags.flatMap((each) =>
          typeof each === "object" && each !== null && !Array.isArray(each)
            ? [resource(type, each as Record<string, unknown>)]
            : [],
        );
        await remediate(rule, { resources });
      }
    }
    faults.none();
  }).timeout(120_000);

  it("nested without end are one finding, not a crash", async () => {
    const nest = (depth: number): unknown => {
      let value: unknown = "bottom";
      for (let i = 0; i < depth; i++) value = i % 2 === 0 ? { a: value } : [value];
      return value;
    };
    const deep = await evaluate(rules, task([{ name: "web" }], { volumes: nest(1000) }));
    check(deep);
    assert.deepEqual(
      deep
        .filter(({ policy }) => policy === "pack-readable-input")
        .map(({ message }) => message.split("\n")[0]),
      ["The resource is nested more than 64 levels deep; the rules do not read that."],
    );
    const text = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const inText = await evaluate(
      rules,
      resource("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: text }),
    );
    check(inText);
    assert.equal(inText.filter(({ policy }) => policy === "pack-readable-input").length, 1);
    faults.none();
  });

  it("of a million characters, or of ten thousand containers, are judged in seconds", async () => {
    const long = "x".repeat(1_000_000);
    check(
      await evaluate(
        rules,
        task([
          {
            name: long,
            image: long,
            user: long,
            environment: [{ name: long, value: long }],
            command: [long],
          },
        ]),
      ),
    );
    const many = Array.from({ length: 10_000 }, (_, i) => ({ name: `c${i}`, image: "x" }));
    const found = await evaluate(rules.slice(0, 3), task(many));
    assert.ok(found.length >= 0);
    faults.none();
  }).timeout(120_000);

  it("under names that mean secrets are never printed, whatever their shape", async () => {
    const odd = [CANARY, [CANARY], [[CANARY]], { a: CANARY }, [{ value: CANARY }]];
    for (const value of odd) {
      const environment = [
        { name: "DB_PASSWORD", value },
        { name: "API_TOKEN", value },
      ];
      check(await evaluate(rules, task([{ name: "web", image: "x", environment }])));
      for (const type of [
        "aws:rds/instance:Instance",
        "aws:rds/cluster:Cluster",
        "aws:ssm/parameter:Parameter",
        "aws:secretsmanager/secretVersion:SecretVersion",
      ]) {
        const props = {
          password: value,
          masterPassword: value,
          value,
          secretString: value,
          name: "db-password",
          type: "String",
        };
        check(await evaluate(rules, resource(type, props)));
      }
    }
    faults.none();
  });
});
