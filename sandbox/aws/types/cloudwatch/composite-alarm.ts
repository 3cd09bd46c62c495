import { arn } from "../../lib/arns";
import { checks, lengthBetween } from "../../lib/check";
import { AwsError, type Properties, type ResourceType } from "../../resource-type";

const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
/** API model cloudwatch 2010-08-01: AlarmRule (characters), ResourceList. */
const MAX_RULE = 10_240;
const MAX_ACTIONS = 5;
const ACTIONS = ["alarmActions", "insufficientDataActions", "okActions"];
/** What a rule is made of (API reference, PutCompositeAlarm): states of alarms, TRUE, FALSE, AND, OR, NOT, brackets. */
const TOKEN =
  /\s*((?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"[^"]+"|'[^']+'|[^\s"'()]+)\s*\)|TRUE|FALSE|AND|OR|NOT|[()])/y;

export const compositeAlarm: ResourceType = {
  token: COMPOSITE_ALARM,
  source: [
    "API model cloudwatch 2010-08-01: PutCompositeAlarm",
    "terraform-provider-aws internal/service/cloudwatch/composite_alarm.go",
  ],
  defaults: { actionsEnabled: true },
  required: ["alarmName", "alarmRule"],
  forceNew: ["actionsEnabled", "alarmName"],
  taggable: true,
  sets: ACTIONS,
  check: (inputs) => [
    ...checks(
      lengthBetween("alarmName", 1, 255),
      lengthBetween("alarmDescription", 0, 1024),
      lengthBetween("alarmRule", 1, MAX_RULE),
    )(inputs),
    ...ACTIONS.flatMap((property) => {
      const given = inputs[property];
      if (!Array.isArray(given) || given.length <= MAX_ACTIONS) return [];
      return [
        { property, reason: `at most ${MAX_ACTIONS} actions are allowed, got ${given.length}` },
      ];
    }),
  ],
  create: (inputs, call) => {
    const name = String(inputs["alarmName"]);
    requireRule(inputs);
    return { id: name, outputs: { arn: arn(call, "cloudwatch", `alarm:${name}`) } };
  },
  update: (_id, inputs) => {
    requireRule(inputs);
    return {};
  },
};

function requireRule(inputs: Properties): void {
  const tokens = tokensOf(String(inputs["alarmRule"]).trim());
  const end = tokens === undefined ? undefined : expression(tokens, 0);
  if (tokens !== undefined && end === tokens.length) return;
  throw new AwsError(
    "CloudWatch: PutCompositeAlarm",
    "ValidationError",
    "AlarmRule is not a valid expression of alarm states.",
  );
}

function tokensOf(rule: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < rule.length) {
    const [, token] = TOKEN.exec(rule) ?? [];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

/** The position after an expression that begins at `start`; undefined: there is none. */
function expression(tokens: readonly string[], start: number): number | undefined {
  const end = operand(tokens, start);
  if (end === undefined) return undefined;
  return ["AND", "OR"].includes(tokens[end] ?? "") ? expression(tokens, end + 1) : end;
}

function operand(tokens: readonly string[], start: number): number | undefined {
  const token = tokens[start];
  if (token === undefined || ["AND", "OR", ")"].includes(token)) return undefined;
  if (token === "NOT") return operand(tokens, start + 1);
  if (token !== "(") return start + 1;
  const end = expression(tokens, start + 1);
  return end !== undefined && tokens[end] === ")" ? end + 1 : undefined;
}
