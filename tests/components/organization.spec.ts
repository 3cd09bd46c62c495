import * as assert from "node:assert/strict";
import { assertRefused } from "../support/errors";
import {
  ACCOUNT,
  documentOf,
  inventory,
  only,
  registered,
  startMocks,
  text,
} from "../support/mocks";

const DEPLOY = "arn:aws:iam::*:role/cruddur-*-deploy";
const ADMIN = "arn:aws:iam::*:role/OrganizationAccountAccessRole";

describe("components of the organisation stack", () => {
  let components: typeof import("../../components");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
  });

  describe("OrganizationGuardrails", () => {
    const args = {
      targets: ["r-exam", "ou-exam-1a2b3c4d"],
      regions: ["us-east-1", "eu-west-1"],
      deployRoles: [DEPLOY],
      administrators: [ADMIN],
    };
    const statements = async (name: string) =>
      documentOf(await only("aws:organizations/policy:Policy", name), "content").Statement;

    it("attaches three policies to every target", async () => {
      new components.OrganizationGuardrails("guard", args);
      assert.deepEqual(await inventory(), [
        "aws:organizations/policy:Policy guard-audit",
        "aws:organizations/policy:Policy guard-containers",
        "aws:organizations/policy:Policy guard-regions",
        ...["audit", "containers", "regions"].flatMap((what) =>
          [...args.targets]
            .sort()
            .map(
              (target) =>
                `aws:organizations/policyAttachment:PolicyAttachment guard-${what}-${target}`,
            ),
        ),
        "cruddur:organizations:OrganizationGuardrails guard",
      ]);
    });

    it("denies all regions but those given, and spares global services", async () => {
      new components.OrganizationGuardrails("guard", args);
      const [lock, ...others] = await statements("guard-regions");
      assert.deepEqual(others, []);
      assert.equal(lock?.Effect, "Deny");
      assert.deepEqual(lock.Condition, {
        StringNotEquals: { "aws:RequestedRegion": args.regions },
        ArnNotLike: { "aws:PrincipalArn": [ADMIN] },
      });
      const spared = (lock as unknown as { NotAction: string[] }).NotAction;
      for (const service of ["iam", "sts", "organizations", "route53", "cloudfront", "support"])
        assert.ok(spared.includes(`${service}:*`), service);
      for (const service of ["ecs", "ecr", "ec2", "s3", "lambda", "kms"])
        assert.ok(!spared.includes(`${service}:*`), service);
    });

    it("leaves containers to the roles that deploy, which nobody else can make", async () => {
      new components.OrganizationGuardrails("guard", args);
      const [containers, roles] = await statements("guard-containers");
      assert.deepEqual(containers?.Condition, {
        ArnNotLike: { "aws:PrincipalArn": [DEPLOY, ADMIN] },
      });
      assert.deepEqual(roles?.Resource, [DEPLOY]);
      assert.ok(roles.Action.includes("iam:UpdateAssumeRolePolicy"));
      assert.deepEqual(roles.Condition, { ArnNotLike: { "aws:PrincipalArn": [ADMIN] } });
    });

    it("spares nobody by default", async () => {
      new components.OrganizationGuardrails("guard", { ...args, administrators: undefined });
      const [audit] = await statements("guard-audit");
      assert.ok(audit);
      assert.deepEqual(audit.Condition, {});
      assert.ok(audit.Action.includes("cloudtrail:StopLogging"));
    });

    it("refuses all faults at once, the length of a policy among them", () => {
      const roles = Array.from(
        { length: 80 },
        (_, index) => `arn:aws:iam::*:role/team-${index}-with-a-long-name-deploy`,
      );
      assertRefused(
        () =>
          new components.OrganizationGuardrails("guard", {
            targets: ["root"],
            regions: [],
            deployRoles: [...roles, "arn:aws:iam::*:role/*"],
          }),
        [
          'OrganizationGuardrails "guard": targets "root" is not the id of a root (r-…), a unit (ou-…-…) or an account (12 digits).',
          'OrganizationGuardrails "guard": regions is empty: everything would be denied.',
          'OrganizationGuardrails "guard": deployRoles "arn:aws:iam::*:role/*" is not the ARN of a role with a name, such as arn:aws:iam::*:role/cruddur-*-deploy.',
          'OrganizationGuardrails "guard": the policy on containers has 9479 characters, at most 5120 are allowed; name fewer roles or regions, with * where names begin alike.',
        ],
      );
    });
  });

  describe("AuditTrail", () => {
    const args = {
      account: ACCOUNT,
      trailName: "cruddur-audit",
      bucketName: "cruddur-audit-123456789012",
      logGroupName: "/cruddur/organization/audit-trail",
      retentionInDays: 90,
      expireAfterDays: 365,
    };
    const trailArn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/cruddur-audit";

    it("records all regions into validated, encrypted files and a log group", async () => {
      new components.AuditTrail("audit", args);
      const { inputs } = await only("aws:cloudtrail/trail:Trail");
      assert.equal(inputs["isMultiRegionTrail"], true);
      assert.equal(inputs["enableLogFileValidation"], true);
      assert.equal(inputs["enableLogging"], true);
      assert.equal(inputs["isOrganizationTrail"], false);
      assert.match(text(inputs["kmsKeyId"]), /^arn:aws:kms:/);
      assert.match(text(inputs["cloudWatchLogsGroupArn"]), /:log-group:\/cruddur.*:\*$/);
      const bucket = await only("aws:s3/bucket:Bucket");
      assert.equal(inputs["s3BucketName"], text(bucket.inputs["bucket"]));
    });

    it("binds bucket and key to this one trail, and the role to its log group", async () => {
      new components.AuditTrail("audit", args);
      const bucket = documentOf(await only("aws:s3/bucketPolicy:BucketPolicy"));
      const key = documentOf(await only("aws:kms/key:Key"));
      const ofTrail = [...bucket.Statement, ...key.Statement].filter(({ Principal }) =>
        JSON.stringify(Principal).includes("cloudtrail"),
      );
      assert.equal(ofTrail.length, 4);
      for (const { Condition } of ofTrail)
        assert.equal(Condition?.["StringEquals"]?.["aws:SourceArn"], trailArn);
      const role = documentOf(await only("aws:iam/role:Role"), "assumeRolePolicy");
      assert.deepEqual(role.Statement, [
        {
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ]);
      const [rights] = documentOf(await only("aws:iam/rolePolicy:RolePolicy")).Statement;
      assert.deepEqual(rights?.Resource, [
        "arn:aws:logs:us-east-1:123456789012:log-group:/cruddur/organization/audit-trail:log-stream:123456789012_*",
      ]);
    });

    it("records the whole organization where its id is given", async () => {
      new components.AuditTrail("audit", { ...args, organizationId: "o-a1b2c3d4e5" });
      const { inputs } = await only("aws:cloudtrail/trail:Trail");
      assert.equal(inputs["isOrganizationTrail"], true);
      const [, , logs] = documentOf(await only("aws:s3/bucketPolicy:BucketPolicy")).Statement;
      assert.ok(
        logs?.Resource?.includes("arn:aws:s3:::cruddur-audit-123456789012/AWSLogs/o-a1b2c3d4e5/*"),
      );
    });

    it("refuses all faults at once", () => {
      assertRefused(
        () =>
          new components.AuditTrail("audit", {
            ...args,
            trailName: "a--b",
            organizationId: "mine",
            keyDeletionDays: 3,
          }),
        [
          'AuditTrail "audit": trailName "a--b" is not 3 to 128 of letters, digits, _ and -, with a letter or digit at both ends and no two of _ and - side by side.',
          'AuditTrail "audit": organizationId "mine" is not like o-a1b2c3d4e5.',
          'AuditTrail "audit": keyDeletionDays 3 is out of range; choose 7 to 30.',
        ],
      );
    });
  });

  describe("alerts", () => {
    const topicOf = () =>
      new components.AlertTopic("alerts", {
        account: ACCOUNT,
        topicName: "cruddur-alerts",
        emails: ["a@cruddur.example", "b@cruddur.example"],
      });

    it("go to an encrypted topic to which only alarms, budgets and event rules publish", async () => {
      topicOf();
      const topic = await only("aws:sns/topic:Topic");
      assert.match(text(topic.inputs["kmsMasterKeyId"]), /^arn:aws:kms:/);
      const [publish, events, tls, ...none] = documentOf(
        await only("aws:sns/topicPolicy:TopicPolicy"),
      ).Statement;
      assert.deepEqual(none, []);
      assert.deepEqual(publish?.Principal, {
        Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"],
      });
      assert.deepEqual(publish.Condition, {
        StringEquals: { "aws:SourceAccount": ACCOUNT.accountId },
      });
      assert.deepEqual(events?.Principal, { Service: "events.amazonaws.com" });
      for (const { Resource } of [publish, events])
        assert.equal(Resource, "arn:aws:sns:us-east-1:123456789012:cruddur-alerts");
      assert.equal(tls?.Effect, "Deny");
      const [, key] = documentOf(await only("aws:kms/key:Key")).Statement;
      assert.deepEqual(key?.Condition, publish.Condition);
    });

    it("of event rules reach the topic: AWS takes no condition on their source, on the topic or on its key", async () => {
      topicOf();
      for (const type of ["aws:sns/topicPolicy:TopicPolicy", "aws:kms/key:Key"]) {
        const statements = documentOf(await only(type)).Statement;
        const [events, ...others] = statements.filter(({ Principal }) =>
          JSON.stringify(Principal).includes("events.amazonaws.com"),
        );
        assert.deepEqual(others, [], type);
        assert.equal(events?.Effect, "Allow", type);
        assert.equal(events.Condition, undefined, type);
      }
    });

    it("go to each of the addresses", async () => {
      topicOf();
      assert.equal((await registered("aws:sns/topicSubscription:TopicSubscription")).length, 2);
    });

    it("tell of grave calls by anyone, of deployments and reads of secrets by the unexpected", async () => {
      const reader = "arn:aws:iam::123456789012:role/*-execution-*";
      new components.ContainerApiAlerts("api", {
        account: ACCOUNT,
        topic: topicOf(),
        deployRoles: ["arn:aws:iam::123456789012:role/cruddur-*-deploy"],
        secretReaders: [reader],
      });
      const pattern = async (name: string) =>
        JSON.parse(
          text((await only("aws:cloudwatch/eventRule:EventRule", name)).inputs["eventPattern"]),
        ) as { detail: { eventName: string[]; userIdentity?: unknown } };
      const grave = await pattern("api-grave-calls");
      assert.ok(grave.detail.eventName.includes("ExecuteCommand"));
      assert.equal(grave.detail.userIdentity, undefined);
      const reads = await pattern("api-secret-reads");
      assert.deepEqual(reads.detail.userIdentity, {
        sessionContext: {
          sessionIssuer: {
            arn: [
              {
                "anything-but": {
                  wildcard: [reader, "arn:aws:iam::123456789012:role/cruddur-*-deploy"],
                },
              },
              { exists: false },
            ],
          },
        },
      });
      const rule = await only("aws:cloudwatch/eventRule:EventRule", "api-secret-reads");
      // Without this state EventBridge leaves out calls that only read.
      assert.equal(rule.inputs["state"], "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
      const targets = await registered("aws:cloudwatch/eventTarget:EventTarget");
      assert.equal(targets.length, 3);
      assert.deepEqual(await registered("aws:cloudwatch/metricAlarm:MetricAlarm"), []);
    });

    it("fill every placeholder of their messages", async () => {
      const topic = topicOf();
      new components.ThreatDetection("threats", { topic });
      new components.ImageScanning("images", { account: ACCOUNT, topic });
      const deployRoles = ["arn:aws:iam::123456789012:role/deploy"];
      new components.ContainerApiAlerts("api", { account: ACCOUNT, topic, deployRoles });
      const targets = await registered("aws:cloudwatch/eventTarget:EventTarget");
      assert.equal(targets.length, 5);
      for (const { name, inputs } of targets) {
        const { inputPaths, inputTemplate } = inputs["inputTransformer"] as unknown as {
          inputPaths: Record<string, string>;
          inputTemplate: string;
        };
        const used = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, placeholder]) => placeholder);
        assert.deepEqual([...used].sort(), Object.keys(inputPaths).sort(), name);
        assert.equal(typeof JSON.parse(inputTemplate), "string");
      }
    });

    it("count in the trail what no rule can tell", async () => {
      const logGroup = new components.LogGroup("trail", {
        logGroupName: "/cruddur/organization/audit-trail",
        retentionInDays: 90,
      });
      new components.ContainerApiAlerts("api", {
        account: ACCOUNT,
        topic: topicOf(),
        deployRoles: ["arn:aws:iam::123456789012:role/deploy"],
        trailLogGroup: logGroup,
      });
      const filters = await registered("aws:cloudwatch/logMetricFilter:LogMetricFilter");
      const alarms = await registered("aws:cloudwatch/metricAlarm:MetricAlarm");
      const counted = filters.map(({ inputs }) => inputs["metricTransformation"]?.["name"]);
      assert.deepEqual(
        alarms.map(({ inputs }) => inputs["metricName"]),
        counted,
      );
      assert.deepEqual(counted.map(String).sort(), [
        "api-access-denied",
        "api-other-regions",
        "api-root-use",
      ]);
    });

    it("refuse roles without a name", () => {
      assertRefused(
        () =>
          new components.ContainerApiAlerts("api", {
            account: ACCOUNT,
            topic: topicOf(),
            deployRoles: ["arn:aws:iam::123456789012:role/*"],
          }),
        [
          'ContainerApiAlerts "api": deployRoles "arn:aws:iam::123456789012:role/*" is not the ARN of a role with a name.',
        ],
      );
    });
  });

  it("ConfigRecorder records everything and starts once there is a channel", async () => {
    new components.ConfigRecorder("config", {
      account: ACCOUNT,
      bucketName: "cruddur-config-123456789012",
      expireAfterDays: 365,
    });
    const recorder = await only("aws:cfg/recorder:Recorder");
    assert.deepEqual(recorder.inputs["recordingGroup"], {
      allSupported: true,
      includeGlobalResourceTypes: true,
    });
    assert.equal((await only("aws:cfg/recorderStatus:RecorderStatus")).inputs["isEnabled"], true);
    const rules = await registered("aws:cfg/rule:Rule");
    const names = rules.map(({ inputs }) => text(inputs["name"]));
    assert.ok(names.includes("ecs-containers-nonprivileged"));
    // AWS calls a rule as its identifier, but for one.
    for (const { inputs } of rules) {
      const identifier = text(inputs["source"]?.["sourceIdentifier"]);
      const expected = text(inputs["name"]).toUpperCase().replaceAll("-", "_");
      if (identifier !== "INCOMING_SSH_DISABLED") assert.equal(identifier, expected);
    }
  });

  it("ConfigRecorder uses the role that an account has already", async () => {
    new components.ConfigRecorder("config", {
      account: ACCOUNT,
      bucketName: "cruddur-config-123456789012",
      expireAfterDays: 365,
      serviceLinkedRole: "existing",
    });
    assert.deepEqual(await registered("aws:iam/serviceLinkedRole:ServiceLinkedRole"), []);
    assert.equal(
      (await only("aws:cfg/recorder:Recorder")).inputs["roleArn"],
      "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
    );
  });

  describe("ConformancePack", () => {
    const recorder = () =>
      new components.ConfigRecorder("config", {
        account: ACCOUNT,
        bucketName: "cruddur-config-123456789012",
        expireAfterDays: 365,
        rules: {},
      });

    it("holds the rules of the recorder's own table, with their parameters", async () => {
      new components.ConformancePack("pack", { packName: "cruddur", recorder: recorder() });
      const { inputs } = await only("aws:cfg/conformancePack:ConformancePack");
      assert.equal(inputs["name"], "cruddur");
      const { Resources } = JSON.parse(text(inputs["templateBody"])) as {
        Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
      };
      const { CONTAINER_CONFIG_RULES } = await import("../../components/lib/config-rules");
      const found = Object.values(Resources).map(({ Type, Properties }) => {
        assert.equal(Type, "AWS::Config::ConfigRule");
        const { Owner, SourceIdentifier } = Properties["Source"] as Record<string, string>;
        assert.equal(Owner, "AWS");
        const parameters = Properties["InputParameters"];
        return [
          Properties["ConfigRuleName"],
          { identifier: SourceIdentifier, ...(parameters !== undefined && { parameters }) },
        ] as [string, unknown];
      });
      assert.deepEqual(Object.fromEntries(found), CONTAINER_CONFIG_RULES);
      assert.ok(Object.keys(Resources).every((id) => /^[A-Za-z0-9]+$/.test(id)));
      assert.deepEqual(await registered("aws:cfg/rule:Rule"), []);
    });

    it("takes a template from S3 with its parameters instead, and goes to the organization's accounts", async () => {
      new components.ConformancePack("pack", {
        packName: "cruddur",
        recorder: recorder(),
        scope: "organization",
        excludedAccounts: ["210987654321"],
        templateS3Uri: "s3://packs/ecs.yaml",
        inputParameters: { Days: "90" },
      });
      const { inputs } = await only(
        "aws:cfg/organizationConformancePack:OrganizationConformancePack",
      );
      assert.deepEqual(inputs, {
        excludedAccounts: ["210987654321"],
        inputParameters: [{ parameterName: "Days", parameterValue: "90" }],
        name: "cruddur",
        templateS3Uri: "s3://packs/ecs.yaml",
      });
    });

    it("refuses all faults at once", () => {
      const rule = { identifier: "ECS_CONTAINERS_NONPRIVILEGED" };
      assertRefused(
        () =>
          new components.ConformancePack("pack", {
            packName: "1st",
            recorder: recorder(),
            excludedAccounts: ["123"],
            rules: { "a-b": rule, a_b: { identifier: "own" } },
            inputParameters: { Days: "90" },
          }),
        [
          'ConformancePack "pack": packName "1st" is not 1 to 256 of letters, digits and -, a letter first.',
          'ConformancePack "pack": excludedAccounts "123" is not the 12 digits of an account.',
          'ConformancePack "pack": rules "a_b".identifier "own" is not one of AWS\'s, such as ECS_CONTAINERS_NONPRIVILEGED.',
          'ConformancePack "pack": inputParameters are those of templateS3Uri; rules have their own parameters.',
        ],
      );
      const many = Object.fromEntries(
        Array.from({ length: 131 }, (_, index) => [`rule${index}`, rule]),
      );
      assertRefused(
        () =>
          new components.ConformancePack("pack", {
            packName: "a".repeat(129),
            recorder: recorder(),
            scope: "organization",
            rules: many,
            templateS3Uri: "https://packs/ecs.yaml",
          }),
        [
          'ConformancePack "pack": templateS3Uri "https://packs/ecs.yaml" is not s3://<bucket>/<key>.',
          'ConformancePack "pack": packName has 129 characters, at most 128 are allowed with scope organization.',
          'ConformancePack "pack": rules and templateS3Uri exclude each other; give one.',
          'ConformancePack "pack": rules has 131; a pack holds 1 to 130.',
        ],
      );
      assertRefused(
        () =>
          new components.ConformancePack("pack", {
            packName: "cruddur",
            recorder: recorder(),
            excludedAccounts: ["210987654321"],
            rules: { "a-b": rule, a_b: rule },
          }),
        [
          'ConformancePack "pack": excludedAccounts go with scope organization only.',
          'ConformancePack "pack": rules "a-b" and "a_b" are one name in a template; rename one.',
        ],
      );
    });
  });

  it("ThreatDetection watches Fargate tasks, and states every agent", async () => {
    new components.ThreatDetection("threats");
    const feature = await only("aws:guardduty/detectorFeature:DetectorFeature");
    assert.equal(feature.inputs["status"], "ENABLED");
    assert.deepEqual(feature.inputs["additionalConfigurations"], [
      { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
      { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
      { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
    ]);
    assertRefused(
      () => new components.ThreatDetection("threats", { leastSeverity: 11 }),
      ['ThreatDetection "threats": leastSeverity 11 is out of range; choose 1 to 10.'],
    );
  });

  it("ImageScanning scans the whole registry continuously; SecurityHub brings one standard", async () => {
    new components.ImageScanning("images", { account: ACCOUNT });
    new components.SecurityHub("hub", { account: ACCOUNT });
    const registry = await only(
      "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    );
    assert.equal(registry.inputs["scanType"], "ENHANCED");
    assert.equal(
      (await only("aws:securityhub/account:Account")).inputs["enableDefaultStandards"],
      false,
    );
    assert.match(
      text(
        (await only("aws:securityhub/standardsSubscription:StandardsSubscription")).inputs[
          "standardsArn"
        ],
      ),
      /^arn:aws:securityhub:us-east-1::standards\/aws-foundational-security-best-practices\//,
    );
  });
});
