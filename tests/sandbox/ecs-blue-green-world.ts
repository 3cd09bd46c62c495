import { ALARM } from "../../sandbox/aws/types/ecs/deployment-failure";
import { HOOK_FUNCTION } from "../../sandbox/aws/types/ecs/lifecycle-hooks";
import { T as E } from "./edge-world";
import type { Bag, Resource } from "./engine-client";
import { allow, startWorld, T } from "./ecs-world";

const ACCOUNT = "123456789012";
const REGION = "eu-central-1";
const PORT = 4567;
const INFRASTRUCTURE_POLICY =
  "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers";
export const HOOK = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:check`;

export const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

/** A served account with a load balancer, two target groups, a production and a test rule, and the roles that ECS takes. */
export async function startBlueGreenWorld() {
  const world = await startWorld();
  const { make, engine } = world;
  const zone = String(world.subnet.outputs["availabilityZone"]);
  const other = await make(T.subnet, {
    vpcId: world.vpc.id,
    cidrBlock: "10.0.1.0/24",
    availabilityZone: zone.endsWith("b") ? `${REGION}a` : `${REGION}b`,
  });
  const front = await make(T.group, { vpcId: world.vpc.id });
  const toPort = { ipProtocol: "tcp", fromPort: PORT, toPort: PORT };
  const out = await make(T.egress, {
    ...toPort,
    securityGroupId: front.id,
    referencedSecurityGroupId: world.group.id,
  });
  const into = await make(T.ingress, {
    ...toPort,
    securityGroupId: world.group.id,
    referencedSecurityGroupId: front.id,
  });
  const balancer = await make(E.balancer, {
    subnets: [world.subnet.id, other.id],
    securityGroups: [front.id],
  });
  const targetGroup = (more: Bag = {}) =>
    make(E.targetGroup, {
      vpcId: world.vpc.id,
      targetType: "ip",
      port: PORT,
      protocol: "HTTP",
      ...more,
    });
  const [blue, green] = [await targetGroup(), await targetGroup()];
  const listen = (port: number) =>
    make(E.listener, {
      loadBalancerArn: balancer.id,
      port,
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
      ],
    });
  const [listener, testListener] = [await listen(80), await listen(8080)];
  const forward = (...weights: [Resource, number][]): Bag => ({
    type: "forward",
    forward: { targetGroups: weights.map(([{ id }, weight]) => ({ arn: id, weight })) },
  });
  const ruleArgs = (action: Bag, of = listener): Bag => ({
    listenerArn: of.id,
    conditions: [{ pathPattern: { values: ["/*"] } }],
    actions: [action],
  });
  const rule = (action: Bag, of = listener) => make(E.rule, ruleArgs(action, of));
  const both = forward([blue, 100], [green, 0]);
  const production = await rule(both);
  const test = await rule(both, testListener);
  const mover = await make(T.role, { name: "mover", assumeRolePolicy: trust("ecs.amazonaws.com") });
  const rights = await make(T.attachment, { role: "mover", policyArn: INFRASTRUCTURE_POLICY });
  const asker = await make(T.role, { name: "asker", assumeRolePolicy: trust("ecs.amazonaws.com") });
  const mayAsk = await make(T.rolePolicy, {
    role: "asker",
    policy: allow("lambda:InvokeFunction", HOOK),
  });
  let definition = await world.define();

  const advanced = (more: Bag = {}): Bag => ({
    alternateTargetGroupArn: green.id,
    productionListenerRule: production.id,
    testListenerRule: test.id,
    roleArn: mover.outputs["arn"],
    ...more,
  });
  const plain = (of = blue): Bag => ({
    targetGroupArn: of.id,
    containerName: "backend",
    containerPort: PORT,
  });
  const balanced = (more: Bag = {}): Bag => ({
    ...plain(),
    advancedConfiguration: advanced(more),
  });
  /** Arguments of a service deployed by blue/green. */
  const args = (more: Bag = {}): Bag =>
    world.serviceArgs(definition, {
      deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "5" },
      loadBalancers: [balanced()],
      ...more,
    });
  const asks = (...lifecycleStages: string[]): Bag => ({
    hookTargetArn: HOOK,
    roleArn: asker.outputs["arn"],
    lifecycleStages,
  });
  const hooked = (...lifecycleHooks: Bag[]): Bag => ({
    deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "5", lifecycleHooks },
  });
  const note = (token: string, id: string, known: Bag) =>
    world.account.transaction(REGION, (account) => {
      account.put(token, id, known);
    });
  /** The weights of a rule, blue's and green's. */
  const weights = async (of: Resource) => {
    const live = await engine.refresh(of);
    const [action] = live?.outputs["actions"] as { forward: { targetGroups: Bag[] } }[];
    const groups = action?.forward.targetGroups ?? [];
    return [blue, green].map(({ id }) => groups.find(({ arn }) => arn === id)?.["weight"]);
  };
  /** A public subnet in a zone that the load balancer is not in. */
  const farSubnet = async () => {
    const availabilityZone = `${REGION}c`;
    const args = { vpcId: world.vpc.id, cidrBlock: "10.0.2.0/24", availabilityZone };
    const subnet = await make(T.subnet, args);
    const table = await make(T.table, { vpcId: world.vpc.id });
    await make(T.association, { routeTableId: table.id, subnetId: subnet.id });
    const { destinationCidrBlock, gatewayId } = world.wayOut.inputs;
    await make(T.route, { routeTableId: table.id, destinationCidrBlock, gatewayId });
    return subnet;
  };
  return {
    ...world,
    ...{ balancer, blue, green, production, test, mover, rights, asker, mayAsk, into, out },
    ...{
      targetGroup,
      plain,
      rule,
      ruleArgs,
      forward,
      advanced,
      balanced,
      args,
      asks,
      hooked,
      weights,
    },
    listener,
    farSubnet,
    answers: (hookStatus: string | undefined) => note(HOOK_FUNCTION, HOOK, { hookStatus }),
    fires: (alarm: string) => note(ALARM, alarm, { firing: true }),
    /** Deploys another revision from now on. */
    change: async (containers?: Bag[]) => {
      definition = await world.define(containers);
    },
    start: (more: Bag = {}) => make(T.service, args(more)),
  };
}

export type BlueGreenWorld = Awaited<ReturnType<typeof startBlueGreenWorld>>;
