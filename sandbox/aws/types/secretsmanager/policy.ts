import { isJson } from "../../lib/check";
import { listOf, parseDocument, statementsOf } from "../../lib/iam-document";
import { documentText, resourcePolicyFault } from "../../lib/resource-policy";
import type { ResourceType } from "../../resource-type";
import { refuse, SECRET_POLICY, secretOf } from "./store";

const OPERATION = "PutResourcePolicy";
/** API model secretsmanager 2017-10-17: NonEmptyResourcePolicyType. */
const MAX_LENGTH = 20480;

export const secretPolicy: ResourceType = {
  token: SECRET_POLICY,
  source: [
    "API model secretsmanager 2017-10-17: PutResourcePolicy",
    "terraform-provider-aws internal/service/secretsmanager/secret_policy.go",
  ],
  required: ["policy", "secretArn"],
  forceNew: ["secretArn"],
  // Named after its secret: a new one beside the old would be removed with it.
  deleteBeforeReplace: true,
  json: ["policy"],
  check: isJson("policy"),
  create: (inputs, call) => {
    const { arn } = secretOf(inputs["secretArn"], call, OPERATION);
    return {
      id: String(arn),
      outputs: { policy: policyText(inputs["policy"], inputs["blockPublicPolicy"] === true) },
    };
  },
  update: (_id, inputs) => ({
    policy: policyText(inputs["policy"], inputs["blockPublicPolicy"] === true),
  }),
};

/** The document as Secrets Manager keeps it. @param blockPublic refuses one that admits everybody. */
export function policyText(given: unknown, blockPublic: boolean): string {
  const text = documentText(given);
  const fault =
    text.length > MAX_LENGTH
      ? `it has ${text.length} characters, at most ${MAX_LENGTH} are allowed`
      : resourcePolicyFault(text);
  if (fault !== undefined) {
    throw refuse(
      OPERATION,
      "MalformedPolicyDocumentException",
      `This resource policy contains a syntax error: ${fault}`,
    );
  }
  if (blockPublic && isPublic(text)) {
    throw refuse(
      OPERATION,
      "PublicPolicyException",
      "Resource policies with BlockPublicPolicy enabled can't grant broad access to the secret.", // own wording
    );
  }
  return text;
}

/** A statement that allows everybody, without a condition that could narrow it. */
function isPublic(text: string): boolean {
  return statementsOf(parseDocument(text)).some(({ Effect, Principal, Condition }) => {
    const named =
      typeof Principal === "object" && Principal !== null && "AWS" in Principal
        ? Principal.AWS
        : Principal;
    return Effect === "Allow" && Condition === undefined && listOf(named).includes("*");
  });
}
