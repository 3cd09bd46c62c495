import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, BOUNDARY_ARN, boundaryFaults } from "./lib/aws-checks";
import {
  type Check,
  type Checks,
  faultsOf,
  list,
  named,
  oneOf,
  optional,
  shown,
  text,
} from "./lib/checks";
import { boundaryPolicy } from "./lib/delivery-boundary";
import { type DeliveryOf, deliveryRoleName, prefixOf } from "./lib/delivery-names";
import {
  deployPolicies,
  GITHUB_AUDIENCE,
  GITHUB_ISSUER,
  githubTrust,
  MAX_POLICY_LENGTH,
  previewPolicies,
} from "./lib/delivery-policies";
import { quote, refuse } from "./lib/faults";

/** Arguments of {@link GithubDelivery}. */
export interface GithubDeliveryArgs {
  /** Where everything is. */
  readonly account: Account;
  /** `<owner>/<repository>` whose workflows may take the roles. */
  readonly repository: string;
  /** Names of the environments: of GitHub's, of the stacks, and in the names and tags of what they hold. */
  readonly environments: readonly string[];
  /** Whether GitHub's identity provider is created here. An account may have it once: then `existing`. Default `create`. */
  readonly identityProvider?: "create" | "existing";
  /** The S3 bucket that holds Pulumi's state. Default: the state is elsewhere. */
  readonly stateBucketName?: string;
  /** By environment: its domain. Its deployments change DNS records at it and below it. Default: no records. */
  readonly domains?: Readonly<Record<string, string>>;
  /** ARNs of the repositories that the security team's sidecars come from: tasks may pull from them too. Default: none. */
  readonly sidecarRepositories?: readonly string[];
  /** IAM policy that bounds the delivery roles themselves. Default: none. */
  readonly permissionsBoundaryArn?: string;
}

/** A wildcard would widen whose records may be changed. */
const DOMAIN = text(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "a domain's name");

/** Of one repository: a wildcard would open others. */
export const REPOSITORY_ARN =
  /^arn:aws[a-z-]*:ecr:[a-z0-9-]+:\d{12}:repository\/[a-z0-9][a-z0-9._/-]{1,255}$/;

const ENVIRONMENT = text(
  /^[a-z][a-z0-9]{1,11}$/,
  "2 to 12 lower-case letters and digits, a letter first",
);

const CHECKS: Omit<Checks<GithubDeliveryArgs>, "domains"> = {
  account: ACCOUNT,
  // Source: GitHub's rules on names; a wildcard or a colon would widen whom the trust policy means.
  repository: text(
    /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}\/[A-Za-z0-9._-]{1,100}$/,
    "<owner>/<repository>",
  ),
  environments: list(ENVIRONMENT, { least: 1 }),
  identityProvider: optional(oneOf(["create", "existing"])),
  // Dots are allowed here: the bucket may be older than this program.
  stateBucketName: optional(text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name")),
  sidecarRepositories: optional(list(text(REPOSITORY_ARN, "the ARN of a repository"))),
  permissionsBoundaryArn: optional(BOUNDARY_ARN),
};

/**
 * Deployment from GitHub Actions without any stored key. For each environment: a preview role, for pull requests, that can
 * only look, and not at data; a deploy role, for jobs in GitHub's environment of that name, that can manage what is
 * called and tagged after the environment; and a boundary without which it can make no role. It can neither change itself
 * nor reach another environment.
 */
export class GithubDelivery extends pulumi.ComponentResource {
  /** By environment: for `role-to-assume` of pull requests. */
  readonly previewRoleArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** By environment: for `role-to-assume` of deployments. */
  readonly deployRoleArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** By environment: its stack's `cruddur:permissionsBoundaryArn`. */
  readonly boundaryArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: GithubDeliveryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`GithubDelivery ${quote(name)}`, githubDeliveryFaults(args));
    super("cruddur:iam:GithubDelivery", name, {}, opts);
    const { account, repository } = args;
    const dependsOn: pulumi.Resource[] = [];
    if (args.identityProvider !== "existing")
      dependsOn.push(
        new aws.iam.OpenIdConnectProvider(
          name,
          { url: `https://${GITHUB_ISSUER}`, clientIdLists: [GITHUB_AUDIENCE] },
          { parent: this },
        ),
      );
    const roleOf = (
      environment: string,
      kind: "deploy" | "preview",
      subject: string | readonly string[],
      policies: Readonly<Record<string, string>>,
    ) => {
      const child = `${name}-${environment}-${kind}`;
      const role = new aws.iam.Role(
        child,
        {
          // Guardrails, alerts and the deploy role's own limits name it.
          name: deliveryRoleName({ environment }, kind),
          description: `GitHub Actions of ${repository}: ${kind} ${environment}`,
          assumeRolePolicy: githubTrust(account, subject),
          permissionsBoundary: args.permissionsBoundaryArn,
        },
        { parent: this, dependsOn },
      );
      for (const [what, policy] of Object.entries(policies)) {
        const managed = new aws.iam.Policy(`${child}-${what}`, { policy }, { parent: this });
        new aws.iam.RolePolicyAttachment(
          `${child}-${what}`,
          { role: role.name, policyArn: managed.arn },
          { parent: this },
        );
      }
      return role.arn;
    };
    const each = (of: (environment: string) => pulumi.Output<string>) =>
      Object.fromEntries(args.environments.map((environment) => [environment, of(environment)]));
    const delivery = (environment: string) => deliveryOf(args, environment);
    this.boundaryArns = each((environment) => {
      const policy = new aws.iam.Policy(
        `${name}-${environment}-boundary`,
        {
          name: `${prefixOf({ environment })}-boundary`,
          description: `The most that a role of ${environment} may do`,
          policy: boundaryPolicy(delivery(environment)),
        },
        { parent: this },
      );
      return policy.arn;
    });
    this.previewRoleArns = each((environment) =>
      roleOf(
        environment,
        "preview",
        // The branch is for the search for drift, on a schedule.
        [`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/main`],
        previewPolicies(delivery(environment)),
      ),
    );
    this.deployRoleArns = each((environment) =>
      roleOf(
        environment,
        "deploy",
        `repo:${repository}:environment:${environment}`,
        deployPolicies(delivery(environment)),
      ),
    );
    this.registerOutputs({
      boundaryArns: this.boundaryArns,
      deployRoleArns: this.deployRoleArns,
      previewRoleArns: this.previewRoleArns,
    });
  }
}

function deliveryOf(args: GithubDeliveryArgs, environment: string): DeliveryOf {
  return { ...args, environment, domain: args.domains?.[environment] };
}

function githubDeliveryFaults(args: GithubDeliveryArgs): string[] {
  const known: Check = (what, value) =>
    Array.isArray(args.environments) && !args.environments.some((each) => each === value)
      ? [`${what} ${shown(value)} is none of environments`]
      : [];
  const domains = optional(named(known, DOMAIN));
  return faultsOf(args, { ...CHECKS, domains }, (sound) => [
    ...boundaryFaults(sound),
    ...policyFaults(sound),
  ]);
}

function policyFaults(args: Partial<GithubDeliveryArgs>): string[] {
  const { account, repository, environments = [] } = args;
  if (account === undefined || repository === undefined) return [];
  return environments.flatMap((environment) => {
    const of = deliveryOf({ ...args, account, repository, environments }, environment);
    const policies = { ...deployPolicies(of), boundary: boundaryPolicy(of) };
    return Object.entries(policies).flatMap(([what, { length }]) =>
      length <= MAX_POLICY_LENGTH
        ? []
        : [
            `the policy ${what} of ${quote(environment)} has ${length} characters, at most ${MAX_POLICY_LENGTH} are allowed`,
          ],
    );
  });
}
