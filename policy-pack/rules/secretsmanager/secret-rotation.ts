import { each, type Check } from "../../lib/finding";
import { referredTo } from "../../lib/links";
import { whole } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { longestDays } from "../../lib/rotation";
import { rule } from "../../lib/rule";
import { SECRETS } from "../../lib/secret-references";

const ROTATIONS = [
  "aws:secretsmanager/secretRotation:SecretRotation",
  "aws-native:secretsmanager:RotationSchedule",
];

export default rule(
  {
    name: "secretsmanager-secret-rotation",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Secrets should be rotated, at least every 90 days.",
    why: "A secret that leaked and was not noticed stays good until it changes.",
    remediationSteps:
      "Add an `aws.secretsmanager.SecretRotation` with `automaticallyAfterDays` of at most 90.",
    example: `new aws.secretsmanager.SecretRotation("token", {
  secretId: secret.id,
  rotationLambdaArn: rotate.arn,
  rotationRules: { automaticallyAfterDays: 30 },
});`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
    tags: [
      "security-hub:SecretsManager.1",
      "security-hub:SecretsManager.4",
      "checkov:CKV2_AWS_57",
      "checkov:CKV_AWS_304",
      "cdk-nag:AwsSolutions-SMG4",
    ],
    practices: [],
    options: { maximumDays: whole(90, 1, "Most days between two rotations.") },
  },
  [...ROTATIONS, ...SECRETS],
  function* (rotation, { type, config }) {
    if (ROTATIONS.includes(type)) yield* tooSeldom(rotation, config.maximumDays);
  },
  function* (graph) {
    const rotations = graph.ofType(ROTATIONS).map((node) => ({
      node,
      secrets: referredTo(graph, node, "secretId", SECRETS),
    }));
    yield* each(graph.ofType(SECRETS), function* (secret) {
      if (rotations.some(({ secrets }) => secrets.includes(secret))) return;
      // A rotation of a secret that cannot be known may be of this one: reading it says so.
      for (const { node, secrets } of rotations) {
        if (secrets.length === 0) node.resource.text("secretId");
      }
      yield secret.resource.finding("rotation", { expected: "a rotation of the secret" });
    });
  },
);

function* tooSeldom(rotation: Reader, maximum: number): Check {
  const expected = `at most ${maximum} days`;
  if (rotation.flag("rotationEnabled") === false)
    yield rotation.finding("rotationEnabled", { expected: "true, or not set" });
  const rules = rotation.object("rotationRules");
  const days = rules?.number("automaticallyAfterDays");
  const schedule = rules?.text("scheduleExpression");
  if (rules === undefined || (days === undefined && schedule === undefined)) {
    yield rotation.finding("rotationRules", { found: "says no time", expected });
  } else if (days !== undefined && !(days <= maximum)) {
    yield rules.finding("automaticallyAfterDays", { expected });
  } else if (schedule !== undefined && !((longestDays(schedule) ?? 0) <= maximum)) {
    yield rules.finding("scheduleExpression", { expected });
  }
}
