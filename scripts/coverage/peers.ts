/** Short names of the tools that the pack is compared with. */
export type PeerId = "awsguard" | "checkov" | "trivy" | "cdk-nag" | "security-hub" | "pulumi";

/** A tool that judges the same resources. */
export interface Peer {
  readonly id: PeerId;
  readonly name: string;
  /** What was read or run: version or date. */
  readonly version: string;
  /** What it judges, and when. */
  readonly judges: string;
  readonly source: string;
}

/** The tools, in the order of the columns. `id` is the prefix of a rule's tags, if the tool has ids. */
export const PEERS: readonly Peer[] = [
  {
    id: "awsguard",
    name: "Pulumi AWSGuard",
    version: "0.3.1",
    judges: "a Pulumi program at preview; types of version 4 of the aws provider",
    source: "https://github.com/pulumi/pulumi-policy-aws",
  },
  {
    id: "checkov",
    name: "Checkov",
    version: "sources of 2026-08-20; runs of 3.3.30",
    judges: "Terraform and CloudFormation, source and plan; Dockerfiles; secrets in any text",
    source: "https://github.com/bridgecrewio/checkov",
  },
  {
    id: "trivy",
    name: "Trivy",
    version: "trivy-checks of 2026-08-21",
    judges: "Terraform and CloudFormation, source and plan; Dockerfiles",
    source: "https://github.com/aquasecurity/trivy-checks",
  },
  {
    id: "cdk-nag",
    name: "cdk-nag",
    version: "3, sources of 2026-06-30",
    judges: "a CDK app when it is synthesized",
    source: "https://github.com/cdklabs/cdk-nag",
  },
  {
    id: "security-hub",
    name: "AWS Security Hub CSPM",
    version: "user guide of August 2026",
    judges: "what is deployed, through AWS Config",
    source:
      "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html",
  },
  {
    id: "pulumi",
    name: "Pulumi's packs",
    version: "compliance-policies of 2025-05-23, and the five packs of Pulumi Cloud",
    judges: "a Pulumi program at preview; of the packs of Pulumi Cloud only names are public",
    source: "https://github.com/pulumi/compliance-policies",
  },
];
