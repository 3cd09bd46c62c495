import { CONTAINER_TYPES } from "../../lib/containers";
import { each, show } from "../../lib/finding";
import { containerRule } from "../../lib/rule";
import { commandLine, secretIn } from "../../lib/secret-text";

/** Judged by rules of their own, or meant to name things. */
const ELSEWHERE = new Set(["environment", "environments", "image", "name", "secrets"]);

export default containerRule(
  {
    name: "ecs-task-no-secrets-in-command",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Commands, labels, health checks and log options of containers must not hold secrets.",
    why: "Arguments show in process lists and in the task definition's every revision, labels in every tool that lists containers.",
    remediationSteps:
      "Name the secret under `secrets` (or `logConfiguration.secretOptions`) and read the variable in the container. Then replace the value: it is known.",
    example: `command: ["sh", "-c", "exec app --password \\"$DB_PASSWORD\\""]`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    tags: ["checkov:CKV_SECRET_2", "nist-800-190:4.1.4"],
    practices: ["A25", "C19"],
  },
  CONTAINER_TYPES,
  function* (container) {
    for (const [property, value] of container.entries()) {
      if (ELSEWHERE.has(property.toLowerCase())) continue;
      const line = commandLine();
      yield* each(value.leaves(property), function* ([name, leaf]) {
        if (name.toLowerCase() === "valuefrom") return;
        const text = leaf.text() ?? "";
        const what = leaf.path.endsWith("]") ? line(text) : secretIn(name, text);
        if (what === undefined) return;
        const named = name === property ? "" : `(${show(name)}) `;
        yield leaf.finding("", { found: `${named}looks like ${what}`, expected: "no secret" });
      });
    }
  },
);
