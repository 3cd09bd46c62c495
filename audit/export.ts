import { parseUrn } from "../policy-pack/lib/urn";
import { isRecord, textOf } from "./json";

/** A stack's state, as `pulumi stack export` prints it. */
export interface StackExport {
  /** The export as the engine takes it. */
  readonly text: string;
  readonly project: string;
  readonly stack: string;
  /** Resources without providers and the stack itself. */
  readonly resources: number;
  /** Line, counted from 1, on which each resource's URN stands. */
  readonly lines: ReadonlyMap<string, number>;
}

/** What a text is instead of an export. */
export type NoExport = { readonly fault: string; readonly isJson: boolean };

/** Ways to keep secrets that are read without asking anybody. */
const OFFLINE: ReadonlySet<string> = new Set(["passphrase", "b64"]);

/** Versions of the format that the engine reads. */
const VERSIONS: readonly unknown[] = [3, 4];

/**
 * Reads an export, or a state file of a file or bucket backend. Whoever keeps the stack's secrets in a
 * service (Pulumi Cloud, a cloud's KMS) is taken out, so that nobody asks it for them.
 */
export function readExport(text: string): StackExport | NoExport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const isCut = /end of JSON|Unterminated/i.test(String(error)) && text.trim() !== "";
    return { isJson: false, fault: isCut ? "the JSON ends too early" : "it is not JSON" };
  }
  const given = isRecord(value) && isRecord(value["checkpoint"]) ? value["checkpoint"] : value;
  const deployment = isRecord(given) ? (given["deployment"] ?? given["latest"] ?? {}) : undefined;
  const isExport = isRecord(given) && ("deployment" in given || "latest" in given);
  const version = isRecord(value) ? value["version"] : undefined;
  if (!isExport || !isRecord(deployment)) {
    return { isJson: true, fault: "it is JSON, but not what `pulumi stack export` prints" };
  }
  if (!VERSIONS.includes(version)) {
    return {
      isJson: true,
      fault: `its version is ${version === undefined ? "not given" : JSON.stringify(version)}; expected 3`,
    };
  }
  return exportOf(text, version, deployment);
}

function exportOf(
  text: string,
  version: unknown,
  deployment: Readonly<Record<string, unknown>>,
): StackExport | NoExport {
  const list = deployment["resources"] ?? [];
  if (!Array.isArray(list) || !list.every(isRecord)) {
    return { isJson: true, fault: "its `resources` are no list of resources" };
  }
  const urns = list.map((resource) => textOf(resource["urn"]));
  const nameless = urns.findIndex((urn) => !urn.startsWith("urn:pulumi:"));
  if (nameless >= 0) return { isJson: true, fault: `its resource ${nameless + 1} has no URN` };
  const { project, stack } = parseUrn(urns[0] ?? "");
  const { secrets_providers: keeper, ...rest } = deployment;
  const isOffline = isRecord(keeper) && OFFLINE.has(textOf(keeper["type"]));
  return {
    text: JSON.stringify({
      version,
      deployment: { ...rest, ...(isOffline && { secrets_providers: keeper }) },
    }),
    project,
    stack,
    resources: urns.filter((urn) => !parseUrn(urn).type.startsWith("pulumi:")).length,
    lines: linesOf(text, urns),
  };
}

function linesOf(text: string, urns: readonly string[]): Map<string, number> {
  const wanted = new Set(urns.map((urn) => `"urn": ${JSON.stringify(urn)}`));
  const lines = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const entry = line.trim().replace(/,$/, "");
    if (!wanted.has(entry)) continue;
    const urn = JSON.parse(entry.slice('"urn": '.length)) as string;
    if (!lines.has(urn)) lines.set(urn, index + 1);
  }
  return lines;
}
