import type { CheckFailure, Properties, ResourceType } from "../../resource-type";
import { AwsError, type Call } from "../../resource-type";

const ENABLER = "aws:inspector2/enabler:Enabler";
/** API model inspector2 2020-06-08: ResourceScanType. */
const SCANS = ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"];

export const enabler: ResourceType = {
  token: ENABLER,
  source: [
    "API model inspector2 2020-06-08: Enable, Disable",
    "terraform-provider-aws internal/service/inspector2/enabler.go",
  ],
  required: ["accountIds", "resourceTypes"],
  forceNew: [],
  sets: ["accountIds", "resourceTypes"],
  check: (inputs) => [
    ...checkItems(
      inputs,
      "resourceTypes",
      (item) => SCANS.includes(item),
      `one of [${SCANS.join(", ")}]`,
    ),
    ...checkItems(
      inputs,
      "accountIds",
      (item) => /^\d{12}$/.test(item),
      "an account id of 12 digits",
    ),
  ],
  create: (inputs, call) => {
    requireAccounts(inputs, call);
    const join = (name: string) => [...(inputs[name] as string[])].sort().join(":");
    return { id: `${join("accountIds")}-${join("resourceTypes")}`, outputs: {} };
  },
  update: (_id, inputs, _old, call) => {
    requireAccounts(inputs, call);
    return {};
  },
};

function checkItems(
  inputs: Properties,
  property: string,
  allowed: (item: string) => boolean,
  meaning: string,
): readonly CheckFailure[] {
  const items = inputs[property];
  if (!Array.isArray(items)) return [];
  if (items.length === 0) return [{ property, reason: "needs 1 item at least, got none" }];
  return items.flatMap((item, index) =>
    allowed(String(item))
      ? []
      : [{ property: `${property}[${index}]`, reason: `must be ${meaning}, got ${String(item)}` }],
  );
}

function requireAccounts(inputs: Properties, { accountId }: Call): void {
  const others = (inputs["accountIds"] as string[]).filter((id) => id !== accountId);
  if (others.length === 0) return;
  throw new AwsError(
    "Inspector2: Enable",
    "AccessDeniedException",
    `Invoking account ${accountId} is not the delegated administrator of ${others.join(", ")}.`,
  );
}
