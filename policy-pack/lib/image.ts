/** An image reference, taken apart as Docker does: `[registry/]repository[:tag][@digest]`. */
export interface Image {
  /** Host of the registry, lower case; `docker.io` where none is given. */
  readonly registry: string;
  /** Without the registry; `library/nginx` for `nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

// The grammar of github.com/distribution/reference.
const REFERENCE =
  /^(?:(?<registry>[A-Za-z0-9.-]+(?::\d+)?)\/)?(?<repository>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>.+))?$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** The parts of an image reference, or undefined if the text is none. */
export function parseImage(text: string): Image | undefined {
  const first = text.split("/")[0] ?? "";
  const hasRegistry = text.includes("/") && (/[.:]/.test(first) || first === "localhost");
  const groups = REFERENCE.exec(hasRegistry ? text : `docker.io/${text}`)?.groups;
  if (groups?.registry === undefined || groups.repository === undefined) return undefined;
  if (groups.digest !== undefined && !DIGEST.test(groups.digest)) return undefined;
  const registry = groups.registry.toLowerCase();
  const official = registry === "docker.io" && !groups.repository.includes("/");
  return {
    registry,
    repository: official ? `library/${groups.repository}` : groups.repository,
    tag: groups.tag,
    digest: groups.digest,
  };
}

/** Account and region of a private Amazon ECR registry. */
export interface EcrRegistry {
  readonly account: string;
  readonly region: string;
}

// Hosts of private registries: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
// (IPv4, FIPS and dual-stack endpoints; the domains of the partitions).
const ECR_HOST =
  /^(?<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn|amazonwebservices\.eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** The private ECR registry of this host, or undefined if the host is none. */
export function parseEcrHost(host: string): EcrRegistry | undefined {
  const groups = ECR_HOST.exec(host)?.groups;
  return groups?.account === undefined || groups.region === undefined
    ? undefined
    : { account: groups.account, region: groups.region };
}

/** True if the image lies at or below a prefix such as `ghcr.io/our-team` or `docker.io/library/nginx`. */
export function isFrom(image: Image, prefix: string): boolean {
  const path = `${image.registry}/${image.repository}/`;
  return path.startsWith(`${prefix.trim().replace(/\/+$/, "")}/`);
}
