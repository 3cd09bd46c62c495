/** AWS Config's managed rules on what Cruddur runs on. */
import { every, fields, named, optional, text } from "./checks";

/** One managed rule. */
export interface ConfigRule {
  /** AWS's identifier. */
  readonly identifier: string;
  /** Values of the rule's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * By the rule's name. Source: AWS Config Developer Guide, the rules' pages (November 2026), except for
 * `ecs-container-insights-enabled`, whose page was not at hand. Not here: `ecs-task-definition-memory-hard-limit`, which AWS
 * has not evaluated since April 2026; the policy pack checks it.
 */
export const CONTAINER_CONFIG_RULES: Readonly<Record<string, ConfigRule>> = {
  "ecr-private-image-scanning-enabled": { identifier: "ECR_PRIVATE_IMAGE_SCANNING_ENABLED" },
  "ecr-private-lifecycle-policy-configured": {
    identifier: "ECR_PRIVATE_LIFECYCLE_POLICY_CONFIGURED",
  },
  "ecr-private-tag-immutability-enabled": { identifier: "ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED" },
  "ecs-container-insights-enabled": { identifier: "ECS_CONTAINER_INSIGHTS_ENABLED" },
  "ecs-containers-nonprivileged": { identifier: "ECS_CONTAINERS_NONPRIVILEGED" },
  "ecs-containers-readonly-access": { identifier: "ECS_CONTAINERS_READONLY_ACCESS" },
  "ecs-fargate-latest-platform-version": { identifier: "ECS_FARGATE_LATEST_PLATFORM_VERSION" },
  "ecs-no-environment-secrets": {
    identifier: "ECS_NO_ENVIRONMENT_SECRETS",
    parameters: {
      secretKeys:
        "AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,CONNECTION_URL,DATABASE_URL,OTEL_EXPORTER_OTLP_HEADERS,ROLLBAR_ACCESS_TOKEN",
    },
  },
  "ecs-task-definition-log-configuration": {
    identifier: "ECS_TASK_DEFINITION_LOG_CONFIGURATION",
  },
  "ecs-task-definition-pid-mode-check": { identifier: "ECS_TASK_DEFINITION_PID_MODE_CHECK" },
  "rds-instance-public-access-check": { identifier: "RDS_INSTANCE_PUBLIC_ACCESS_CHECK" },
  "rds-storage-encrypted": { identifier: "RDS_STORAGE_ENCRYPTED" },
  "restricted-ssh": { identifier: "INCOMING_SSH_DISABLED" },
  "vpc-flow-logs-enabled": { identifier: "VPC_FLOW_LOGS_ENABLED" },
};

/** API model config 2014-11-12, ConfigRule: a rule's parameters as JSON. */
const LONGEST_PARAMETERS = 1024;
const PARAMETER_NAME = text(/^\w{1,255}$/, "1 to 255 of letters, digits and _");

/** Managed rules by name. */
export const CONFIG_RULES = named(
  text(/^[A-Za-z0-9_-]{1,128}$/, "1 to 128 of letters, digits, _ and -"),
  fields<ConfigRule>({
    identifier: text(/^[A-Z][A-Z0-9_]*$/, "one of AWS's, such as ECS_CONTAINERS_NONPRIVILEGED"),
    parameters: optional(
      every(named(PARAMETER_NAME, text(/^[\s\S]*$/, "a text")), (what, value) => {
        const { length } = JSON.stringify(value);
        return length <= LONGEST_PARAMETERS
          ? []
          : [`${what} has ${length} characters as JSON; choose ${LONGEST_PARAMETERS} at most`];
      }),
    ),
  }),
);
