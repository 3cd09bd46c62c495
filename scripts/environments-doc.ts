/** Prints `docs/environments.md`: what differs between dev and prod, with the values of the stack files, and why. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { SCOPE_SETTINGS } from "../settings";
import { COMMON_SETTINGS } from "../settings/common";
import { DIFFERENT, SAME } from "./environment-reasons";
import { table } from "./markdown";

const HEAD = ["Key", "dev", "prod", "Why"];
const NOT_SET = "not set";

/** A key's values in the two stacks, as text. */
export type Values = Readonly<Record<"dev" | "prod", string>>;
/** Reasons by key. */
type Reasons = Readonly<Record<string, string>>;

/** By key: what the program is given, with the defaults of the tables. */
export function environmentValues(
  read: (file: string) => string = readProjectFile,
): ReadonlyMap<string, Values> {
  const [dev, prod] = [configOf(read("Pulumi.dev.yaml")), configOf(read("Pulumi.prod.yaml"))];
  const settings = [...Object.values(COMMON_SETTINGS), ...SCOPE_SETTINGS.environment];
  const defaults = new Map(settings.map(({ key, default: initial }) => [key, initial]));
  const keys = new Set([...defaults.keys(), ...dev.keys(), ...prod.keys()]);
  return new Map(
    [...keys].map((key) => {
      const initial = defaults.get(key) ?? NOT_SET;
      return [key, { dev: dev.get(key) ?? initial, prod: prod.get(key) ?? initial }];
    }),
  );
}

/** What is wrong between the values and the reasons: a difference that nobody explains, an explanation of none. */
export function environmentFaults(
  values: ReadonlyMap<string, Values>,
  different: Reasons,
  same: Reasons,
): string[] {
  const faults: string[] = [];
  for (const [key, { dev, prod }] of values) {
    const given = `${key} is ${dev} in dev and ${prod} in prod`;
    const isDifferent = dev !== prod;
    if (isDifferent && !Object.hasOwn(different, key))
      faults.push(`${given}; say why in DIFFERENT of scripts/environment-reasons.ts.`);
    if (!isDifferent && Object.hasOwn(different, key))
      faults.push(`${given}; take it out of DIFFERENT of scripts/environment-reasons.ts.`);
    if (isDifferent && Object.hasOwn(same, key))
      faults.push(`${given}; take it out of SAME of scripts/environment-reasons.ts.`);
  }
  for (const key of [...Object.keys(different), ...Object.keys(same)])
    if (!values.has(key))
      faults.push(
        `${key} in scripts/environment-reasons.ts is no key of an environment; take it out.`,
      );
  return faults;
}

/** The whole page. */
export function environmentsPage(values = environmentValues()): string {
  const faults = environmentFaults(values, DIFFERENT, SAME);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  const rows = (reasons: Reasons): string[] =>
    [...values].flatMap(([key, { dev, prod }]) => {
      const why = reasons[key];
      return why === undefined ? [] : [`| \`${key}\` | \`${dev}\` | \`${prod}\` | ${why} |`];
    });
  return [
    "# dev and prod",
    "",
    "Printed by `npm run docs` from `Pulumi.dev.yaml`, `Pulumi.prod.yaml`, the defaults of `settings/` and the reasons in",
    "`scripts/environment-reasons.ts`; a difference without a reason fails the tests. The program never asks which stack it",
    "is: these values are all that differs. [What each key allows](configuration.md);",
    "[what the two cost](../README.md#what-it-costs).",
    "",
    "## What differs",
    "",
    "<!-- prettier-ignore -->",
    table(HEAD, rows(DIFFERENT)),
    "",
    "`cruddur:protected` carries most of prod's safety: Pulumi's `protect` on log groups, keys, repositories, database, table, user",
    "pool, buckets and the load balancer; deletion protection in AWS for the load balancer, the database, the table, the user pool and the log",
    "groups; repositories and buckets that are not deleted with their contents. It also refuses a database without standby,",
    "without a last snapshot or with less than a week of backups, services that are all Spot, working hours, ECS Exec and",
    "plain HTTP.",
    "",
    "## What does not, on purpose",
    "",
    "<!-- prettier-ignore -->",
    table(HEAD, rows(SAME)),
    "",
    "Nor does anything that is no value: private tasks, read-only root, roles, security groups, restorable data and TLS are",
    "the same in both, because a mandatory rule looks at them or because dev could not try them otherwise. Account-wide",
    "things are in neither; the stack `organization` has them once.",
    "",
  ].join("\n");
}

function configOf(text: string): ReadonlyMap<string, string> {
  const { config } = parse(text) as { config: Record<string, unknown> };
  return new Map(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function readProjectFile(file: string): string {
  return fs.readFileSync(path.join(__dirname, "..", file), "utf8");
}
