/**
 * A listener rule as `aws:lb/getListenerRule` shows it: every block a list, a single target group in a list too.
 * Source: terraform-provider-aws internal/service/elbv2/listener_rule_data_source.go.
 */
import { isObject } from "../../../lib/values";
import type { Properties } from "../../resource-type";
import { bags, text } from "../ec2/inputs";

/** Blocks of an action and of a condition, and their names in the look-up. */
const ACTION_BLOCKS = {
  authenticateCognito: "authenticateCognitos",
  authenticateOidc: "authenticateOidcs",
  fixedResponse: "fixedResponses",
  jwtValidation: "jwtValidations",
  redirect: "redirects",
};
const CONDITION_BLOCKS = {
  hostHeader: "hostHeaders",
  httpHeader: "httpHeaders",
  httpRequestMethod: "httpRequestMethods",
  pathPattern: "pathPatterns",
  sourceIp: "sourceIps",
};

/** The actions and conditions of a rule. */
export function shownRule(rule: Properties): Properties {
  return {
    actions: bags(rule, "actions").map((action, index) => ({
      order: action["order"] ?? index + 1,
      type: action["type"],
      ...listed(ACTION_BLOCKS, action),
      forwards: forwardsOf(action),
    })),
    conditions: bags(rule, "conditions").map((condition) => {
      const values = bags(condition, "queryStrings");
      return {
        ...listed(CONDITION_BLOCKS, condition),
        queryStrings: values.length > 0 ? [{ values }] : [],
      };
    }),
    transforms: bags(rule, "transforms"),
  };
}

function listed(names: Readonly<Record<string, string>>, bag: Properties): Properties {
  return Object.fromEntries(
    Object.entries(names).map(([one, many]) => [many, isObject(bag[one]) ? [bag[one]] : []]),
  );
}

/** A weight that is not given is 1 (API model: TargetGroupTuple). */
function forwardsOf(action: Properties): readonly Properties[] {
  const only = text(action, "targetGroupArn");
  const { forward } = action;
  const groups = isObject(forward) ? bags(forward, "targetGroups") : [];
  const given = groups.length > 0 || only === undefined ? groups : [{ arn: only }];
  if (given.length === 0) return [];
  const stickiness = isObject(forward) ? forward["stickiness"] : undefined;
  return [
    {
      stickinesses: isObject(stickiness) ? [stickiness] : [],
      targetGroups: given.map(({ arn, weight = 1 }: Properties) => ({ arn, weight })),
    },
  ];
}
