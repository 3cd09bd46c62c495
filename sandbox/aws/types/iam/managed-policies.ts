import type { PolicyDocument } from "../../lib/iam-document";
import data from "./aws-managed.json";

/**
 * The policies that AWS manages: all names with their paths, and the documents of those that the
 * simulator evaluates (AWS Managed Policy Reference, as IAM lists them).
 */
const PATHS: ReadonlyMap<string, string> = new Map(
  Object.entries(data.paths).flatMap(([path, names]) =>
    names.map((name) => [`${path}${name}`, name] as const),
  ),
);
const DOCUMENTS: ReadonlyMap<string, PolicyDocument> = new Map(
  Object.entries(data.documents as unknown as Record<string, PolicyDocument>),
);

const ARN = /^arn:aws[a-z-]*:iam::aws:policy(\/.+)$/;

/** Whether an ARN is that of a policy that AWS manages. */
export function isAwsManaged(arn: string): boolean {
  const path = ARN.exec(arn)?.[1];
  return path !== undefined && PATHS.has(path);
}

/** The document of a policy that AWS manages; undefined where the simulator does not know it. */
export function awsManagedDocument(arn: string): PolicyDocument | undefined {
  const name = PATHS.get(ARN.exec(arn)?.[1] ?? "");
  return name === undefined ? undefined : DOCUMENTS.get(name);
}
