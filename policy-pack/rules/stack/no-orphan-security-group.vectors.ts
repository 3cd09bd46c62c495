import { group, service } from "../../lib/stack.vectors";
import { resource, stack, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";
const orphan = "id is named by no resource of the stack but rules; expected a member of the group.";
const outputs = (values: Readonly<Record<string, unknown>>): VectorResource =>
  resource("pulumi:pulumi:Stack", {}, { name: "example-dev", outputs: values });
const ingress = resource(
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  { securityGroupId: UNKNOWN, referencedSecurityGroupId: UNKNOWN },
  { name: "rule", from: { securityGroupId: ["tasks"], referencedSecurityGroupId: ["clients"] } },
);

export default {
  pass: {
    "a service's group, at a first preview": stack(group("tasks"), service([], ["tasks"])),
    "a service's group, by id": stack(
      group("tasks", { id: "sg-1" }),
      resource("aws:ecs/service:Service", { networkConfiguration: { securityGroups: ["sg-1"] } }),
    ),
    "a database's group": stack(
      group("data"),
      resource(
        "aws:rds/instance:Instance",
        { vpcSecurityGroupIds: [UNKNOWN] },
        { name: "db", from: { vpcSecurityGroupIds: ["data"] } },
      ),
    ),
    "a group of a type that the pack does not know": stack(
      group("cache", { id: "sg-1" }),
      resource("acme:cache:Cluster", { settings: { network: [{ groups: ["sg-1"] }] } }),
    ),
    "a group that other stacks find in the outputs": stack(
      group("clients", { id: "sg-1" }),
      outputs({ clients: { group: "sg-1" } }),
    ),
    "the default group": stack(
      resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { ingress: [], egress: [] }),
    ),
  },
  fail: {
    "a group that nothing names": [group("left over"), [orphan]],
    "a group that only rules name": [
      stack(group("tasks"), group("clients"), ingress, service([], ["tasks"])),
      [orphan],
    ],
    "a group that only another group names": [
      stack(
        group("clients", { id: "sg-1" }),
        group("tasks", { ingress: [{ protocol: "tcp", securityGroups: ["sg-1"] }] }),
        service([], ["tasks"]),
      ),
      [orphan],
    ],
    "a group whose id its own component hands on": [
      stack(resource("acme:Service", {}, { name: "service", outputs: { groupId: "sg-1" } }), {
        ...group("left over", { id: "sg-1" }),
        parent: "service",
      }),
      [orphan],
    ],
    "a group of aws-native, beside outputs that are known": [
      stack(
        resource("aws-native:ec2:SecurityGroup", { groupId: "sg-1" }, { name: "left over" }),
        outputs({ url: "https://example.com/" }),
      ),
      [orphan],
    ],
  },
  unknown: {
    "it may be an output, at a first preview": [
      stack(group("clients"), outputs({ clients: UNKNOWN })),
      ["id (may be an output of the stack)"],
    ],
  },
  malformed: {
    "its id is a list": [
      group("left over", { id: ["sg-1", {}] }),
      ["id is a list of 2; expected a string."],
    ],
  },
} satisfies Vectors;
