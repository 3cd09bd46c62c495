import { covers, matchesAction } from "./policy-patterns";

/**
 * Actions for which AWS knows no resource but `*`: "Actions, resources, and condition keys", Service
 * Authorization Reference. Those that only describe or list are not here: they need no scope anyway.
 */
const WITHOUT_RESOURCE = [
  "application-autoscaling:Describe*",
  "autoscaling:Describe*",
  "cloudwatch:GetMetricData",
  "cloudwatch:GetMetricStatistics",
  "cloudwatch:PutMetricData",
  "comprehend:BatchDetect*",
  "comprehend:Detect*",
  "ec2:Describe*",
  "ec2messages:*",
  "ecr-public:GetAuthorizationToken",
  "ecr:GetAuthorizationToken",
  "ecs:CreateCluster",
  "ecs:DeregisterTaskDefinition",
  "ecs:DiscoverPollEndpoint",
  "ecs:RegisterTaskDefinition",
  "elasticloadbalancing:Describe*",
  "kms:CreateKey",
  "kms:GenerateRandom",
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:DescribeLogGroups",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:StopQuery",
  "logs:UpdateLogDelivery",
  "polly:SynthesizeSpeech",
  "rekognition:Detect*",
  "s3:ListAllMyBuckets",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetRandomPassword",
  "servicediscovery:DiscoverInstances*",
  "ssmmessages:*",
  "sts:DecodeAuthorizationMessage",
  "sts:GetCallerIdentity",
  "sts:GetServiceBearerToken",
  "support:*",
  "textract:AnalyzeDocument",
  "textract:DetectDocumentText",
  "transcribe:StartStreamTranscription*",
  "translate:TranslateText",
  "xray:Get*",
  "xray:Put*",
] as const;

/** What an action begins with that only reads: IAM's access levels List and Read. */
const READS =
  /^(?:batch(?:check|describe|get)|check|count|describe|detect|discover|estimate|filter|get|head|list|lookup|preview|query|read|scan|search|select|simulate|test|validate|verify|view)/i;

/** Actions that read, and what they read is secret, or the data or code of an application. */
const SENSITIVE_READS = [
  "appconfig:GetConfiguration",
  "appconfigdata:GetLatestConfiguration",
  "athena:GetQueryResults",
  "codeartifact:GetPackageVersionAsset",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ec2:GetPasswordData",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "kinesis:GetRecords",
  "lambda:GetFunction",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetQueryResults",
  "rds:DownloadDBLogFilePortion",
  "redshift-data:GetStatementResult",
  "redshift:GetClusterCredentials",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameterHistory",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "timestream:Select",
] as const;

/**
 * True if an action pattern takes in something that must be limited to named resources: any writing,
 * and the reading of secrets and data.
 *
 * @param free Patterns of actions that need no limit, beside those for which AWS knows no resource.
 */
export function needsScope(pattern: string, free: readonly string[]): boolean {
  if ([...WITHOUT_RESOURCE, ...free].some((wider) => covers(wider, pattern))) return false;
  if (SENSITIVE_READS.some((action) => matchesAction(pattern, action))) return true;
  const [, verb = ""] = pattern.split(":");
  return !READS.test(verb);
}
