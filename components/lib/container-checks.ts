/** What a container may be; ranges as in the ECS API reference, ContainerDefinition. See `checks.ts`. */
import { REPOSITORY, SECRET } from "./aws-checks";
import {
  absent,
  type Check,
  type Checks,
  every,
  faultsOf,
  fields,
  hidden,
  isRecord,
  list,
  named,
  oneOf,
  optional,
  text,
  textSuch,
  whole,
} from "./checks";
import type { ContainerArgs, ContainerPort, HealthCheck } from "./container-definition";
import { anyOf, quote } from "./faults";
import type { SidecarArgs } from "./task-containers";

/** The least memory of a container, in MiB. */
export const LEAST_MIB = 6;

/** Names that switch the task role off or turn the SDK to another endpoint. */
const FORBIDDEN_SETTINGS = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_PROFILE",
  "AWS_ENDPOINT_URL",
];

/** What a task calls one of its containers. */
export const CONTAINER_NAME = text(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/,
  "1 to 255 of letters, digits, - and _, a letter or digit first",
);

const SETTING = every(
  textSuch(
    `allowed; the task role and the region say it (${anyOf(FORBIDDEN_SETTINGS)} are refused)`,
    (name) => !FORBIDDEN_SETTINGS.includes(name),
  ),
  text(/^[A-Za-z_][A-Za-z0-9_]*$/, "of letters, digits and _, no digit first"),
);

/**
 * What a process is given, which may be secret. It ends at the first NUL, and is part of a task definition. Source of its
 * size: Amazon ECS service quotas.
 */
const GIVEN = hidden(
  "65536 bytes at most, no NUL among them",
  (bytes, value) => bytes <= 65_536 && !value.includes("\0"),
);

const notOneText: Check = (what, value) =>
  typeof value === "string" ? [`${what} is a text, not a list of program and arguments`] : [];

const notEmptyFirst: Check = (what, value) =>
  (value as readonly string[])[0] === ""
    ? [`${what} begins with an empty text, not with a program`]
    : [];

/** @param empty What to do about an empty one. */
const commandOf = (empty: string) =>
  every(notOneText, list(GIVEN, { least: 1, empty, repeats: true }), notEmptyFirst);

const HEALTH_COMMAND = every(commandOf("say what to ask"), (what, value) => {
  const [first = ""] = value as readonly string[];
  return ["CMD", "CMD-SHELL", "NONE"].includes(first)
    ? [`${what} begins with ${first}; give program and arguments, without a shell`]
    : [];
});

const HEALTH_CHECK = fields<HealthCheck>({
  command: HEALTH_COMMAND,
  intervalSeconds: optional(whole(5, 300)),
  timeoutSeconds: optional(whole(2, 60)),
  retries: optional(whole(1, 10)),
  startPeriodSeconds: optional(whole(0, 300)),
});

/** The health check of a container that has to keep running. */
const NEEDED_HEALTH_CHECK: Check = (what, value) =>
  value === undefined
    ? [`${what} is missing; an essential container needs it`]
    : HEALTH_CHECK(what, value);

/** What starts containers takes no larger user or group. Source: moby/sys, user. */
const LARGEST_ID = 2_147_483_647;
const USER = textSuch(
  `<uid>:<gid>, both numbers above 0, ${LARGEST_ID} at most`,
  (user) =>
    /^[1-9]\d{0,9}:[1-9]\d{0,9}$/.test(user) &&
    user.split(":").every((id) => Number(id) <= LARGEST_ID),
);

const DIRECTORY = text(
  /^(\/(?!\.{1,2}(\/|$))[^/:,\s\0]+)+$/,
  "an absolute path without blanks, : and ,",
);

const MEMORY = whole(LEAST_MIB, 122_880);

/** A container but for where its image and its secrets are, and its health check. */
const BARE: Checks<Omit<ContainerArgs, "healthCheck" | "repository" | "secrets">> = {
  digest: text(/^sha256:[0-9a-f]{64}$/, "sha256:<64 hex digits>"),
  user: USER,
  command: optional(commandOf("leave it out to run the image's own")),
  port: optional(
    fields<ContainerPort>({
      // Lower ones are root's.
      number: whole(1024, 65_535),
      protocol: optional(oneOf(["http", "http2", "grpc", "tcp"])),
    }),
  ),
  environment: optional(named(SETTING, GIVEN, "setting")),
  tmpfs: optional(named(DIRECTORY, whole(1, 65_536), "the path")),
  memoryMiB: optional(MEMORY),
  openFiles: optional(whole(1024, 1_048_576)),
  stopTimeoutSeconds: optional(whole(2, 120)),
};

const PARTS: Checks<Omit<ContainerArgs, "healthCheck">> = {
  ...BARE,
  repository: REPOSITORY,
  secrets: optional(named(SETTING, SECRET, "setting")),
};

/**
 * The main container of a task.
 *
 * @param runsToEnd Whether it ends by itself: then nothing has to ask after its health.
 */
export function mainContainer(runsToEnd: boolean): Check {
  return containerOf<ContainerArgs>({
    ...PARTS,
    healthCheck: runsToEnd ? optional(HEALTH_CHECK) : NEEDED_HEALTH_CHECK,
  });
}

/** The container of a task that runs once. */
export const ONE_OFF_CONTAINER = containerOf<ContainerArgs>({
  ...PARTS,
  command: commandOf("say what to run, such as /app/bin/db/test"),
  port: absent("is given, but nobody calls a task that runs once"),
  healthCheck: absent("is given, but nothing asks after a task that runs once"),
});

/** What sidecars have beyond any container. */
const BESIDE = { memoryMiB: MEMORY, healthCheck: optional(HEALTH_CHECK) };

/** Containers beside the main one. */
export const SIDECARS = named(CONTAINER_NAME, containerOf<SidecarArgs>({ ...PARTS, ...BESIDE }));

/** Containers before the main one. */
export const INIT_CONTAINERS = named(
  CONTAINER_NAME,
  containerOf<SidecarArgs>({
    ...PARTS,
    memoryMiB: MEMORY,
    healthCheck: absent("is given, but an init container ends before the first"),
  }),
);

/** A sidecar whose image and secrets are named in another way. */
type DescribedSidecar = Omit<SidecarArgs, "repository" | "secrets"> & {
  readonly secrets?: Readonly<Record<string, unknown>>;
};

/** What is wrong with a sidecar, but for where its image and its secrets are. */
export function containerFaults(name: string, args: DescribedSidecar): string[] {
  const who = `container ${quote(name)}`;
  return [
    ...CONTAINER_NAME("the container's name", name),
    ...faultsOf<DescribedSidecar>(
      args,
      { ...BARE, ...BESIDE, secrets: optional(named(SETTING, () => [], "setting")) },
      saidTwice(who),
      `${who}: `,
    ),
  ];
}

function containerOf<Args extends Partial<ContainerArgs>>(checks: Checks<Args>): Check {
  return (what, value) => fields(checks, saidTwice(what))(what, value);
}

/** A setting is either plain or secret. */
function saidTwice(
  who: string,
): (sound: unknown, given: { environment?: unknown; secrets?: unknown }) => string[] {
  return (_, { environment, secrets }) =>
    isRecord(environment) && isRecord(secrets)
      ? Object.keys(environment)
          .filter((name) => Object.hasOwn(secrets, name))
          .map((name) => `${who}: setting ${quote(name)} is both plain and secret`)
      : [];
}
