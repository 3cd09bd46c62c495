import type { Caller } from "../resource-type";

/** `arn:<partition>:<service>:<region>:<account>:<resource>`: what lives in a region. */
export function arn(caller: Caller, service: string, resource: string): string {
  return `arn:${caller.partition}:${service}:${caller.region}:${caller.accountId}:${resource}`;
}

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** Everything after the fifth colon. */
  readonly resource: string;
}

/** @returns undefined when `text` is not an ARN: six fields, a partition, a service, an account of 12 digits, `aws` or none. */
export function parseArn(text: unknown): Arn | undefined {
  if (typeof text !== "string") return undefined;
  const match = /^arn:(aws[\w-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|cloudfront|):(.+)$/s.exec(
    text,
  );
  if (match === null) return undefined;
  const [, partition = "", service = "", region = "", accountId = "", resource = ""] = match;
  return { partition, service, region, accountId, resource };
}
