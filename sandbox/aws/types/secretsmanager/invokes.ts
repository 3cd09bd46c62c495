import type { Call, Invokes, Properties } from "../../resource-type";
import { currentVersion, findSecret, refuse, SECRET_VERSION, secretOf, text } from "./store";

/** Data sources of terraform-provider-aws internal/service/secretsmanager. */
export const invokes: Invokes = {
  "aws:secretsmanager/getSecret:getSecret": (args, call) => {
    const given = text(args["arn"]) ?? text(args["name"]);
    if (given === undefined) {
      throw refuse("DescribeSecret", "ValidationException", "One of arn and name must be given.");
    }
    const secret = findSecret(given, call);
    if (secret === undefined) throw missing("DescribeSecret");
    const { arn, description, kmsKeyId, name, policy, tagsAll } = secret;
    return {
      ...{
        arn,
        createdDate: "",
        description: description ?? "",
        id: arn,
        kmsKeyId: kmsKeyId ?? "",
      },
      ...{ lastChangedDate: "", name, policy: policy ?? "", region: call.region },
      tags: tagsAll ?? {},
    };
  },
  "aws:secretsmanager/getSecretVersion:getSecretVersion": (args, call) => {
    const secret = secretOf(args["secretId"], call, "GetSecretValue");
    const version = versionOf(secret, args, call);
    if (version === undefined) {
      throw refuse(
        "GetSecretValue",
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for ${text(args["versionId"]) === undefined ? "staging label" : "VersionId"}: ${text(args["versionId"]) ?? text(args["versionStage"]) ?? "AWSCURRENT"}`,
      );
    }
    const { arn, versionId, versionStages, secretString, secretBinary } = version;
    return {
      ...{ arn, createdDate: "", id: `${String(arn)}|${String(versionId)}`, region: call.region },
      ...{ secretBinary: secretBinary ?? "", secretId: args["secretId"], versionId, versionStages },
      // A write-only value is not kept by the sandbox.
      secretString: secretString ?? "",
      versionStage: args["versionStage"] ?? "AWSCURRENT",
    };
  },
};

function versionOf(secret: Properties, args: Properties, call: Call): Properties | undefined {
  const [id, stage] = [text(args["versionId"]), text(args["versionStage"])];
  if (id === undefined && stage === undefined) return currentVersion(secret["arn"], call);
  return call.account.find(
    SECRET_VERSION,
    (version) =>
      version["secretArn"] === secret["arn"] &&
      (id === undefined || version["versionId"] === id) &&
      (stage === undefined || (version["versionStages"] as readonly string[]).includes(stage)),
  )?.properties;
}

function missing(operation: string) {
  return refuse(
    operation,
    "ResourceNotFoundException",
    "Secrets Manager can't find the specified secret.",
  );
}
