import assert from "node:assert/strict";
import { openAccount, type StoredObject } from "../../sandbox/aws/account";
import { type ExportedResource, TestSandbox } from "../support/engine";
import { assertNoStackTrace } from "../support/stack-trace";

const STACK = "organization";
const WITH_PACK = ["--policy-pack", "policy-pack"];
const ORGANIZATION = "aws:organizations/organization:Organization";

describe("the organization stack", () => {
  let box: TestSandbox;
  let empty: readonly StoredObject[];

  const up = (stack: string, ...flags: string[]): Promise<string> =>
    box.mustPulumi("up", "--stack", stack, "--yes", "--skip-preview", ...WITH_PACK, ...flags);
  /** Changes the organization that the account belongs to. */
  const changeOrganization = (change: (properties: object) => object): Promise<void> =>
    openAccount(box.sandbox.accountFolder).transaction("us-east-1", (view) => {
      const [organization] = view.list(ORGANIZATION);
      assert.ok(organization !== undefined);
      const properties = change(organization.properties) as Record<string, unknown>;
      view.put(ORGANIZATION, organization.id, properties);
    });
  const types = (resources: readonly ExportedResource[]): ReadonlySet<string> =>
    new Set(resources.map(({ type }) => type));

  before(async () => {
    box = await TestSandbox.open(STACK);
    await box.sandbox.prepareStack(STACK);
    await box.sandbox.prepareStack("dev");
    await box.configure(STACK, {
      githubRepository: "cruddur-example/cruddur",
      alarmEmail: "team@cruddur.example",
      conformancePack: "organization",
    });
    empty = await box.account();
  });
  after(() => box.close());

  it("is refused in an account that does not manage the organization, before anything exists", async () => {
    const managing = { masterAccountId: "210987654321" };
    await changeOrganization((properties) => ({ ...properties, ...managing }));
    const { code, stdout, stderr } = await box.pulumi("preview", "--stack", STACK);
    await changeOrganization((properties) => ({ ...properties, masterAccountId: "123456789012" }));
    assert.notEqual(code, 0);
    const shown = stdout + stderr;
    assert.match(
      shown,
      /cruddur:guardrails true: account 123456789012 is not the management account of organization o-exampleorgid, account 210987654321 is; deploy there, or choose false\./,
    );
    assertNoStackTrace(shown);
    assert.deepEqual(await box.account(), empty);
  });

  it("says which command switches service control policies on", async () => {
    const roots = (policyTypes: readonly object[]) => (properties: object) => {
      const [root] = (properties as { roots: object[] }).roots;
      return { ...properties, roots: [{ ...root, policyTypes }] };
    };
    await changeOrganization(roots([]));
    const { code, stdout, stderr } = await box.pulumi("preview", "--stack", STACK);
    await changeOrganization(roots([{ status: "ENABLED", type: "SERVICE_CONTROL_POLICY" }]));
    assert.notEqual(code, 0);
    assert.match(
      stdout + stderr,
      /run: aws organizations enable-policy-type --root-id r-exam --policy-type SERVICE_CONTROL_POLICY/,
    );
    assert.deepEqual(await box.account(), empty);
  });

  it("pleases the whole policy pack at its first preview, and leaves it no open question on the account's baseline", async () => {
    const events = await box.previewEvents(STACK);
    const findings = events.flatMap(({ policyEvent }) => policyEvent ?? []);
    const mandatory = findings.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
    assert.deepEqual(mandatory, []);
    const baseline =
      /^(cloudtrail|config|guardduty|inspector|organizations|securityhub|stack-account-baseline|ecr-registry|sns|s3)/;
    assert.deepEqual(
      findings
        .filter(({ policyName }) => baseline.test(policyName))
        .map(({ policyName, message }) => `${policyName}: ${message}`),
      [],
    );
  });

  it("brings the account's baseline, beside an environment in the same account", async () => {
    await up(STACK);
    const brought = types(await box.exported(STACK));
    for (const type of [
      "aws:cfg/organizationConformancePack:OrganizationConformancePack",
      "aws:cfg/recorder:Recorder",
      "aws:cloudtrail/trail:Trail",
      "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
      "aws:guardduty/detectorFeature:DetectorFeature",
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "aws:inspector2/enabler:Enabler",
      "aws:organizations/policyAttachment:PolicyAttachment",
      "aws:securityhub/standardsSubscription:StandardsSubscription",
      "aws:sns/topicSubscription:TopicSubscription",
    ])
      assert.ok(brought.has(type), type);
    await up("dev");
  });

  it("changes nothing the second time, and finds nothing to refresh", async () => {
    await up(STACK, "--expect-no-changes");
    const flags = ["--yes", "--skip-preview", "--expect-no-changes"];
    await box.mustPulumi("refresh", "--stack", STACK, ...flags);
  });

  it("is refused a second baseline in the same account and region", async () => {
    await box.mustPulumi("stack", "init", "other", "--no-select");
    const config = [
      ...["--plaintext", "aws:region=us-east-1", "--plaintext", "cruddur:scope=organization"],
      ...["--plaintext", "cruddur:threatDetection=true", "--plaintext", "cruddur:securityHub=true"],
      ...["--plaintext", "cruddur:protected=false"],
    ];
    await box.mustPulumi("config", "set-all", "--stack", "other", ...config);
    const { code, stdout, stderr } = await box.pulumi(
      ...["up", "--stack", "other", "--yes", "--skip-preview", "--continue-on-error"],
    );
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /BadRequestException: .*a detector already exists/);
    assert.match(stdout + stderr, /ResourceConflictException: .*already subscribed/);
    await box.mustPulumi("destroy", "--stack", "other", "--yes", "--skip-preview");
  });

  it("goes without a trace once it is no longer protected", async () => {
    const refused = await box.pulumi("destroy", "--stack", STACK, "--yes");
    assert.notEqual(refused.code, 0);
    assert.match(refused.stdout + refused.stderr, /protected/);
    await box.configure(STACK, { protected: false });
    await up(STACK);
    await box.mustPulumi("destroy", "--stack", STACK, "--yes", "--skip-preview");
    assert.deepEqual(await box.exported(STACK), []);
    await box.mustPulumi("destroy", "--stack", "dev", "--yes", "--skip-preview");
    assert.deepEqual(await box.account(), empty);
  });
});
