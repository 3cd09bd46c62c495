import { CONTAINER_TYPES } from "../../lib/containers";
import { each, show, type Check } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { parseReference, partitionOf } from "../../lib/references";
import { containerRule } from "../../lib/rule";

const EXPECTED = "the ARN of an SSM parameter or a Secrets Manager secret, or a parameter's name";

export default containerRule(
  {
    name: "ecs-task-secrets-from-managed-store",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Secrets of containers must be references to SSM parameters or Secrets Manager, in the task's region.",
    why: "A literal under `secrets` is a secret in plain text; a wrong reference keeps the task from starting, one in another region leaks across a boundary.",
    remediationSteps:
      "Set `valueFrom` to the ARN of the parameter or secret in the region of the task.",
    example: `secrets: [{ name: "DB_PASSWORD", valueFrom: parameter.arn }]`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    tags: [],
    practices: ["A25", "D10"],
  },
  CONTAINER_TYPES,
  function* (container, task, { provider }) {
    const sources = [
      ...container.list("secrets").map((secret) => ({ secret, path: "valueFrom" })),
      ...container
        .list("logConfiguration.secretOptions")
        .map((secret) => ({ secret, path: "valueFrom" })),
      ...container
        .list("repositoryCredentials")
        .map((secret) => ({ secret, path: "credentialsParameter" })),
    ];
    const region = regionOf(task) ?? regionOf(provider);
    yield* each(sources, ({ secret, path }) => judge(secret, path, region));
  },
);

function* judge(secret: Reader, path: string, region: string | undefined): Check {
  const text = secret.text(path) ?? "";
  const reference = parseReference(text);
  if (reference === undefined) {
    const found = text.startsWith("arn:") || text === "" ? undefined : "is no reference";
    yield secret.finding(path, { ...(found !== undefined && { found }), expected: EXPECTED });
  } else if (reference.region !== undefined) {
    const home = region ?? reference.region;
    if (reference.region !== home || reference.partition !== partitionOf(home)) {
      yield secret.finding(path, { expected: `one in ${show(home)} (${partitionOf(home)})` });
    }
  }
}

function regionOf(reader: Reader): string | undefined {
  return reader.known("region") ? reader.text("region") : undefined;
}
