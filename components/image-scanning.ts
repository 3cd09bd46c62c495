import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "./alert-topic";
import { alertRule } from "./lib/alert-rule";
import type { Account } from "./lib/account";
import { ACCOUNT, TOPIC } from "./lib/aws-checks";
import { type Checks, faultsOf, list, oneOf, optional } from "./lib/checks";
import { quote, refuse } from "./lib/faults";

/** Severities that Amazon Inspector gives. */
const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
/** How grave a finding of Inspector is. */
export type Severity = (typeof SEVERITIES)[number];

/** Arguments of {@link ImageScanning}. */
export interface ImageScanningArgs {
  /** Whose registry. */
  readonly account: Account;
  /** Where findings go. Default: nowhere but Inspector's own list. */
  readonly topic?: TopicReference;
  /** Findings that alert. Default CRITICAL and HIGH. */
  readonly severities?: readonly Severity[];
}

const CHECKS: Checks<ImageScanningArgs> = {
  account: ACCOUNT,
  topic: optional(TOPIC),
  severities: optional(list(oneOf(SEVERITIES), { least: 1, empty: "nothing would alert" })),
};

/**
 * Scans the images of the whole registry when they are pushed and whenever a fault becomes known, with Amazon Inspector.
 * One per account and region: it decides what Inspector scans there, so that scans of hosts or functions that somebody
 * else has switched on are switched off. About 0.09 USD for an image and 0.01 for each later scan.
 */
export class ImageScanning extends pulumi.ComponentResource {
  /** The registry's id: the account. */
  readonly registryId: pulumi.Output<string>;

  constructor(name: string, args: ImageScanningArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`ImageScanning ${quote(name)}`, faultsOf(args, CHECKS));
    const severities = args.severities ?? ["CRITICAL", "HIGH"];
    super("cruddur:inspector2:ImageScanning", name, {}, opts);
    const enabler = new aws.inspector2.Enabler(
      name,
      { accountIds: [args.account.accountId], resourceTypes: ["ECR"] },
      { parent: this },
    );
    const registry = new aws.ecr.RegistryScanningConfiguration(
      name,
      {
        scanType: "ENHANCED",
        rules: [
          {
            scanFrequency: "CONTINUOUS_SCAN",
            repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
          },
        ],
      },
      { parent: this, dependsOn: [enabler] },
    );
    if (args.topic)
      alertRule(
        name,
        {
          description: `Findings in images: ${severities.join(", ")}`,
          pattern: {
            source: ["aws.inspector2"],
            "detail-type": ["Inspector2 Finding"],
            detail: { severity: severities, status: ["ACTIVE"] },
          },
          paths: {
            account: "$.account",
            resource: "$.resources[0]",
            severity: "$.detail.severity",
            title: "$.detail.title",
          },
          message: "Image scan, <severity>: <title> in <resource> of account <account>",
        },
        args.topic,
        this,
      );
    this.registryId = registry.registryId;
    this.registerOutputs({ registryId: this.registryId });
  }
}
