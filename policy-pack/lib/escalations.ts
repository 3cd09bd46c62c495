import { includesAction } from "./policy-patterns";
import { allowsEverything, isEveryResource, openResource } from "./policy-scope";
import type { Statement } from "./policy-document";

/** A way from some rights to more. */
export interface Escalation {
  /** What the holder can then do. */
  readonly can: string;
  /** One action of each list is needed. The first list's must be allowed on resources that are not named. */
  readonly needs: readonly (readonly string[])[];
}

const passing = (can: string, ...needs: string[][]): Escalation => ({
  can,
  needs: [["iam:PassRole"], ...needs],
});
const alone = (can: string, ...actions: string[]): Escalation[] =>
  actions.map((action) => ({ can, needs: [[action]] }));

/**
 * Known ways, after "AWS IAM Privilege Escalation – Methods and Mitigation" (Rhino Security Labs) and
 * the pathfinding.cloud catalogue (Datadog).
 */
const ESCALATIONS: readonly Escalation[] = [
  ...alone(
    "rewrite a policy that others have",
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
  ),
  ...alone(
    "give anyone any policy",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
  ),
  ...alone("join any group", "iam:AddUserToGroup"),
  ...alone(
    "log in as another user",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:UpdateLoginProfile",
  ),
  ...alone("let itself take any role", "iam:UpdateAssumeRolePolicy"),
  ...alone("take any role that trusts the account", "sts:AssumeRole"),
  ...alone(
    "lift a permissions boundary",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutRolePermissionsBoundary",
    "iam:PutUserPermissionsBoundary",
  ),
  ...alone("run commands in any task, with the task's role", "ecs:ExecuteCommand"),
  ...alone("run commands on any host, with the host's role", "ssm:SendCommand", "ssm:StartSession"),
  ...alone("log in to any host", "ec2-instance-connect:SendSSHPublicKey"),
  ...alone("change the code that a function runs with its role", "lambda:UpdateFunctionCode"),
  passing("run a task with any role", ["ecs:RunTask", "ecs:StartTask"]),
  passing(
    "run a service with any role",
    ["ecs:CreateService", "ecs:UpdateService"],
    ["ecs:RegisterTaskDefinition"],
  ),
  passing("start a host with any role", ["ec2:RunInstances", "ec2:RequestSpotInstances"]),
  passing("give a host any role", [
    "ec2:AssociateIamInstanceProfile",
    "ec2:ReplaceIamInstanceProfileAssociation",
  ]),
  passing(
    "run a function with any role",
    ["lambda:CreateFunction"],
    ["lambda:InvokeFunction", "lambda:AddPermission", "lambda:CreateEventSourceMapping"],
  ),
  passing("deploy a stack with any role", [
    "cloudformation:CreateStack",
    "cloudformation:UpdateStack",
    "cloudformation:CreateChangeSet",
    "cloudformation:CreateStackSet",
  ]),
  passing(
    "build with any role",
    ["codebuild:CreateProject", "codebuild:UpdateProject"],
    ["codebuild:StartBuild", "codebuild:StartBuildBatch"],
  ),
  passing(
    "run a job with any role",
    ["glue:CreateJob", "glue:UpdateJob"],
    ["glue:StartJobRun", "glue:CreateTrigger"],
  ),
  passing("open a development endpoint with any role", ["glue:CreateDevEndpoint"]),
  passing("run a notebook or a job with any role", [
    "sagemaker:CreateNotebookInstance",
    "sagemaker:CreateProcessingJob",
    "sagemaker:CreateTrainingJob",
  ]),
  passing("run a state machine with any role", [
    "states:CreateStateMachine",
    "states:UpdateStateMachine",
  ]),
  passing("have a schedule or a rule act with any role", [
    "scheduler:CreateSchedule",
    "events:PutTargets",
  ]),
  passing("run an automation with any role", ["ssm:StartAutomationExecution"]),
  passing("run a container with any role", [
    "apprunner:CreateService",
    "batch:RegisterJobDefinition",
  ]),
  passing(
    "run a pipeline with any role",
    ["datapipeline:CreatePipeline"],
    ["datapipeline:PutPipelineDefinition"],
  ),
];

const ACTIONS = [...new Set(ESCALATIONS.flatMap(({ needs }) => needs.flat()))];
const SERVICES = new Set(ACTIONS.map(serviceOf));

function serviceOf(action: string): string {
  return action.slice(0, Math.max(action.indexOf(":"), 0)).toLowerCase();
}

/** Most statements speak of other services; this spares them the comparison with every action. */
function isOfInterest({ actions, notActions }: Statement): boolean {
  return (
    notActions.length > 0 ||
    actions.some((action) => SERVICES.has(serviceOf(action)) || /^[^:]*[*?]/.test(action))
  );
}

/** True if the statement can take part in a way to more rights. One that allows everything is left to iam-no-admin-policy. */
export function canEscalate(statement: Statement): boolean {
  if (!isOfInterest(statement)) return false;
  if (!ACTIONS.some((action) => includesAction(statement, action))) return false;
  return statement.effect === "Deny" || !allowsEverything(statement);
}

/** A way that is open, and the statements that open it, in the order of what is needed. */
export interface Opened {
  readonly escalation: Escalation;
  readonly steps: readonly { readonly action: string; readonly by: Statement }[];
}

/** The ways that these statements open together. What a Deny without conditions takes back is gone. */
export function openedBy(statements: readonly Statement[]): Opened[] {
  const grants = statements.filter(({ effect }) => effect === "Allow");
  const denials = statements.filter(isTotalDenial);
  const stepOf = (actions: readonly string[], mustBeOpen: boolean): Opened["steps"][number][] => {
    for (const action of actions) {
      if (denials.some((denial) => includesAction(denial, action))) continue;
      const by = grants.find(
        (grant) =>
          includesAction(grant, action) &&
          (!mustBeOpen || openResource(grant, action) !== undefined),
      );
      if (by !== undefined) return [{ action, by }];
    }
    return [];
  };
  return ESCALATIONS.flatMap((escalation) => {
    const steps = escalation.needs.flatMap((actions, index) => stepOf(actions, index === 0));
    return steps.length === escalation.needs.length ? [{ escalation, steps }] : [];
  });
}

function isTotalDenial({ effect, conditions, resources }: Statement): boolean {
  return effect === "Deny" && conditions.length === 0 && resources.some(isEveryResource);
}
