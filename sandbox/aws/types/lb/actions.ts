import { isObject } from "../../../lib/values";
import { oneOf, wholeNumberBetween } from "../../lib/check";
import type { Call, CheckFailure, Properties } from "../../resource-type";
import { bags, text, textOf } from "../ec2/inputs";
import { LISTENER, LISTENER_RULE, LOAD_BALANCER, refuse } from "./tokens";
import { targetGroupOf } from "./lookups";

/** API model elasticloadbalancingv2 2015-12-01: ActionTypeEnum, and what each type is configured by. */
const CONFIGURED: Readonly<Record<string, readonly string[]>> = {
  forward: ["targetGroupArn", "forward"],
  redirect: ["redirect"],
  "fixed-response": ["fixedResponse"],
  "authenticate-cognito": ["authenticateCognito"],
  "authenticate-oidc": ["authenticateOidc"],
  "jwt-validation": ["jwtValidation"],
};
const FINAL = ["forward", "redirect", "fixed-response"];
const CONTENT_TYPES = [
  "text/plain",
  "text/css",
  "text/html",
  "application/javascript",
  "application/json",
];
const MAX_GROUPS = 5;

/** What the provider's schema says of a list of actions. */
export function actionFaults(
  property: string,
  inputs: Properties,
  unknown: ReadonlySet<string>,
): CheckFailure[] {
  const isOpen = unknown.has(property);
  return bags(inputs, property).flatMap((action, index) =>
    faultsOf(action, isOpen).map((fault) => ({
      ...fault,
      property: `${property}[${index}].${fault.property}`,
    })),
  );
}

/** @param isOpen parts of the action are not known yet: what is missing may still come. */
function faultsOf(action: Properties, isOpen: boolean): CheckFailure[] {
  const type = textOf(action, "type");
  const configured = CONFIGURED[type.toLowerCase()];
  if (configured === undefined) {
    return isOpen && type === "" ? [] : [...oneOf("type", Object.keys(CONFIGURED))({ type })];
  }
  const given = configured.filter((name) => action[name] !== undefined);
  const needed = configured.map((name) => `"${name}"`).join(" or ");
  const missing =
    given.length > 0 || isOpen
      ? []
      : [{ property: configured[0] ?? "type", reason: `${needed} must be specified when "type" is "${type}".` }]; // prettier-ignore
  return [
    ...missing,
    ...wholeNumberBetween("order", 1, 50000)(action),
    ...nested("redirect", action, (redirect) => [
      ...required(["statusCode"], redirect, isOpen),
      ...oneOf("statusCode", ["HTTP_301", "HTTP_302"])(redirect),
      ...oneOf("protocol", ["#{protocol}", "HTTP", "HTTPS"])(redirect),
    ]),
    ...nested("fixedResponse", action, (response) => [
      ...required(["contentType"], response, isOpen),
      ...oneOf("contentType", CONTENT_TYPES)(response),
      ...statusFaults(response),
      ...bodyFaults(response),
    ]),
    ...nested("forward", action, (forward) => groupFaults(forward, isOpen)),
  ];
}

function groupFaults(forward: Properties, isOpen: boolean): CheckFailure[] {
  const groups = bags(forward, "targetGroups");
  const count =
    isOpen || (groups.length >= 1 && groups.length <= MAX_GROUPS)
      ? []
      : [{ property: "targetGroups", reason: `1 to ${MAX_GROUPS} target groups are needed, got ${groups.length}` }]; // prettier-ignore
  const weights = groups.flatMap((group, index) =>
    wholeNumberBetween(
      "weight",
      0,
      999,
    )(group).map((fault) => ({
      ...fault,
      property: `targetGroups[${index}].weight`,
    })),
  );
  return [...count, ...weights];
}

function statusFaults({ statusCode }: Properties): CheckFailure[] {
  if (
    statusCode === undefined ||
    (typeof statusCode === "string" && /^[245]\d\d$/.test(statusCode))
  )
    return [];
  const reason = `statusCode must be 2XX, 4XX or 5XX, got ${JSON.stringify(statusCode)}`;
  return [{ property: "statusCode", reason }];
}

function bodyFaults({ messageBody }: Properties): CheckFailure[] {
  if (typeof messageBody !== "string" || messageBody.length <= 1024) return [];
  const reason = `expected length of messageBody to be in the range (0 - 1024), got ${messageBody.length}`;
  return [{ property: "messageBody", reason }];
}

function required(names: readonly string[], bag: Properties, isOpen: boolean): CheckFailure[] {
  const missing = isOpen ? [] : names.filter((name) => bag[name] === undefined);
  return missing.map((property) => ({
    property,
    reason: `Missing required property '${property}'.`,
  }));
}

function nested(
  name: string,
  action: Properties,
  check: (bag: Properties) => CheckFailure[],
): CheckFailure[] {
  const bag = action[name];
  if (!isObject(bag)) return [];
  return check(bag).map((fault) => ({ ...fault, property: `${name}.${fault.property}` }));
}

/** The target groups that actions forward to. */
function groupsOf(actions: readonly Properties[]): readonly string[] {
  const all = actions.flatMap((action) => {
    const { forward } = action;
    const weighted = isObject(forward) ? bags(forward, "targetGroups") : [];
    return [text(action, "targetGroupArn"), ...weighted.map((group) => text(group, "arn"))];
  });
  return [...new Set(all.filter((arn) => arn !== undefined))];
}

/** The load balancers whose listeners and rules forward to a target group. */
export function balancersOf(group: string, { account }: Call): readonly string[] {
  const listeners = account.list(LISTENER);
  const balancerOf = (listener: string) =>
    text(account.get(LISTENER, listener) ?? {}, "loadBalancerArn");
  const direct = listeners
    .filter(({ properties }) => groupsOf(bags(properties, "defaultActions")).includes(group))
    .map(({ id }) => balancerOf(id));
  const byRules = account
    .list(LISTENER_RULE)
    .filter(({ properties }) => groupsOf(bags(properties, "actions")).includes(group))
    .map(({ properties }) => balancerOf(textOf(properties, "listenerArn")));
  return [...new Set([...direct, ...byRules].filter((arn) => arn !== undefined))].sort();
}

/** Where actions take effect. */
export interface Scene {
  readonly balancerArn: string;
  readonly port: unknown;
  readonly protocol: string;
}

/** Protocols of target groups that go with a kind of load balancer: User Guides, "Target groups". */
const APPLICATION = ["HTTP", "HTTPS"];

/** Refuses the actions that the API would at this listener. */
export function requireActions(
  actions: readonly Properties[],
  scene: Scene,
  operation: string,
  call: Call,
): void {
  const types = actions.map((action) => textOf(action, "type").toLowerCase());
  const isApplication = isApplicationBalancer(scene.balancerArn);
  if (!FINAL.includes(types.at(-1) ?? "")) {
    refuse(
      operation,
      "InvalidLoadBalancerAction",
      "The last action must be one of forward, redirect or fixed-response", // own wording
    );
  }
  const odd = types.find((type) => type !== "forward");
  if (!isApplication && odd !== undefined) {
    refuse(
      operation,
      "ValidationError",
      `The action type '${odd}' is not valid with network load balancer`,
    );
  }
  if (types.some((type) => !FINAL.includes(type)) && scene.protocol !== "HTTPS") {
    refuse(
      operation,
      "ValidationError",
      "Authentication actions are only supported on HTTPS listeners", // own wording
    );
  }
  actions.forEach((action) => {
    requireNoLoop(action, scene, operation);
  });
  for (const group of groupsOf(actions)) requireGroup(group, scene, isApplication, operation, call);
}

export function isApplicationBalancer(arn: string): boolean {
  return arn.includes(":loadbalancer/app/");
}

function requireGroup(
  group: string,
  { balancerArn }: Scene,
  isApplication: boolean,
  operation: string,
  call: Call,
): void {
  const found = targetGroupOf(group, operation, call);
  const protocol = textOf(found, "protocol");
  if (protocol !== "" && APPLICATION.includes(protocol) !== isApplication) {
    refuse(
      operation,
      "IncompatibleProtocols",
      `The target group ${group} with protocol '${protocol}' is not valid for this type of load balancer`, // own wording
    );
  }
  const vpcId = call.account.get(LOAD_BALANCER, balancerArn)?.["vpcId"];
  if (found["vpcId"] !== undefined && found["vpcId"] !== vpcId) {
    refuse(
      operation,
      "InvalidConfigurationRequest",
      `The target group ${group} is not in the VPC of the load balancer (${String(vpcId)})`, // own wording
    );
  }
  const others = balancersOf(group, call).filter((arn) => arn !== balancerArn);
  if (others.length > 0) {
    refuse(
      operation,
      "TargetGroupAssociationLimit",
      `The following target groups cannot be associated with more than one load balancer: ${group}`,
    );
  }
}

/** "You must modify at least one of the following components to avoid a redirect loop: protocol, port, hostname or path" (API reference, RedirectActionConfig). */
function requireNoLoop({ redirect }: Properties, scene: Scene, operation: string): void {
  if (!isObject(redirect)) return;
  const { host = "#{host}", path = "/#{path}", port = "#{port}" } = redirect;
  const { protocol = "#{protocol}", query = "#{query}" } = redirect;
  const stays =
    host === "#{host}" &&
    path === "/#{path}" &&
    query === "#{query}" &&
    ["#{port}", String(scene.port)].includes(String(port)) &&
    ["#{protocol}", scene.protocol].includes(String(protocol));
  if (!stays) return;
  refuse(
    operation,
    "InvalidLoadBalancerAction",
    "The redirect configuration is not valid because it creates a loop.",
  );
}
