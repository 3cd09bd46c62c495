import { each, Undetermined } from "../../lib/finding";
import { SECURITY_GROUPS } from "../../lib/group-rules";
import { GroupUsers } from "../../lib/group-users";
import { stackRule } from "../../lib/rule";

const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const GROUPS = SECURITY_GROUPS.filter((type) => type !== DEFAULT_GROUP);

export default stackRule(
  {
    name: "stack-no-orphan-security-group",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Security groups should have members.",
    why: "A group that nobody is in is forgotten with its rules, until somebody takes it for something else.",
    remediationSteps: "Remove the group, or name it where its members are declared.",
    example: `networkConfiguration: { securityGroups: [group.id], subnets: vpc.privateSubnetIds }`,
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-stale-rules",
    tags: ["checkov:CKV2_AWS_5"],
    practices: ["C28"],
  },
  GROUPS,
  function* (graph) {
    const users = new GroupUsers(graph);
    yield* each(graph.ofType(GROUPS), function* (group) {
      if (users.has(group)) return;
      if (users.mayBeOutput) {
        yield new Undetermined(group.urn, "id (may be an output of the stack)", "unknown");
      } else {
        yield group.resource.finding("id", {
          found: "is named by no resource of the stack but rules",
          expected: "a member of the group",
        });
      }
    });
  },
);
