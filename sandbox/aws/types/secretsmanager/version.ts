import { checks, conflicts } from "../../lib/check";
import type { CheckFailure, Properties, ResourceType } from "../../resource-type";
import { CURRENT, moveLabels, newVersionId, refuse, SECRET_VERSION, secretOf, text } from "./store";

/** API model secretsmanager 2017-10-17: SecretStringType. */
const MAX_BYTES = 65536;
const VALUES = ["secretString", "secretBinary", "secretStringWo"];

export const secretVersion: ResourceType = {
  token: SECRET_VERSION,
  source: [
    "API model secretsmanager 2017-10-17: PutSecretValue",
    "terraform-provider-aws internal/service/secretsmanager/secret_version.go",
  ],
  required: ["secretId"],
  forceNew: ["secretBinary", "secretId", "secretString", "secretStringWoVersion"],
  sets: ["versionStages"],
  writeOnly: ["secretStringWo"],
  check: (inputs, unknown) => [
    ...checks(
      ...VALUES.flatMap((one, index) =>
        VALUES.slice(index + 1).map((other) => conflicts(one, other)),
      ),
    )(inputs),
    ...versionFault(inputs, unknown),
  ],
  create: (inputs, call) => {
    const secretArn = String(secretOf(inputs["secretId"], call, "PutSecretValue")["arn"]);
    const value = VALUES.map((name) => text(inputs[name])).find((one) => one !== undefined);
    if (value === undefined) {
      throw refuse(
        "PutSecretValue",
        "InvalidRequestException",
        "You must provide either SecretString or SecretBinary.",
      );
    }
    if (Buffer.byteLength(value) > MAX_BYTES) {
      throw refuse(
        "PutSecretValue",
        "ValidationException",
        `The secret has ${Buffer.byteLength(value)} bytes, at most ${MAX_BYTES} are allowed.`,
      );
    }
    const versionStages = stagesOf(inputs);
    moveLabels(secretArn, versionStages, call);
    const versionId = newVersionId(call);
    return {
      id: `${secretArn}|${versionId}`,
      outputs: {
        arn: secretArn,
        hasSecretStringWo: inputs["secretStringWo"] !== undefined,
        secretArn,
        versionId,
        versionStages,
      },
    };
  },
  update: (_id, inputs, old, call) => {
    const versionStages =
      inputs["versionStages"] === undefined ? old["versionStages"] : stagesOf(inputs);
    moveLabels(String(old["secretArn"]), versionStages as string[], call);
    return { versionStages };
  },
};

function stagesOf({ versionStages }: Properties): string[] {
  return Array.isArray(versionStages) && versionStages.length > 0
    ? [...new Set(versionStages as string[])]
    : [CURRENT];
}

function versionFault(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  const isGiven = (name: string) => inputs[name] !== undefined || unknown.has(name);
  return isGiven("secretStringWoVersion") === isGiven("secretStringWo")
    ? []
    : [
        {
          property: "secretStringWoVersion",
          reason: "secretStringWo and secretStringWoVersion go together",
        },
      ];
}
