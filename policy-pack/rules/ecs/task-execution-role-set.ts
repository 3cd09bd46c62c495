import { containersOf, TASKS } from "../../lib/containers";
import { each } from "../../lib/finding";
import { parseEcrHost, parseImage } from "../../lib/image";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecs-task-execution-role-set",
    severity: "medium",
    enforcementLevel: "mandatory",
    description:
      "Tasks that pull from ECR, write to CloudWatch Logs or read secrets must name an execution role.",
    why: "Without one the task does not start on Fargate; on EC2 it borrows the rights of the host, which every other task shares.",
    remediationSteps: "Set `executionRoleArn` to a role that may do just this for this service.",
    example: `new aws.ecs.TaskDefinition("web", { ...task, executionRoleArn: executionRole.arn });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
    tags: [],
    practices: ["A22", "D5"],
  },
  TASKS,
  function* (task, { type }) {
    if (task.given("executionRoleArn")) return;
    yield* each(containersOf(task, type), function* (container) {
      const need = needOf(container);
      if (need === undefined) return;
      const { urn, subject, container: name } = container.place;
      yield task.as({ urn, subject, container: name }).finding("executionRoleArn", {
        expected: `a role, because the container ${need}`,
      });
    });
  },
);

/** What the container has AWS do for it before it starts. */
function needOf(container: Reader): string | undefined {
  if (container.list("secrets").length > 0) return "reads secrets";
  if (container.list("logConfiguration.secretOptions").length > 0)
    return "reads secrets for its logs";
  if (container.given("repositoryCredentials.credentialsParameter"))
    return "logs in to its registry";
  if (container.text("logConfiguration.logDriver") === "awslogs")
    return "writes to CloudWatch Logs";
  const image = parseImage(container.text("image") ?? "");
  return image !== undefined && parseEcrHost(image.registry) !== undefined
    ? "is pulled from a private ECR registry"
    : undefined;
}
