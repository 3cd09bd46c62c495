import { configured, resource, UNKNOWN, type GivenStack, type VectorResource } from "./vectors";

type Properties = Readonly<Record<string, unknown>>;

/** A statement that denies these actions everywhere, with the given parts put in. */
export function deny(actions: readonly string[], parts: Properties = {}): Properties {
  return { Effect: "Deny", Action: actions, Resource: "*", ...parts };
}

/** A service control policy of these statements. */
export function scp(...statements: readonly Properties[]): VectorResource {
  return scpText(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

/** A service control policy with this content. */
export function scpText(content: unknown): VectorResource {
  return resource("aws:organizations/policy:Policy", { content });
}

/** The same in aws-native, where the content is an object. */
export function nativeScp(...statements: readonly Properties[]): VectorResource {
  return resource("aws-native:organizations:Policy", {
    type: "SERVICE_CONTROL_POLICY",
    targetIds: ["r-abcd"],
    content: { Version: "2012-10-17", Statement: statements },
  });
}

/** The condition that spares callers with these ARNs. */
export function except(...principals: readonly string[]): Properties {
  return { Condition: { ArnNotLike: { "aws:PrincipalArn": principals } } };
}

/** These resources, of which several may have the same type. */
export function together(...resources: readonly VectorResource[]): GivenStack {
  const named = resources.map((given, index) => ({ ...given, name: `policy-${index + 1}` }));
  return configured(named, {});
}

/** Content that waits for the ARN of a role. */
export const WAITING = scpText(UNKNOWN);

/** An organization. */
export const ORGANIZATION = resource("aws:organizations/organization:Organization", {
  enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
});
