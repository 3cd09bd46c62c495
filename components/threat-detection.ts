import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TopicReference } from "./alert-topic";
import { alertRule } from "./lib/alert-rule";
import { TOPIC } from "./lib/aws-checks";
import { type Checks, faultsOf, number, optional } from "./lib/checks";
import { quote, refuse } from "./lib/faults";

/** Arguments of {@link ThreatDetection}. */
export interface ThreatDetectionArgs {
  /** Where findings go. Default: nowhere but GuardDuty's own list. */
  readonly topic?: TopicReference;
  /** The least severity that alerts, 1 to 10. Default 4, GuardDuty's "medium". */
  readonly leastSeverity?: number;
}

/** Source: GuardDuty User Guide, severity levels: 1.0 to 10.0. */
const SEVERITY = number(1, 10);
const CHECKS: Checks<ThreatDetectionArgs> = {
  topic: optional(TOPIC),
  leastSeverity: optional(SEVERITY),
};

/** The agents that GuardDuty installs itself. Every one is stated: AWS answers with all of them. */
const AGENTS = {
  ECS_FARGATE_AGENT_MANAGEMENT: "ENABLED",
  EC2_AGENT_MANAGEMENT: "DISABLED",
  EKS_ADDON_MANAGEMENT: "DISABLED",
} as const;

/**
 * GuardDuty for this account and region: it reads the records of calls, addresses and names, and watches from inside what
 * Fargate tasks do, by an agent that it adds to them. One detector per account and region.
 */
export class ThreatDetection extends pulumi.ComponentResource {
  /** The detector's id. */
  readonly detectorId: pulumi.Output<string>;

  constructor(
    name: string,
    args: ThreatDetectionArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    refuse(`ThreatDetection ${quote(name)}`, faultsOf(args, CHECKS));
    const severity = args.leastSeverity ?? 4;
    super("cruddur:guardduty:ThreatDetection", name, {}, opts);
    const detector = new aws.guardduty.Detector(
      name,
      { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
      { parent: this },
    );
    new aws.guardduty.DetectorFeature(
      name,
      {
        detectorId: detector.id,
        name: "RUNTIME_MONITORING",
        status: "ENABLED",
        additionalConfigurations: Object.entries(AGENTS).map(([agent, status]) => ({
          name: agent,
          status,
        })),
      },
      { parent: this },
    );
    if (args.topic)
      alertRule(
        name,
        {
          description: `Findings of GuardDuty of severity ${severity} and more`,
          pattern: {
            source: ["aws.guardduty"],
            "detail-type": ["GuardDuty Finding"],
            detail: { severity: [{ numeric: [">=", severity] }] },
          },
          paths: {
            account: "$.account",
            region: "$.region",
            severity: "$.detail.severity",
            title: "$.detail.title",
            type: "$.detail.type",
          },
          message:
            "GuardDuty, severity <severity>: <title> (<type>) in account <account>, <region>",
        },
        args.topic,
        this,
      );
    this.detectorId = detector.id;
    this.registerOutputs({ detectorId: this.detectorId });
  }
}
