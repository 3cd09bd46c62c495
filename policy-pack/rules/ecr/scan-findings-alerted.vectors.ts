import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type Vectors,
  type VectorResource,
} from "../../lib/vectors";

const web = resource("aws:ecr/repository:Repository", { name: "web" }, { name: "web" });
const rule = (eventPattern: unknown, more: object = {}): VectorResource =>
  resource(
    "aws:cloudwatch/eventRule:EventRule",
    { name: "findings", eventPattern, ...more },
    { name: "rule" },
  );
const target = resource(
  "aws:cloudwatch/eventTarget:EventTarget",
  { rule: UNKNOWN, arn: UNKNOWN },
  { name: "target", from: { rule: ["rule"] } },
);
const inspector = (detail: object = {}): string =>
  JSON.stringify({ source: ["aws.inspector2"], "detail-type": ["Inspector2 Finding"], ...detail });
const severe = inspector({ detail: { severity: ["HIGH", "CRITICAL"] } });
const stack = (...resources: VectorResource[]): GivenStack => configured([web, ...resources], {});
const FINDING =
  "imageScanningConfiguration has findings that no event rule of the stack routes; expected an event rule on image scans with a target.";

export default {
  pass: {
    "Inspector's severe findings": stack(rule(severe), target),
    "all of Inspector's findings, by a prefix, to a target named by the rule's name": stack(
      rule(JSON.stringify({ source: [{ prefix: "aws.inspector" }] })),
      resource("aws:cloudwatch/eventTarget:EventTarget", { rule: "findings" }, { name: "target" }),
    ),
    "basic scanning, with a condition on the counts": stack(
      rule(
        JSON.stringify({
          source: ["aws.ecr"],
          "detail-type": ["ECR Image Scan"],
          detail: { "finding-severity-counts": { CRITICAL: [{ numeric: [">", 0] }] } },
        }),
      ),
      target,
    ),
    "a rule of aws-native, an object, with its target": stack(
      resource(
        "aws-native:events:Rule",
        { eventPattern: JSON.parse(severe) as unknown, targets: [{ id: "a", arn: UNKNOWN }] },
        { name: "rule" },
      ),
    ),
    "another stack routes them": configured([web], { config: { elsewhere: true } }),
  },
  fail: {
    "no rule, one finding for two repositories": [
      stack(resource("aws:ecr/repository:Repository", { name: "api" }, { name: "api" })),
      [FINDING],
    ],
    "a rule without a target": [stack(rule(severe)), [FINDING]],
    "a rule that is off": [stack(rule(severe, { state: "DISABLED" }), target), [FINDING]],
    "critical findings alone": [
      stack(rule(inspector({ detail: { severity: ["CRITICAL"] } })), target),
      [FINDING],
    ],
    "all but the severe": [
      stack(rule(inspector({ detail: { severity: [{ "anything-but": ["HIGH"] }] } })), target),
      [FINDING],
    ],
    "pushes, not scans": [
      stack(
        rule(JSON.stringify({ source: ["aws.ecr"], "detail-type": ["ECR Image Action"] })),
        target,
      ),
      [FINDING],
    ],
    "a schedule": [stack(rule(null, { scheduleExpression: "rate(1 day)" }), target), [FINDING]],
  },
  unknown: { "the pattern waits": [stack(rule(UNKNOWN), target), ["eventPattern"]] },
  malformed: {
    "the pattern does not parse": [
      stack(rule("{source"), target),
      ["eventPattern is not valid JSON (the parser stops at character 1)."],
    ],
  },
} satisfies Vectors;
