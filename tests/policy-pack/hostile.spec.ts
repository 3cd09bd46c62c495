import assert from "node:assert/strict";
import { ENCRYPTED, UNKNOWN } from "../../policy-pack/lib/unknown";
import { rules } from "../../policy-pack/rules";
import { evaluate } from "../support/policy";

const ROUNDS = 300;

/** Every property name that occurs in a rule's vectors would do; these are the ones with structure below them. */
const KEYS = (
  "containerDefinitions name image privileged user environment environments value valueFrom secrets command " +
  "linuxParameters capabilities add adds drop devices hostPath volumes hosts host sourcePath driverOpts device " +
  "dockerVolumeConfiguration logConfiguration logDriver options secretOptions portMappings containerPort " +
  "containerPortRange networkMode requiresCompatibilities runtimePlatform operatingSystemFamily memory cpu policy " +
  "Statement Principal NotPrincipal AWS Effect Condition StringEquals ingress protocol fromPort toPort cidrBlocks " +
  "cidrIpv4 ipProtocol securityGroupIngress primaryContainer repositoryCredentials encryptionConfigurations " +
  "imageTagMutability imageTagMutabilityExclusionFilters imageScanningConfiguration repositoryPolicyText " +
  "Action NotAction Resource NotResource Service Federated aws:SourceAccount assumeRolePolicy inlinePolicies " +
  "managedPolicyArns policyArn policyDocument policies role eventPattern source targets buildArgs build args " +
  "context location dockerfile inline tags scanType rules upstreamRegistryUrl repository " +
  "securityGroups internal networkConfiguration awsvpcConfiguration subnets subnetId vpcId routeTableId routes " +
  "gatewayId securityGroupId groupId referencedSecurityGroupId taskDefinition taskRoleArn executionRoleArn " +
  "enableExecuteCommand loadBalancers serviceConnectConfiguration enabled assignPublicIp mountPoints tmpfs " +
  "containerPath credentialsParameter retentionInDays type region tagsAll arn id __proto__ constructor toString"
).split(" ");
const LEAVES: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    22,
    1.5,
    "",
    UNKNOWN,
    ENCRYPTED,
    "true",
    "host",
    "*",
    "0.0.0.0/0",
    "tcp",
  ],
  ...[
    "-1",
    "root",
    "nginx:latest",
    "{",
    "[]",
    '{"a":1}',
    "arn:aws:iam::1:x",
    "\u001b[31m",
    "x".repeat(300),
  ],
];

/** Numbers between 0 and 1, the same on every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

describe("hostile properties", () => {
  it(`neither crash a rule nor the SDK, in ${ROUNDS} random resources`, async () => {
    const random = sequence(1);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const bag = (size: number, depth: number): Record<string, unknown> =>
      Object.fromEntries(Array.from({ length: size }, () => [pick(KEYS), value(depth)]));
    const value = (depth: number): unknown => {
      const kind = random();
      if (depth === 0 || kind < 0.35) return pick(LEAVES);
      if (kind < 0.55) return [value(depth - 1), value(depth - 1)];
      return bag(1 + Math.floor(random() * 4), depth - 1);
    };
    // Rules on everything that has tags would make the types that others look at rare.
    const narrow = rules.filter((rule) => rule.types.size < 100);
    const types = [...new Set(narrow.flatMap((rule) => [...rule.types]))];
    const anyName = (): string => `r${Math.floor(random() * ROUNDS)}`;
    const resources = Array.from({ length: ROUNDS }, (_, round) => {
      const type = pick(types);
      const containers = [value(3), bag(8, 2)];
      const isText = type === "aws:ecs/taskDefinition:TaskDefinition";
      const hasContainers = random() < 0.8;
      const containerDefinitions = isText ? JSON.stringify(containers) : containers;
      const props = { ...bag(6, 2), ...(hasContainers && { containerDefinitions }) };
      const from = {
        [pick(KEYS)]: [anyName()],
        [pick(Object.keys(props))]: [anyName(), anyName()],
      };
      return { type, props, name: `r${round}`, from, parent: anyName() };
    });
    const settings = { requiredTags: ["Owner"], regions: ["eu-*"] };
    const found = await evaluate(rules, { resources, settings });
    assert.ok(found.length > ROUNDS / 2, `only ${found.length} diagnostics`);
    for (const { policy, message, urn } of found) {
      assert.ok(
        !/The rule itself failed|can't run/.test(message),
        `${policy} on ${urn}: ${message}`,
      );
      assert.ok(!message.includes("\u001b"), `${policy} prints a control character`);
    }
  });
});
