import { each, show, type Check } from "../../lib/finding";
import type { Node } from "../../lib/graph";
import { MANAGED, ROLES, holdersOf } from "../../lib/iam-graph";
import {
  ATTACHMENT_TYPES,
  attachedPolicies,
  attachmentProperty,
  awsManagedName,
} from "../../lib/identity-policies";
import { referredTo } from "../../lib/links";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";
import { rolesOfTasks, surelyTrustsTasks, trustsTasks } from "../../lib/trust";

type Lists = Readonly<Record<"broad" | "allowed", readonly string[]>>;

export default rule(
  {
    name: "iam-task-role-no-broad-managed-policy",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Roles of tasks must not have AWS's broad policies.",
    why: "Policies such as CloudWatchFullAccess hold for the whole account: one task could delete the logs of all others.",
    remediationSteps:
      "Attach a policy of your own that names the actions and resources this task needs.",
    example: `new aws.iam.RolePolicy("web", { role: taskRole.name, policy: document });`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies",
    tags: ["cdk-nag:AwsSolutions-IAM4", "checkov:CKV_AWS_274", "checkov:CKV2_AWS_56"],
    practices: ["A22", "B13", "C26"],
    options: {
      broad: strings(
        [
          ...["*FullAccess*", "*PowerUser*", "*ReadOnlyAccess*", "*ReadWrite*", "*Administrator*"],
          ...["DataScientist", "SecurityAudit", "SystemAdministrator", "ViewOnlyAccess"],
        ],
        "Names of AWS managed policies, `*` for any characters, that a task's role must not have.",
      ),
      allowed: strings(
        ["AmazonECSTaskExecutionRolePolicy", "AWSXRayDaemonWriteAccess"],
        "Names of AWS managed policies that it may have although `broad` takes them in.",
      ),
    },
  },
  [...new Set([...ROLES, ...ATTACHMENT_TYPES])],
  function* (resource, { type, config }) {
    const arns = isRole(type) ? attachedPolicies(resource, type) : [];
    if (arns.length > 0 && trustsTasks(resource)) yield* broad(arns, config);
  },
  function* (graph, { config }) {
    const used = rolesOfTasks(graph);
    yield* each(graph.ofType(ATTACHMENT_TYPES), function* (node) {
      // A role that names tasks itself was judged with its own list above.
      const isOfTasks = (role: Node): boolean =>
        role === node
          ? used.has(role) && surelyTrustsTasks(role.resource) === false
          : used.has(role) || trustsTasks(role.resource);
      const roles = holdersOf(graph, node).filter(({ type }) => isRole(type));
      if (!roles.some(isOfTasks)) return;
      const property = attachmentProperty(node.type);
      // A policy of the stack's own that is still being made is none of AWS's.
      const isOwn = referredTo(graph, node, property, MANAGED).length > 0;
      if (isOwn && !node.resource.known(property)) return;
      const arns = attachedPolicies(node.resource, node.type);
      yield* broad(isOwn ? arns.filter((arn) => arn.known()) : arns, config);
    });
  },
);

const isRole = (type: string): boolean => (ROLES as readonly string[]).includes(type);

function* broad(arns: readonly Reader[], { broad, allowed }: Lists): Check {
  yield* each(arns, function* (arn) {
    const name = awsManagedName(arn.text() ?? "");
    if (name === undefined || matches(name, allowed) || !matches(name, broad)) return;
    const found = `gives the task ${show(name)}`;
    yield arn.finding("", { found, expected: "a policy that names what the task needs" });
  });
}
