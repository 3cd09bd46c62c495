import assert from "node:assert/strict";
import { startAccount, type Bag, type EngineClient } from "./engine-client";
import { auditBucketPolicy, packTemplate } from "./specimens/organization";
import { policy, trust } from "./specimens/specimen";

const ROOT = "r-exam";
const SCP = "aws:organizations/policy:Policy";
const ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";
const UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit";
const ORGANIZATION = "aws:organizations/organization:Organization";
const BUCKET = "aws:s3/bucket:Bucket";
const TRAIL = "aws:cloudtrail/trail:Trail";
const RECORDER = "aws:cfg/recorder:Recorder";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
const STATUS = "aws:cfg/recorderStatus:RecorderStatus";
const DETECTOR = "aws:guardduty/detector:Detector";
const HUB = "aws:securityhub/account:Account";
const STANDARD = "aws:securityhub/standardsSubscription:StandardsSubscription";
const TOPIC = "aws:sns/topic:Topic";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

describe("the simulated account's baseline", () => {
  let started: Awaited<ReturnType<typeof startAccount>>;
  let engine: EngineClient;
  beforeEach(async () => {
    started = await startAccount();
    ({ engine } = started);
  });
  afterEach(() => started.stop());

  const refused = (type: string, args: Bag, answer: RegExp) =>
    assert.rejects(engine.create(type, "refused", args), answer);
  const auditBucket = async (document?: string) => {
    await engine.create(BUCKET, "audit", { bucket: "audit" });
    if (document === undefined) return;
    const args = { bucket: "audit", policy: document };
    await engine.create("aws:s3/bucketPolicy:BucketPolicy", "audit", args);
  };

  describe("organizations", () => {
    it("take a policy of 5120 characters, and none of 5121", async () => {
      const padded = (length: number) => policy + " ".repeat(length - policy.length);
      const { id, outputs } = await engine.create(SCP, "fits", { content: padded(5120) });
      assert.match(id, /^p-[0-9a-f]{8}$/);
      assert.match(
        String(outputs["arn"]),
        /^arn:aws:organizations::\d{12}:policy\/o-\w+\/service_control_policy\/p-/,
      );
      await refused(
        SCP,
        { content: padded(5121) },
        /ConstraintViolationException.*maximum policy size/,
      );
    });

    it("refuse a policy with a principal, and a name that is taken", async () => {
      const Statement = [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }];
      const content = JSON.stringify({ Version: "2012-10-17", Statement });
      await refused(SCP, { content }, /MalformedPolicyDocumentException/);
      await engine.create(SCP, "one", { name: "one", content: policy });
      await refused(SCP, { name: "one", content: policy }, /DuplicatePolicyException/);
    });

    it("attach at most four policies of one's own to a target that exists, each once", async () => {
      const ids: string[] = [];
      for (const name of ["a", "b", "c", "d", "e"])
        ids.push((await engine.create(SCP, name, { name, content: policy })).id);
      const [first, ...others] = ids;
      const gone = { policyId: first, targetId: "ou-exam-00000000" };
      await refused(ATTACHMENT, gone, /TargetNotFoundException/);
      await engine.create(ATTACHMENT, "first", { policyId: first, targetId: ROOT });
      const again = { policyId: first, targetId: ROOT };
      await refused(ATTACHMENT, again, /DuplicatePolicyAttachmentException/);
      for (const policyId of others.slice(0, 3))
        await engine.create(ATTACHMENT, policyId, { policyId, targetId: ROOT });
      const fifth = { policyId: others[3], targetId: ROOT };
      await refused(ATTACHMENT, fifth, /ConstraintViolationException.*maximum number/);
    });

    it("attach nothing where the policy type is off, and keep what is attached", async () => {
      const scp = await engine.create(SCP, "one", { content: policy });
      await engine.create(ATTACHMENT, "one", { policyId: scp.id, targetId: ROOT });
      await assert.rejects(engine.delete(scp), /PolicyInUseException/);
      await started.account.transaction("eu-central-1", (view) => {
        const [organization] = view.list(ORGANIZATION);
        const roots = [{ id: ROOT, policyTypes: [] }];
        view.put(ORGANIZATION, organization?.id ?? "", { ...organization?.properties, roots });
      });
      const args = { policyId: scp.id, targetId: "123456789012" };
      await refused(ATTACHMENT, args, /PolicyTypeNotEnabledException/);
    });

    it("let only the management account change anything", async () => {
      await started.account.transaction("eu-central-1", (view) => {
        const [organization] = view.list(ORGANIZATION);
        const properties = { ...organization?.properties, masterAccountId: "210987654321" };
        view.put(ORGANIZATION, organization?.id ?? "", properties);
      });
      await refused(SCP, { content: policy }, /AccessDeniedException/);
      const answer = await engine.invoke("aws:organizations/getOrganization:getOrganization");
      assert.equal(answer["masterAccountId"], "210987654321");
      assert.deepEqual(answer["accounts"], []);
    });

    it("keep units apart by name, and those that are not empty", async () => {
      const unit = await engine.create(UNIT, "one", { name: "one", parentId: ROOT });
      assert.match(unit.id, /^ou-exam-[0-9a-f]{8}$/);
      await refused(UNIT, { name: "one", parentId: ROOT }, /DuplicateOrganizationalUnitException/);
      await engine.create(UNIT, "two", { name: "one", parentId: unit.id });
      await assert.rejects(engine.delete(unit), /OrganizationalUnitNotEmptyException/);
      await refused(UNIT, { parentId: "ou-exam-00000000" }, /ParentNotFoundException/);
    });
  });

  describe("CloudTrail", () => {
    it("refuses a bucket that is not there, or does not let it write", async () => {
      await refused(TRAIL, { s3BucketName: "audit" }, /S3BucketDoesNotExistException/);
      await auditBucket();
      await refused(TRAIL, { s3BucketName: "audit" }, /InsufficientS3BucketPolicyException/);
    });

    it("refuses a bucket that lets another trail write", async () => {
      const document = JSON.parse(auditBucketPolicy("audit")) as { Statement: Bag[] };
      const Condition = {
        StringEquals: {
          "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:123456789012:trail/other",
        },
      };
      const Statement = document.Statement.map((each) => ({ ...each, Condition }));
      await auditBucket(JSON.stringify({ ...document, Statement }));
      const args = { name: "one", s3BucketName: "audit" };
      await refused(TRAIL, args, /InsufficientS3BucketPolicyException/);
      await engine.create(TRAIL, "other", { ...args, name: "other" });
    });

    it("refuses a key that does not let it encrypt, and a role that it cannot take", async () => {
      await auditBucket(auditBucketPolicy("audit"));
      const key = await engine.create("aws:kms/key:Key", "one", {});
      const args = { name: "one", s3BucketName: "audit" };
      await refused(
        TRAIL,
        { ...args, kmsKeyId: key.outputs["arn"] },
        /InsufficientEncryptionPolicyException/,
      );
      const group = await engine.create("aws:cloudwatch/logGroup:LogGroup", "one", {});
      const role = await engine.create("aws:iam/role:Role", "one", {
        assumeRolePolicy: trust("ecs-tasks.amazonaws.com"),
      });
      const cloudWatchLogsRoleArn = role.outputs["arn"];
      const arn = String(group.outputs["arn"]);
      const logs = (cloudWatchLogsGroupArn: string) => ({
        ...args,
        cloudWatchLogsGroupArn,
        cloudWatchLogsRoleArn,
      });
      await refused(TRAIL, logs(arn), /InvalidCloudWatchLogsLogGroupArnException/);
      await refused(TRAIL, logs(`${arn}:*`), /InvalidCloudWatchLogsRoleArnException/);
    });

    it("takes a role for its log group without saying for which trail: conditions on that let nobody in", async () => {
      await auditBucket(auditBucketPolicy("audit"));
      const group = await engine.create("aws:cloudwatch/logGroup:LogGroup", "one", {});
      const cloudWatchLogsGroupArn = `${String(group.outputs["arn"])}:*`;
      const rights = {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "*",
      };
      const withRole = async (name: string, assumeRolePolicy: string) => {
        const role = await engine.create("aws:iam/role:Role", name, { assumeRolePolicy });
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [rights] });
        await engine.create("aws:iam/rolePolicy:RolePolicy", name, { role: role.id, policy });
        const cloudWatchLogsRoleArn = role.outputs["arn"];
        return {
          name: "one",
          s3BucketName: "audit",
          cloudWatchLogsGroupArn,
          cloudWatchLogsRoleArn,
        };
      };
      const plain = trust("cloudtrail.amazonaws.com");
      const { Version, Statement } = JSON.parse(plain) as { Version: string; Statement: object[] };
      const Condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
      const bound = { Version, Statement: [{ ...Statement[0], Condition }] };
      await refused(
        TRAIL,
        await withRole("bound", JSON.stringify(bound)),
        /InvalidCloudWatchLogsRoleArnException/,
      );
      await engine.create(TRAIL, "one", await withRole("plain", plain));
    });

    it("records an organization only with trusted access, and fills its bucket", async () => {
      await auditBucket(auditBucketPolicy("audit"));
      const args = { name: "one", s3BucketName: "audit" };
      await refused(
        TRAIL,
        { ...args, isOrganizationTrail: true },
        /CloudTrailAccessNotEnabledException/,
      );
      await engine.create(TRAIL, "one", args);
      await refused(TRAIL, args, /TrailAlreadyExistsException/);
      const bucket = await engine.read(BUCKET, "audit", "audit");
      assert.ok(bucket);
      await assert.rejects(engine.delete(bucket), /BucketNotEmpty/);
    });
  });

  describe("AWS Config", () => {
    const role = async () => {
      const args = { assumeRolePolicy: trust("config.amazonaws.com") };
      return (await engine.create("aws:iam/role:Role", "config", args)).outputs["arn"];
    };

    it("has one recorder, one channel, and starts only with both", async () => {
      const roleArn = await role();
      await auditBucket(auditBucketPolicy("audit"));
      await refused(
        CHANNEL,
        { s3BucketName: "audit" },
        /NoAvailableConfigurationRecorderException/,
      );
      const rule = { source: { owner: "AWS", sourceIdentifier: "ECS_CONTAINERS_NONPRIVILEGED" } };
      await refused("aws:cfg/rule:Rule", rule, /NoAvailableConfigurationRecorderException/);
      await refused(
        RECORDER,
        { roleArn: "arn:aws:iam::123456789012:role/no" },
        /InvalidRoleException/,
      );
      const recorder = await engine.create(RECORDER, "one", { roleArn });
      await refused(RECORDER, { roleArn }, /MaxNumberOfConfigurationRecordersExceededException/);
      const start = { name: recorder.id, isEnabled: true };
      await refused(STATUS, start, /NoAvailableDeliveryChannelException/);
      const channel = await engine.create(CHANNEL, "one", { s3BucketName: "audit" });
      await refused(
        CHANNEL,
        { s3BucketName: "audit" },
        /MaxNumberOfDeliveryChannelsExceededException/,
      );
      const status = await engine.create(STATUS, "one", start);
      await assert.rejects(engine.delete(channel), /LastDeliveryChannelDeleteFailedException/);
      await engine.delete(status);
      await engine.delete(channel);
    });

    it("refuses a bucket into which it cannot write, and a rule that is not AWS's", async () => {
      await engine.create(RECORDER, "one", { roleArn: await role() });
      await refused(CHANNEL, { s3BucketName: "none" }, /NoSuchBucketException/);
      await auditBucket();
      await refused(CHANNEL, { s3BucketName: "audit" }, /InsufficientDeliveryPolicyException/);
      const rule = { source: { owner: "AWS", sourceIdentifier: "ecs-nonprivileged" } };
      await refused("aws:cfg/rule:Rule", rule, /InvalidParameterValueException/);
    });
  });

  describe("conformance packs", () => {
    const PACK = "aws:cfg/conformancePack:ConformancePack";
    const ORGANIZATION_PACK = "aws:cfg/organizationConformancePack:OrganizationConformancePack";
    const fine = packTemplate(["ECS_CONTAINERS_NONPRIVILEGED"]);
    const record = async () => {
      const assumeRolePolicy = trust("config.amazonaws.com");
      const { outputs } = await engine.create("aws:iam/role:Role", "config", { assumeRolePolicy });
      return engine.create(RECORDER, "one", { roleArn: outputs["arn"] });
    };
    const changeOrganization = (change: Bag) =>
      started.account.transaction("eu-central-1", (view) => {
        const [organization] = view.list(ORGANIZATION);
        view.put(ORGANIZATION, organization?.id ?? "", { ...organization?.properties, ...change });
      });

    it("fail where nothing is recorded, and are mended by the next update", async () => {
      const args = { name: "one", templateBody: fine };
      const failed = /CREATE_FAILED.*You must create a configuration recorder/;
      await refused(PACK, args, failed);
      await refused(ORGANIZATION_PACK, args, failed);
      const excluded = { ...args, name: "two", excludedAccounts: ["123456789012"] };
      await engine.create(ORGANIZATION_PACK, "two", excluded);
      await record();
      const { id, outputs } = await engine.create(PACK, "three", { ...args, name: "three" });
      assert.equal(id, "three");
      assert.match(
        String(outputs["arn"]),
        /^arn:aws:config:eu-central-1:123456789012:conformance-pack\/three\/conformance-pack-[0-9a-f]{9}$/,
      );
    });

    it("refuse a template that is none, and say what is wrong with it", async () => {
      await record();
      const answers = (templateBody: string, answer: RegExp, more: Bag = {}) =>
        refused(PACK, { name: "one", templateBody, ...more }, answer);
      const invalid = (fault: string) =>
        new RegExp(
          `ConformancePackTemplateValidationException: Invalid conformance pack template provided. Errors found: \\[.*${fault}.*\\]. Fix your template`,
        );
      await answers("a: [", /contains an invalid JSON or YAML/);
      await answers("Resources: {}", invalid("no resources"));
      await answers("just words", invalid("not a JSON or YAML object"));
      const bucket = '{"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}';
      await answers(bucket, invalid("unsupported type AWS::S3::Bucket"));
      await answers(fine.replace("Rule0", "rule-0"), invalid("rule-0 is not alphanumeric"));
      await answers(fine.replace("Owner: AWS, ", ""), invalid("no source with an owner"));
      const many = (count: number) =>
        packTemplate(Array.from({ length: count }, () => "ECS_CONTAINERS_NONPRIVILEGED"));
      await answers(many(131), invalid("exceeds the allowed limit"));
      await engine.create(PACK, "many", { name: "many", templateBody: many(130) });
      const parameters = `Parameters: { Days: { Type: String } }\n${fine}`;
      await answers(parameters, invalid("Days has no value"));
      const other = [{ parameterName: "Hours", parameterValue: "1" }];
      await answers(fine, invalid("Hours is not in the template"), { inputParameters: other });
      const days = [{ parameterName: "Days", parameterValue: "1" }];
      await engine.create(PACK, "days", {
        name: "days",
        templateBody: parameters,
        inputParameters: days,
      });
    });

    it("refuse names, sizes and places that AWS does not take", async () => {
      await record();
      await refused(PACK, { name: "one" }, /one of `templateBody,templateS3Uri` must be specified/);
      await refused(PACK, { name: "1st", templateBody: fine }, /a letter, then letters/);
      await refused(PACK, { name: "a".repeat(257), templateBody: fine }, /256/);
      await refused(PACK, { name: "one", templateS3Uri: "https://bucket/key" }, /s3:\/\//);
      const long = `${fine}\n#${" ".repeat(51_200 - fine.length - 1)}`;
      await refused(PACK, { name: "one", templateBody: long }, /51200/);
      const both = { name: "one", templateBody: fine, templateS3Uri: "s3://packs/one.yaml" };
      await refused(ORGANIZATION_PACK, both, /conflicts with templateS3Uri/);
      await refused(ORGANIZATION_PACK, { name: "one" }, /ValidationException.*must be specified/);
      await refused(ORGANIZATION_PACK, { name: "a".repeat(129), templateBody: fine }, /128/);
      const deliveryS3Bucket = "reports";
      await refused(
        ORGANIZATION_PACK,
        { name: "one", templateBody: fine, deliveryS3Bucket },
        /awsconfigconforms/,
      );
    });

    it("are fifty at most", async () => {
      await record();
      for (let count = 0; count < 50; count++)
        await engine.create(PACK, `p${count}`, { name: `p${count}`, templateBody: fine });
      const args = { name: "more", templateBody: fine };
      await refused(PACK, args, /MaxNumberOfConformancePacksExceededException.*50/);
    });

    it("go to an organization's accounts from its management account only, with all its features", async () => {
      await record();
      const args = { name: "one", templateBody: fine };
      await changeOrganization({ featureSet: "CONSOLIDATED_BILLING" });
      await refused(ORGANIZATION_PACK, args, /OrganizationAllFeaturesNotEnabledException/);
      await changeOrganization({ featureSet: "ALL", masterAccountId: "210987654321" });
      await refused(ORGANIZATION_PACK, args, /OrganizationAccessDeniedException/);
      await changeOrganization({ masterAccountId: "123456789012" });
      await refused(
        ORGANIZATION_PACK,
        { ...args, templateBody: "Resources: {}" },
        /OrganizationConformancePackTemplateValidationException/,
      );
      await engine.create(ORGANIZATION_PACK, "one", args);
    });
  });

  it("GuardDuty and Security Hub are there once per region", async () => {
    await engine.create(DETECTOR, "one", {});
    await refused(DETECTOR, {}, /BadRequestException.*a detector already exists/);
    const elsewhere = await started.another({ region: "us-east-1" });
    await elsewhere.create(DETECTOR, "two", {});
    const standardsArn = "arn:aws:securityhub:eu-central-1::standards/pci-dss/v/3.2.1";
    await refused(STANDARD, { standardsArn }, /InvalidAccessException.*is not subscribed/);
    await engine.create(HUB, "one", {});
    await refused(HUB, {}, /ResourceConflictException.*already subscribed/);
    const foreign = { standardsArn: standardsArn.replace("eu-central-1", "us-east-1") };
    await refused(STANDARD, foreign, /InvalidInputException/);
  });

  it("the registry scans continuously only with Amazon Inspector", async () => {
    const type = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
    const rules = [
      {
        scanFrequency: "CONTINUOUS_SCAN",
        repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
      },
    ];
    await refused(type, { scanType: "BASIC", rules }, /InvalidParameterException.*CONTINUOUS_SCAN/);
    await engine.create(type, "one", { scanType: "ENHANCED", rules });
    const others = { accountIds: ["210987654321"], resourceTypes: ["ECR"] };
    await refused("aws:inspector2/enabler:Enabler", others, /AccessDeniedException/);
  });

  it("rules need a pattern that EventBridge reads, and keep their targets", async () => {
    await refused(RULE, {}, /one of `eventPattern,scheduleExpression` must be specified/);
    for (const eventPattern of ['{"source":"aws.ecs"}', '{"detail":{}}', '{"source":[]}'])
      await refused(RULE, { eventPattern }, /InvalidEventPatternException/);
    const topic = await engine.create(TOPIC, "one", {});
    await refused(TARGET, { rule: "none", arn: topic.id }, /ResourceNotFoundException/);
    const rule = await engine.create(RULE, "one", { scheduleExpression: "rate(1 day)" });
    for (const targetId of ["a", "b", "c", "d", "e"])
      await engine.create(TARGET, targetId, { rule: rule.id, arn: topic.id, targetId });
    await refused(TARGET, { rule: rule.id, arn: topic.id }, /LimitExceededException/);
    await assert.rejects(engine.delete(rule), /Rule can't be deleted since it has targets/);
  });

  it("topics, budgets, dashboards and composite alarms refuse what AWS refuses", async () => {
    await refused(
      "aws:sns/topicSubscription:TopicSubscription",
      { topic: "arn:aws:sns:eu-central-1:123456789012:no", protocol: "email", endpoint: "a@b.c" },
      /NotFound.*Topic does not exist/,
    );
    await refused(TOPIC, { policy: '{"Statement":[]}' }, /InvalidParameter.*Policy Error/);
    const budget = { name: "one", budgetType: "COST", timeUnit: "MONTHLY", limitUnit: "USD" };
    await engine.create("aws:budgets/budget:Budget", "one", { ...budget, limitAmount: "1" });
    const again = { ...budget, limitAmount: "1" };
    await refused("aws:budgets/budget:Budget", again, /DuplicateRecordException/);
    const wide = { type: "text", width: 25, properties: { markdown: "" } };
    for (const body of [{}, { widgets: [{ type: "pie" }] }, { widgets: [wide] }])
      await refused(
        "aws:cloudwatch/dashboard:Dashboard",
        { dashboardName: "one", dashboardBody: JSON.stringify(body) },
        /InvalidParameterInput/,
      );
    for (const alarmRule of ["ALARM(a) AND", "a", "(OK(a)", "ALARM(a) OK(b)"])
      await refused(
        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        { alarmName: "one", alarmRule },
        /ValidationError/,
      );
  });
});
