import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const recorder = resource("aws:cfg/recorder:Recorder", {}, { name: "recorder" });
const managed = (sourceIdentifier: unknown): VectorResource =>
  resource("aws:cfg/rule:Rule", { source: { owner: "AWS", sourceIdentifier } }, { name: "rule" });
const pack = (props: object): VectorResource =>
  resource("aws:cfg/conformancePack:ConformancePack", { ...props }, { name: "pack" });
const template = (identifier: string, mark = ""): string =>
  `Resources:\n  First:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      Source:\n        Owner: AWS\n${mark}        SourceIdentifier: ${identifier}\n`;
const stack = (...resources: VectorResource[]): GivenStack =>
  configured([recorder, ...resources], {});
const MISSING = "rules have none that is ECS_*; expected managed rules on ECS.";

export default {
  pass: {
    "a managed rule on ECS": stack(managed("ECS_TASK_DEFINITION_NONROOT_USER")),
    "one for the organization": stack(
      resource("aws:cfg/organizationManagedRule:OrganizationManagedRule", {
        ruleIdentifier: "ECS_CONTAINERS_NONPRIVILEGED",
      }),
    ),
    "one of aws-native": stack(
      resource("aws-native:configuration:ConfigRule", {
        source: { owner: "AWS", sourceIdentifier: "ECS_NO_ENVIRONMENT_SECRETS" },
      }),
    ),
    "a conformance pack with one": stack(
      pack({ name: "baseline", templateBody: template("ECS_FARGATE_LATEST_PLATFORM_VERSION") }),
    ),
    "a conformance pack with one, in JSON": stack(
      pack({ templateBody: '{"Source": {"SourceIdentifier": "ECS_CONTAINERS_READONLY_ACCESS"}}' }),
    ),
    "the conformance pack on ECS, from a bucket": stack(
      pack({ templateS3Uri: "s3://packs/Security-Best-Practices-for-ECS.yaml" }),
    ),
    "another program deploys them": configured([recorder], { config: { elsewhere: true } }),
    "a stack of an application": resource("aws:ecs/cluster:Cluster", {}),
  },
  fail: {
    "a recorder alone": [recorder, [MISSING]],
    "rules on other services": [stack(managed("S3_BUCKET_PUBLIC_READ_PROHIBITED")), [MISSING]],
    "a conformance pack on other services": [
      stack(pack({ name: "records", templateBody: template("RDS_STORAGE_ENCRYPTED") })),
      [MISSING],
    ],
    "a rule that is commented out": [
      stack(pack({ templateBody: template("ECS_CONTAINERS_NONPRIVILEGED", "#") })),
      [MISSING],
    ],
    "a pack named like it that holds something else": [
      stack(pack({ name: "ecs", templateBody: template("RDS_STORAGE_ENCRYPTED") })),
      [MISSING],
    ],
    "one of the rules that the configuration names": [
      configured([recorder, managed("ECS_CONTAINERS_NONPRIVILEGED")], {
        config: { rules: ["ECS_CONTAINERS_NONPRIVILEGED", "ECR_*"] },
      }),
      ["rules have none that is ECR_*; expected managed rules on ECS."],
    ],
  },
  unknown: {
    "the rule waits": [stack(managed(UNKNOWN)), ["source.sourceIdentifier"]],
    "a template waits": [stack(pack({ templateBody: UNKNOWN })), ["templateBody"]],
  },
  malformed: {
    "the source is a text": [
      stack(resource("aws:cfg/rule:Rule", { source: "AWS" }, { name: "rule" })),
      ['source is "AWS"; expected an object.'],
    ],
  },
} satisfies Vectors;
