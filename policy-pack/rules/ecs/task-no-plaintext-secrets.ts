import { CONTAINER_TYPES } from "../../lib/containers";
import { each, show, Unreadable } from "../../lib/finding";
import { containerRule } from "../../lib/rule";
import { secretIn } from "../../lib/secret-text";

export default containerRule(
  {
    name: "ecs-task-no-plaintext-secrets",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Environment variables of containers must not hold secrets.",
    why: "A task definition is readable by everyone who may describe it, is kept in every revision, and shows in consoles, exports and logs.",
    remediationSteps:
      "Move the value to an SSM SecureString parameter or Secrets Manager and name it under `secrets`; for AWS keys use the task role. Then replace the value: it is known.",
    example: `{ name: "web", image, secrets: [{ name: "DB_PASSWORD", valueFrom: parameterArn }] }`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8",
    tags: [
      "security-hub:ECS.8",
      "control-tower:CT.ECS.PR.12",
      "trivy:AWS-0036",
      "cdk-nag:AwsSolutions-ECS2",
      "checkov:CKV_SECRET_2",
      "nist-800-190:4.1.4",
    ],
    practices: ["A25", "B8", "C19"],
  },
  CONTAINER_TYPES,
  function* (container) {
    yield* each(container.list("environment"), function* (variable) {
      const name = variable.text("name");
      if (name === undefined && !variable.given("value")) {
        const text = `${variable.path} has no name and no value; expected both.`;
        throw new Unreadable(variable.place.urn, variable.path, text);
      }
      const what = secretIn(name ?? "", variable.text("value") ?? "");
      if (what === undefined) return;
      yield variable.finding("value", {
        found: `(${show(name)}) looks like ${what}`,
        expected: "the value under `secrets`, by reference",
      });
    });
  },
);
