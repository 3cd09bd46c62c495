import { broadOfRole, broadOfTasks } from "../../lib/broad-policies";
import { ROLES } from "../../lib/iam-graph";
import { ATTACHMENT_TYPES } from "../../lib/identity-policies";
import { strings } from "../../lib/options";
import { rule } from "../../lib/rule";

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
  (resource, { type, config }) => broadOfRole(resource, type, config),
  (graph, { config }) => broadOfTasks(graph, config),
);
