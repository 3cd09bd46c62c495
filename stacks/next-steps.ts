/** What to do after an update. */
import * as pulumi from "@pulumi/pulumi";
import type { RegistryRepository } from "../components";
import { RELEASE_TAG_PREFIX } from "../components/lib/image-tags";
import type { Environment } from "../config";
import { SERVICE_NAMES, type ServiceName, SERVICES } from "../services";

/** The steps that bring the services which are not deployed yet; also said in the log, loudly. */
export function nextSteps(
  environment: Environment,
  repositories: Readonly<Record<ServiceName, RegistryRepository>>,
): string[] {
  return SERVICE_NAMES.flatMap((name) => {
    if (environment.services[name].digest !== "none") return [];
    const { keyPrefix } = SERVICES[name];
    const key = `cruddur:${keyPrefix}ImageDigest`;
    const steps = [
      `Push an image of ${name} to ${repositories[name].uri}, with a tag that begins with ${RELEASE_TAG_PREFIX}`,
      `pulumi config set ${key} sha256:<its digest>`,
      "pulumi up",
    ];
    void pulumi.log.warn(
      [
        `${key} is none: ${name} is not part of this update. If it is running, it is deleted. To run it:`,
        ...steps,
      ].join("\n  "),
    );
    return steps;
  });
}
