import type { MessageData } from "../../policy-pack/lib/data";
import { withData, DATA_VARIABLE } from "../../policy-pack/lib/data";
import type { Audit, Judged } from "../../audit/audit";
import { readEvents } from "../../audit/events";
import { judgementOf } from "../../audit/judgement";

/** The URN of a resource. */
export function urnOf(name: string, type = "aws:ecs/taskDefinition:TaskDefinition"): string {
  return `urn:pulumi:dev::shop::${type}::${name}`;
}

/** A message of the pack with its data. */
export function messageWith(lines: readonly string[], data: MessageData): string {
  const before = process.env[DATA_VARIABLE];
  process.env[DATA_VARIABLE] = "json";
  const message = withData(lines.join("\n"), data);
  if (before === undefined) Reflect.deleteProperty(process.env, DATA_VARIABLE);
  else process.env[DATA_VARIABLE] = before;
  return message;
}

/** What the engine tells of a violation. */
export function policyEvent(
  policyName: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): { policyEvent: Record<string, unknown> } {
  return {
    policyEvent: {
      policyName,
      message,
      resourceUrn: urnOf("web"),
      policyPackName: "container-security",
      policyPackVersion: "0.1.0",
      enforcementLevel: "mandatory",
      severity: "high",
      ...more,
    },
  };
}

/** A stack that was judged by these events. */
export function judgedBy(
  title: string,
  events: readonly unknown[],
  more: Partial<Judged> = {},
): Judged {
  return {
    title,
    project: "shop",
    stack: "dev",
    resources: 3,
    hasEncrypted: false,
    lines: new Map(),
    ...judgementOf(readEvents(events).policies),
    ...more,
  };
}

/** An audit of these stacks. */
export function auditOf(judged: readonly Judged[], failed: Audit["failed"] = []): Audit {
  return {
    judged,
    failed,
    pack: { name: "container-security", version: "0.1.0" },
    at: "2026-11-21T12:00:00.000Z",
  };
}

/** A finding of a rule on a resource. */
export function finding(
  rule: string,
  name: string,
  level = "mandatory",
): ReturnType<typeof policyEvent> {
  const text = "privileged is true; expected false.";
  const data = { finding: { rule, text, path: "privileged", found: "is true", expected: "false" } };
  return policyEvent(
    rule,
    messageWith([text, "Fix: Remove it.", "Docs: https://docs.aws.amazon.com/x"], data),
    {
      resourceUrn: urnOf(name),
      enforcementLevel: level,
    },
  );
}

/** A stack's export with these resources. */
export function exportWith(
  resources: readonly Readonly<Record<string, unknown>>[],
  stack = "dev",
  more: Readonly<Record<string, unknown>> = {},
): string {
  const root = {
    urn: `urn:pulumi:${stack}::shop::pulumi:pulumi:Stack::shop-${stack}`,
    custom: false,
    type: "pulumi:pulumi:Stack",
  };
  const manifest = { time: "2026-01-01T00:00:00Z", magic: "", version: "v3.255.0" };
  const deployment = { manifest, resources: [root, ...resources], ...more };
  return JSON.stringify({ version: 3, deployment }, null, 4);
}
