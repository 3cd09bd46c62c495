import assert from "node:assert/strict";
import { boundaryPolicy } from "../../components/lib/delivery-boundary";
import { boundaryArn, type DeliveryOf } from "../../components/lib/delivery-names";
import {
  deployPolicies,
  MAX_POLICY_LENGTH,
  previewPolicies,
} from "../../components/lib/delivery-policies";
import { decide } from "../../sandbox/aws/lib/iam-evaluate";
import { parseDocument, type Statement, statementsOf } from "../../sandbox/aws/lib/iam-document";
import { type EngineEvent, TestSandbox } from "../support/engine";
import { ACCOUNT } from "../support/mocks";
import { type Checked, PROVIDER_CALLS } from "../support/provider-calls";

const DIGEST = `sha256:${"a".repeat(64)}`;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource of a preview, with the inputs that the provider has checked. */
interface Planned {
  readonly type: string;
  readonly name: string;
  readonly inputs: Checked;
}

/** One call, and what AWS knows of it when it decides. */
interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Answers whether policies allow a call; a condition key that the call lacks is met by no value. */
function judge(policies: readonly string[]): (call: Asked) => boolean {
  const documents = policies.flatMap((policy) => parseDocument(policy) ?? []);
  const conditions = documents
    .flatMap(statementsOf)
    .flatMap(({ Condition }) => Object.entries(Condition ?? {}));
  const keysOf = (isNull: boolean) =>
    conditions
      .filter(([operator]) => (operator === "Null") === isNull)
      .flatMap(([, keys]) => Object.keys(keys).map((key) => key.toLowerCase()));
  const nullable = new Set(keysOf(true));
  const lacking = Object.fromEntries(
    keysOf(false)
      .filter((key) => !nullable.has(key))
      .map((key) => [key, "-"]),
  );
  return (call) =>
    decide(documents, undefined, { ...call, context: { ...lacking, ...call.context } }) ===
    "allowed";
}

/** Tags as the keys of conditions. */
function tagContext(kind: "request" | "resource", tagsAll: unknown): Asked["context"] {
  return Object.fromEntries(
    Object.entries((tagsAll ?? {}) as Record<string, string>).map(([key, value]) => [
      `aws:${kind}tag/${key.toLowerCase()}`,
      value,
    ]),
  );
}

/** Tags of a type that has them as a list. */
function listed(tags: unknown): Readonly<Record<string, string>> | undefined {
  if (!Array.isArray(tags)) return undefined;
  return Object.fromEntries(
    (tags as { key: string; value: string }[]).map(({ key, value }) => [key, value]),
  );
}

/** What the provider asks for a planned resource, apart from reading. */
function changesOf({ type, inputs }: Planned, of: DeliveryOf, domain: string): Asked[] {
  const calls = PROVIDER_CALLS[type];
  if (calls === undefined) return [];
  const words = (key: "creates" | "labels" | "changes" | "unscoped") =>
    calls[key]?.split(" ") ?? [];
  const tagsAll = inputs["tagsAll"] ?? listed(inputs["tags"]);
  const environment = { Project: "cruddur", Environment: of.environment };
  const resource = calls.arn?.(inputs) ?? "*";
  if (resource.includes(UNKNOWN)) return [];
  const request = tagContext("request", tagsAll);
  const context = {
    ...tagContext("resource", tagsAll ?? environment),
    "iam:permissionsboundary": String(inputs["permissionsBoundary"]),
    "route53:changeresourcerecordsetsnormalizedrecordnames": [
      inputs["name"] === UNKNOWN ? `_0.${domain}` : String(inputs["name"]),
    ],
  };
  const ask = (context: Asked["context"], resource: string) => (action: string) => ({
    action,
    resource,
    context,
  });
  return [
    ...words("creates").map(ask(request, "*")),
    ...words("labels").map(ask(request, "*")),
    ...words("changes").map(ask({ ...request, ...context }, resource)),
    ...words("unscoped").map((action) =>
      action.startsWith("route53:")
        ? ask(
            { "route53:vpcs": ["VPCId=vpc-1,VPCRegion=us-east-1"] },
            "arn:aws:route53:::hostedzone/Z0",
          )(action)
        : ask({}, "*")(action),
    ),
    ...(calls.grantsKey?.(inputs)
      ? ["kms:CreateGrant"].map(
          ask(
            {
              "kms:grantisforawsresource": "true",
              "kms:resourcealiases": [`alias/cruddur-${of.environment}-data`],
            },
            "arn:aws:kms:us-east-1:123456789012:key/1",
          ),
        )
      : []),
  ];
}

function readsOf({ type, inputs }: Planned, withData: boolean): Asked[] {
  const { reads, readsData, arn } = PROVIDER_CALLS[type] ?? {};
  const actions = [...(reads?.split(" ") ?? []), ...((withData && readsData?.split(" ")) || [])];
  return actions.map((action) => ({ action, resource: arn?.(inputs) ?? "*", context: {} }));
}

const refused = (
  planned: readonly Planned[],
  may: (call: Asked) => boolean,
  of: (each: Planned) => Asked[],
) => [
  ...new Set(
    planned.flatMap((each) =>
      of(each)
        .filter((call) => !may(call))
        .map(({ action, resource }) => `${action} on ${resource} for ${each.type} ${each.name}`),
    ),
  ),
];

for (const environment of ["dev", "prod"]) {
  describe(`the delivery of ${environment} against its own plan`, () => {
    const domain = `${environment}.cruddur.example`;
    const of: DeliveryOf = { account: ACCOUNT, environment, domain };
    let planned: Planned[];

    before(async () => {
      const box = await TestSandbox.open(`delivery-${environment}`);
      try {
        await box.sandbox.prepareStack(environment);
        await box.configure(environment, {
          permissionsBoundaryArn: boundaryArn(of),
          backendFlaskImageDigest: DIGEST,
          frontendReactJsImageDigest: DIGEST,
          deployment: "canary",
          capacity: "ec2",
          maxInstances: 30,
          dnsQueryLogging: true,
          webFirewall: true,
          imageSigning: true,
          databaseMonitoring: true,
        });
        planned = plannedOf(await box.previewEvents(environment));
      } finally {
        await box.close();
      }
    });

    it("knows the calls for every type, and has policies short enough for IAM", () => {
      assert.ok(planned.length > 150, `${planned.length} resources`);
      const unknown = planned.filter(({ type }) => PROVIDER_CALLS[type] === undefined);
      assert.deepEqual([...new Set(unknown.map(({ type }) => type))], []);
      for (const [name, { length }] of Object.entries({
        ...deployPolicies(of),
        ...previewPolicies(of),
        boundary: boundaryPolicy(of),
      }))
        assert.ok(length <= MAX_POLICY_LENGTH, `${name} has ${length} characters`);
    });

    it("knows all names that policies are about, but for those that hold the database's random end", () => {
      const unnamed = planned.filter(
        ({ type, inputs }) => PROVIDER_CALLS[type]?.arn?.(inputs).includes(UNKNOWN) ?? false,
      );
      assert.deepEqual(unnamed.map(({ name }) => name).sort(), [
        "database-postgresql",
        "database-upgrade",
      ]);
    });

    it("gives every role the environment's prefix, at most 64 characters, and the boundary", () => {
      const roles = planned.filter(({ type }) => type === "aws:iam/role:Role");
      assert.ok(roles.length >= 9);
      for (const { name, inputs } of roles) {
        assert.match(
          String(inputs["name"]),
          new RegExp(`^cruddur-${environment}-${name}-[0-9a-f]{7}$`),
        );
        assert.ok(String(inputs["name"]).length <= 64);
        assert.equal(inputs["permissionsBoundary"], boundaryArn(of), name);
      }
    });

    it("lets the deploy role make, change and delete all of it", () => {
      const may = judge(Object.values(deployPolicies(of)));
      assert.deepEqual(
        refused(planned, may, (each) => changesOf(each, of, domain)),
        [],
      );
    });

    it("lets the deploy role hand each role to the service that trusts it", () => {
      const may = judge(Object.values(deployPolicies(of)));
      const passes = planned
        .filter(({ type }) => type === "aws:iam/role:Role")
        .flatMap(({ inputs }) =>
          trusted(inputs).map((service) => ({
            action: "iam:PassRole",
            resource: `arn:aws:iam::123456789012:role/${String(inputs["name"])}`,
            context: { "iam:passedtoservice": service },
          })),
        );
      assert.ok(passes.length >= 9);
      assert.deepEqual(
        passes.filter((call) => !may(call)),
        [],
      );
    });

    it("lets both roles read what a refresh and a preview read", () => {
      for (const [policies, withData] of [
        [deployPolicies(of), true],
        [previewPolicies(of), false],
      ] as const)
        assert.deepEqual(
          refused(planned, judge(Object.values(policies)), (each) => readsOf(each, withData)),
          [],
        );
    });

    it("lets the deploy role of another environment change nothing of it that has a name or tags", () => {
      const other = {
        ...of,
        environment: environment === "dev" ? "prod" : "dev",
        domain: "elsewhere.example",
      };
      const may = judge(Object.values(deployPolicies(other)));
      const allowed = planned.flatMap((each) =>
        changesOf(each, of, domain)
          .filter(({ action }) => !(PROVIDER_CALLS[each.type]?.unscoped ?? "").includes(action))
          .filter(may)
          .map(({ action }) => `${action} ${each.type}`),
      );
      assert.deepEqual([...new Set(allowed)], []);
    });

    it("bounds no role below what its own policies give", () => {
      const may = judge([boundaryPolicy(of)]);
      const asked = planned
        .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
        .flatMap(({ inputs }) =>
          statementsOf(parseDocument(String(inputs["policy"])) ?? { Statement: [] }),
        )
        .flatMap((statement) => usesOf(statement, environment));
      assert.ok(asked.length > 20);
      assert.deepEqual(
        [
          ...new Set(
            asked
              .filter((call) => !may(call))
              .map(({ action, resource }) => `${action} on ${resource}`),
          ),
        ],
        [],
      );
    });
  });
}

function plannedOf(events: readonly EngineEvent[]): Planned[] {
  const errors = events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity === "error");
  assert.deepEqual(
    errors.map(({ diagnosticEvent }) => diagnosticEvent?.message),
    [],
  );
  return events.flatMap(({ resourcePreEvent }) => {
    const { type, urn, new: planned } = resourcePreEvent?.metadata ?? {};
    if (type === undefined || urn === undefined || !type.startsWith("aws:")) return [];
    return [{ type, name: urn.split("::").at(-1) ?? "", inputs: planned?.inputs ?? {} }];
  });
}

/** The services that may take a role. */
function trusted(inputs: Checked): string[] {
  return statementsOf(
    parseDocument(String(inputs["assumeRolePolicy"])) ?? { Statement: [] },
  ).flatMap(({ Principal }) =>
    [(Principal as { Service?: string | string[] }).Service ?? []].flat(),
  );
}

/** The calls that a statement is there for: its actions on its resources, under its own conditions. */
function usesOf({ Action, Resource, Condition }: Statement, environment: string): Asked[] {
  const given = Object.values(Condition ?? {}).flatMap((keys) => Object.entries(keys));
  const context = {
    ...tagContext("resource", { Project: "cruddur", Environment: environment }),
    ...Object.fromEntries(
      given.map(([key, value]) => [key.toLowerCase(), [value].flat().map(String)]),
    ),
  };
  const resources = [Resource ?? "*"].flat();
  return [Action ?? []]
    .flat()
    .flatMap((action) => resources.map((resource) => ({ action, resource, context })));
}
