import { group, namedTask, service } from "../../lib/stack.vectors";
import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;
const withPort = namedTask([{ name: "web", portMappings: [{ containerPort: 4567 }] }]);
const web = (props: Properties = {}): VectorResource =>
  service(
    [],
    ["tasks"],
    { taskDefinition: UNKNOWN, ...props },
    { from: { taskDefinition: ["task"] } },
  );
const open = group("tasks", {
  ingress: [{ protocol: "tcp", fromPort: 4567, toPort: 4567, cidrBlocks: ["0.0.0.0/0"] }],
});
const noConnect =
  'serviceConnectConfiguration is not on, and container "web" opens ports; expected Service Connect, or a load balancer.';
const noBalancer = (by: string, source: string): string =>
  `loadBalancers is not set, and ${by} lets in ${source}; expected a load balancer between the internet and the tasks.`;

export default {
  pass: {
    "a target group, before its ARN is known": stack(
      withPort,
      group("tasks"),
      web({ loadBalancers: [{ targetGroupArn: UNKNOWN, containerPort: 4567 }] }),
    ),
    "Service Connect": stack(
      withPort,
      group("tasks"),
      web({ serviceConnectConfiguration: { enabled: true } }),
    ),
    "nothing to connect to": stack(namedTask(), group("tasks"), web()),
    "VPC Lattice": stack(
      withPort,
      group("tasks"),
      web({ vpcLatticeConfigurations: [{ portName: "http" }] }),
    ),
    "a service whose task sets have the load balancers": stack(
      withPort,
      group("tasks"),
      web({ deploymentController: { type: "EXTERNAL" } }),
    ),
  },
  fail: {
    "ports, and nothing by which others find them": [
      stack(withPort, group("tasks"), web({ loadBalancers: [] })),
      [noConnect],
    ],
    "Service Connect that is switched off": [
      stack(withPort, group("tasks"), web({ serviceConnectConfiguration: { enabled: false } })),
      [noConnect],
    ],
    "tasks that the internet reaches": [
      stack(withPort, open, web()),
      [noBalancer('SecurityGroup "tasks"', "0.0.0.0/0")],
    ],
    "tasks that the internet reaches beside Service Connect": [
      stack(
        withPort,
        group("tasks"),
        resource(
          "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
          { securityGroupId: UNKNOWN, ipProtocol: "-1", cidrIpv6: "::/0" },
          { name: "everybody", from: { securityGroupId: ["tasks"] } },
        ),
        web({ serviceConnectConfiguration: { enabled: true } }),
      ),
      [noBalancer('SecurityGroupIngressRule "everybody"', "::/0")],
    ],
  },
  unknown: {
    "the containers wait": [
      stack(
        resource(
          "aws:ecs/taskDefinition:TaskDefinition",
          { containerDefinitions: UNKNOWN },
          { name: "task" },
        ),
        group("tasks"),
        web(),
      ),
      ["containerDefinitions"],
    ],
    "the task is of another stack": [
      stack(resource("aws:ecs/service:Service", { taskDefinition: "web:7" }, { name: "web" })),
      ["taskDefinition (not in this stack)"],
    ],
    "the source of a rule waits": [
      stack(
        withPort,
        group("tasks", { ingress: [{ protocol: "tcp", cidrBlocks: [UNKNOWN] }] }),
        web({ serviceConnectConfiguration: { enabled: true } }),
      ),
      ["ingress[0].cidrBlocks[0]"],
    ],
  },
  malformed: {
    "the switch is a list": [
      stack(
        namedTask(),
        group("tasks"),
        web({ serviceConnectConfiguration: { enabled: ["yes", "no"] } }),
      ),
      ['serviceConnectConfiguration.enabled is ["yes", "no"]; expected true or false.'],
    ],
  },
} satisfies Vectors;
