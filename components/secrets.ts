import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { ACCOUNT, KEY } from "./lib/aws-checks";
import {
  type Checks,
  every,
  faultsOf,
  flag,
  hidden,
  input,
  named,
  onceKnown,
  optional,
  text,
  textSuch,
  whole,
} from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { arnOf } from "./lib/iam-documents";
import type { KeyReference, SecretReference } from "./lib/references";

/** Arguments of {@link Secrets}. */
export interface SecretsArgs {
  /** Where everything is. */
  readonly account: Account;
  /** What the secrets' names begin with, such as `cruddur/dev/backend-flask`. */
  readonly path: string;
  /** Name → value. Values are never shown, also when they are given plainly. */
  readonly values: Readonly<Record<string, pulumi.Input<string>>>;
  /** Another number hands the values over again; without it a changed value stays unnoticed. Default 1. */
  readonly valuesVersion?: number;
  /** The customer key. */
  readonly key: KeyReference;
  /** Refuses deletion by Pulumi, and keeps a deleted secret for 30 days. Default true. */
  readonly protect?: boolean;
}

/** API model secretsmanager 2017-10-17, SecretStringType; the value is not shown. */
const VALUE = hidden("1 to 65536 bytes", (bytes) => bytes >= 1 && bytes <= 65_536);

const CHECKS: Checks<SecretsArgs> = {
  account: ACCOUNT,
  path: text(
    /^(?=.{1,256}$)[\w+=.@-]+(\/[\w+=.@-]+)*$/,
    "1 to 256 /-separated letters, digits, _, +, =, ., @ and -",
  ),
  values: named(
    every(
      text(/^[\w+=.@-]{1,128}$/, "1 to 128 letters, digits, _, +, =, ., @ and -"),
      textSuch(
        "one that AWS can tell from another: it ends like AWS's own six characters (-AbCdEf)",
        (entry) => !/-\w{6}$/.test(entry),
      ),
    ),
    input(VALUE),
  ),
  valuesVersion: optional(whole(1, 2_147_483_647)),
  key: KEY,
  protect: optional(flag),
};

/**
 * Secrets in AWS Secrets Manager, for values that other accounts, rotation or replicas have to reach; `Parameters` costs
 * nothing and does for the rest. Always: a customer key, and values that are handed over and never part of the state. About
 * 0.40 USD a month each.
 *
 * AWS ends each ARN with six characters of its own. Container definitions do without, and policies have `??????` in their
 * place: so both are known before the secret is. That ECS takes such an ARN was not tried on AWS.
 */
export class Secrets extends pulumi.ComponentResource {
  /** By name; what a container's `secrets` takes. */
  readonly secrets: Readonly<Record<string, SecretReference>>;

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    const who = `Secrets ${quote(name)}`;
    refuse(who, faultsOf(args, CHECKS));
    const valuesVersion = args.valuesVersion ?? 1;
    super("cruddur:secretsmanager:Secrets", name, {}, opts);
    const { account, path, key } = args;
    const protect = args.protect ?? true;
    const secretOf = ([entry, value]: [string, pulumi.Input<string>]): [
      string,
      SecretReference,
    ] => {
      const secretName = `${path}/${entry}`;
      const secret = new aws.secretsmanager.Secret(
        `${name}-${entry}`,
        { name: secretName, kmsKeyId: key.arn, recoveryWindowInDays: protect ? 30 : 0 },
        { parent: this, protect, dependsOn: [key.ready] },
      );
      const version = new aws.secretsmanager.SecretVersion(
        `${name}-${entry}`,
        {
          secretId: secret.id,
          secretStringWo: pulumi.secret(onceKnown(who, `values ${quote(entry)}`, value, VALUE)),
          secretStringWoVersion: valuesVersion,
        },
        { parent: this },
      );
      const arn = arnOf(account, "secretsmanager", `secret:${secretName}`);
      const reference: SecretReference = {
        arn,
        policyArn: `${arn}-??????`,
        store: "secretsmanager",
        keyAlias: key.alias,
        version: version.versionId,
        ready: version,
      };
      return [entry, reference];
    };
    this.secrets = Object.fromEntries(Object.entries(args.values).map(secretOf));
    this.registerOutputs({
      secretNames: Object.keys(args.values).map((entry) => `${path}/${entry}`),
    });
  }
}
