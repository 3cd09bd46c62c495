import { CONTAINER_TYPES } from "../../lib/containers";
import { each, show } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { containerRule } from "../../lib/rule";
import { secretInText, secretNamed } from "../../lib/secrets";

/** Judged by rules of their own, or meant to name things. */
const ELSEWHERE = new Set(["environment", "environments", "image", "name", "secrets"]);
const FLAG = /^--?(?<name>[A-Za-z][\w-]*)$/;

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
      let before = "";
      yield* each(value.leaves(property), function* ([name, leaf]) {
        const flag = FLAG.exec(before)?.groups?.name;
        before = leaf.text() ?? "";
        const what = secretInText(before) ?? namedBy(leaf, name, flag, before);
        if (what === undefined) return;
        const named = name === property ? "" : `(${show(name)}) `;
        yield leaf.finding("", { found: `${named}looks like ${what}`, expected: "no secret" });
      });
    }
  },
);

/** By the entry's name, or by the flag before it in a list of arguments. */
function namedBy(
  leaf: Reader,
  name: string,
  flag: string | undefined,
  text: string,
): string | undefined {
  if (name.toLowerCase() === "valuefrom") return undefined;
  const inList = leaf.path.endsWith("]");
  const by = inList ? flag : name;
  return by === undefined || text.startsWith("-") ? undefined : secretNamed(by, text);
}
