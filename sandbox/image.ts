import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { buffer } from "node:stream/consumers";
import ignore from "ignore";
import { pack } from "tar-stream";
import { UserError } from "./lib/user-error";

/** A manifest as a registry would hold it. Made from the files of `images/<name>`; it cannot be run. */
export interface ImageManifest {
  /** The manifest's own text: what the digest is computed over. */
  readonly text: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Bytes of all layers. */
  readonly size: number;
}

const MEDIA_TYPE = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  // Not compressed: compressors differ between machines, and the digest must not.
  layer: "application/vnd.oci.image.layer.v1.tar",
} as const;

/**
 * An OCI manifest with one layer: the files that a build would see (less `.dockerignore`) and the Dockerfile, sorted,
 * without owner, time or the machine's file modes. The same files give the same digest everywhere.
 */
export async function imageFromFolder(folder: string): Promise<ImageManifest> {
  const layer = await tarOf(folder, buildContext(folder));
  const config = canonicalJson({
    architecture: "amd64",
    config: { Labels: { "com.cruddur.runnable": "false" } },
    os: "linux",
    rootfs: { diff_ids: [sha256(layer)], type: "layers" },
  });
  const text = canonicalJson({
    annotations: { "com.cruddur.runnable": "false" },
    config: descriptor(MEDIA_TYPE.config, Buffer.from(config)),
    layers: [descriptor(MEDIA_TYPE.layer, layer)],
    mediaType: MEDIA_TYPE.manifest,
    schemaVersion: 2,
  });
  return { text, digest: sha256(Buffer.from(text)), size: layer.length };
}

/** Paths of the files, with `/`, in byte order. */
function buildContext(folder: string): string[] {
  const dockerfile = path.join(folder, "Dockerfile");
  if (!fs.existsSync(dockerfile)) {
    throw new UserError(`${dockerfile} does not exist: an image is a folder with a Dockerfile.`);
  }
  const ignored = ignore().add(ignorePatterns(path.join(folder, ".dockerignore")));
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join("/"));
  return files.filter((file) => file === "Dockerfile" || !ignored.ignores(file)).sort();
}

/** Docker's patterns start at the context's root, git's match at any depth: a leading slash makes the one the other. */
function ignorePatterns(file: string): string[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs
    .readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim());
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.replace(/^(!?)\/?/, "$1/"));
}

async function tarOf(folder: string, files: readonly string[]): Promise<Buffer> {
  const archive = pack();
  for (const name of files) {
    const file = path.join(folder, name);
    // Git keeps only the executable bit; the rest differs with a user's umask.
    const mode = (fs.statSync(file).mode & 0o100) === 0 ? 0o644 : 0o755;
    archive.entry({ name, mode, mtime: new Date(0), uid: 0, gid: 0 }, fs.readFileSync(file));
  }
  archive.finalize();
  return buffer(archive);
}

function descriptor(mediaType: string, content: Buffer): object {
  return { digest: sha256(content), mediaType, size: content.length };
}

/** Keys are written sorted above: the text is the same for the same content. */
function canonicalJson(value: object): string {
  return JSON.stringify(value);
}

function sha256(content: Buffer): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
