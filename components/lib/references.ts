import type * as pulumi from "@pulumi/pulumi";

/**
 * How components know each other. Plain fields go into policy documents and container JSON; outputs go everywhere else.
 * Every component of this folder that offers one of these implements the interface, so that an existing resource can
 * take its place.
 */

/** A customer key and its fixed alias. */
export interface KeyReference {
  /** Such as `alias/cruddur-prod-data`. */
  readonly alias: string;
  /** The key's ARN. */
  readonly arn: pulumi.Output<string>;
  /** What must exist before somebody relies on the alias. */
  readonly ready: pulumi.Resource;
}

/** A CloudWatch log group. */
export interface LogGroupReference {
  /** Such as `/cruddur/dev/backend-flask`. */
  readonly name: string;
  /** Whether a customer key encrypts it. */
  readonly encrypted: boolean;
  /** What must exist before somebody writes into it. */
  readonly ready: pulumi.Resource;
}

/** A repository of the account's private registry, or of another account's. */
export interface RepositoryReference {
  /** Such as `cruddur-dev-backend-flask`. */
  readonly name: string;
  /** The host and the name: what an image's digest is appended to. */
  readonly uri: string;
  /** The ARN. Default: of the name, in the account and region of whoever pulls. */
  readonly arn?: string;
  /** What must exist before somebody pulls from it. Default: it is older than the stack. */
  readonly ready?: pulumi.Resource;
}

/** A secret that ECS reads when a task starts. */
export interface SecretReference {
  /** The ARN as a container definition names it. */
  readonly arn: string;
  /** The ARN as policies name it, with `?` for what AWS adds when it makes the secret. Default: the same. */
  readonly policyArn?: string;
  /** Where it is kept. */
  readonly store: "ssm" | "secretsmanager";
  /** The customer key that encrypts it, if one does. */
  readonly keyAlias?: string;
  /** Changes when the value does; a running service is then deployed again. Default: only new tasks see a new value. */
  readonly version?: pulumi.Output<string>;
  /** What must exist before a task asks for it. Default: it is older than the stack. */
  readonly ready?: pulumi.Resource;
}
