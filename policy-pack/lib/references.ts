import { isRandom, looksSecret } from "./secrets";

/** What a `valueFrom` points to. */
export interface Reference {
  /** Undefined for a parameter's name, which belongs to the task's own region. */
  readonly partition: string | undefined;
  readonly region: string | undefined;
}

const PARAMETER_ARN = /^arn:(aws[\w-]*):ssm:([a-z\d-]+):\d{12}:parameter\/[\w./-]+$/;
// secret:<name>[:<json key>[:<version stage>[:<version id>]]]
const SECRET_ARN =
  /^arn:(aws[\w-]*):secretsmanager:([a-z\d-]+):\d{12}:secret:[\w/+=.@!-]+(?::[^:]*){0,3}$/;
const PARAMETER_NAME = /^\/?[\w.-]+(?:\/[\w.-]+)*$/;

/** The reference that a text is, or undefined if it can only be a literal. */
export function parseReference(text: string): Reference | undefined {
  const [, partition, region] = PARAMETER_ARN.exec(text) ?? SECRET_ARN.exec(text) ?? [];
  if (partition !== undefined) return { partition, region };
  const literal = text.startsWith("arn:") || looksSecret(text) !== undefined || isRandom(text);
  return PARAMETER_NAME.test(text) && !literal
    ? { partition: undefined, region: undefined }
    : undefined;
}

/** The partition that a region belongs to. */
export function partitionOf(region: string): string {
  const prefixes: readonly (readonly [string, string])[] = [
    ["cn-", "aws-cn"],
    ["us-gov-", "aws-us-gov"],
    ["us-isob-", "aws-iso-b"],
    ["us-isof-", "aws-iso-f"],
    ["us-iso-", "aws-iso"],
    ["eu-isoe-", "aws-iso-e"],
    ["eusc-", "aws-eusc"],
  ];
  return prefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}
