import * as assert from "node:assert/strict";
import { boundaryPolicy } from "../../components/lib/delivery-boundary";
import { boundaryArn } from "../../components/lib/delivery-names";
import { deployPolicies, previewPolicies } from "../../components/lib/delivery-policies";
import { parseDocument } from "../../sandbox/aws/lib/iam-document";
import { decide, type Decision } from "../../sandbox/aws/lib/iam-evaluate";
import { assertRefused } from "../support/errors";
import { ACCOUNT, documentOf, only, registered, startMocks } from "../support/mocks";

const DEV = { account: ACCOUNT, environment: "dev" };
const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;
const regional = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Decides with every condition key that is not given as absent: what AWS does with a key that a request lacks. */
function judge(policies: Readonly<Record<string, string>>) {
  const documents = Object.values(policies).flatMap((policy) => parseDocument(policy) ?? []);
  const keys = documents
    .flatMap(({ Statement }) => (Array.isArray(Statement) ? (Statement as unknown[]) : [Statement]))
    .flatMap((statement) =>
      Object.values((statement as { Condition?: Record<string, object> }).Condition ?? {}),
    )
    .flatMap((condition) => Object.keys(condition));
  return (action: string, resource: string, given: Context = {}): Decision => {
    const lacking = keys.map((key) => [key.toLowerCase(), "-"]);
    const context = { ...(Object.fromEntries(lacking) as Context), ...given };
    return decide(documents, undefined, { action, resource, context });
  };
}

const tagged = (key: "requesttag" | "resourcetag", environment: string): Context => ({
  [`aws:${key}/project`]: "cruddur",
  [`aws:${key}/environment`]: environment,
});

describe("GithubDelivery", () => {
  let components: typeof import("../../components");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
  });

  const args = { account: ACCOUNT, repository: "cruddur-example/cruddur", environments: ["dev"] };

  it("lets pull requests and the main branch preview, and jobs of the environment deploy; nobody else", async () => {
    new components.GithubDelivery("delivery", args);
    const conditions = async (kind: string) => {
      const role = await only("aws:iam/role:Role", `delivery-dev-${kind}`);
      assert.equal(role.inputs["name"], `cruddur-dev-${kind}`);
      const { Statement } = documentOf(role, "assumeRolePolicy");
      assert.equal(Statement.length, 1);
      assert.equal(Statement[0]?.Action, "sts:AssumeRoleWithWebIdentity");
      return Statement[0].Condition;
    };
    const issuer = "token.actions.githubusercontent.com";
    assert.deepEqual(await conditions("preview"), {
      StringEquals: {
        [`${issuer}:aud`]: "sts.amazonaws.com",
        [`${issuer}:sub`]: [
          "repo:cruddur-example/cruddur:pull_request",
          "repo:cruddur-example/cruddur:ref:refs/heads/main",
        ],
      },
    });
    assert.deepEqual(await conditions("deploy"), {
      StringEquals: {
        [`${issuer}:aud`]: "sts.amazonaws.com",
        [`${issuer}:sub`]: "repo:cruddur-example/cruddur:environment:dev",
      },
    });
  });

  it("creates the identity provider once, or uses the one there is", async () => {
    const type = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    new components.GithubDelivery("delivery", { ...args, environments: ["dev", "prod"] });
    assert.equal((await registered(type)).length, 1);
    await startMocks();
    new components.GithubDelivery("delivery", { ...args, identityProvider: "existing" });
    assert.deepEqual(await registered(type), []);
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () =>
        new components.GithubDelivery("delivery", {
          account: ACCOUNT,
          repository: "cruddur/*",
          environments: ["dev", "dev", "Prod"],
          stateBucketName: "No",
        }),
      [
        'GithubDelivery "delivery": repository "cruddur/*" is not <owner>/<repository>.',
        'GithubDelivery "delivery": environments "Prod" is not 2 to 12 lower-case letters and digits, a letter first.',
        'GithubDelivery "delivery": environments has "dev" twice.',
        `GithubDelivery "delivery": stateBucketName "No" is not a bucket's name.`,
      ],
    );
  });

  describe("the deploy role of dev", () => {
    const may = judge(deployPolicies(DEV));
    const boundary = { "iam:permissionsboundary": boundaryArn(DEV) };
    const toTasks = { "iam:passedtoservice": "ecs-tasks.amazonaws.com" };
    const role = iam("role/cruddur-dev-backend-flask-task-1a2b3c4");
    const ownKey = { "kms:resourcealiases": ["alias/cruddur-dev-data"] };

    for (const [what, action, resource, context] of [
      [
        "makes a tagged VPC",
        "ec2:CreateVpc",
        regional("ec2", "vpc/*"),
        tagged("requesttag", "dev"),
      ],
      [
        "makes subnets in its VPC",
        "ec2:CreateSubnet",
        regional("ec2", "vpc/vpc-1"),
        tagged("resourcetag", "dev"),
      ],
      [
        "updates its service",
        "ecs:UpdateService",
        regional("ecs", "service/cruddur-dev/backend-flask"),
      ],
      [
        "registers tagged task definitions",
        "ecs:RegisterTaskDefinition",
        "*",
        tagged("requesttag", "dev"),
      ],
      [
        "pushes its images",
        "ecr:PutImage",
        regional("ecr", "repository/cruddur-dev-backend-flask"),
      ],
      [
        "asks for the scan of its images",
        "ecr:StartImageScan",
        regional("ecr", "repository/cruddur-dev-backend-flask"),
      ],
      [
        "reads what the scan found",
        "ecr:DescribeImageScanFindings",
        regional("ecr", "repository/cruddur-dev-backend-flask"),
      ],
      [
        "finds the signatures of its images",
        // The permission of the API's ListImageReferrers, which is no action of IAM.
        "ecr:BatchGetImage",
        regional("ecr", "repository/cruddur-dev-backend-flask"),
      ],
      [
        "signs with its profile",
        "signer:SignPayload",
        regional("signer", "/signing-profiles/cruddur_dev_1"),
        tagged("resourcetag", "dev"),
      ],
      [
        "asks whether a signature was revoked",
        "signer:GetRevocationStatus",
        regional("signer", "/signing-jobs/1"),
      ],
      [
        "pulls what another environment has tried",
        "ecr:BatchGetImage",
        regional("ecr", "repository/cruddur-prod-backend-flask"),
      ],
      [
        "writes its parameters",
        "ssm:PutParameter",
        regional("ssm", "parameter/cruddur/dev/backend-flask/CONNECTION_URL"),
      ],
      [
        "lets AWS use its keys for what it makes",
        "kms:CreateGrant",
        regional("kms", "key/1"),
        { "kms:grantisforawsresource": "true", ...ownKey },
      ],
      // The request names no resource of AWS: KMS has that key for the creation and the revocation of grants only.
      [
        "retires the grants of what it deletes",
        "kms:RetireGrant",
        regional("kms", "key/1"),
        ownKey,
      ],
      ["makes bounded roles", "iam:CreateRole", role, boundary],
      ["gives them rights", "iam:PutRolePolicy", role, boundary],
      ["hands them to tasks", "iam:PassRole", role, toTasks],
      [
        "hands them to instances",
        "iam:PassRole",
        role,
        { "iam:passedtoservice": "ec2.amazonaws.com" },
      ],
      [
        "starts instances from its own template",
        "ec2:RunInstances",
        regional("ec2", "launch-template/lt-1"),
        tagged("resourcetag", "dev"),
      ],
      [
        "starts instances that bear its tags",
        "ec2:RunInstances",
        regional("ec2", "instance/*"),
        tagged("requesttag", "dev"),
      ],
      [
        "looks up AWS's current image",
        "ssm:GetParameters",
        "arn:aws:ssm:us-east-1::parameter/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
      ],
    ] as [string, string, string, Context?][])
      it(what, () => {
        assert.equal(may(action, resource, context), "allowed");
      });

    for (const [what, action, resource, context] of [
      [
        "touch prod's VPC",
        "ec2:DeleteVpc",
        regional("ec2", "vpc/vpc-2"),
        tagged("resourcetag", "prod"),
      ],
      ["make an untagged VPC", "ec2:CreateVpc", regional("ec2", "vpc/*")],
      [
        "relabel prod's groups as its own",
        "ec2:CreateTags",
        regional("ec2", "security-group/sg-2"),
        { ...tagged("requesttag", "dev"), ...tagged("resourcetag", "prod") },
      ],
      [
        "sign as prod",
        "signer:SignPayload",
        regional("signer", "/signing-profiles/cruddur_prod_1"),
        tagged("resourcetag", "prod"),
      ],
      [
        "revoke signatures",
        "signer:RevokeSigningProfile",
        regional("signer", "/signing-profiles/cruddur_dev_1"),
        tagged("resourcetag", "dev"),
      ],
      ["touch prod's cluster", "ecs:DeleteCluster", regional("ecs", "cluster/cruddur-prod")],
      [
        "read prod's parameters",
        "ssm:GetParameters",
        regional("ssm", "parameter/cruddur/prod/backend-flask/CONNECTION_URL"),
      ],
      ["make a role without the boundary", "iam:CreateRole", role],
      [
        "make a role with another boundary",
        "iam:CreateRole",
        role,
        { "iam:permissionsboundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
      ],
      ["lift the boundary", "iam:DeleteRolePermissionsBoundary", role, boundary],
      ["change the boundary", "iam:CreatePolicyVersion", boundaryArn(DEV)],
      ["change its own rights", "iam:PutRolePolicy", iam("role/cruddur-dev-deploy"), boundary],
      ["change its own trust", "iam:UpdateAssumeRolePolicy", iam("role/cruddur-dev-deploy")],
      [
        "hand a role to functions",
        "iam:PassRole",
        role,
        { "iam:passedtoservice": "lambda.amazonaws.com" },
      ],
      ["hand prod's roles to tasks", "iam:PassRole", iam("role/cruddur-prod-task"), toTasks],
      ["grant people its keys", "kms:CreateGrant", regional("kms", "key/1"), ownKey],
      [
        "retire the grants of prod",
        "kms:RetireGrant",
        regional("kms", "key/2"),
        { "kms:resourcealiases": ["alias/cruddur-prod-data"] },
      ],
      [
        "start instances in prod's subnets",
        "ec2:RunInstances",
        regional("ec2", "subnet/subnet-2"),
        tagged("resourcetag", "prod"),
      ],
      ["start untagged instances", "ec2:RunInstances", regional("ec2", "instance/*")],
      [
        "put roles into prod's instance profiles",
        "iam:AddRoleToInstanceProfile",
        iam("instance-profile/cruddur-prod-instances"),
      ],
      ["make users", "iam:CreateUser", iam("user/cruddur-dev-x")],
      ["take other roles", "sts:AssumeRole", iam("role/admin")],
      ["open a shell in tasks", "ecs:ExecuteCommand", regional("ecs", "task/cruddur-dev/1")],
      ["stop the trail", "cloudtrail:StopLogging", regional("cloudtrail", "trail/cruddur-audit")],
    ] as [string, string, string, Context?][])
      it(`cannot ${what}`, () => {
        assert.notEqual(may(action, resource, context), "allowed");
      });
  });

  describe("DNS records", () => {
    const names = "route53:changeresourcerecordsetsnormalizedrecordnames";
    const changes = (domain: string | undefined, ...records: string[]) =>
      judge(deployPolicies({ ...DEV, domain }))(
        "route53:ChangeResourceRecordSets",
        "arn:aws:route53:::hostedzone/Z1",
        { [names]: records },
      );

    it("are changed at the environment's domain and below it, and nowhere else", () => {
      const domain = "dev.cruddur.example";
      assert.equal(changes(domain, domain, `api.${domain}`, `_1.${domain}`), "allowed");
      for (const record of ["cruddur.example", "prod.cruddur.example", `not${domain}`])
        assert.notEqual(changes(domain, domain, record), "allowed", record);
    });

    it("are not changed without a domain", () => {
      assert.notEqual(changes(undefined, "dev.cruddur.example"), "allowed");
    });

    it("refuses domains of no environment, and patterns", () => {
      assertRefused(
        () =>
          new components.GithubDelivery("delivery", {
            ...args,
            domains: { dev: "*.example", prod: "cruddur.example" },
          }),
        [
          `GithubDelivery "delivery": domains "dev" "*.example" is not a domain's name.`,
          'GithubDelivery "delivery": domains: the name "prod" is none of environments.',
        ],
      );
    });
  });

  it("decrypts the stack's own secrets by the key of that alias, and others' by none", () => {
    const decrypts = (alias: string) =>
      judge(previewPolicies(DEV))("kms:Decrypt", regional("kms", "key/1"), {
        "kms:resourcealiases": [alias],
      });
    assert.equal(decrypts("alias/cruddur-dev-pulumi"), "allowed");
    for (const alias of ["alias/cruddur-dev-data", "alias/cruddur-prod-pulumi"])
      assert.notEqual(decrypts(alias), "allowed", alias);
  });

  it("names no operation of an API that is no action of IAM", () => {
    // ECR API reference, ListImageReferrers: who calls it must have ecr:BatchGetImage.
    for (const document of Object.values(deployPolicies(DEV)))
      assert.doesNotMatch(document, /ListImageReferrers/);
  });

  it("lets the preview role look, and at no data", () => {
    const may = judge(previewPolicies({ ...DEV, stateBucketName: "cruddur-state" }));
    assert.equal(may("ecs:DescribeServices", "*"), "allowed");
    const state = "arn:aws:s3:::cruddur-state/.pulumi/stacks/cruddur/";
    assert.equal(may("s3:GetObject", `${state}dev.json`), "allowed");
    for (const [action, resource] of [
      ["s3:GetObject", `${state}prod.json`],
      ["s3:PutObject", `${state}dev.json`],
      ["ssm:GetParameters", regional("ssm", "parameter/cruddur/dev/a")],
      ["secretsmanager:GetSecretValue", regional("secretsmanager", "secret:cruddur/dev/a")],
      ["ecs:UpdateService", regional("ecs", "service/cruddur-dev/a")],
      ["kms:Decrypt", regional("kms", "key/1")],
      ["dynamodb:Scan", regional("dynamodb", "table/cruddur-dev-messages")],
      ["logs:GetLogEvents", regional("logs", "log-group:/cruddur/dev/a")],
    ] as const)
      assert.notEqual(may(action, resource), "allowed", action);
  });

  it("bounds the environment's roles to its own images, logs, secrets and data", () => {
    const may = judge({ boundary: boundaryPolicy(DEV) });
    assert.equal(may("ssm:GetParameters", regional("ssm", "parameter/cruddur/dev/a/B")), "allowed");
    assert.equal(
      may("ecs:RegisterContainerInstance", regional("ecs", "cluster/cruddur-dev")),
      "allowed",
    );
    for (const [action, resource] of [
      ["ssm:GetParameters", regional("ssm", "parameter/cruddur/prod/a/B")],
      ["ecs:RegisterContainerInstance", regional("ecs", "cluster/cruddur-prod")],
      ["iam:CreateRole", iam("role/a")],
      ["sts:AssumeRole", iam("role/a")],
      ["ecs:RunTask", regional("ecs", "task-definition/cruddur-dev-a:1")],
      ["kms:Decrypt", regional("kms", "key/1")],
    ] as const)
      assert.notEqual(may(action, resource), "allowed", action);
  });

  it("lets the environment's tasks have GuardDuty's agent, and the sidecars that are named", () => {
    const guard = "arn:aws:ecr:us-east-1:210987654321:repository/security/guard";
    const agent = "arn:aws:ecr:us-east-1:593207742271:repository/aws-guardduty-agent-fargate";
    const pulls = (of: Parameters<typeof boundaryPolicy>[0], resource: string) =>
      judge({ boundary: boundaryPolicy(of) })("ecr:BatchGetImage", resource) === "allowed";
    assert.ok(pulls(DEV, agent));
    assert.ok(!pulls(DEV, guard));
    const named = { ...DEV, sidecarRepositories: [guard] };
    assert.ok(pulls(named, guard));
    assert.ok(!pulls(named, guard.replace("guard", "other")));
    const elsewhere = { ...DEV, account: { ...ACCOUNT, region: "cn-north-1" } };
    assert.ok(!boundaryPolicy(elsewhere).includes("guardduty"));
  });

  it("takes repositories for sidecars by their whole ARN", () => {
    assertRefused(
      () =>
        new components.GithubDelivery("delivery", {
          account: ACCOUNT,
          repository: "cruddur/cruddur",
          environments: ["dev"],
          sidecarRepositories: ["arn:aws:ecr:us-east-1:210987654321:repository/*"],
        }),
      [
        'GithubDelivery "delivery": sidecarRepositories "arn:aws:ecr:us-east-1:210987654321:repository/*" is not the ARN of a repository.',
      ],
    );
  });
});
