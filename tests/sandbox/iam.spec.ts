import assert from "node:assert/strict";
import {
  documentFault,
  documentSize,
  jsonFault,
  statementsOf,
} from "../../sandbox/aws/lib/iam-document";
import { decide, wildcard, type AccessRequest } from "../../sandbox/aws/lib/iam-evaluate";
import { types } from "../../sandbox/aws/types/iam";
import { awsManagedDocument, isAwsManaged } from "../../sandbox/aws/types/iam/managed-policies";
import { startAccount, type Bag, type Resource } from "./engine-client";
import { allow, missingOutputs, PULL_POLICY, T, tableFaults, TASKS_TRUST } from "./ecs-world";

const doc = (...statements: Bag[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const may: Bag = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const trust: Bag = {
  Effect: "Allow",
  Principal: { Service: "ec2.amazonaws.com" },
  Action: "sts:AssumeRole",
};

describe("IAM policy documents", () => {
  const cases: readonly (readonly [
    string,
    "identity" | "trust" | "resource",
    string,
    string | undefined,
  ])[] = [
    ["one statement", "identity", doc(may), undefined],
    [
      "a statement without a list",
      "identity",
      JSON.stringify({ Version: "2012-10-17", Statement: may }),
      undefined,
    ],
    ["no JSON", "identity", "{", "This policy contains invalid Json"],
    ["a list", "identity", "[]", "This policy contains invalid Json"],
    [
      "no statement",
      "identity",
      JSON.stringify({ Version: "2012-10-17" }),
      "Syntax errors in policy.",
    ],
    ["an empty list of statements", "identity", doc(), "Syntax errors in policy."],
    [
      "an unknown version",
      "identity",
      JSON.stringify({ Version: "2020-01-01", Statement: may }),
      "Syntax errors in policy.",
    ],
    [
      "an unknown field",
      "identity",
      JSON.stringify({ Comment: "x", Statement: may }),
      "Unknown field Comment",
    ],
    [
      "an unknown field in a statement",
      "identity",
      doc({ ...may, Actions: [] }),
      "Unknown field Actions",
    ],
    ["no effect", "identity", doc({ Action: "s3:*", Resource: "*" }), "Syntax errors in policy."],
    [
      "an effect in small letters",
      "identity",
      doc({ ...may, Effect: "allow" }),
      "Syntax errors in policy.",
    ],
    [
      "Action and NotAction",
      "identity",
      doc({ ...may, NotAction: "s3:*" }),
      "Syntax errors in policy.",
    ],
    [
      "no action",
      "identity",
      doc({ Effect: "Allow", Resource: "*" }),
      "Policy statement must contain actions.",
    ],
    [
      "no resource",
      "identity",
      doc({ Effect: "Allow", Action: "s3:*" }),
      "Policy statement must contain resources.",
    ],
    [
      "an empty list of resources",
      "identity",
      doc({ ...may, Resource: [] }),
      "Policy statement must contain resources.",
    ],
    [
      "an action without a service",
      "identity",
      doc({ ...may, Action: "GetObject" }),
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
    [
      "an action with two colons",
      "identity",
      doc({ ...may, Action: "s3:Get:Object" }),
      "Actions/Condition can contain only one colon.",
    ],
    [
      "a service that cannot be one",
      "identity",
      doc({ ...may, Action: "s_3:Get" }),
      "Vendor s_3 is not valid",
    ],
    [
      "a bare name as resource",
      "identity",
      doc({ ...may, Resource: "bucket" }),
      'Resource bucket must be in ARN format or "*".',
    ],
    [
      "an ARN of another partition",
      "identity",
      doc({ ...may, Resource: "arn:gcp:s3:::b" }),
      'Partition "gcp" is not valid for resource "arn:gcp:s3:::b".',
    ],
    [
      "a short ARN",
      "identity",
      doc({ ...may, Resource: "arn:aws:s3" }),
      "The policy failed legacy parsing",
    ],
    [
      "a principal",
      "identity",
      doc({ ...may, Principal: "*" }),
      "Policy document should not specify a principal.",
    ],
    [
      "the same id twice",
      "identity",
      doc({ ...may, Sid: "A" }, { ...may, Sid: "A" }),
      "Statement IDs (SID) in a single policy must be unique.",
    ],
    [
      "an id with a blank",
      "identity",
      doc({ ...may, Sid: "a b" }),
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    ],
    [
      "an unknown condition operator",
      "identity",
      doc({ ...may, Condition: { StringIs: { "aws:x": "y" } } }),
      "Invalid Condition type : StringIs.",
    ],
    [
      "known operators",
      "identity",
      doc({
        ...may,
        Condition: { "ForAnyValue:StringLikeIfExists": { a: ["b"] }, Null: { c: true } },
      }),
      undefined,
    ],
    ["a service to trust", "trust", doc(trust), undefined],
    [
      "nobody to trust",
      "trust",
      doc({ Effect: "Allow", Action: "sts:AssumeRole" }),
      "Missing required field Principal",
    ],
    ["a resource", "trust", doc({ ...trust, Resource: "*" }), "Has prohibited field Resource"],
    [
      "another action",
      "trust",
      doc({ ...trust, Action: "s3:GetObject" }),
      "AssumeRole policy may only specify STS AssumeRole actions.",
    ],
    [
      "a misspelt service",
      "trust",
      doc({ ...trust, Principal: { Service: "ecs-tasks" } }),
      'Invalid principal in policy: "SERVICE":"ecs-tasks"',
    ],
    [
      "a name as principal",
      "trust",
      doc({ ...trust, Principal: { AWS: "me" } }),
      'Invalid principal in policy: "AWS":"me"',
    ],
    [
      "an unknown kind of principal",
      "trust",
      doc({ ...trust, Principal: { Team: "x" } }),
      "Syntax errors in policy.",
    ],
    [
      "GitHub",
      "trust",
      doc({
        ...trust,
        Principal: {
          Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
      }),
      undefined,
    ],
    [
      "an id with a blank, in a resource policy",
      "resource",
      doc({
        ...may,
        Sid: "Enable IAM User Permissions",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
      }),
      undefined,
    ],
    ["nobody, in a resource policy", "resource", doc(may), "Missing required field Principal"],
  ];
  for (const [title, kind, json, fault] of cases) {
    it(`${fault === undefined ? "accept" : "refuse"} ${title} (${kind})`, () => {
      assert.equal(documentFault(json, kind), fault);
    });
  }

  it("are measured without white space", () => {
    assert.equal(documentSize(JSON.stringify(JSON.parse(doc(may)), null, 8)), doc(may).length);
  });

  it("are refused before any call when they are no JSON object", () => {
    assert.match(jsonFault("policy", "{") ?? "", /^"policy" contains an invalid JSON policy: /);
    assert.match(jsonFault("policy", "") ?? "", /empty string/);
    assert.equal(jsonFault("policy", " {}"), undefined);
  });
});

describe("IAM's decisions", () => {
  const request = (more: Partial<AccessRequest> = {}): AccessRequest => ({
    action: "s3:GetObject",
    resource: "arn:aws:s3:::bucket/key",
    context: { "aws:principalaccount": "123456789012" },
    ...more,
  });
  const policy = (...statements: Bag[]) =>
    JSON.parse(doc(...statements)) as Parameters<typeof decide>[0][number];
  const cases: readonly (readonly [string, Bag[], Partial<AccessRequest>, string])[] = [
    ["nothing says yes", [], {}, "implicitDeny"],
    ["a statement says yes", [may], {}, "allowed"],
    ["a deny outweighs", [may, { ...may, Effect: "Deny" }], {}, "explicitDeny"],
    ["wildcards in actions, in any letter case", [{ ...may, Action: "S3:get*" }], {}, "allowed"],
    ["wildcards in resources", [{ ...may, Resource: "arn:aws:s3:::buck??/*" }], {}, "allowed"],
    [
      "resources are case-sensitive",
      [{ ...may, Resource: "arn:aws:s3:::Bucket/*" }],
      {},
      "implicitDeny",
    ],
    ["NotAction", [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }], {}, "allowed"],
    [
      "NotResource",
      [{ Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::bucket/*" }, may],
      {},
      "allowed",
    ],
    [
      "a variable",
      [{ ...may, Resource: "arn:aws:s3:::${aws:PrincipalAccount}" }],
      { resource: "arn:aws:s3:::123456789012" },
      "allowed",
    ],
    [
      "a variable that is not known",
      [{ ...may, Resource: "arn:aws:s3:::${aws:username}" }],
      { resource: "arn:aws:s3:::" },
      "implicitDeny",
    ],
    [
      "a condition that holds",
      [{ ...may, Condition: { StringEquals: { "aws:PrincipalAccount": ["1", "123456789012"] } } }],
      {},
      "allowed",
    ],
    [
      "a condition that does not",
      [{ ...may, Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } }],
      {},
      "implicitDeny",
    ],
    [
      "a negated condition",
      [{ ...may, Condition: { StringNotEquals: { "aws:PrincipalAccount": "1" } } }],
      {},
      "allowed",
    ],
    [
      "all conditions must hold",
      [
        {
          ...may,
          Condition: {
            StringLike: { "aws:PrincipalAccount": "1234*" },
            Bool: { "aws:SecureTransport": "true" },
          },
        },
      ],
      { context: { "aws:principalaccount": "123456789012", "aws:securetransport": "false" } },
      "implicitDeny",
    ],
    [
      "an unknown key does not stop an Allow",
      [{ ...may, Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }],
      {},
      "allowed",
    ],
    [
      "an unknown key does not make a Deny",
      [
        may,
        { ...may, Effect: "Deny", Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } },
      ],
      {},
      "allowed",
    ],
    [
      "Null on a missing key",
      [{ ...may, Condition: { Null: { "aws:TokenIssueTime": "true" } } }],
      {},
      "allowed",
    ],
    [
      "Null on a key that is there",
      [{ ...may, Condition: { Null: { "aws:PrincipalAccount": "true" } } }],
      {},
      "implicitDeny",
    ],
    [
      "any of several values",
      [{ ...may, Condition: { "ForAnyValue:StringEquals": { k: "b" } } }],
      { context: { k: ["a", "b"] } },
      "allowed",
    ],
    [
      "all of several values",
      [{ ...may, Condition: { "ForAllValues:StringEquals": { k: "b" } } }],
      { context: { k: ["a", "b"] } },
      "implicitDeny",
    ],
    [
      "numbers",
      [{ ...may, Condition: { NumericLessThan: { k: "10" } } }],
      { context: { k: "9" } },
      "allowed",
    ],
    [
      "dates",
      [{ ...may, Condition: { DateGreaterThan: { k: "2026-01-01T00:00:00Z" } } }],
      { context: { k: "2025-01-01T00:00:00Z" } },
      "implicitDeny",
    ],
  ];
  for (const [title, statements, more, decision] of cases) {
    it(title, () => {
      assert.equal(decide([policy(...statements)], undefined, request(more)), decision);
    });
  }

  it("a boundary limits what policies allow", () => {
    const boundary = policy({ Effect: "Allow", Action: "ec2:*", Resource: "*" });
    assert.equal(decide([policy(may)], boundary, request()), "implicitDeny");
    assert.equal(decide([policy(may)], policy(may), request()), "allowed");
    assert.equal(decide([], policy(may), request()), "implicitDeny");
  });

  it("wildcards are not regular expressions", () => {
    assert.equal(wildcard("a.c", "abc"), false);
    assert.equal(wildcard("a(b", "a(b"), true);
    assert.equal(wildcard("?", ""), false);
  });
});

describe("IAM resources", () => {
  let account: Awaited<ReturnType<typeof startAccount>>;
  let count: number;
  beforeEach(async () => {
    account = await startAccount();
    count = 0;
  });
  afterEach(() => account.stop());
  const make = (type: string, args: Bag): Promise<Resource> =>
    account.engine.create(type, `r${(count += 1)}`, args);
  const role = (more: Bag = {}) =>
    make(T.role, { name: "app", assumeRolePolicy: TASKS_TRUST, ...more });

  for (const type of types) {
    it(`the table of ${type.token} names what the SDK has`, () => {
      assert.deepEqual(tableFaults(type), []);
    });
  }

  it("are created with the ids, ARNs and outputs of the real provider", async () => {
    const app = await role({ path: "/cruddur/" });
    assert.equal(app.id, "app");
    assert.equal(app.outputs["arn"], "arn:aws:iam::123456789012:role/cruddur/app");
    assert.match(String(app.outputs["uniqueId"]), /^AROA[A-Z2-7]{17}$/);
    assert.match(String(app.outputs["createDate"]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const inline = await make(T.rolePolicy, {
      name: "read",
      role: "app",
      policy: allow("s3:Get*", "*"),
    });
    assert.equal(inline.id, "app:read");
    const managed = await make(T.policy, { name: "write", policy: allow("s3:Put*", "*") });
    assert.equal(managed.id, "arn:aws:iam::123456789012:policy/write");
    const attachment = await make(T.attachment, { role: "app", policyArn: managed.id });
    assert.equal(attachment.id, `app/${managed.id}`);
    const user = await make("aws:iam/user:User", { name: "ci" });
    const all = [
      app,
      inline,
      managed,
      attachment,
      user,
      await make("aws:iam/accessKey:AccessKey", { user: "ci" }),
      await make("aws:iam/group:Group", { name: "team" }),
      await make("aws:iam/instanceProfile:InstanceProfile", { name: "host", role: "app" }),
      await make("aws:iam/serviceLinkedRole:ServiceLinkedRole", {
        awsServiceName: "ecs.amazonaws.com",
      }),
      await make("aws:iam/openIdConnectProvider:OpenIdConnectProvider", {
        url: "https://token.actions.githubusercontent.com",
        clientIdLists: ["sts.amazonaws.com"],
      }),
    ];
    for (const resource of all) {
      assert.deepEqual(missingOutputs(resource), [], resource.type);
      const read = await account.engine.refresh(resource);
      assert.deepEqual(read?.outputs, resource.outputs, resource.type);
    }
  });

  it("take documents as objects, too", async () => {
    const assumeRolePolicy = JSON.parse(TASKS_TRUST) as Bag;
    const app = await role({ assumeRolePolicy });
    assert.deepEqual(JSON.parse(String(app.outputs["assumeRolePolicy"])), assumeRolePolicy);
    assert.deepEqual((await account.engine.diff(app, { name: "app", assumeRolePolicy })).paths, []);
  });

  it("are named automatically, or from a prefix", async () => {
    const { inputs } = await account.engine.check(T.role, "app", { assumeRolePolicy: TASKS_TRUST });
    assert.match(String(inputs["name"]), /^app-[0-9a-f]{7}$/);
    const prefixed = await make(T.role, { namePrefix: "app-", assumeRolePolicy: TASKS_TRUST });
    assert.match(prefixed.id, /^app-.{20,}$/);
  });

  it("are replaced where IAM cannot rename or move them", async () => {
    const app = await role();
    const replaces = async (more: Bag) =>
      (await account.engine.diff(app, { name: "app", assumeRolePolicy: TASKS_TRUST, ...more }))
        .replaces;
    assert.deepEqual(await replaces({ name: "other" }), ["name"]);
    assert.deepEqual(await replaces({ path: "/x/" }), ["path"]);
    assert.deepEqual(await replaces({ description: "x", maxSessionDuration: 7200 }), []);
  });

  const refusals: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    [
      "a second role of the name, in any letter case",
      async () => {
        await role();
        await role({ name: "APP" });
      },
      "EntityAlreadyExists: Role with name APP already exists.",
    ],
    [
      "a trust policy that nobody can use",
      () => role({ assumeRolePolicy: doc(may) }),
      "MalformedPolicyDocument: Has prohibited field Resource",
    ],
    [
      "a principal of this account that does not exist",
      () =>
        role({
          assumeRolePolicy: doc({
            ...trust,
            Principal: { AWS: "arn:aws:iam::123456789012:role/none" },
          }),
        }),
      'MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/none"',
    ],
    [
      "a trust policy that is too long",
      () => role({ assumeRolePolicy: doc(...Array.from({ length: 40 }, () => trust)) }),
      "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
    ],
    [
      "a boundary that does not exist",
      () => role({ permissionsBoundary: "arn:aws:iam::123456789012:policy/none" }),
      "NoSuchEntity: Scope ARN: arn:aws:iam::123456789012:policy/none does not exist or is not attachable.",
    ],
    [
      "an inline policy for no role",
      () => make(T.rolePolicy, { role: "none", policy: doc(may) }),
      "NoSuchEntity: The role with name none cannot be found.",
    ],
    [
      "an ARN where a name belongs",
      () => make(T.rolePolicy, { role: "arn:aws:iam::123456789012:role/app", policy: doc(may) }),
      "ValidationError: The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
    ],
    [
      "an inline policy with a principal",
      async () => {
        await role();
        await make(T.rolePolicy, { role: "app", policy: doc({ ...may, Principal: "*" }) });
      },
      "MalformedPolicyDocument: Policy document should not specify a principal.",
    ],
    [
      "inline policies that are too long together",
      async () => {
        await role();
        const long = doc(...Array.from({ length: 100 }, () => may));
        await make(T.rolePolicy, { role: "app", policy: long });
        await make(T.rolePolicy, { role: "app", policy: long });
      },
      "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role app",
    ],
    [
      "a managed policy that is too long",
      () => make(T.policy, { policy: doc(...Array.from({ length: 120 }, () => may)) }),
      "LimitExceeded: Cannot exceed quota for PolicySize: 6144",
    ],
    [
      "a policy of AWS that does not exist",
      async () => {
        await role();
        await make(T.attachment, {
          role: "app",
          policyArn: "arn:aws:iam::aws:policy/AmazonEverything",
        });
      },
      "NoSuchEntity: Policy arn:aws:iam::aws:policy/AmazonEverything does not exist or is not attachable.",
    ],
    [
      "a policy of AWS under the wrong path",
      async () => {
        await role();
        await make(T.attachment, {
          role: "app",
          policyArn: "arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy",
        });
      },
      "NoSuchEntity: Policy arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy does not exist or is not attachable.",
    ],
    [
      "an eleventh policy",
      async () => {
        await role();
        for (let index = 0; index < 11; index += 1) {
          const policy = await make(T.policy, { policy: doc(may) });
          await make(T.attachment, { role: "app", policyArn: policy.id });
        }
      },
      "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10",
    ],
    [
      "a third access key",
      async () => {
        await make("aws:iam/user:User", { name: "ci" });
        for (let index = 0; index < 3; index += 1)
          await make("aws:iam/accessKey:AccessKey", { user: "ci" });
      },
      "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2",
    ],
  ];
  for (const [title, act, message] of refusals) {
    it(`refuse ${title}`, async () => {
      await assert.rejects(act, (error: Error) => {
        assert.ok(error.message.includes(message), error.message);
        return true;
      });
    });
  }

  it("refuse at preview what the provider's schema does not take, with all faults", async () => {
    const { failures } = await account.engine.check(T.role, "bad", {
      name: "a b",
      path: "x",
      assumeRolePolicy: "{",
      maxSessionDuration: 60,
    });
    assert.deepEqual(failures.map((failure) => failure.split(":")[0]).sort(), [
      "assumeRolePolicy",
      "maxSessionDuration",
      "name",
      "path",
    ]);
  });

  it("are not deleted while something hangs on them", async () => {
    const app = await role();
    const attachment = await make(T.attachment, { role: "app", policyArn: PULL_POLICY });
    await assert.rejects(
      account.engine.delete(app),
      /DeleteConflict: Cannot delete entity, must detach all policies first\./,
    );
    await account.engine.delete(attachment);
    const inline = await make(T.rolePolicy, { role: "app", policy: doc(may) });
    await assert.rejects(
      account.engine.delete(app),
      /DeleteConflict: Cannot delete entity, must delete policies first\./,
    );
    await account.engine.delete(inline);
    await account.engine.delete(app);
    const policy = await make(T.policy, { policy: doc(may) });
    await role();
    const held = await make(T.attachment, { role: "app", policyArn: policy.id });
    await assert.rejects(
      account.engine.delete(policy),
      /DeleteConflict: Cannot delete a policy attached to entities\./,
    );
    await account.engine.delete(held);
    await account.engine.delete(policy);
  });

  it("are deleted with what hangs on them when the program says so", async () => {
    const app = await role({ forceDetachPolicies: true });
    const attachment = await make(T.attachment, { role: "app", policyArn: PULL_POLICY });
    await account.engine.delete(app);
    assert.equal(await account.engine.refresh(attachment), undefined);
  });

  it("are read by invokes", async () => {
    const app = await role();
    const found = await account.engine.invoke("aws:iam/getRole:getRole", { name: "app" });
    assert.equal(found["arn"], app.outputs["arn"]);
    const policy = await account.engine.invoke("aws:iam/getPolicy:getPolicy", { arn: PULL_POLICY });
    assert.equal(policy["name"], "AmazonECSTaskExecutionRolePolicy");
    assert.equal(policy["path"], "/service-role/");
    await assert.rejects(
      account.engine.invoke("aws:iam/getRole:getRole", { name: "none" }),
      /NoSuchEntity: The role with name none cannot be found\./,
    );
  });

  it("know the policies that AWS manages", () => {
    assert.equal(isAwsManaged("arn:aws:iam::aws:policy/AdministratorAccess"), true);
    assert.equal(isAwsManaged("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"), true);
    assert.equal(isAwsManaged("arn:aws:iam::123456789012:policy/AdministratorAccess"), false);
    const actions = statementsOf(awsManagedDocument(PULL_POLICY)).flatMap(({ Action }) => Action);
    assert.ok(actions.includes("ecr:GetAuthorizationToken"));
  });
});
