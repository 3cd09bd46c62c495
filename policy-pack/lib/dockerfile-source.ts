import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Undetermined } from "./finding";
import type { buildOf } from "./image-builds";
import { programFolders } from "./program-folders";
import type { Reader } from "./reader";

type Build = NonNullable<ReturnType<typeof buildOf>>;

/** In characters. No Dockerfile is longer, and the time to take one apart grows with the square. */
const LONGEST = 50_000;

const REMOTE = /^(?:[a-z][a-z\d+.-]*:\/\/|git@|github\.com\/|-$)/i;

/** The text of the Dockerfile that a resource builds from, and the property that tells of it. */
export interface DockerfileText {
  readonly text: string;
  readonly path: string;
}

/**
 * The Dockerfile of a build: given as text, or read. Relative paths are of the program's folder, which
 * nobody tells a pack: see `programFolders`. Throws `Undetermined` for one that is remote, cannot be read, or is too long.
 */
export function dockerfileOf(resource: Reader, build: Build, folder: string): DockerfileText {
  if (build.inline !== "" && resource.given(build.inline)) {
    const inline = resource.text(build.inline) ?? "";
    if (inline.length <= LONGEST) return { text: inline, path: build.inline };
    throw new Undetermined(resource.place.urn, build.inline, "unknown");
  }
  const location = resource.text(build.location);
  const context = resource.text(build.context) ?? ".";
  const path = location === undefined ? build.context : build.location;
  const file = location ?? join(context, "Dockerfile");
  const isRemote = REMOTE.test(location ?? context);
  const from = folder === "" ? programFolders() : [folder];
  const text = isRemote ? undefined : readFirst(from.map((each) => resolve(each, file)));
  if (text === undefined) throw new Undetermined(resource.place.urn, path, "unknown");
  return { text, path };
}

function readFirst(files: readonly string[]): string | undefined {
  for (const file of files) {
    try {
      const { size } = statSync(file);
      if (statSync(file).isFile() && size <= LONGEST) return readFileSync(file, "utf8");
    } catch {
      continue; // not there, or not for us to read: the next one may be
    }
  }
  return undefined;
}
