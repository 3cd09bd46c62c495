import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  paginateDescribeImages,
  PutImageCommand,
} from "@aws-sdk/client-ecr";
import { platformSuffix, RELEASE_TAG_PREFIX } from "../components/lib/image-tags";
import { UserError } from "../sandbox/lib/user-error";
import { asking, nameOf } from "./aws-errors";
import { clientSettings, type Context } from "./context";
import { imageFor, imagesOf, MEDIA_TYPES, platformsOf } from "./manifest";

/** `123456789012.dkr.ecr.us-east-1.amazonaws.com/cruddur-dev-backend-flask`. */
const URL =
  /^(?<host>\d{12}\.dkr\.ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?)\/(?<name>\S+)$/;

/** One repository of the private registry. */
export class Repository {
  readonly host: string;
  readonly name: string;
  readonly client: ECRClient;
  /** Asks once: the SDK repeats what exceeds a limit for seconds; a limit of ECR's can be a day's. */
  readonly impatient: ECRClient;

  constructor(
    readonly url: string,
    context: Context,
  ) {
    const { host, region, name } = URL.exec(url)?.groups ?? {};
    if (host === undefined || region === undefined || name === undefined)
      throw new UserError(`${JSON.stringify(url)} is not the address of a private ECR repository.`);
    this.host = host;
    this.name = name;
    const settings = clientSettings(context, region);
    this.client = new ECRClient(settings);
    this.impatient = new ECRClient({ ...settings, maxAttempts: 1 });
  }

  /** User and password for `docker login`; good for twelve hours. */
  async login(): Promise<{ user: string; password: string }> {
    const { authorizationData = [] } = await asking("No login to the registry", () =>
      this.client.send(new GetAuthorizationTokenCommand({})),
    );
    const token = authorizationData[0]?.authorizationToken ?? "";
    const [user = "", password = ""] = Buffer.from(token, "base64").toString().split(":");
    return { user, password };
  }

  /** The digest behind a tag; undefined where there is no such tag. */
  async digest(tag: string): Promise<string | undefined> {
    try {
      const { imageDetails = [] } = await this.client.send(
        new DescribeImagesCommand({ repositoryName: this.name, imageIds: [{ imageTag: tag }] }),
      );
      return imageDetails[0]?.imageDigest;
    } catch (error) {
      if (nameOf(error) === "ImageNotFoundException") return undefined;
      return asking(`${this.name} cannot be read`, () => Promise.reject(error as Error));
    }
  }

  /**
   * The one image for a platform behind a digest: the image itself, or what an index lists for the platform. Throws a
   * UserError where the index has none.
   */
  async imageOf(digest: string, platform: string): Promise<string> {
    const { imageManifest = "" } = await this.manifest(digest, `${digest} cannot be read`);
    const images = imagesOf(imageManifest);
    if (images === undefined) return digest;
    const found = imageFor(images, platform);
    if (found !== undefined) return found.digest;
    throw new UserError(
      `${this.name}@${digest} has no image for ${platform}; it has ${platformsOf(images)}.`,
    );
  }

  /** The digest of the image that was released last for a platform, by its tag; undefined where none was. */
  async newestRelease(platform: string): Promise<string | undefined> {
    const end = platformSuffix(platform);
    return asking(`${this.name} cannot be read`, async () => {
      let newest: { readonly at: number; readonly digest: string | undefined } | undefined;
      const pages = paginateDescribeImages(
        { client: this.client },
        { repositoryName: this.name, filter: { tagStatus: "TAGGED" } },
      );
      for await (const { imageDetails = [] } of pages)
        for (const { imageTags = [], imagePushedAt, imageDigest } of imageDetails) {
          const at = imagePushedAt?.getTime() ?? 0;
          const isReleased = imageTags.some(
            (tag) => tag.startsWith(RELEASE_TAG_PREFIX) && tag.endsWith(end),
          );
          if (isReleased && (newest === undefined || at > newest.at))
            newest = { at, digest: imageDigest };
        }
      return newest?.digest;
    });
  }

  /**
   * Gives an image one more tag, in the registry: what was scanned is what is released, to the byte. Tags are immutable;
   * the same tag on the same image is no fault, on another one a UserError.
   */
  async tag(digest: string, tag: string): Promise<void> {
    const what = `${tag} could not be put on ${digest}`;
    const taken = new UserError(
      `${what}: another image of ${this.name} has that tag, and tags are immutable.`,
    );
    const present = await this.digest(tag);
    if (present === digest) return;
    if (present !== undefined) throw taken;
    const { imageManifest, imageManifestMediaType } = await this.manifest(digest, what);
    try {
      await this.client.send(
        new PutImageCommand({
          repositoryName: this.name,
          imageTag: tag,
          imageDigest: digest,
          imageManifest,
          imageManifestMediaType,
        }),
      );
    } catch (error) {
      if (nameOf(error) === "ImageAlreadyExistsException") return;
      if (nameOf(error) === "ImageTagAlreadyExistsException") throw taken;
      await asking(what, () => Promise.reject(error as Error));
    }
  }

  /** The manifest of an image, as it was pushed. */
  private async manifest(digest: string, what: string) {
    const { images = [] } = await asking(what, () =>
      this.client.send(
        new BatchGetImageCommand({
          repositoryName: this.name,
          imageIds: [{ imageDigest: digest }],
          acceptedMediaTypes: MEDIA_TYPES,
        }),
      ),
    );
    const [image] = images;
    if (image?.imageManifest !== undefined) return image;
    throw new UserError(`${what}: the image is not in ${this.name}.`);
  }
}
