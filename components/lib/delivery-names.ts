/** What an environment's deliveries are about: names and tags. Pure. */
import type { Account } from "./account";

/** Whose policies. */
export interface DeliveryOf {
  readonly account: Account;
  /** Such as `dev`. */
  readonly environment: string;
  /** The bucket of Pulumi's state, if that is where it is. */
  readonly stateBucketName?: string;
  /** The environment's domain: the deployment changes records at it and below it. Default: no records. */
  readonly domain?: string;
  /** ARNs of the repositories that the security team's sidecars come from. Default: none. */
  readonly sidecarRepositories?: readonly string[];
}

/** An ARN of IAM, which has no region. */
export const iamArn = ({ account }: DeliveryOf, resource: string) =>
  `arn:${account.partition}:iam::${account.accountId}:${resource}`;
/** What everything of an environment is called after. */
export const prefixOf = ({ environment }: Pick<DeliveryOf, "environment">) =>
  `cruddur-${environment}`;
/** The policy that bounds every role that a deployment makes. */
export const boundaryArn = (of: DeliveryOf) => iamArn(of, `policy/${prefixOf(of)}-boundary`);
/** All roles of the environment. */
export const environmentRoles = (of: DeliveryOf) => iamArn(of, `role/${prefixOf(of)}-*`);
/** The names of the two roles. */
export const deliveryRoleName = (of: Pick<DeliveryOf, "environment">, kind: "deploy" | "preview") =>
  `${prefixOf(of)}-${kind}`;

/** The tags that everything of the environment bears, as a condition. */
export function tags(
  of: DeliveryOf,
  key: "aws:RequestTag" | "aws:ResourceTag",
): Record<string, string> {
  return { [`${key}/Project`]: "cruddur", [`${key}/Environment`]: of.environment };
}
