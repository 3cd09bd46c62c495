import * as fs from "node:fs";
import * as path from "node:path";
import { RELEASE_TAG_PREFIX } from "../components/lib/image-tags";
import { putImage } from "./aws/images";
import { imageFromFolder } from "./image";
import { UserError } from "./lib/user-error";
import type { Sandbox } from "./sandbox";

/** `backend-flask` → `cruddur:backendFlaskImageDigest`. */
export function digestKey(image: string): string {
  const camelCase = image.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `cruddur:${camelCase}ImageDigest`;
}

/** Whether the stack's configuration names a digest for this image. */
export function isPublished(sandbox: Sandbox, image: string, stack: string): boolean {
  return String(sandbox.project.configValue(stack, digestKey(image))).startsWith("sha256:");
}

/** Puts the manifest of `images/<image>` into the stack's simulated repository and its digest into the stack's configuration. */
export async function publishImage(
  sandbox: Sandbox,
  image: string,
  stack: string,
): Promise<number> {
  const folder = imageFolder(sandbox.options.program, image);
  const environment = configured(sandbox, stack, "cruddur:environment");
  const region = configured(sandbox, stack, "aws:region");
  const repository = `cruddur-${environment}-${image}`;
  const manifest = await imageFromFolder(folder);
  const tag = RELEASE_TAG_PREFIX + manifest.digest.slice("sha256:".length, "sha256:".length + 12);
  const isThere = await putImage(sandbox.accountFolder, { region, repository, tag, ...manifest });
  if (!isThere) {
    throw new UserError(
      `Repository ${repository} does not exist in ${region}; run \`npm run sandbox -- up --stack ${stack}\` first.`,
    );
  }
  const set = ["config", "set", "--stack", stack, digestKey(image), manifest.digest];
  const { code } = await sandbox.run(set, { output: "inherit" });
  console.error(
    `Published ${image} to ${repository}: ${manifest.digest}\n` +
      "(a manifest of its files in the simulated registry; not a runnable image)",
  );
  return code;
}

function imageFolder(program: string, image: string): string {
  const images = path.join(program, "images");
  const known = fs
    .readdirSync(images, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  if (known.includes(image)) return path.join(images, image);
  throw new UserError(`There is no image "${image}" in images/; choose ${known.join(", ")}.`);
}

function configured(sandbox: Sandbox, stack: string, key: string): string {
  const value = sandbox.project.configValue(stack, key);
  if (typeof value === "string") return value;
  throw new UserError(`Stack ${stack} has no value for ${key} in Pulumi.${stack}.yaml.`);
}
