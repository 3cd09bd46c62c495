/** A registry in moto, and a docker whose pushes arrive there. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  PutImageCommand,
} from "@aws-sdk/client-ecr";
import { UserError } from "../../sandbox/lib/user-error";
import { AwsFault, AwsServer } from "../support/aws-server";
import { orSkip } from "../support/missing-tool";
import { pulumiWith, REGION, type Session, session } from "./world";

export const HOST = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
export const COMMIT = "0123456789ab";
/** What the tags of an image of this commit end with, built for the stack's processor. */
export const VERSION = `${COMMIT}-amd64`;
const NAMES = ["cruddur-python", "backend-flask", "frontend-react-js", "nginx-unprivileged"];
const REPOSITORIES = [...NAMES, "tracing"];
const IMAGE = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";

const sha256 = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** A manifest with one layer, the digest of these words. */
const manifest = (words: string): string => {
  const layers = [
    { mediaType: "application/vnd.oci.image.layer.v1.tar", digest: sha256(words), size: 1 },
  ];
  return JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, config: { size: 1 }, layers });
};

/** The digest of a manifest with one layer of these words: moto makes it of the layers'. */
export const digestOf = (words: string): string => sha256(sha256(words));

/** An index of images by platform, with the attestation that buildx adds to each. */
export function indexOf(images: Readonly<Record<string, string>>): string {
  const entries = Object.entries(images).flatMap(([platform, digest]) => {
    const [os, architecture] = platform.split("/");
    const attestation = {
      mediaType: IMAGE,
      digest: sha256(`attestation of ${digest}`),
      size: 1,
      platform: { os: "unknown", architecture: "unknown" },
      annotations: { "vnd.docker.reference.type": "attestation-manifest" },
    };
    return [attestation, { mediaType: IMAGE, digest, size: 1, platform: { os, architecture } }];
  });
  return JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: entries });
}

/** What a stack says of itself. */
export const OUTPUTS = {
  imagePlatform: "linux/amd64",
  apiUrl: "https://api.cruddur.test",
  repositoryUrls: Object.fromEntries(
    REPOSITORIES.map((name) => [name, `${HOST}/cruddur-dev-${name}`]),
  ),
};

/** Gives a suite one server, and every test a registry in it. Skipped where the server cannot be had. */
export function eachTestInRegistry(opened: (world: RegistryWorld) => void | Promise<void>): void {
  let aws: AwsServer | undefined;
  let world: RegistryWorld | undefined;
  before(async function () {
    this.timeout(120_000);
    aws = await orSkip(this, () => AwsServer.start());
  });
  after(() => aws?.stop());
  beforeEach(async () => {
    assert.ok(aws !== undefined);
    world = await RegistryWorld.open(aws);
    await opened(world);
  });
  afterEach(() => world?.user.close());
}

/** The registry, and the user's terminal; made anew for every test. */
export class RegistryWorld {
  readonly user: Session;
  private readonly ecr: ECRClient;

  private constructor(readonly aws: AwsServer) {
    this.ecr = new ECRClient({ ...aws.settings, region: REGION });
    this.user = session(aws);
  }

  static async open(aws: AwsServer): Promise<RegistryWorld> {
    await aws.reset();
    const world = new RegistryWorld(aws);
    for (const name of REPOSITORIES) await world.createRepository(name);
    pulumiWith(world.user.programs, OUTPUTS);
    world.user.programs.add("git", `if (args[0] === "rev-parse") print("${COMMIT}\\n");`);
    world.dockerThat("");
    world.scanFinds();
    world.scansAgain("never");
    return world;
  }

  async createRepository(name: string): Promise<void> {
    const repositoryName = `cruddur-dev-${name}`;
    await this.ecr.send(
      new CreateRepositoryCommand({ repositoryName, imageTagMutability: "IMMUTABLE" }),
    );
  }

  /** A docker that pushes a manifest of the words "built", or copies one with the digest that is asked for. */
  dockerThat(before: string): void {
    const put = JSON.stringify({
      imageManifest: manifest("built"),
      imageManifestMediaType: IMAGE,
    });
    this.user.programs.add(
      "docker",
      `${before}
      const pushTo = (reference, more) => {
        const [, repositoryName, imageTag] = /\\/(.*):(.*)$/.exec(reference);
        fetch("${this.aws.endpoint}", {
          method: "POST",
          headers: {
            "content-type": "application/x-amz-json-1.1",
            authorization: "AWS4-HMAC-SHA256 Credential=x/20261121/${REGION}/ecr/aws4_request",
            "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.PutImage",
          },
          body: JSON.stringify({ ...${put}, ...more, repositoryName, imageTag }),
        }).then((answer) => exit(answer.ok ? 0 : 1));
      };
      if (args[0] === "version") print("29.0.0\\n");
      if (args[0] === "push") pushTo(args[1], {});
      if (args[2] === "create") pushTo(args[5], { imageDigest: args[6].split("@")[1] });`,
    );
  }

  /**
   * Whether ECR scans an image another time: once in 24 hours with basic scanning, so not what was just pushed; with
   * enhanced scanning never, for Amazon Inspector does that by itself.
   */
  scansAgain(when: "never" | "by itself"): void {
    const fault =
      when === "never"
        ? new AwsFault("LimitExceededException", "The scan quota per image has been exceeded.")
        : new AwsFault("ValidationException", "This feature is disabled");
    this.aws.override("StartImageScan", () => Promise.resolve(fault));
  }

  /** What the scan of every image finds from now on. */
  scanFinds(...findings: readonly { readonly name: string; readonly severity: string }[]): void {
    const findingSeverityCounts: Record<string, number> = {};
    for (const { severity } of findings)
      findingSeverityCounts[severity] = (findingSeverityCounts[severity] ?? 0) + 1;
    this.aws.override("DescribeImageScanFindings", () =>
      Promise.resolve({
        imageScanStatus: { status: "COMPLETE" },
        imageScanFindings: { findings, findingSeverityCounts },
      }),
    );
  }

  /** Puts an image with one layer under a tag; answers its digest. */
  async put(name: string, tag: string, words: string): Promise<string> {
    await this.push(name, tag, manifest(words), IMAGE, digestOf(words));
    return digestOf(words);
  }

  /** Puts an index under a tag; answers its digest. */
  async putIndex(name: string, tag: string, index: string): Promise<string> {
    await this.push(name, tag, index, INDEX, sha256(index));
    return sha256(index);
  }

  /** Digests of a repository by tag. */
  async tags(name = "backend-flask"): Promise<Record<string, string>> {
    const { imageDetails = [] } = await this.ecr.send(
      new DescribeImagesCommand({ repositoryName: `cruddur-dev-${name}` }),
    );
    return Object.fromEntries(
      imageDetails.flatMap(({ imageTags = [], imageDigest = "" }) =>
        imageTags.map((tag) => [tag, imageDigest] as const),
      ),
    );
  }

  /** The docker calls that hold a word. */
  docker(word: string) {
    return this.user.programs.calls("docker").filter(({ args }) => args.includes(word));
  }

  /** What was set in the stack's configuration. */
  configured(): (readonly string[])[] {
    return this.user.programs
      .calls("pulumi")
      .map(({ args }) => args)
      .filter(([command, verb]) => command === "config" && verb === "set");
  }

  /** The message of the error that a command ends with. */
  async refusal(command: () => Promise<unknown>): Promise<string> {
    try {
      await command();
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      return error.message;
    }
    return assert.fail(`nothing was refused: ${this.user.said.join("\n")}`);
  }

  private async push(
    name: string,
    imageTag: string,
    imageManifest: string,
    imageManifestMediaType: string,
    imageDigest: string,
  ): Promise<void> {
    const repositoryName = `cruddur-dev-${name}`;
    const image = { imageTag, imageManifest, imageManifestMediaType, imageDigest };
    await this.ecr.send(new PutImageCommand({ repositoryName, ...image }));
  }
}
