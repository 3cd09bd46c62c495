import {
  DescribeImageScanFindingsCommand,
  type DescribeImageScanFindingsCommandOutput,
  StartImageScanCommand,
} from "@aws-sdk/client-ecr";
import { UserError } from "../sandbox/lib/user-error";
import { asking, awsFault, messageOf, nameOf } from "./aws-errors";
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
/** Basic scanning is done with the image and looks again only when it is asked to. */
const AGAIN = ["COMPLETE", "FAILED"];

/** A known vulnerability of an image. */
export interface Finding {
  /** Such as `CVE-2026-1234`. */
  readonly name: string;
  readonly severity: string;
}

/**
 * What ECR found in an image, once the scan is over; HIGH and CRITICAL ones. An image that was there already is scanned
 * anew where ECR does that on request: what was known when it was pushed says nothing of today. A scan that fails, that
 * ECR cannot do, or that does not end, is a UserError: what nobody looked at is not released.
 */
export async function scanFindings(
  repository: Repository,
  imageDigest: string,
  context: Context,
): Promise<Finding[]> {
  const request = { repositoryName: repository.name, imageId: { imageDigest } };
  const what = `The scan of ${repository.name}@${imageDigest}`;
  /** When the scan ended that is not to count any more. */
  let outdated: number | undefined;
  for (let look = 0; look < LOOKS; look++) {
    if (context.interrupted.aborted) throw new UserError("Interrupted. Nothing was released.");
    const answer = await describe(repository, request, what);
    const { status = "PENDING", description } = answer?.imageScanStatus ?? {};
    const isAsked =
      look === 0 &&
      (answer === undefined || AGAIN.includes(status)) &&
      (await startScan(repository, request, answer, what, context));
    if (isAsked) outdated = endOf(answer);
    // ECR may show the scan before for a moment.
    const isWaiting =
      isAsked ||
      answer === undefined ||
      WAITING.includes(status) ||
      (outdated !== undefined && endOf(answer) === outdated);
    if (!isWaiting && OVER.includes(status)) return gated(repository, request, answer, what);
    if (!isWaiting)
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

type ScanAnswer = DescribeImageScanFindingsCommandOutput;

/** When the scan ended. */
function endOf(answer: ScanAnswer | undefined): number | undefined {
  return answer?.imageScanFindings?.imageScanCompletedAt?.getTime();
}

/** The state of the scan; undefined while there is none. */
async function describe(
  { client }: Repository,
  request: ScanRequest,
  what: string,
): Promise<ScanAnswer | undefined> {
  try {
    return await client.send(new DescribeImageScanFindingsCommand(request));
  } catch (error) {
    if (nameOf(error) === "ScanNotFoundException") return undefined;
    throw awsFault(what, error);
  }
}

/** Asks for a scan; answers whether there will be one. */
async function startScan(
  { impatient }: Repository,
  request: ScanRequest,
  last: ScanAnswer | undefined,
  what: string,
  { say }: Context,
): Promise<boolean> {
  try {
    await impatient.send(new StartImageScanCommand(request));
    return true;
  } catch (error) {
    switch (nameOf(error)) {
      case "LimitExceededException":
        // Basic scanning: an image once in 24 hours, its push counted, and 100,000 images. Source: API of ECR, StartImageScan.
        if (last !== undefined)
          say(`${what}: ECR starts no new one yet (${messageOf(error)}); ${nameFor(last)} counts.`);
        return false;
      case "ValidationException":
        // With enhanced scanning Amazon Inspector begins by itself, and anew whenever it learns of a vulnerability.
        return false;
      default:
        throw awsFault(what, error);
    }
  }
}

function nameFor(answer: ScanAnswer): string {
  const end = endOf(answer);
  return end === undefined ? "the last one" : `that of ${new Date(end).toISOString()}`;
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
