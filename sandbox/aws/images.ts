import { createHash } from "node:crypto";
import { openAccount, type Account } from "./account";
import { AwsError } from "./resource-type";

/** Images are not Pulumi resources: they are pushed. Kept beside the objects, gone with their repository. */
const IMAGE = "sandbox:ecr:Image";
const REPOSITORY = "aws:ecr/repository:Repository";

/** An image in a repository of the simulated registry. */
export interface Image {
  /** `sha256:` and 64 hexadecimal digits: over the manifest's text. */
  readonly digest: string;
  readonly tags: readonly string[];
  readonly mediaType: string;
  /** The manifest. */
  readonly text: string;
  /** Bytes of all layers. */
  readonly size: number;
}

export interface PushedImage {
  readonly region: string;
  /** Name of the repository, without the registry. */
  readonly repository: string;
  readonly tag?: string;
  readonly text: string;
  readonly digest: string;
  readonly size: number;
}

/** The images of a repository, in the order of their digests. */
export function imagesOf(account: Account, repository: string): readonly Image[] {
  return account
    .list(IMAGE)
    .filter(({ properties }) => properties["repository"] === repository)
    .map(({ properties }) => properties["image"] as Image);
}

/** @param reference a tag, or `sha256:…`. */
export function imageNamed(
  account: Account,
  repository: string,
  reference: string,
): Image | undefined {
  return imagesOf(account, repository).find(
    ({ digest, tags }) => digest === reference || tags.includes(reference),
  );
}

/** Removes a repository's images with it. */
export function removeImages(account: Account, repository: string): void {
  for (const { digest } of imagesOf(account, repository)) {
    account.remove(IMAGE, `${repository}@${digest}`);
  }
}

/**
 * Pushes an image (`ecr:PutImage`); pushing the same again changes nothing.
 * @returns false when the repository does not exist.
 * @throws AwsError as ECR refuses: a digest that is not the manifest's, a tag that cannot move.
 */
export function putImage(accountFolder: string, image: PushedImage): Promise<boolean> {
  return openAccount(accountFolder).transaction(image.region, (account) => push(account, image));
}

function push(account: Account, { repository, tag, text, digest, size }: PushedImage): boolean {
  const properties = account.get(REPOSITORY, repository);
  if (properties === undefined) return false;
  const computed = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  if (computed !== digest) {
    throw refuse(
      "ImageDigestDoesNotMatchException",
      `The manifest's digest is ${computed}, not ${digest}.`,
    );
  }
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) {
    throw refuse(
      "InvalidParameterException",
      `'${tag}' is not a tag: letters, digits, _ . -, at most 128.`,
    );
  }
  const before = tag === undefined ? undefined : imageNamed(account, repository, tag);
  if (tag !== undefined && before !== undefined && before.digest !== digest) {
    if (isImmutable(properties, tag)) {
      throw refuse(
        "ImageTagAlreadyExistsException",
        `The image tag '${tag}' already exists in the '${repository}' repository and cannot be overwritten because the tag is immutable.`,
      );
    }
    store(account, repository, { ...before, tags: before.tags.filter((each) => each !== tag) });
  }
  const same = imageNamed(account, repository, digest);
  const tags = new Set([...(same?.tags ?? []), ...(tag === undefined ? [] : [tag])]);
  store(account, repository, {
    digest,
    tags: [...tags].sort(),
    mediaType: mediaTypeOf(text),
    text,
    size,
  });
  return true;
}

function store(account: Account, repository: string, image: Image): void {
  account.put(IMAGE, `${repository}@${image.digest}`, { repository, image });
}

/** Whether a tag of this repository stays where it is (`imageTagMutability` and its exclusion filters). */
function isImmutable(repository: Readonly<Record<string, unknown>>, tag: string): boolean {
  const filters = repository["imageTagMutabilityExclusionFilters"];
  const excluded =
    Array.isArray(filters) &&
    filters.some(({ filter }: { filter: string }) => wildcard(filter).test(tag));
  switch (repository["imageTagMutability"]) {
    case "IMMUTABLE":
      return true;
    case "IMMUTABLE_WITH_EXCLUSION":
      return !excluded;
    case "MUTABLE_WITH_EXCLUSION":
      return excluded;
    default:
      return false;
  }
}

function wildcard(filter: string): RegExp {
  return new RegExp(`^${filter.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
}

function mediaTypeOf(text: string): string {
  try {
    const { mediaType } = JSON.parse(text) as { mediaType?: unknown };
    if (typeof mediaType === "string") return mediaType;
  } catch {
    // Refused below: what is no JSON has no media type either.
  }
  throw refuse("InvalidParameterException", "The manifest is not JSON with a mediaType.");
}

function refuse(code: string, message: string): AwsError {
  return new AwsError("ECR: PutImage", code, message);
}
