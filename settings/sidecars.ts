/**
 * The containers that a security team adds to every task, as configuration: what each may say, and all that is wrong
 * with it.
 */
import { isRecord } from "../components/lib/checks";
import { containerFaults } from "../components/lib/container-checks";
import { smallestFargateSize } from "../components/lib/fargate-sizes";
import { quote } from "../components/lib/faults";
import { nearest } from "../components/lib/nearest";
import type { SidecarArgs } from "../components/lib/task-containers";
import { list, make, optional, own, type Setting } from "./setting";

/** A container that every task gets. */
export interface DefaultSidecar extends Omit<SidecarArgs, "repository" | "secrets"> {
  /** The name of a repository of the account's own registry, or the ARN of another account's repository. */
  readonly repository: string;
  /** Setting → ARN of the parameter or secret, which is older than the stack. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Alias of the customer key that encrypts the secrets. Default: AWS's own key. */
  readonly secretsKey?: string;
}

/** By the container's name. */
export type DefaultSidecars = Readonly<Record<string, DefaultSidecar>>;

/** ECR API reference, CreateRepository: 2 to 256 characters. */
const NAME = "[a-z0-9]+(?:[._-][a-z0-9]+)*(?:/[a-z0-9]+(?:[._-][a-z0-9]+)*)*";
const REPOSITORY = new RegExp(
  `^(?:(?=.{2,256}$)${NAME}|arn:aws[a-z-]*:ecr:[a-z0-9-]+:\\d{12}:repository/(?=.{2,256}$)${NAME})$`,
);
const SECRET =
  /^arn:aws[a-z-]*:(?:ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+|secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6})$/;
const KEY = /^alias\/(?!aws\/)[\w/-]{1,249}$/;

/** The memory of Fargate's smallest task. */
const LEAST_TASK_MIB = smallestFargateSize(0).memoryMiB;

/** Says what is wrong with a field's value; nothing: it may be read. */
type Check = (value: unknown) => string | undefined;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const matching =
  (pattern: RegExp, what: string): Check =>
  (value) =>
    isText(value) && pattern.test(value) ? undefined : `is not ${what}`;
const aText: Check = (value) => (isText(value) ? undefined : "is not text");
const aNumber: Check = (value) => (Number.isInteger(value) ? undefined : "is not a whole number");
const texts: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every(isText)
    ? undefined
    : "is not a list of texts";
const each =
  (of: Check): Check =>
  (value) => {
    if (!isRecord(value)) return "is not an object";
    const [odd] = Object.entries(value).filter(([, item]) => of(item) !== undefined);
    return odd && `has ${quote(odd[0])}, which ${of(odd[1]) ?? ""}`;
  };

const FIELDS: Readonly<Record<string, { readonly required?: true; readonly check: Check }>> = {
  repository: {
    required: true,
    check: matching(
      REPOSITORY,
      "the name of a repository of this account, or the ARN of another account's",
    ),
  },
  digest: { required: true, check: aText },
  user: { required: true, check: aText },
  memoryMiB: { required: true, check: aNumber },
  command: { check: texts },
  environment: { check: each((value) => (typeof value === "string" ? undefined : "is not text")) },
  secrets: { check: each(matching(SECRET, "the ARN of a parameter or of a whole secret")) },
  secretsKey: { check: matching(KEY, "the alias of a customer key, such as alias/security") },
  tmpfs: { check: each(aNumber) },
};
const ALLOWED = "sidecars by name, each with repository, digest, user and memoryMiB";

const SIDECARS: Setting<DefaultSidecars | undefined> = {
  ...optional(
    make<DefaultSidecars>(
      {
        key: own("defaultSidecars"),
        description:
          "Containers that every task of every service gets beside its own, for a security team; see docs/platform-teams.md. Not set: none.",
      },
      ALLOWED,
      (given) => (sidecarFaults(given).length > 0 ? undefined : (read(given) as DefaultSidecars)),
    ),
  ),
  faults: sidecarFaults,
  plainBecause:
    "it is written into task definitions, which many may read; name secrets by their ARN in `secrets`",
};

/** Keys of the security team's containers. */
export const SIDECAR_SETTINGS = {
  defaultSidecars: SIDECARS,
  sidecarAccounts: optional(
    list(/^\d{12}$/, "an account's 12 digits", {
      key: own("sidecarAccounts"),
      description: "The other accounts whose repositories may hold the default sidecars' images.",
    }),
  ),
} as const;

/** What the sidecars take of a task's memory. */
export function sidecarMemoryMiB(
  sidecars: Readonly<Record<string, Pick<DefaultSidecar, "memoryMiB">>>,
): number {
  return Object.values(sidecars).reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
}

/** The size of a one-off task with these sidecars, whose own container keeps the least that Fargate offers. */
export function oneOffSize(
  sidecars: Readonly<Record<string, Pick<DefaultSidecar, "memoryMiB">>>,
): ReturnType<typeof smallestFargateSize> {
  return smallestFargateSize(LEAST_TASK_MIB + sidecarMemoryMiB(sidecars));
}

/** What is wrong with the sidecars, each by itself. */
function sidecarFaults(text: string): string[] {
  const value = read(text);
  if (!isRecord(value)) return [`${quote(text)} is not an object; allowed: ${ALLOWED}`];
  return Object.entries(value).flatMap(([name, sidecar]) => oneFaults(name, sidecar));
}

function oneFaults(name: string, sidecar: unknown): string[] {
  const who = `sidecar ${quote(name)}`;
  // AWS adds containers of its own under these.
  if (/^(?:aws-|ecs-)/.test(name)) return [`${who} has a name that begins as those of AWS do`];
  if (!isRecord(sidecar)) return [`${who} is not an object; allowed: ${ALLOWED}`];
  const known = Object.keys(FIELDS);
  const strangers = Object.keys(sidecar)
    .filter((field) => !Object.hasOwn(FIELDS, field))
    .map((field) => {
      const near = nearest(field, known);
      return `${who}: ${quote(field)} is unknown; ${near === undefined ? `allowed: ${known.join(", ")}` : `did you mean ${near}?`}`;
    });
  const shapes = Object.entries(FIELDS).flatMap(([field, { required, check }]) => {
    if (!Object.hasOwn(sidecar, field)) return required ? [`${who}: ${field} is missing`] : [];
    const fault = check(sidecar[field]);
    return fault === undefined ? [] : [`${who}: ${field} ${fault}`];
  });
  if (strangers.length + shapes.length > 0) return [...strangers, ...shapes];
  return containerFaults(name, sidecar as unknown as DefaultSidecar);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
