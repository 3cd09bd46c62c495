import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./lib/account";
import { quote, refuse } from "./lib/faults";
import { arnOf } from "./lib/iam-documents";
import type { KeyReference, SecretReference } from "./lib/references";

/** Arguments of {@link Parameters}. */
export interface ParametersArgs {
  /** Where everything is. */
  readonly account: Account;
  /** The folder, such as `/cruddur/dev/backend-flask`. */
  readonly path: string;
  /** Name → value. Values are kept as secrets, also when they are given plainly. */
  readonly values: Readonly<Record<string, pulumi.Input<string>>>;
  /** The customer key. Default: the account's `alias/aws/ssm`. */
  readonly key?: KeyReference;
  /** Refuses deletion by Pulumi. Default true. */
  readonly protect?: boolean;
}

/**
 * SSM parameters of type SecureString below one path. Values are encrypted in Pulumi's state and never shown.
 * Long-lived AWS keys are refused: the task role replaces them, and while they are there they override it.
 */
export class Parameters extends pulumi.ComponentResource {
  /** By name; what a container's `secrets` takes. */
  readonly secrets: Readonly<Record<string, SecretReference>>;

  constructor(name: string, args: ParametersArgs, opts?: pulumi.ComponentResourceOptions) {
    const who = `Parameters ${quote(name)}`;
    refuse(who, parametersFaults(args));
    super("cruddur:ssm:Parameters", name, {}, opts);
    const secretOf = ([key, value]: [string, pulumi.Input<string>]): [string, SecretReference] => {
      const parameterName = `${args.path}/${key}`;
      const parameter = new aws.ssm.Parameter(
        `${name}-${key}`,
        {
          name: parameterName,
          type: aws.ssm.ParameterType.SecureString,
          value: checkedSecret(who, key, value),
          keyId: args.key?.arn,
        },
        {
          parent: this,
          protect: args.protect ?? true,
          dependsOn: args.key ? [args.key.ready] : [],
        },
      );
      return [
        key,
        {
          arn: arnOf(args.account, "ssm", `parameter${parameterName}`),
          store: "ssm",
          keyAlias: args.key?.alias,
          version: parameter.version.apply(String),
          ready: parameter,
        },
      ];
    };
    this.secrets = Object.fromEntries(Object.entries(args.values).map(secretOf));
    this.registerOutputs({
      parameterNames: Object.keys(args.values).map((key) => `${args.path}/${key}`),
    });
  }
}

/** The value as a secret. SSM refuses an empty value and, in the standard tier, more than 4 KiB. */
function checkedSecret(
  who: string,
  key: string,
  value: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.secret(value).apply((text) => {
    const bytes = Buffer.byteLength(text);
    if (bytes === 0 || bytes > 4096)
      refuse(who, [`the value of ${quote(key)} has ${bytes} bytes; SSM takes 1 to 4096`]);
    return text;
  });
}

function parametersFaults(args: ParametersArgs): string[] {
  const faults: string[] = [];
  if (!/^(\/[A-Za-z0-9_.-]+){1,14}$/.test(args.path) || /^\/(aws|ssm)/i.test(args.path))
    faults.push(
      `path ${quote(args.path)} is not /-separated letters, digits, _, . and -, or begins with aws or ssm, which AWS keeps`,
    );
  for (const key of Object.keys(args.values)) {
    if (!/^[A-Za-z0-9_.-]+$/.test(key))
      faults.push(`the name ${quote(key)} is not letters, digits, _, . and -`);
    if (/^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(key))
      faults.push(`${key} is not kept as a parameter; give the task role what the task needs`);
  }
  return faults;
}
