import type { Reader } from "./reader";

/** Trails of CloudTrail. */
export const TRAILS = ["aws:cloudtrail/trail:Trail", "aws-native:cloudtrail:Trail"] as const;

/** A trail under the names of the aws provider; aws-native has those of CloudFormation. */
export function trailOf(resource: Reader): Reader {
  return resource.as({
    aliases: {
      cloudWatchLogsGroupArn: ["cloudWatchLogsLogGroupArn"],
      enableLogging: ["isLogging"],
    },
  });
}
