import * as assert from "node:assert/strict";
import type { Organization } from "../config";
import { assertRejected } from "./support/errors";
import { lastOf, mockInvoke, only, ownersOf, registered, startMocks } from "./support/mocks";
import { readText, stackValues } from "./support/stack-values";

const GET_ORGANIZATION = "aws:organizations/getOrganization:getOrganization";
const OURS = "123456789012";
const OTHERS = "210987654321";

/** An organization that has all that the program may ask for. */
const ORGANIZATION = {
  id: "o-exampleorgid",
  masterAccountId: OURS,
  featureSet: "ALL",
  awsServiceAccessPrincipals: ["cloudtrail.amazonaws.com"],
  roots: [{ id: "r-exam", policyTypes: [{ type: "SERVICE_CONTROL_POLICY", status: "ENABLED" }] }],
};

/** What `pulumi import --file` reads. */
interface ImportFile {
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly logicalName?: string;
    readonly component?: boolean;
    readonly parent?: string;
    readonly provider?: string;
  }[];
}

/** Every switch is off. */
const OFF = {
  "cruddur:auditTrail": "false",
  "cruddur:configRecorder": "false",
  "cruddur:conformancePack": "none",
  "cruddur:containerAlerts": "false",
  "cruddur:guardrails": "false",
  "cruddur:imageScanning": "false",
  "cruddur:organizationTrail": "false",
  "cruddur:securityHub": "false",
  "cruddur:threatDetection": "false",
};

describe("the organisation program", () => {
  /** What the program registers with every switch off but these. */
  async function run(
    more: Readonly<Record<string, string>>,
    organization: object | Error = new Error("nobody asks for the organization"),
  ): Promise<{ types: ReadonlySet<string> }> {
    await startMocks();
    mockInvoke(GET_ORGANIZATION, organization);
    const { parseConfiguration } = await import("../config");
    const { organizationStack } = await import("../stacks/organization");
    const result = parseConfiguration(
      { ...stackValues("organization", { ...OFF, ...more }), "cruddur:accountId": OURS },
      new Set(),
    );
    if ("faults" in result) assert.fail(result.faults.join("\n"));
    await organizationStack(result.configuration as Organization);
    const resources = await registered();
    return {
      types: new Set(resources.map(({ type }) => type).filter((type) => /^(aws:)/.test(type))),
    };
  }

  it("makes nothing with every switch off", async () => {
    assert.deepEqual([...(await run({})).types], []);
  });

  const OPT_IN: [string, string, string][] = [
    ["auditTrail", "true", "aws:cloudtrail/trail:Trail"],
    ["configRecorder", "true", "aws:cfg/recorder:Recorder"],
    ["containerAlerts", "true", "aws:cloudwatch/eventRule:EventRule"],
    ["githubRepository", "cruddur/cruddur", "aws:iam/openIdConnectProvider:OpenIdConnectProvider"],
    ["imageScanning", "true", "aws:inspector2/enabler:Enabler"],
    ["securityHub", "true", "aws:securityhub/account:Account"],
    ["threatDetection", "true", "aws:guardduty/detector:Detector"],
  ];
  for (const [key, value, type] of OPT_IN)
    it(`makes only what ${key} asks for, in any account`, async () => {
      const { types } = await run({ [`cruddur:${key}`]: value });
      assert.ok(types.has(type), [...types].join("\n"));
      for (const [other, , unwanted] of OPT_IN)
        if (other !== key && unwanted !== "aws:cloudwatch/eventRule:EventRule")
          assert.ok(!types.has(unwanted), `${key} makes ${unwanted}`);
    });

  it("has what docs/platform-teams.md imports, by these types, names, parents and provider", async () => {
    const [, file = ""] =
      /```json\n([^`]*"nameTable"[^`]*)```/.exec(readText("docs/platform-teams.md")) ?? [];
    const { nameTable, resources } = JSON.parse(file) as ImportFile;
    const components = new Map(
      resources.flatMap(({ type, name, component }) =>
        component === true ? [[name, `${type} ${name}`]] : [],
      ),
    );
    await run({
      "cruddur:configRecorder": "true",
      "cruddur:securityHub": "true",
      "cruddur:threatDetection": "true",
    });
    const imported = resources.filter(({ component }) => component !== true);
    assert.equal(imported.length, 6);
    for (const { type, logicalName, parent = "", provider = "" } of imported)
      assert.deepEqual(ownersOf(await only(type, logicalName)), {
        parent: components.get(parent),
        provider: lastOf(nameTable[provider] ?? ""),
      });
  });

  it("has the rules once: in the pack, or by themselves", async () => {
    const RULE = "aws:cfg/rule:Rule";
    const recorder = { "cruddur:configRecorder": "true" };
    assert.ok((await run(recorder)).types.has(RULE));
    const pack = { ...recorder, "cruddur:conformancePack": "account" };
    const { types } = await run(pack);
    assert.ok(types.has("aws:cfg/conformancePack:ConformancePack"));
    assert.ok(!types.has(RULE));
    const other = await run({ ...pack, "cruddur:conformancePackTemplate": "s3://packs/pci.yaml" });
    assert.ok(other.types.has("aws:cfg/conformancePack:ConformancePack"));
    assert.ok(other.types.has(RULE));
  });

  const MANAGED: {
    values: Record<string, string>;
    setting: string;
    otherwise: string;
    type: string;
    lacking: object;
    fault: string;
  }[] = [
    {
      values: { "cruddur:guardrails": "true" },
      setting: "cruddur:guardrails true",
      otherwise: "false",
      type: "aws:organizations/policyAttachment:PolicyAttachment",
      lacking: { roots: [{ id: "r-exam", policyTypes: [] }] },
      fault:
        "service control policies are switched off in organization o-exampleorgid; run: aws organizations enable-policy-type --root-id r-exam --policy-type SERVICE_CONTROL_POLICY",
    },
    {
      values: { "cruddur:auditTrail": "true", "cruddur:organizationTrail": "true" },
      setting: "cruddur:organizationTrail true",
      otherwise: "false",
      type: "aws:cloudtrail/trail:Trail",
      lacking: { awsServiceAccessPrincipals: [] },
      fault:
        "CloudTrail has no access to organization o-exampleorgid; run: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
    },
    {
      values: { "cruddur:configRecorder": "true", "cruddur:conformancePack": "organization" },
      setting: "cruddur:conformancePack organization",
      otherwise: "account",
      type: "aws:cfg/organizationConformancePack:OrganizationConformancePack",
      lacking: { featureSet: "CONSOLIDATED_BILLING" },
      fault:
        "organization o-exampleorgid has not all features; run: aws organizations enable-all-features",
    },
  ];
  for (const { values, setting, otherwise, type, lacking, fault } of MANAGED)
    describe(setting, () => {
      it("is made in the management account", async () => {
        assert.ok((await run(values, ORGANIZATION)).types.has(type));
      });

      it("is refused in a member account", async () => {
        await assertRejected(run(values, { ...ORGANIZATION, masterAccountId: OTHERS }), [
          `${setting}: account ${OURS} is not the management account of organization o-exampleorgid, account ${OTHERS} is; deploy there, or choose ${otherwise}.`,
        ]);
      });

      it("is refused in an account without an organization, with AWS's words", async () => {
        const words = "AWSOrganizationsNotInUseException: Your account is not a member.";
        await assertRejected(run(values, new Error(words)), [
          `${setting}: the organization of this account cannot be read; deploy in its management account, or choose ${otherwise}.`,
          `  ${words}`,
        ]);
      });

      it("is refused where the organization lacks something, with the command", async () => {
        await assertRejected(run(values, { ...ORGANIZATION, ...lacking }), [
          `${setting}: ${fault}`,
        ]);
      });
    });

  it("refuses all of them at once", async () => {
    const values = Object.assign({}, ...MANAGED.map(({ values: each }) => each)) as Record<
      string,
      string
    >;
    await assertRejected(
      run(
        values,
        Object.assign({}, ORGANIZATION, ...MANAGED.map(({ lacking }) => lacking)) as object,
      ),
      MANAGED.map(({ setting, fault }) => `${setting}: ${fault}`),
    );
  });
});
