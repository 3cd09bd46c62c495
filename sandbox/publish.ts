import * as fs from "node:fs";
import * as path from "node:path";
import { RELEASE_TAG_PREFIX, shortDigest } from "../components/lib/image-tags";
import { SERVICES } from "../services";
import { putImage } from "./aws/images";
import { imageFromFolder } from "./image";
import { UserError } from "./lib/user-error";
import type { Sandbox } from "./sandbox";

/** The key that chooses the image of a service, as `cruddur:backendFlaskImageDigest`; a base image has none. */
export function digestKey(image: string): string | undefined {
  const services: Readonly<Record<string, { readonly keyPrefix: string }>> = SERVICES;
  const service = Object.hasOwn(services, image) ? services[image] : undefined;
  return service && `cruddur:${service.keyPrefix}ImageDigest`;
}

/** Whether the stack's configuration names a digest for this image. */
export function isPublished(sandbox: Sandbox, image: string, stack: string): boolean {
  const key = digestKey(image);
  return key !== undefined && String(sandbox.project.configValue(stack, key)).startsWith("sha256:");
}

/** Puts the manifest of `images/<image>` into the stack's simulated repository and, where a service runs it, its digest into the stack's configuration. */
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
  const tag = RELEASE_TAG_PREFIX + shortDigest(manifest.digest);
  const isThere = await putImage(sandbox.accountFolder, { region, repository, tag, ...manifest });
  if (!isThere) {
    throw new UserError(
      `Repository ${repository} does not exist in ${region}; run \`npm run sandbox -- up --stack ${stack}\` first.`,
    );
  }
  const key = digestKey(image);
  const set = key && ["config", "set", "--stack", stack, key, manifest.digest];
  const { code } = set ? await sandbox.run(set, { output: "inherit" }) : { code: 0 };
  console.error(
    `Published ${image} to ${repository}: ${manifest.digest}\n` +
      "(a manifest of its files in the simulated registry; not a runnable image)" +
      (key ? "" : "\n(no service runs it by itself: nothing to configure)"),
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
