/** Log groups of CloudWatch Logs. */
export const LOG_GROUPS: readonly string[] = [
  "aws:cloudwatch/logGroup:LogGroup",
  "aws-native:logs:LogGroup",
];

/** The days that CloudWatch Logs can keep events for, ascending; source: its API, PutRetentionPolicy. */
export const RETENTION_DAYS: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827],
  ...[2192, 2557, 2922, 3288, 3653],
];
