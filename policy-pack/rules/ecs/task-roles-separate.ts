import { EXPRESS_SERVICES, TASKS } from "../../lib/containers";
import { each } from "../../lib/finding";
import { isSameRole, roleAt } from "../../lib/roles";
import { rule } from "../../lib/rule";

const PATHS = ["taskRoleArn", "executionRoleArn"] as const;

export default rule(
  {
    name: "ecs-task-roles-separate",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "The task role and the execution role must be two roles.",
    why: "The execution role pulls the image and reads every secret before the container starts. As the task role too, it gives all of that to the application, and to whoever breaks into it.",
    remediationSteps:
      "Make a role for the application with only the rights that its code uses, and set it as `taskRoleArn`.",
    example: `new aws.ecs.TaskDefinition("web", { ...task, executionRoleArn: executionRole.arn, taskRoleArn: taskRole.arn });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html",
    tags: ["checkov:CKV_AWS_249"],
    practices: ["A22", "C23"],
  },
  [...TASKS, ...EXPRESS_SERVICES],
  function* (task) {
    if (!task.given("taskRoleArn")) {
      yield task.finding("taskRoleArn", {
        expected: "a role of the application's own, which may be one without rights",
        advisory: true,
      });
    } else if (task.known("taskRoleArn") && task.known("executionRoleArn")) {
      const [own, execution] = [task.text("taskRoleArn"), task.text("executionRoleArn")];
      if (own !== undefined && execution !== undefined && isSameRole(own, execution)) {
        yield task.finding("taskRoleArn", { expected: "another role than `executionRoleArn`" });
      }
    }
  },
  function* (graph) {
    yield* each(graph.ofType([...TASKS, ...EXPRESS_SERVICES]), function* (node) {
      const { resource } = node;
      const isKnown = PATHS.every((path) => resource.known(path));
      if (isKnown || !PATHS.every((path) => resource.given(path))) return;
      const [own, execution] = PATHS.map((path) => roleAt(graph, node, path));
      if (own === execution) {
        yield resource.finding("taskRoleArn", {
          found: "is the role that executionRoleArn is",
          expected: "another role than `executionRoleArn`",
        });
      }
    });
  },
);
