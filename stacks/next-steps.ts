/** What to do after an update. */
import * as pulumi from "@pulumi/pulumi";
import type { RegistryRepository } from "../components";
import { RELEASE_TAG_PREFIX } from "../components/lib/image-tags";
import type { Environment } from "../config";
import { SERVICE_NAMES, type ServiceName, SERVICES } from "../services";

/**
 * The steps that bring the services which are not deployed yet: their releases, one update, and how an image from elsewhere
 * takes a release's place. Also said in the log, loudly.
 */
export function nextSteps(
  environment: Environment,
  repositories: Readonly<Record<ServiceName, RegistryRepository>>,
): string[] {
  const of = `--stack ${pulumi.getStack()}`;
  const missing = SERVICE_NAMES.filter((name) => environment.services[name].digest === "none");
  if (missing.length === 0) return [];
  const keyOf = (name: ServiceName) => `cruddur:${SERVICES[name].keyPrefix}ImageDigest`;
  const release = (name: ServiceName) => `npm run release -- ${name} ${of}`;
  const byHand = (name: ServiceName) =>
    `Instead of releasing ${name} from here: push its image to ${repositories[name].uri}, with a tag that begins with ${RELEASE_TAG_PREFIX}, and pulumi config set ${keyOf(name)} sha256:<its digest> ${of}`;
  const update = `pulumi up ${of}`;
  for (const name of missing)
    void pulumi.log.warn(
      [
        `${keyOf(name)} is none: ${name} is not part of this update. If it is running, it is deleted. To run it:`,
        release(name),
        update,
        byHand(name),
      ].join("\n  "),
    );
  return [...missing.map(release), update, ...missing.map(byHand)];
}
