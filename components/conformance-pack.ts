import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type Check,
  type Checks,
  faultsOf,
  isRecord,
  list,
  named,
  oneOf,
  optional,
  resource,
  text,
} from "./lib/checks";
import { CONFIG_RULES, type ConfigRule, CONTAINER_CONFIG_RULES } from "./lib/config-rules";
import {
  conformanceTemplate,
  logicalId,
  MAX_PACK_RULES,
  MAX_TEMPLATE_BYTES,
} from "./lib/conformance-template";
import { quote, refuse } from "./lib/faults";

/** Longest names. Source: AWS Config API reference, PutConformancePack and PutOrganizationConformancePack. */
const LONGEST_NAME = { account: 256, organization: 128 } as const;
/** Most parameters. Source: terraform-provider-aws, conformance_pack.go; AWS's own limit is higher. */
const MAX_PARAMETERS = 60;

/** Arguments of {@link ConformancePack}. */
export interface ConformancePackArgs {
  /** The fixed name: a letter, then letters, digits and -; at most 256, for an organization 128. */
  readonly packName: string;
  /** What records here, such as a `ConfigRecorder`: a pack judges what is recorded, and without it AWS cannot deploy the pack. */
  readonly recorder: pulumi.Resource;
  /**
   * Whether it judges this account, or every account of the organization. The latter needs the management account, or one
   * to which it has delegated `config-multiaccountsetup.amazonaws.com`, and a recorder in every account. Default `account`.
   */
  readonly scope?: "account" | "organization";
  /** Accounts of the organization without the pack, by their 12 digits, such as those without a recorder. Default: none. */
  readonly excludedAccounts?: readonly string[];
  /** The rules in it, by name. Default: AWS's rules on containers, images and their network (`lib/config-rules.ts`). */
  readonly rules?: Readonly<Record<string, ConfigRule>>;
  /**
   * A template of AWS's or of your own instead of `rules`: `s3://<bucket>/<key>`, in a bucket of this region that the deployment
   * may read. Default: `rules`.
   */
  readonly templateS3Uri?: string;
  /** Values of that template's parameters. Default: the template's own. */
  readonly inputParameters?: Readonly<Record<string, string>>;
}

/** API model config 2014-11-12, ConformancePackInputParameter. */
const PARAMETERS: Check = (what, value) => {
  const faults = named(
    text(/^[\s\S]{1,255}$/, "1 to 255 characters"),
    text(/^[\s\S]{1,4096}$/, "1 to 4096 characters"),
  )(what, value);
  const count = isRecord(value) ? Object.keys(value).length : 0;
  return count > MAX_PARAMETERS
    ? [...faults, `${what} has ${count}, at most ${MAX_PARAMETERS} are taken`]
    : faults;
};

const CHECKS: Checks<ConformancePackArgs> = {
  packName: text(
    /^[a-zA-Z][-a-zA-Z0-9]{0,255}$/,
    "1 to 256 of letters, digits and -, a letter first",
  ),
  recorder: resource,
  scope: optional(oneOf(["account", "organization"])),
  excludedAccounts: optional(list(text(/^\d{12}$/, "the 12 digits of an account"), { most: 1000 })),
  rules: optional(CONFIG_RULES),
  templateS3Uri: optional(text(/^s3:\/\/[^/\s]{3,63}\/\S{1,900}$/, "s3://<bucket>/<key>")),
  inputParameters: optional(PARAMETERS),
};

/**
 * A conformance pack of AWS Config: rules that are deployed, scored and reported as one, for who must show a standard. Each
 * evaluation in it is billed, about 0.001 USD, also where a rule outside it asks the same.
 */
export class ConformancePack extends pulumi.ComponentResource {
  /** The pack's ARN. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: ConformancePackArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ConformancePack ${quote(name)}`, faultsOf(args, CHECKS, contentFaults));
    super("cruddur:cfg:ConformancePack", name, {}, opts);
    const { packName, templateS3Uri, rules = CONTAINER_CONFIG_RULES } = args;
    const inputParameters = Object.entries(args.inputParameters ?? {}).map(
      ([parameterName, parameterValue]) => ({ parameterName, parameterValue }),
    );
    const common = {
      name: packName,
      ...(templateS3Uri === undefined
        ? { templateBody: conformanceTemplate(rules) }
        : { templateS3Uri, inputParameters }),
    };
    const after = { parent: this, dependsOn: [args.recorder] };
    const pack =
      args.scope === "organization"
        ? new aws.cfg.OrganizationConformancePack(
            name,
            { ...common, excludedAccounts: [...(args.excludedAccounts ?? [])] },
            after,
          )
        : new aws.cfg.ConformancePack(name, common, after);
    this.arn = pack.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** What is wrong between arguments, and in the template that the rules make. */
function contentFaults(sound: Partial<ConformancePackArgs>, given: ConformancePackArgs): string[] {
  const { packName = "", scope = "account", excludedAccounts = [], rules } = sound;
  const faults: string[] = [];
  if (packName.length > LONGEST_NAME[scope])
    faults.push(
      `packName has ${packName.length} characters, at most ${LONGEST_NAME[scope]} are allowed with scope ${scope}`,
    );
  if (excludedAccounts.length > 0 && scope === "account")
    faults.push("excludedAccounts go with scope organization only");
  if (given.rules !== undefined && given.templateS3Uri !== undefined)
    faults.push("rules and templateS3Uri exclude each other; give one");
  else if (given.inputParameters !== undefined && given.templateS3Uri === undefined)
    faults.push("inputParameters are those of templateS3Uri; rules have their own parameters");
  return rules === undefined ? faults : [...faults, ...templateFaults(rules)];
}

function templateFaults(rules: Readonly<Record<string, ConfigRule>>): string[] {
  const names = Object.keys(rules);
  const twice = names.filter((name) =>
    names.some((other) => other !== name && logicalId(other) === logicalId(name)),
  );
  const bytes = Buffer.byteLength(conformanceTemplate(rules));
  return [
    ...(names.length === 0 || names.length > MAX_PACK_RULES
      ? [`rules has ${names.length}; a pack holds 1 to ${MAX_PACK_RULES}`]
      : []),
    ...(twice.length > 0
      ? [`rules ${twice.map(quote).join(" and ")} are one name in a template; rename one`]
      : []),
    ...(bytes > MAX_TEMPLATE_BYTES
      ? [`rules make a template of ${bytes} bytes, at most ${MAX_TEMPLATE_BYTES} are taken`]
      : []),
  ];
}
