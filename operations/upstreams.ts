/** Other people's images that the mirrors hold: which of them go where, and the digests that are pinned in `images/upstream.json`. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Tracer } from "../components/lib/tracing";
import { UserError } from "../sandbox/lib/user-error";
import { ROOT } from "../sandbox/tools";
import { type RepositoryName, TRACING_REPOSITORY } from "../services";

/** Where the pinned digests stand. */
export const UPSTREAM_FILE = path.join(ROOT, "images", "upstream.json");
export const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Tags and names as registries have them. Source: OCI Distribution Specification, "Pulling manifests". */
export const TAG = /^\w[\w.-]{0,127}$/;
const IMAGE = /^[a-z0-9.-]+\.[a-z]+(\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+$/;

/** What becomes of an upstream image. */
export interface Mirror {
  readonly repository: RepositoryName;
  /** The image is built in `images/<repository>`, on the upstream one, whose digest is this build argument. Default: it is copied. */
  readonly argument?: string;
  /** Which tracing sidecar it is. */
  readonly tracer?: Tracer;
}

/** By the name that `npm run mirror` takes. */
export const MIRRORS: Readonly<Record<string, Mirror>> = {
  "cruddur-python": { repository: "cruddur-python", argument: "PYTHON_DIGEST" },
  "nginx-unprivileged": { repository: "nginx-unprivileged" },
  "tracing-adot": { repository: TRACING_REPOSITORY, tracer: "adot" },
  "tracing-xray": { repository: TRACING_REPOSITORY, tracer: "xray" },
};

/** An image of somebody else's, pinned. */
export interface Upstream {
  /** Registry and name, without a tag. */
  readonly image: string;
  /** The tag that the digest was looked up by. */
  readonly tag: string;
  /** Of the index, which lists the image for every platform. */
  readonly digest: string;
}

/** Every pinned image by name. Throws a UserError that says all that is wrong with the file. */
export function readUpstreams(file = UPSTREAM_FILE): Readonly<Record<string, Upstream>> {
  const named = path.relative(ROOT, file);
  const document = parse(file, named);
  const faults: string[] = [];
  for (const name of Object.keys(MIRRORS)) {
    const { image, tag, digest } = (document[name] ?? {}) as Partial<Record<string, unknown>>;
    for (const [key, value, pattern, allowed] of [
      ["image", image, IMAGE, "a registry and a name, such as docker.io/library/python"],
      ["tag", tag, TAG, "a tag, such as 3.13-slim"],
      ["digest", digest, DIGEST, "sha256:<64 hex digits>"],
    ] as const)
      if (typeof value !== "string" || !pattern.test(value))
        faults.push(
          `${name}.${key} is ${value === undefined ? "missing" : JSON.stringify(value)}; allowed: ${allowed}`,
        );
  }
  for (const name of Object.keys(document))
    if (!Object.hasOwn(MIRRORS, name)) faults.push(`there is no mirror ${JSON.stringify(name)}`);
  if (faults.length > 0) throw new UserError(`${named}: ${faults.join(";\n  ")}.`);
  return document as Record<string, Upstream>;
}

/** Pins another digest. */
export function writeUpstream(name: string, upstream: Upstream, file = UPSTREAM_FILE): void {
  const all = { ...readUpstreams(file), [name]: upstream };
  fs.writeFileSync(file, `${JSON.stringify(all, undefined, 2)}\n`);
}

function parse(file: string, named: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    throw new UserError(`${named} cannot be read: ${(error as Error).message}`);
  }
  throw new UserError(`${named} is not a JSON object.`);
}
