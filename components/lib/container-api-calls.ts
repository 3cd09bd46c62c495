/** Calls on containers, images and secrets that somebody should hear of. Pure: patterns for EventBridge and CloudWatch Logs. */
import type { AlertRule } from "./alert-rule";

/** Who is expected to make such calls, as patterns of role ARNs (`*` for any characters). */
export interface ExpectedCallers {
  /** Roles that deploy. */
  readonly deployRoles: readonly string[];
  /** Roles that read secrets: execution roles of tasks. */
  readonly secretReaders: readonly string[];
}

type Calls = Readonly<Record<string, readonly string[]>>;

/** Alert whoever calls: rare, and hard to take back, or a way into running containers. */
const GRAVE_CALLS: Calls = {
  "ecs.amazonaws.com": [
    ..."DeleteCluster DeleteService DeleteTaskDefinitions DeregisterTaskDefinition".split(" "),
    ..."ExecuteCommand PutClusterCapacityProviders".split(" "),
  ],
  "ecr.amazonaws.com": [
    ..."BatchDeleteImage DeleteLifecyclePolicy DeleteRepository DeleteRepositoryPolicy".split(" "),
    ..."PutImageTagMutability PutRegistryPolicy PutRegistryScanningConfiguration".split(" "),
    "SetRepositoryPolicy",
  ],
};

/** What deployments do all the time, and nobody else should. */
const DEPLOYMENT_CALLS: Calls = {
  "ecs.amazonaws.com": [
    ..."CreateCluster CreateService RegisterTaskDefinition RunTask StartTask StopTask".split(" "),
    "UpdateService",
  ],
  "ecr.amazonaws.com": ["CreateRepository", "PutImage"],
};

/** What reads secrets. */
const SECRET_CALLS: Calls = {
  "secretsmanager.amazonaws.com": ["BatchGetSecretValue", "GetSecretValue"],
  "ssm.amazonaws.com": [
    ..."GetParameter GetParameterHistory GetParameters GetParametersByPath".split(" "),
  ],
};

const MESSAGE = "<call> (<service>) by <who> in account <account>, <region>, at <time>. <error>";

/** The rules on calls, by what they watch. */
export function containerApiRules(expected: ExpectedCallers): Readonly<Record<string, AlertRule>> {
  return {
    "grave-calls": apiRule("Calls that delete or open containers and images", GRAVE_CALLS),
    "deployment-calls": apiRule(
      "Deployment calls by others than the roles that deploy",
      DEPLOYMENT_CALLS,
      expected.deployRoles,
    ),
    "secret-reads": {
      ...apiRule("Reads of secrets by others than tasks and the roles that deploy", SECRET_CALLS, [
        ...expected.secretReaders,
        ...expected.deployRoles,
      ]),
      readOnlyCalls: true,
    },
  };
}

/** @param expectedRoles whose calls are left out; none: nobody's. */
function apiRule(
  description: string,
  calls: Calls,
  expectedRoles: readonly string[] = [],
): AlertRule {
  const eventSources = Object.keys(calls).sort();
  return {
    description,
    pattern: {
      source: eventSources.map((source) => `aws.${source.replace(/\.amazonaws\.com$/, "")}`),
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: eventSources,
        eventName: Object.values(calls).flat().sort(),
        ...(expectedRoles.length > 0 && {
          // Users and the root have no issuer: those calls match by the second alternative.
          userIdentity: {
            sessionContext: {
              sessionIssuer: {
                arn: [{ "anything-but": { wildcard: expectedRoles } }, { exists: false }],
              },
            },
          },
        }),
      },
    },
    paths: {
      account: "$.account",
      call: "$.detail.eventName",
      error: "$.detail.errorMessage",
      region: "$.region",
      service: "$.detail.eventSource",
      time: "$.time",
      who: "$.detail.userIdentity.arn",
    },
    message: MESSAGE,
  };
}

/** An alarm on what the trail's log group counts. */
export interface TrailAlarm {
  readonly description: string;
  /** Filter pattern of CloudWatch Logs. */
  readonly pattern: string;
  /** How many within {@link TrailAlarm.period} alarm. */
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
}

/**
 * What a rule cannot tell: how often something happens, and what happens in other regions, whose events do not reach
 * EventBridge here. Patterns of the first two: CIS AWS Foundations Benchmark, monitoring.
 *
 * @param homeRegion where the rules are.
 */
export function trailAlarms(homeRegion: string): Readonly<Record<string, TrailAlarm>> {
  return {
    "access-denied": {
      description: "Many calls were denied: somebody tries what the rights do not allow",
      pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
      threshold: 25,
      period: 300,
    },
    "root-use": {
      description: "The root user of the account was used",
      pattern:
        '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
      threshold: 1,
      period: 300,
    },
    "other-regions": {
      description: "Containers or images were changed in a region that is not in use",
      pattern: `{ (($.eventSource = "ecs.amazonaws.com") || ($.eventSource = "ecr.amazonaws.com")) && ($.readOnly IS FALSE) && ($.awsRegion != "${homeRegion}") }`,
      threshold: 1,
      period: 300,
    },
  };
}
