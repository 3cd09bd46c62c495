import type { Check } from "./finding";
import type { Graph, Node } from "./graph";
import {
  isRestricted,
  namesEveryone,
  statementOf,
  statementsOf,
  type Statement,
} from "./policy-document";
import { isEveryAction } from "./policy-patterns";
import { isEveryResource } from "./policy-scope";
import type { Reader } from "./reader";
import { resolve } from "./resolve";

/** VPC endpoints. */
export const VPC_ENDPOINTS: readonly string[] = [
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws-native:ec2:VPCEndpoint",
  "aws-native:ec2:VpcEndpoint",
];

/** Policies of endpoints that are resources of their own. */
export const ENDPOINT_POLICIES: readonly string[] = ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"];

const NAMES = { policy: ["policyDocument"] };

/** The service of an endpoint, without region: `ecr.api`; undefined for one that is not AWS's. */
export function serviceOf(endpoint: Reader): string | undefined {
  const name = endpoint.text("serviceName")?.trim().toLowerCase() ?? "";
  const [, service] = /^(?:[a-z]{2}\.)?com\.amazonaws\.(?!vpce\.)[a-z\d-]+\.(.+)$/.exec(name) ?? [];
  return service;
}

/** True if a policy can be attached: to the endpoints of AWS's services, by gateway or interface. */
export function takesPolicy(endpoint: Reader): boolean {
  const type = endpoint.text("vpcEndpointType")?.trim().toLowerCase() ?? "";
  return ["", "gateway", "interface"].includes(type) && serviceOf(endpoint) !== undefined;
}

/** True if a policy is given, at the resource itself. */
export function hasPolicy(resource: Reader): boolean {
  return resource.as({ aliases: NAMES }).given("policy");
}

/** A policy that, as the default one, lets everybody do everything through the endpoint. */
export function* openPolicy(resource: Reader): Check {
  const owner = resource.as({ aliases: NAMES });
  const statements = statementsOf(owner, "policy").map(statementOf);
  const open = statements.find((statement) => isOpen(statement));
  if (open === undefined || statements.some(isPerimeter)) return;
  yield open.reader.finding("", {
    found: "allows everybody everything",
    expected: "principals, actions or resources that are meant",
  });
}

/** The services for which a VPC of the stack has endpoints; throws if one cannot be known. */
export function endpointServices(graph: Graph, vpc: Node, vpcs: readonly string[]): string[] {
  return graph
    .ofType(VPC_ENDPOINTS)
    .filter((node) => resolve(graph, node, node.resource, "vpcId", vpcs).nodes.includes(vpc))
    .flatMap(({ resource }) => serviceOf(resource) ?? []);
}

function isOpen(statement: Statement): boolean {
  return (
    statement.effect === "Allow" &&
    namesEveryone(statement) &&
    statement.actions.some(isEveryAction) &&
    statement.resources.some(isEveryResource) &&
    statement.conditions.length === 0
  );
}

/** A refusal of every action for whoever is not named, which narrows what is allowed beside it. */
function isPerimeter(statement: Statement): boolean {
  return (
    statement.effect === "Deny" &&
    statement.actions.some(isEveryAction) &&
    (statement.conditions.length > 0 || isRestricted(statement))
  );
}
