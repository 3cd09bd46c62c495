import * as assert from "node:assert/strict";
import type { Environment, Organization } from "../config";
import { isProtected, mockInvoke, registered, startMocks } from "./support/mocks";
import { DIGEST, stackValues } from "./support/stack-values";

/** Inputs that decide whether something can be deleted, and what is left of it. */
const INPUTS = [
  "deletionProtection",
  "deletionProtectionEnabled",
  "deletionWindowInDays",
  "deleteAutomatedBackups",
  "enableDeletionProtection",
  "forceDelete",
  "forceDestroy",
  "recoveryWindowInDays",
  "skipFinalSnapshot",
];

const PROD = {
  "cruddur:domain": "app.cruddur.example",
  "cruddur:hostedZone": "cruddur.example",
  "cruddur:backendFlaskImageDigest": DIGEST,
  "cruddur:frontendReactJsImageDigest": DIGEST,
};
/** By type: when protected, and when not. The days of `cruddur:keyDeletionDays` and the last snapshot have keys of their own. */
type Table = Readonly<Record<string, readonly [whenProtected: string, otherwise: string]>>;

const BOTH: Table = {
  "aws:cloudwatch/logGroup:LogGroup": [
    "deletionProtectionEnabled true, protect",
    "deletionProtectionEnabled false",
  ],
  "aws:kms/alias:Alias": ["protect", ""],
  "aws:kms/key:Key": ["deletionWindowInDays 30, protect", "deletionWindowInDays 30"],
  "aws:s3/bucket:Bucket": ["forceDestroy false, protect", "forceDestroy true"],
};

const STACKS: readonly [stack: string, values: Readonly<Record<string, string>>, table: Table][] = [
  [
    "prod",
    PROD,
    {
      ...BOTH,
      "aws:cognito/userPool:UserPool": [
        'deletionProtection "ACTIVE", protect',
        'deletionProtection "INACTIVE"',
      ],
      "aws:dynamodb/table:Table": [
        "deletionProtectionEnabled true, protect",
        "deletionProtectionEnabled false",
      ],
      "aws:ecr/repository:Repository": ["forceDelete false, protect", "forceDelete true"],
      "aws:lb/loadBalancer:LoadBalancer": [
        "enableDeletionProtection true, protect",
        "enableDeletionProtection false",
      ],
      "aws:rds/instance:Instance": [
        "deletionProtection true, deleteAutomatedBackups false, skipFinalSnapshot false, protect",
        "deletionProtection false, deleteAutomatedBackups false, skipFinalSnapshot false",
      ],
      "aws:ssm/parameter:Parameter": ["protect", ""],
    },
  ],
  ["organization", {}, { ...BOTH, "aws:cloudtrail/trail:Trail": ["protect", ""] }],
];

describe("cruddur:protected", () => {
  /** By type, what its resources have of the inputs above, and Pulumi's own protection: each kind once. */
  async function deletion(
    stack: string,
    values: Readonly<Record<string, string>>,
  ): Promise<Record<string, string>> {
    await startMocks();
    const { parseConfiguration } = await import("../config");
    const result = parseConfiguration(
      { ...stackValues(stack, values), "cruddur:accountId": "123456789012" },
      new Set(),
    );
    if ("faults" in result) assert.fail(result.faults.join("\n"));
    if (stack === "organization") {
      mockInvoke("aws:organizations/getOrganization:getOrganization", {
        id: "o-exampleorgid",
        masterAccountId: "123456789012",
        awsServiceAccessPrincipals: [],
        roots: [
          { id: "r-exam", policyTypes: [{ type: "SERVICE_CONTROL_POLICY", status: "ENABLED" }] },
        ],
      });
      const { organizationStack } = await import("../stacks/organization");
      await organizationStack(result.configuration as Organization);
    } else {
      const { environmentStack } = await import("../stacks/environment");
      await environmentStack(result.configuration as Environment);
    }
    const found = new Map<string, Set<string>>();
    for (const each of await registered()) {
      if (!each.type.startsWith("aws:")) continue;
      const inputs = INPUTS.filter((input) => each.inputs[input] !== undefined).map(
        (input) => `${input} ${JSON.stringify(each.inputs[input])}`,
      );
      const words = [...inputs, ...(isProtected(each) ? ["protect"] : [])];
      if (words.length > 0)
        found.set(each.type, (found.get(each.type) ?? new Set()).add(words.join(", ")));
    }
    return Object.fromEntries(
      [...found].sort().map(([type, words]) => [type, [...words].sort().join(" or ")]),
    );
  }

  for (const [stack, values, table] of STACKS)
    for (const [index, setting] of ["true", "false"].entries())
      it(`${setting} decides what of ${stack} can be deleted, and what is left of it`, async () => {
        const expected = Object.entries(table)
          .map(([type, words]) => [type, words[index]])
          .filter(([, words]) => words !== "");
        const found = await deletion(stack, { ...values, "cruddur:protected": setting });
        assert.deepEqual(found, Object.fromEntries(expected));
      });
});
