import { arn } from "../../lib/arns";
import { checks, oneOf } from "../../lib/check";
import { isObject } from "../../../lib/values";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";

const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
/** API model guardduty 2017-11-28: FindingPublishingFrequency, DetectorFeature, FeatureAdditionalConfiguration, FeatureStatus. */
const FREQUENCIES = ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"];
const FEATURES = [
  ..."S3_DATA_EVENTS EKS_AUDIT_LOGS EBS_MALWARE_PROTECTION RDS_LOGIN_EVENTS".split(" "),
  ..."LAMBDA_NETWORK_LOGS EKS_RUNTIME_MONITORING RUNTIME_MONITORING AI_PROTECTION AI_ANALYST".split(
    " ",
  ),
];
const AGENTS = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];
const STATUSES = ["ENABLED", "DISABLED"];
/** Data sources that a new detector has on (GuardDuty User Guide, protection plans). */
const DATA_SOURCES = {
  kubernetes: { auditLogs: { enable: true } },
  malwareProtection: { scanEc2InstanceWithFindings: { ebsVolumes: { enable: true } } },
  s3Logs: { enable: true },
};

export const detector: ResourceType = {
  token: DETECTOR,
  source: [
    "API model guardduty 2017-11-28: CreateDetector, DeleteDetector",
    "terraform-provider-aws internal/service/guardduty/detector.go",
    "wording: hashicorp/terraform-provider-aws#11780",
  ],
  defaults: { enable: true },
  forceNew: [],
  taggable: true,
  check: checks(oneOf("findingPublishingFrequency", FREQUENCIES)),
  create: (inputs, call) => {
    if (call.account.list(DETECTOR).length > 0) {
      throw refuse(
        "CreateDetector",
        "The request is rejected because a detector already exists for the current account.",
      );
    }
    const id = call.hex(32);
    return {
      id,
      outputs: {
        accountId: call.accountId,
        arn: arn(call, "guardduty", `detector/${id}`),
        datasources: inputs["datasources"] ?? DATA_SOURCES,
        findingPublishingFrequency: inputs["findingPublishingFrequency"] ?? "SIX_HOURS",
      },
    };
  },
  delete: (id, _stored, { account }) => {
    for (const feature of account.list(FEATURE)) {
      if (feature.properties["detectorId"] === id) account.remove(FEATURE, feature.id);
    }
  },
};

export const detectorFeature: ResourceType = {
  token: FEATURE,
  source: [
    "API model guardduty 2017-11-28: UpdateDetector",
    "terraform-provider-aws internal/service/guardduty/detector_feature.go",
  ],
  required: ["detectorId", "name", "status"],
  forceNew: ["detectorId", "name"],
  sets: ["additionalConfigurations"],
  check: (inputs) => [
    ...checks(oneOf("name", FEATURES), oneOf("status", STATUSES))(inputs),
    ...checkAdditional(inputs["additionalConfigurations"]),
  ],
  create: (inputs, call) => {
    requireDetector(inputs, call);
    return { id: `${String(inputs["detectorId"])}/${String(inputs["name"])}`, outputs: {} };
  },
  update: (_id, inputs, _old, call) => {
    requireDetector(inputs, call);
    return {};
  },
  // The provider's delete does nothing: a feature stays as it is until its detector goes.
  outlivesDelete: () => true,
};

function checkAdditional(given: unknown): readonly CheckFailure[] {
  const all: readonly unknown[] = Array.isArray(given) ? given : [];
  return all.flatMap((each, index) =>
    checks(
      oneOf("name", AGENTS),
      oneOf("status", STATUSES),
    )(isObject(each) ? each : {}).map(({ property, reason }) => ({
      property: `additionalConfigurations[${index}].${property}`,
      reason,
    })),
  );
}

const RUNTIME_FEATURES = ["RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"];

function requireDetector(inputs: Properties, { account }: Call): void {
  const { detectorId, name, status } = inputs;
  if (account.get(DETECTOR, String(detectorId)) === undefined) {
    throw refuse(
      "UpdateDetector",
      "The request is rejected because the input detectorId is not owned by the current account.",
    );
  }
  if (!RUNTIME_FEATURES.includes(String(name)) || status !== "ENABLED") return;
  const other = RUNTIME_FEATURES.find((each) => each !== name);
  if (account.get(FEATURE, `${String(detectorId)}/${other}`)?.["status"] !== "ENABLED") return;
  throw refuse(
    "UpdateDetector",
    `The request is rejected because ${String(name)} and ${other} cannot be enabled together.`,
  );
}

function refuse(operation: string, message: string): AwsError {
  return new AwsError(`GuardDuty: ${operation}`, "BadRequestException", message);
}
