import { group, service } from "../../lib/stack.vectors";
import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;

const web = service([], ["tasks"]);
const balancer = group("balancer");
const port = { fromPort: 4567, toPort: 4567 };
/** A rule of its own on the group of the tasks. */
const rule = (
  props: Properties,
  from: Readonly<Record<string, readonly string[]>> = {},
): VectorResource =>
  resource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { securityGroupId: UNKNOWN, ipProtocol: "tcp", ...port, ...props },
    { name: "rule", from: { securityGroupId: ["tasks"], ...from } },
  );
const withRule = (...given: Parameters<typeof rule>): GivenStack =>
  stack(balancer, group("tasks"), rule(...given), web);
const inline = (...ingress: Properties[]): VectorResource => group("tasks", { ingress });
const found = (path: string, source: string, ports = "tcp port 4567"): string =>
  `${path} opens ${ports} of Service "web" to ${source}; expected a security group of this stack, or a source that is listed.`;

export default {
  pass: {
    "the load balancer's group, at a first preview": withRule(
      { referencedSecurityGroupId: UNKNOWN },
      { referencedSecurityGroupId: ["balancer"] },
    ),
    "the group itself": withRule(
      { referencedSecurityGroupId: UNKNOWN },
      { referencedSecurityGroupId: ["tasks"] },
    ),
    "a group by id, in the group itself": stack(
      group("balancer", { id: "sg-1" }),
      group("tasks", {
        id: "sg-2",
        ingress: [{ protocol: "tcp", ...port, securityGroups: ["sg-1"], self: true }],
      }),
      resource("aws:ecs/service:Service", { networkConfiguration: { securityGroups: ["sg-2"] } }),
    ),
    "a rule of the older kind": stack(
      balancer,
      group("tasks"),
      resource(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        {
          type: "ingress",
          securityGroupId: UNKNOWN,
          sourceSecurityGroupId: UNKNOWN,
          protocol: "tcp",
          ...port,
        },
        {
          name: "rule",
          from: { securityGroupId: ["tasks"], sourceSecurityGroupId: ["balancer"] },
        },
      ),
      web,
    ),
    "no way in": stack(group("tasks"), web),
    "a network that is listed, with others inside it": configured(
      [inline({ protocol: "tcp", ...port, cidrBlocks: ["10.1.2.0/24"] }), web],
      { config: { trustedSources: ["10.1.0.0/16"] } },
    ),
    "a prefix list of AWS that is listed": configured(
      [group("tasks"), rule({ prefixListId: "pl-3b927c52" }), web],
      { config: { trustedSources: ["pl-3b927c52"] } },
    ),
    "a network, on a group that no task is in": stack(
      group("tasks"),
      group("database", { ingress: [{ protocol: "tcp", ...port, cidrBlocks: ["10.0.0.0/16"] }] }),
      web,
    ),
    "a network to which tasks may connect": stack(
      group("tasks"),
      resource(
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        { type: "egress", securityGroupId: UNKNOWN, cidrBlocks: ["0.0.0.0/0"] },
        { name: "rule", from: { securityGroupId: ["tasks"] } },
      ),
      web,
    ),
  },
  fail: {
    "the internet": [
      stack(inline({ protocol: "tcp", ...port, cidrBlocks: ["0.0.0.0/0"] }), web),
      [found("ingress[0].cidrBlocks[0]", "0.0.0.0/0")],
    ],
    "a whole private network, by a rule of its own": [
      withRule({ cidrIpv4: "10.0.0.0/16" }),
      [found("cidrIpv4", "10.0.0.0/16")],
    ],
    "a whole private network, by a rule of the older kind": [
      stack(
        group("tasks"),
        resource(
          "aws:ec2/securityGroupRule:SecurityGroupRule",
          {
            type: "ingress",
            securityGroupId: UNKNOWN,
            protocol: "-1",
            fromPort: 0,
            toPort: 0,
            cidrBlocks: ["10.0.0.0/8"],
            ipv6CidrBlocks: ["fd00::/8"],
          },
          { name: "rule", from: { securityGroupId: ["tasks"] } },
        ),
        web,
      ),
      [
        found("cidrBlocks[0]", "10.0.0.0/8", "all traffic"),
        found("ipv6CidrBlocks[0]", "fd00::/8", "all traffic"),
      ],
    ],
    "a group of another stack": [
      withRule({ referencedSecurityGroupId: "sg-77" }),
      [found("referencedSecurityGroupId", "sg-77")],
    ],
    "a prefix list that is not listed": [
      withRule({ prefixListId: "pl-1" }),
      [found("prefixListId", "pl-1")],
    ],
    "a group that two services share is reported once": [
      stack(inline({ protocol: "tcp", ...port, cidrBlocks: ["10.0.0.0/8"] }), web, {
        ...web,
        name: "worker",
      }),
      [found("ingress[0].cidrBlocks[0]", "10.0.0.0/8")],
    ],
    "a scheduled task, in aws-native's group": [
      stack(
        resource(
          "aws-native:ec2:SecurityGroup",
          { securityGroupIngress: [{ ipProtocol: "tcp", ...port, cidrIp: "10.0.0.0/8" }] },
          { name: "tasks" },
        ),
        resource(
          "aws:scheduler/schedule:Schedule",
          {
            target: {
              ecsParameters: { networkConfiguration: { securityGroups: [UNKNOWN] } },
            },
          },
          { name: "web", from: { target: ["tasks"] } },
        ),
      ),
      [found("securityGroupIngress[0].cidrIp", "10.0.0.0/8").replace("Service", "Schedule")],
    ],
  },
  unknown: {
    "the source waits, and no reference tells": [
      withRule({ referencedSecurityGroupId: UNKNOWN }),
      ["referencedSecurityGroupId"],
    ],
    "whose rule it is waits": [
      stack(group("tasks"), web, {
        ...rule({ cidrIpv4: "10.0.0.0/16" }),
        from: {},
      }),
      ["securityGroupId"],
    ],
    "the groups of the tasks wait": [
      stack(
        resource("aws:ecs/service:Service", {
          networkConfiguration: { securityGroups: UNKNOWN, subnets: UNKNOWN },
        }),
      ),
      ["networkConfiguration.securityGroups"],
    ],
    "the tasks are in a group of another stack, to which this one adds": [
      stack(
        resource(
          "aws:ecs/service:Service",
          { networkConfiguration: { securityGroups: ["sg-7"] } },
          { name: "web" },
        ),
        { ...rule({ securityGroupId: "sg-7", cidrIpv4: "10.0.0.0/16" }), from: {} },
      ),
      ["networkConfiguration.securityGroups[0] (not in this stack)"],
      { findings: [found("cidrIpv4", "10.0.0.0/16")] },
    ],
  },
  malformed: {
    "a source is no block": [
      stack(inline({ protocol: "tcp", ...port, cidrBlocks: ["everywhere"] }), web),
      ['ingress[0].cidrBlocks[0] is "everywhere"; expected a CIDR block.'],
    ],
    "the rules are a word": [
      stack(group("tasks", { ingress: "open" }), web),
      ['ingress is "open"; expected an object.'],
    ],
  },
} satisfies Vectors;
