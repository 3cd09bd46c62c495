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
} from "./lib/checks";
import { quote, refuse } from "./lib/faults";
import { arnOf } from "./lib/iam-documents";
import type { KeyReference, SecretReference } from "./lib/references";

/** Characters of a parameter's ARN. */
const LONGEST_ARN = 1011;

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

/** Standard parameters. Source: Systems Manager API reference, PutParameter, Tier; the value is not shown. */
const VALUE = hidden("1 to 4096 bytes", (bytes) => bytes >= 1 && bytes <= 4096);

const CHECKS: Checks<ParametersArgs> = {
  account: ACCOUNT,
  // 15 levels with the name; source: Systems Manager API reference, PutParameter, Name.
  path: text(
    /^(?!\/(aws|ssm))(\/[A-Za-z0-9_.-]+){1,14}$/i,
    "/-separated letters, digits, _, . and -, 14 at most, or begins with aws or ssm, which AWS keeps",
  ),
  values: named(
    every(
      text(/^[A-Za-z0-9_.-]+$/, "letters, digits, _, . and -"),
      textSuch(
        "kept as a parameter; give the task role what the task needs",
        (key) => !/^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(key),
      ),
    ),
    input(VALUE),
  ),
  key: optional(KEY),
  protect: optional(flag),
};

/**
 * SSM parameters of type SecureString below one path. Values are encrypted in Pulumi's state and never shown.
 * Long-lived AWS keys are refused: the task role replaces them, and while they are there they override it.
 */
export class Parameters extends pulumi.ComponentResource {
  /** By name; what a container's `secrets` takes. */
  readonly secrets: Readonly<Record<string, SecretReference>>;

  constructor(name: string, args: ParametersArgs, opts?: pulumi.ComponentResourceOptions) {
    const who = `Parameters ${quote(name)}`;
    refuse(who, faultsOf(args, CHECKS, nameFaults));
    super("cruddur:ssm:Parameters", name, {}, opts);
    const secretOf = ([key, value]: [string, pulumi.Input<string>]): [string, SecretReference] => {
      const parameterName = `${args.path}/${key}`;
      const parameter = new aws.ssm.Parameter(
        `${name}-${key}`,
        {
          name: parameterName,
          type: aws.ssm.ParameterType.SecureString,
          value: pulumi.secret(onceKnown(who, `values ${quote(key)}`, value, VALUE)),
          // AWS keeps the key that a parameter has, unless another is named.
          keyId: args.key?.arn ?? "alias/aws/ssm",
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

/** AWS counts the ARN. Source: Systems Manager API reference, PutParameter, Name. */
function nameFaults({ account, path, values = {} }: Partial<ParametersArgs>): string[] {
  if (account === undefined || path === undefined) return [];
  return Object.keys(values).flatMap((key) => {
    const { length } = arnOf(account, "ssm", `parameter${path}/${key}`);
    return length <= LONGEST_ARN
      ? []
      : [`the ARN of ${quote(key)} has ${length} characters, at most ${LONGEST_ARN} are allowed`];
  });
}
