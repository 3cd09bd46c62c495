/** Digests of images: handed over by a workflow, and found in what is deployed. Pure. */
import { SERVICES } from "../../services";

/** Digest by service. */
export type Digests = Readonly<Record<string, string>>;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

const NAMES = Object.keys(SERVICES);

/** The configuration key of a service's digest. */
export function digestKeyOf(service: string): string {
  const definition = Object.entries(SERVICES).find(([name]) => name === service)?.[1];
  return `cruddur:${definition?.keyPrefix ?? service}ImageDigest`;
}

/** Reads `<service>=sha256:<64 hex digits>`, separated by blanks or lines; and what is wrong with it. */
export function readDigests(text: string): { digests: Digests; faults: string[] } {
  const faults: string[] = [];
  const digests: Record<string, string> = {};
  for (const entry of text.split(/\s+/).filter(Boolean)) {
    const [name = "", digest, ...rest] = entry.split("=");
    if (digest === undefined || rest.length > 0)
      faults.push(`"${entry}" is not <service>=sha256:<64 hex digits>`);
    else if (!NAMES.includes(name))
      faults.push(`there is no service "${name}"; choose from ${NAMES.join(", ")}`);
    else if (!DIGEST.test(digest))
      faults.push(`the digest of ${name} is "${digest}", not sha256:<64 hex digits>`);
    else if (digests[name] !== undefined && digests[name] !== digest)
      faults.push(`${name} has two digests`);
    else digests[name] = digest;
  }
  return { digests, faults };
}

/** As a workflow hands them on. */
export function printDigests(digests: Digests): string {
  return Object.entries(digests)
    .map(([name, digest]) => `${name}=${digest}`)
    .join(" ");
}

/** What the engine's export of a stack holds, as far as it concerns images. */
export interface Deployment {
  readonly resources?: readonly {
    readonly type: string;
    readonly outputs?: Readonly<Record<string, unknown>>;
  }[];
}

/** Which image each service runs, read from the task definitions that are deployed. */
export function deployedDigests({ resources = [] }: Deployment): Digests {
  const found: Record<string, string> = {};
  for (const { type, outputs } of resources) {
    if (type !== "aws:ecs/taskDefinition:TaskDefinition") continue;
    for (const { name, image } of containersOf(outputs?.["containerDefinitions"])) {
      const digest = typeof image === "string" ? image.split("@")[1] : undefined;
      if (typeof name !== "string" || digest === undefined) continue;
      if (NAMES.includes(name) && DIGEST.test(digest)) found[name] = digest;
    }
  }
  return found;
}

interface Container {
  readonly name?: unknown;
  readonly image?: unknown;
}

function containersOf(json: unknown): readonly Container[] {
  if (typeof json !== "string") return [];
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value)
      ? value.filter((item): item is Container => typeof item === "object" && item !== null)
      : [];
  } catch {
    return [];
  }
}
