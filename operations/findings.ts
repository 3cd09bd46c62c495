import {
  DescribeImageScanFindingsCommand,
  type DescribeImageScanFindingsCommandOutput,
  StartImageScanCommand,
} from "@aws-sdk/client-ecr";
import { UserError } from "../sandbox/lib/user-error";
import { asking, nameOf } from "./aws-errors";
import { type Context, printable } from "./context";
import type { Repository } from "./registry";

/** Severities that keep an image from being released. */
const GATED = ["CRITICAL", "HIGH"] as const;
/** Looks at the scan before nobody waits any longer; with 5 s between two about ten minutes. */
const LOOKS = 120;
const PAUSE_MS = 5_000;
/** The scan is over: basic scanning says COMPLETE; with enhanced scanning the image is watched from then on, ACTIVE. */
const OVER = ["COMPLETE", "ACTIVE"];
const WAITING = ["PENDING", "IN_PROGRESS"];

/** A known vulnerability of an image. */
export interface Finding {
  /** Such as `CVE-2026-1234`. */
  readonly name: string;
  readonly severity: string;
}

/**
 * What ECR found in an image, once the scan is over; HIGH and CRITICAL ones. A scan that fails, that ECR cannot do, or
 * that does not end, is a UserError: what nobody looked at is not released.
 */
export async function scanFindings(
  repository: Repository,
  imageDigest: string,
  context: Context,
): Promise<Finding[]> {
  const imageId = { imageDigest };
  const request = { repositoryName: repository.name, imageId };
  const what = `The scan of ${repository.name}@${imageDigest}`;
  for (let look = 0; look < LOOKS; look++) {
    if (context.interrupted.aborted) throw new UserError("Interrupted. Nothing was released.");
    const answer = await describe(repository, request, look === 0, what);
    const { status = "PENDING", description } = answer?.imageScanStatus ?? {};
    if (answer !== undefined && OVER.includes(status))
      return gated(repository, request, answer, what);
    if (!WAITING.includes(status))
      throw new UserError(
        `${what} ended with ${status}: ${printable(description ?? "ECR does not say why")}. Nothing was released.`,
      );
    if (look === 0) context.say("Waiting for the scan …");
    await context.pause(PAUSE_MS);
  }
  throw new UserError(
    `${what} is not over after ${(LOOKS * PAUSE_MS) / 60_000} minutes. Nothing was released; run the same command again later.`,
  );
}

interface ScanRequest {
  readonly repositoryName: string;
  readonly imageId: { readonly imageDigest: string };
}

/** The state of the scan. Where none was begun on push, one is asked for; undefined until it is there. */
async function describe(
  { client }: Repository,
  request: ScanRequest,
  isFirst: boolean,
  what: string,
): Promise<DescribeImageScanFindingsCommandOutput | undefined> {
  try {
    return await client.send(new DescribeImageScanFindingsCommand(request));
  } catch (error) {
    if (nameOf(error) !== "ScanNotFoundException")
      return asking(what, () => Promise.reject(error as Error));
    if (isFirst)
      await client.send(new StartImageScanCommand(request)).catch((fault: unknown) => {
        // With enhanced scanning Amazon Inspector begins by itself; then there is nothing to ask for.
        if (!["ValidationException", "LimitExceededException"].includes(nameOf(fault)))
          return asking(what, () => Promise.reject(fault as Error));
        return undefined;
      });
    return undefined;
  }
}

async function gated(
  { client }: Repository,
  request: ScanRequest,
  first: DescribeImageScanFindingsCommandOutput,
  what: string,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (let page = first; ;) {
    const { findings = [], enhancedFindings = [] } = page.imageScanFindings ?? {};
    found.push(
      ...findings.map(({ name = "unnamed", severity = "UNDEFINED" }) => ({ name, severity })),
      ...enhancedFindings.map(({ packageVulnerabilityDetails, title, severity = "UNTRIAGED" }) => ({
        name: packageVulnerabilityDetails?.vulnerabilityId ?? title ?? "unnamed",
        severity,
      })),
    );
    const { nextToken } = page;
    if (nextToken === undefined) break;
    page = await asking(what, () =>
      client.send(new DescribeImageScanFindingsCommand({ ...request, nextToken })),
    );
  }
  const bad = found.filter(({ severity }) => GATED.some((gate) => gate === severity));
  const counts = first.imageScanFindings?.findingSeverityCounts ?? {};
  const counted = GATED.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0);
  if (counted > bad.length)
    throw new UserError(
      `${what} counts ${counted} findings of ${GATED.join(" and ")}, but names ${bad.length}. Nothing was released.`,
    );
  return bad;
}
