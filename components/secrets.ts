import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { quote, refuse } from "./lib/faults";
import { arnOf } from "./lib/iam-documents";
import type { KeyReference, SecretReference } from "./lib/references";

/** Bytes of a value. Source: API model secretsmanager 2017-10-17, SecretStringType. */
const MAX_BYTES = 65_536;

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
    const valuesVersion = args.valuesVersion ?? 1;
    refuse(who, secretsFaults(args, valuesVersion));
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
          secretStringWo: checkedValue(who, entry, value),
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

/** The value as a secret. Secrets Manager refuses an empty value and more than 64 KiB. */
function checkedValue(
  who: string,
  entry: string,
  value: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.secret(value).apply((text) => {
    const bytes = Buffer.byteLength(text);
    if (bytes === 0 || bytes > MAX_BYTES)
      refuse(who, [
        `the value of ${quote(entry)} has ${bytes} bytes; Secrets Manager takes 1 to ${MAX_BYTES}`,
      ]);
    return text;
  });
}

function secretsFaults(args: SecretsArgs, valuesVersion: number): string[] {
  const faults: string[] = [];
  if (!/^[\w+=.@-]+(\/[\w+=.@-]+)*$/.test(args.path) || args.path.length > 256)
    faults.push(
      `path ${quote(args.path)} is not 1 to 256 /-separated letters, digits, _, +, =, ., @ and -`,
    );
  if (!Number.isInteger(valuesVersion) || valuesVersion < 1)
    faults.push(`valuesVersion ${valuesVersion} is not a whole number of 1 or more`);
  for (const entry of Object.keys(args.values)) {
    if (!/^[\w+=.@-]{1,128}$/.test(entry))
      faults.push(`the name ${quote(entry)} is not 1 to 128 letters, digits, _, +, =, ., @ and -`);
    if (/-\w{6}$/.test(entry))
      faults.push(
        `the name ${quote(entry)} ends like AWS's own six characters (-AbCdEf), so AWS could not tell it from another; choose another`,
      );
  }
  return faults;
}
