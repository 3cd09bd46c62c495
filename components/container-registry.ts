import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, KEY } from "./lib/aws-checks";
import { type Checks, faultsOf, flag, list, optional, text, whole } from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { accountRoot, policyDocument } from "./lib/iam-documents";
import { CANDIDATE_TAG_PREFIX, KEPT_CANDIDATES, RELEASE_TAG_PREFIX } from "./lib/image-tags";
import { keyOwner } from "./lib/key-owner";
import type { KeyReference, RepositoryReference } from "./lib/references";

/** Arguments of {@link ContainerRegistry}. */
export interface ContainerRegistryArgs<Name extends string = string> {
  /** Where everything is. */
  readonly account: Account;
  /** A repository is called `<prefix>-<repository>`. */
  readonly prefix: string;
  /** Short names of the repositories, such as `backend-flask`. */
  readonly repositories: readonly Name[];
  /** How many images with a `candidate-` tag stay in each repository, 1 to 1000. Default 20. */
  readonly keepCandidates?: number;
  /**
   * Whether the images are signed. A signature is a manifest without a tag that refers to its image: ECR deletes it within
   * a day after the image, and says nothing of rules for untagged images, so there is none then. Default false.
   */
  readonly signatures?: boolean;
  /** The customer key. Default: the account's `alias/aws/ecr`, still KMS. */
  readonly key?: KeyReference;
  /** Refuses deletion by Pulumi, and by ECR while images are there. Default true. */
  readonly protect?: boolean;
}

/** API model ecr 2015-09-21, RepositoryName; without slashes, which names of resources cannot hold. */
const LONGEST_NAME = 256;
const NAME = text(
  /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/,
  "lower-case letters and digits, joined by -, . or _",
);
const CHECKS: Checks<ContainerRegistryArgs> = {
  account: ACCOUNT,
  prefix: NAME,
  repositories: list(NAME, { least: 1 }),
  keepCandidates: optional(whole(KEPT_CANDIDATES.least, KEPT_CANDIDATES.most)),
  signatures: optional(flag),
  key: optional(KEY),
  protect: optional(flag),
};

/** A repository as the registry hands it out. */
export interface RegistryRepository extends RepositoryReference {
  /** The repository's own answer; pushes go there. */
  readonly url: pulumi.Output<string>;
}

/**
 * Private repositories: immutable tags, scanned on push, encrypted by KMS, usable by this account only.
 *
 * The lifecycle cannot expire the running image or the one to roll back to. Tags never move (they are immutable), so a
 * deployed image keeps the tag that it was pushed with, and no rule expires a tagged image, except `candidate-` ones
 * beyond the newest `keepCandidates`, and these only as long as they bear no `release-` tag: ECR never lets a rule
 * expire an image that a rule of higher priority has matched. Untagged images go after a week, except where images are
 * signed; ECR keeps those that a tagged multi-platform image refers to.
 */
export class ContainerRegistry<Name extends string = string> extends pulumi.ComponentResource {
  /** By short name. */
  readonly repositories: Readonly<Record<Name, RegistryRepository>>;

  constructor(
    name: string,
    args: ContainerRegistryArgs<Name>,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    refuse(`ContainerRegistry ${quote(name)}`, faultsOf(args, CHECKS, lengthFaults));
    super("cruddur:ecr:ContainerRegistry", name, {}, opts);
    const protect = args.protect ?? true;
    const repositoryOf = (short: Name): [string, RegistryRepository] => {
      const physical = `${args.prefix}-${short}`;
      const child = `${name}-${short}`;
      const repository = new aws.ecr.Repository(
        child,
        {
          name: physical,
          imageTagMutability: "IMMUTABLE",
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.key?.arn }],
          forceDelete: !protect,
        },
        {
          parent: this,
          protect,
          replacementTrigger: keyOwner(args.key),
          deleteBeforeReplace: true,
          dependsOn: args.key ? [args.key.ready] : [],
        },
      );
      const of = { repository: repository.name };
      new aws.ecr.LifecyclePolicy(
        child,
        { ...of, policy: lifecyclePolicy(args.keepCandidates ?? 20, args.signatures) },
        { parent: this },
      );
      new aws.ecr.RepositoryPolicy(
        child,
        { ...of, policy: repositoryPolicy(args.account) },
        { parent: this },
      );
      const { accountId, region, dnsSuffix } = args.account;
      const uri = `${accountId}.dkr.ecr.${region}.${dnsSuffix}/${physical}`;
      return [short, { name: physical, uri, url: repository.repositoryUrl, ready: repository }];
    };
    const entries = args.repositories.map(repositoryOf);
    this.repositories = Object.fromEntries(entries) as Record<Name, RegistryRepository>;
    const urls = entries.map(([short, { url }]) => [short, url] as const);
    this.registerOutputs({ repositoryUrls: Object.fromEntries(urls) });
  }
}

/** Images without a tag are what an interrupted push leaves, or parts of an image for several platforms. */
const UNTAGGED = {
  rulePriority: 3,
  description: "Untagged images go after a week",
  selection: {
    tagStatus: "untagged",
    countType: "sinceImagePushed",
    countUnit: "days",
    countNumber: 7,
  },
  action: { type: "expire" },
} as const;

/** The lifecycle policy as JSON; why it is safe is said on {@link ContainerRegistry}. */
export function lifecyclePolicy(keepCandidates: number, signatures = false): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: "Releases stay: shields them from the rules below",
        // 100,000 is the number of images that a repository may hold (ECR service quotas): never exceeded.
        selection: {
          tagStatus: "tagged",
          tagPatternList: [`${RELEASE_TAG_PREFIX}*`],
          countType: "imageCountMoreThan",
          countNumber: 100_000,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: `The newest ${keepCandidates} candidates stay`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: [`${CANDIDATE_TAG_PREFIX}*`],
          countType: "imageCountMoreThan",
          countNumber: keepCandidates,
        },
        action: { type: "expire" },
      },
      ...(signatures ? [] : [UNTAGGED]),
    ],
  });
}

/** Principals of this account may pull if IAM lets them; nobody else may do anything, whatever their own policies say. */
function repositoryPolicy(account: Account): string {
  return policyDocument([
    {
      Sid: "PullWithinAccount",
      Effect: "Allow",
      Principal: { AWS: accountRoot(account) },
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ],
      Condition: { StringEquals: { "aws:PrincipalAccount": account.accountId } },
    },
    {
      Sid: "NobodyElse",
      Effect: "Deny",
      Principal: "*",
      Action: "ecr:*",
      Condition: {
        StringNotEquals: { "aws:PrincipalAccount": account.accountId },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
  ]);
}

/** A repository's whole name is the prefix's and its own: together they may be too long. */
function lengthFaults({
  prefix = "",
  repositories = [],
}: Partial<ContainerRegistryArgs>): string[] {
  return repositories
    .map((short) => `${prefix}-${short}`)
    .filter((name) => name.length > LONGEST_NAME)
    .map(
      (name) =>
        `repositories: ${quote(name)} has ${name.length} characters, at most ${LONGEST_NAME} are allowed`,
    );
}
