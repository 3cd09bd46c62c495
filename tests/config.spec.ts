import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { quote } from "../components/lib/faults";
import type { Environment } from "../config";
import { valueOf } from "./support/mocks";
import {
  DIGEST,
  projectDefaults,
  readText,
  ROLLBAR_TOKEN,
  stackValues,
} from "./support/stack-values";

type Config = typeof import("../config");

describe("configuration", () => {
  let config: Config;
  let keys: typeof import("../settings");
  before(async () => {
    config = await import("../config");
    keys = await import("../settings");
  });

  const parse = (
    values: Record<string, string>,
    secretKeys: string[] = ["cruddur:rollbarAccessToken"],
  ) => config.parseConfiguration(values, new Set(secretKeys));
  const faultsOf = (values: Record<string, string>, secretKeys?: string[]): readonly string[] => {
    const result = parse(values, secretKeys);
    return "faults" in result ? result.faults : [];
  };
  const environmentOf = (values: Record<string, string>): Environment => {
    const result = parse(values);
    if ("faults" in result) assert.fail(result.faults.join("\n"));
    assert.equal(result.configuration.scope, "environment");
    return result.configuration;
  };
  const deployed = {
    "cruddur:backendFlaskImageDigest": DIGEST,
    "cruddur:rollbarAccessToken": ROLLBAR_TOKEN,
  };

  describe("of the committed stacks", () => {
    for (const stack of ["dev", "prod"]) {
      it(`${stack} is right, with and without an image`, () => {
        assert.deepEqual(faultsOf(stackValues(stack)), []);
        assert.deepEqual(faultsOf(stackValues(stack, deployed)), []);
        assert.equal(environmentOf(stackValues(stack)).environment, stack);
      });

      it(`${stack} holds values only: no secret, no salt`, () => {
        const text = readText(`Pulumi.${stack}.yaml`);
        assert.doesNotMatch(text, /secure:|encryptionsalt|connectionUrl|accountId/);
      });

      it(`${stack} keeps default providers off and deploys no image yet`, () => {
        const values = stackValues(stack);
        assert.equal(values["pulumi:disable-default-providers"], '["aws"]');
        assert.equal(values["cruddur:backendFlaskImageDigest"], "none");
      });
    }

    it("are committed without state and without files of variables", () => {
      const ignored = new Set(readText(".gitignore").split("\n"));
      for (const pattern of [".pulumi/", "*.tfstate", "*.tfstate.*", ".env", ".sandbox/"])
        assert.ok(ignored.has(pattern), pattern);
    });

    it("protect prod only, and give prod more of everything", () => {
      const [dev, prod] = [environmentOf(stackValues("dev")), environmentOf(stackValues("prod"))];
      assert.equal(dev.protected, false);
      assert.equal(prod.protected, true);
      assert.ok(prod.zones > dev.zones);
      assert.ok(prod.logRetentionDays > dev.logRetentionDays);
      assert.ok(prod.services["backend-flask"].minTasks > dev.services["backend-flask"].minTasks);
      assert.notEqual(dev.vpcCidr, prod.vpcCidr);
      assert.equal(dev.allowExec || prod.allowExec, false);
    });
  });

  describe("table", () => {
    it("agrees with Pulumi.yaml: the same keys, defaults and descriptions", () => {
      const table = keys
        .allSettings()
        .filter((setting) => setting.default !== undefined)
        .map(({ key, description, default: value }) => [key, { description, default: value }]);
      assert.deepEqual(projectDefaults(), Object.fromEntries(table));
    });

    it("leaves types out of Pulumi.yaml, for the CLI would stop at the first fault", () => {
      assert.doesNotMatch(readText("Pulumi.yaml"), /^\s+(type|items|secret):/m);
    });

    it("is what docs/configuration.md says", async () => {
      const { configurationDocs } = await import("../scripts/configuration-docs");
      assert.equal(readText("docs/configuration.md"), configurationDocs());
    });

    it("has keys that occur once and defaults that it allows itself", () => {
      const settings = keys.allSettings();
      assert.equal(new Set(settings.map(({ key }) => key)).size, settings.length);
      for (const { key, default: value, parse: read } of settings)
        if (value !== undefined) assert.notEqual(read(value), undefined, key);
    });
  });

  describe("faults", () => {
    const bad: [string, Record<string, string>, string][] = [
      [
        "a word for a number",
        { "cruddur:zones": "three" },
        'cruddur:zones: "three" is not allowed; allowed: a whole number from 2 to 6',
      ],
      [
        "a number with a sign",
        { "cruddur:zones": "-2" },
        'cruddur:zones: "-2" is not allowed; allowed: a whole number from 2 to 6',
      ],
      [
        "a number in hexadecimal",
        { "cruddur:zones": "0x2" },
        'cruddur:zones: "0x2" is not allowed; allowed: a whole number from 2 to 6',
      ],
      [
        "an empty value",
        { "cruddur:nat": "" },
        'cruddur:nat: "" is not allowed; allowed: none, single, onePerAz',
      ],
      [
        "another spelling of true",
        { "cruddur:protected": "True" },
        'cruddur:protected: "True" is not allowed; allowed: true, false',
      ],
      [
        "a scope that does not exist",
        { "cruddur:scope": "org" },
        'cruddur:scope: "org" is not allowed; allowed: environment, organization',
      ],
      [
        "a name that does not fit in names",
        { "cruddur:environment": "Dev_1" },
        'cruddur:environment: "Dev_1" is not allowed; allowed: 2 to 12 lower-case letters and digits, a letter first',
      ],
      [
        "a region that is none",
        { "aws:region": "Virginia" },
        'aws:region: "Virginia" is not allowed; allowed: an AWS region such as us-east-1',
      ],
      [
        "an account of 11 digits",
        { "cruddur:accountId": "12345678901" },
        'cruddur:accountId: "12345678901" is not allowed; allowed: 12 digits',
      ],
      [
        "a retention that CloudWatch does not know",
        { "cruddur:logRetentionDays": "45" },
        'cruddur:logRetentionDays: "45" is not allowed; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
      ],
      [
        "a tag instead of a digest",
        { "cruddur:backendFlaskImageDigest": "latest" },
        'cruddur:backendFlaskImageDigest: "latest" is not allowed; allowed: none or sha256:<64 hex digits>',
      ],
      [
        "every origin",
        { "cruddur:frontendUrl": "*" },
        'cruddur:frontendUrl: "*" is not allowed; allowed: one exact origin such as https://cruddur.example, without path; never *',
      ],
      [
        "an origin with a path",
        { "cruddur:backendUrl": "https://cruddur.example/api" },
        'cruddur:backendUrl: "https://cruddur.example/api" is not allowed; allowed: one exact origin such as https://cruddur.example, without path; never *',
      ],
      [
        "a size that Fargate does not offer",
        { "cruddur:backendFlaskCpu": "1024", "cruddur:backendFlaskMemory": "512" },
        "cruddur:backendFlaskCpu and cruddur:backendFlaskMemory: memory 512 does not go with cpu 1024; choose 2048 to 8192 in steps of 1024",
      ],
      [
        "a minimum above the maximum",
        { "cruddur:backendFlaskMinTasks": "3" },
        "cruddur:backendFlaskMinTasks 3 is more than cruddur:backendFlaskMaxTasks 2",
      ],
      [
        "a public range",
        { "cruddur:vpcCidr": "8.8.0.0/16" },
        'cruddur:vpcCidr "8.8.0.0/16" is not private; choose from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10',
      ],
      [
        "a range that begins in the middle",
        { "cruddur:vpcCidr": "10.10.1.0/16" },
        'cruddur:vpcCidr "10.10.1.0/16" does not begin at its first address; choose 10.10.0.0/16',
      ],
      [
        "a range too small for the zones",
        { "cruddur:vpcCidr": "10.10.0.0/25" },
        'cruddur:vpcCidr "10.10.0.0/25" has the wrong size for 2 zones; choose /16 to /24',
      ],
      [
        "an address that is none",
        { "cruddur:vpcCidr": "10.10.0.256/16" },
        'cruddur:vpcCidr "10.10.0.256/16" is not an IPv4 range such as 10.10.0.0/16',
      ],
      [
        "no way to the registry",
        { "cruddur:nat": "none" },
        "cruddur:nat none with cruddur:interfaceEndpoints none leaves tasks no way to the registry; choose one of them",
      ],
      [
        "no capacity",
        { "cruddur:onDemandWeight": "0", "cruddur:spotWeight": "0" },
        "cruddur:onDemandWeight 0 with cruddur:spotWeight 0 leaves no capacity; give one of them a share",
      ],
      [
        "instances without which services cannot run on them, and how many there have to be",
        { "cruddur:capacity": "ec2" },
        "cruddur:capacity ec2 with cruddur:maxInstances 0: 3 of t3.medium have room for all tasks (2 of backend-flask, 2 of frontend-react-js, one more during a deployment, and a one-off task), for each has 2048 CPU units, 3768 MiB and network interfaces for 2 tasks; raise cruddur:maxInstances to 3, or choose fewer tasks or another cruddur:instanceType",
      ],
      [
        "instances too few for two sets of tasks",
        {
          "cruddur:capacity": "ec2",
          "cruddur:maxInstances": "3",
          "cruddur:deployment": "blueGreen",
        },
        "cruddur:capacity ec2 with cruddur:maxInstances 3: 4 of t3.medium have room for all tasks (2 of backend-flask, 2 of frontend-react-js, all of a service once more during a deployment, and a one-off task), for each has 2048 CPU units, 3768 MiB and network interfaces for 2 tasks; raise cruddur:maxInstances to 4, or choose fewer tasks or another cruddur:instanceType",
      ],
      [
        "a task larger than an instance",
        {
          "cruddur:capacity": "ec2",
          "cruddur:maxInstances": "100",
          "cruddur:backendFlaskMemory": "4096",
        },
        "cruddur:capacity ec2: a task of backend-flask (512 CPU units, 4096 MiB) does not fit on a t3.medium, which has 2048 CPU units, 3768 MiB and network interfaces for 2 tasks; choose a larger cruddur:instanceType",
      ],
      [
        "GuardDuty's agent on instances",
        {
          "cruddur:capacity": "ec2",
          "cruddur:maxInstances": "3",
          "cruddur:runtimeMonitoring": "true",
        },
        "cruddur:runtimeMonitoring true is for Fargate, into whose tasks GuardDuty puts its agent; with cruddur:capacity ec2 choose false",
      ],
      [
        "instances of another processor",
        { "cruddur:maxInstances": "1", "cruddur:instanceType": "t4g.large" },
        'cruddur:instanceType "t4g.large" does not have the processor X86_64',
      ],
      [
        "instances that are no type",
        { "cruddur:instanceType": "medium" },
        'cruddur:instanceType: "medium" is not allowed; allowed: an EC2 instance type such as t3.medium',
      ],
      [
        "instances whose room is unknown",
        {
          "cruddur:capacity": "ec2",
          "cruddur:maxInstances": "1",
          "cruddur:instanceType": "x2idn.16xlarge",
        },
        'cruddur:instanceType "x2idn.16xlarge" is not a type whose room for tasks is known; choose t3 and t4g up to 2xlarge, or c, m and r of the generations 5, 6i, 6g, 7i and 7g, large to 4xlarge',
      ],
      [
        "more instances at least than at most",
        { "cruddur:minInstances": "3", "cruddur:maxInstances": "2" },
        "cruddur:minInstances 3 is more than cruddur:maxInstances 2",
      ],
      [
        "a domain outside of its zone",
        { "cruddur:domain": "cruddur.test", "cruddur:hostedZone": "cruddur.example" },
        "cruddur:domain cruddur.test is not in cruddur:hostedZone cruddur.example",
      ],
      [
        "a zone for no domain",
        { "cruddur:hostedZone": "cruddur.example" },
        "cruddur:hostedZone is set without cruddur:domain; set both or none",
      ],
      [
        "an origin that is sent on to another",
        {
          "cruddur:domain": "cruddur.example",
          "cruddur:frontendUrl": "https://www.cruddur.example",
        },
        "cruddur:frontendUrl https://www.cruddur.example is no page's origin, for www.cruddur.example is sent on to cruddur:domain; choose https://cruddur.example, or leave it out",
      ],
      [
        "plain HTTP beside a domain",
        { "cruddur:domain": "cruddur.example", "cruddur:allowPlainHttp": "true" },
        "cruddur:allowPlainHttp true does not go with cruddur:domain, which has HTTPS",
      ],
      [
        "a domain that is a URL",
        { "cruddur:domain": "https://cruddur.example" },
        'cruddur:domain: "https://cruddur.example" is not allowed; allowed: a domain name in lower case, such as cruddur.example',
      ],
      [
        "hours that end before they begin",
        { "cruddur:workingHours": "20:00-06:00" },
        'cruddur:workingHours: "20:00-06:00" is not allowed; allowed: always, or hours such as 07:00-20:00',
      ],
      [
        "a time zone that is none",
        { "cruddur:timeZone": "Mars/Olympus" },
        'cruddur:timeZone: "Mars/Olympus" is not allowed; allowed: an IANA time zone such as Europe/Berlin',
      ],
      [
        "tracing without an image",
        { "cruddur:tracing": "adot" },
        "cruddur:tracing adot needs cruddur:tracingImageDigest, the image in this stack's own mirror",
      ],
      [
        "requests that no load balancer counts",
        { "cruddur:backendFlaskRequestsPerTask": "500" },
        "cruddur:backendFlaskRequestsPerTask 500 needs a load balancer, which counts them; set cruddur:domain",
      ],
      [
        "requests that nothing is scaled by",
        {
          "cruddur:domain": "cruddur.example",
          "cruddur:workingHours": "always",
          "cruddur:frontendReactJsRequestsPerTask": "500",
          "cruddur:frontendReactJsMaxTasks": "1",
        },
        "cruddur:frontendReactJsRequestsPerTask 500 has nothing to choose; set cruddur:frontendReactJsMaxTasks to more than cruddur:frontendReactJsMinTasks",
      ],
      [
        "steps of a deployment finer than ECS takes",
        { "cruddur:deploymentStepPercent": "0.15" },
        'cruddur:deploymentStepPercent: "0.15" is not allowed; allowed: a number from 0.1 to 100 with one decimal at most',
      ],
      [
        "steps too small for linear",
        { "cruddur:deployment": "linear", "cruddur:deploymentStepPercent": "2.9" },
        "cruddur:deploymentStepPercent 2.9 is too little for cruddur:deployment linear; choose 3 to 100",
      ],
      [
        "a hook of a rolling deployment",
        {
          "cruddur:deploymentHookArn": "arn:aws:lambda:us-east-1:123456789012:function:check",
        },
        "cruddur:deploymentHookArn does not go with cruddur:deployment rolling; choose blueGreen, canary or linear",
      ],
      [
        "a hook that is no function",
        { "cruddur:deploymentHookArn": "arn:aws:sns:us-east-1:123456789012:check" },
        'cruddur:deploymentHookArn: "arn:aws:sns:us-east-1:123456789012:check" is not allowed; allowed: the ARN of a Lambda function',
      ],
      [
        "a database that shrinks as it grows",
        { "cruddur:databaseMaxStorageGiB": "25", "cruddur:databaseStorageGiB": "30" },
        "cruddur:databaseMaxStorageGiB 25 leaves cruddur:databaseStorageGiB 30 no room to grow; choose 33 or more",
      ],
      [
        "a database that could never grow",
        { "cruddur:databaseStorageGiB": "59579", "cruddur:databaseMaxStorageGiB": "65536" },
        'cruddur:databaseStorageGiB: "59579" is not allowed; allowed: a whole number from 20 to 59578',
      ],
      [
        "a boundary of another account",
        {
          "cruddur:accountId": "123456789012",
          "cruddur:permissionsBoundaryArn": "arn:aws:iam::210987654321:policy/bound",
        },
        'cruddur:permissionsBoundaryArn "arn:aws:iam::210987654321:policy/bound" is of another account; choose a policy of 123456789012',
      ],
      [
        "a boundary that is no policy",
        { "cruddur:permissionsBoundaryArn": "arn:aws:iam::123456789012:role/bound" },
        'cruddur:permissionsBoundaryArn: "arn:aws:iam::123456789012:role/bound" is not allowed; allowed: the ARN of an IAM policy',
      ],
      [
        "an address longer than mail has",
        { "cruddur:alarmEmail": `${"a".repeat(250)}@b.example` },
        `cruddur:alarmEmail: ${quote(`${"a".repeat(250)}@b.example`)} is not allowed; allowed: an e-mail address`,
      ],
      [
        "an origin with a port that is none",
        { "cruddur:frontendUrl": "https://cruddur.example:65536" },
        'cruddur:frontendUrl: "https://cruddur.example:65536" is not allowed; allowed: one exact origin such as https://cruddur.example, without path; never *',
      ],
      [
        "an unknown key near a known one",
        { "cruddur:natt": "single" },
        "cruddur:natt is unknown; did you mean cruddur:nat?",
      ],
      [
        "an unknown key in the wrong case",
        { "cruddur:VPCCIDR": "10.0.0.0/16" },
        "cruddur:VPCCIDR is unknown; did you mean cruddur:vpcCidr?",
      ],
      [
        "a key of another scope",
        { "cruddur:githubRepository": "cruddur/cruddur" },
        "cruddur:githubRepository belongs to cruddur:scope organization; this stack's is environment",
      ],
      ["an unknown key near nothing", { "cruddur:qqqqqq": "1" }, "cruddur:qqqqqq is unknown"],
    ];
    for (const [what, values, sentence] of bad)
      it(`name ${what}`, () => {
        assert.deepEqual(faultsOf(stackValues("dev", values)), [sentence]);
      });

    it("name an organization's trail without the trail", () => {
      const values = { "cruddur:organizationTrail": "true", "cruddur:auditTrail": "false" };
      assert.deepEqual(faultsOf(stackValues("organization", values)), [
        "cruddur:organizationTrail true needs cruddur:auditTrail true, the trail itself",
      ]);
    });

    it("name a conformance pack without a recorder, and a template without a pack", () => {
      const template = { "cruddur:conformancePackTemplate": "s3://packs/ecs.yaml" };
      const off = { "cruddur:configRecorder": "false" };
      for (const scope of ["account", "organization"])
        assert.deepEqual(
          faultsOf(stackValues("organization", { ...off, "cruddur:conformancePack": scope })),
          [
            `cruddur:conformancePack ${scope} needs cruddur:configRecorder true: a pack judges what is recorded`,
          ],
        );
      assert.deepEqual(faultsOf(stackValues("organization", template)), [
        "cruddur:conformancePackTemplate is set with cruddur:conformancePack none; choose account or organization, or set neither",
      ]);
      const fine = { ...template, "cruddur:conformancePack": "account" };
      assert.deepEqual(faultsOf(stackValues("organization", fine)), []);
    });

    const refusedWhenProtected: [string, Record<string, string>, string][] = [
      [
        "exec",
        { "cruddur:allowExec": "true" },
        "cruddur:allowExec true does not go with cruddur:protected true; choose false",
      ],
      [
        "plain HTTP for all",
        { "cruddur:allowPlainHttp": "true" },
        "cruddur:allowPlainHttp true does not go with cruddur:protected true; set cruddur:domain",
      ],
      [
        "a database without a standby",
        { "cruddur:databaseMultiAz": "false" },
        "cruddur:databaseMultiAz false does not go with cruddur:protected true; choose true",
      ],
      [
        "backups of a day",
        { "cruddur:databaseBackupDays": "1" },
        "cruddur:databaseBackupDays 1 does not go with cruddur:protected true; choose 7 or more",
      ],
      [
        "a database that goes without a last snapshot",
        { "cruddur:databaseFinalSnapshot": "false" },
        "cruddur:databaseFinalSnapshot false does not go with cruddur:protected true; choose true",
      ],
      [
        "closing time",
        { "cruddur:workingHours": "08:00-18:00" },
        "cruddur:workingHours 08:00-18:00 does not go with cruddur:protected true; choose always",
      ],
      [
        "all Spot",
        { "cruddur:onDemandBase": "0", "cruddur:onDemandWeight": "0", "cruddur:spotWeight": "1" },
        "cruddur:onDemandBase 0 with cruddur:onDemandWeight 0, which is all Spot, does not go with cruddur:protected true; give one of them 1 or more",
      ],
      [
        "plain HTTP",
        { "cruddur:frontendUrl": "http://cruddur.example" },
        "cruddur:frontendUrl over plain HTTP does not go with cruddur:protected true; choose https://",
      ],
    ];
    for (const [what, values, sentence] of refusedWhenProtected)
      it(`name ${what} where protected is true, and nowhere else`, () => {
        assert.deepEqual(faultsOf(stackValues("prod", values)), [sentence]);
        assert.deepEqual(
          faultsOf(stackValues("prod", { ...values, "cruddur:protected": "false" })),
          [],
        );
      });

    it("leave sizes and shares that only Fargate has to Fargate", () => {
      const values = stackValues("prod", {
        "cruddur:capacity": "ec2",
        "cruddur:maxInstances": "12",
        "cruddur:instanceType": "m6i.xlarge",
        "cruddur:backendFlaskCpu": "300",
        "cruddur:backendFlaskMemory": "700",
        "cruddur:onDemandBase": "0",
        "cruddur:onDemandWeight": "0",
      });
      assert.deepEqual(faultsOf(values), []);
    });

    for (const key of ["aws:region", "cruddur:environment", "cruddur:backendFlaskImageDigest"])
      it(`name the missing ${key}`, () => {
        const values = stackValues("dev");
        const rest = Object.entries(values).filter(([name]) => name !== key);
        const faults = faultsOf(Object.fromEntries(rest));
        assert.equal(faults.length, 1);
        assert.ok(faults[0]?.startsWith(`${key} is missing; allowed: `), faults[0]);
      });

    it("name every key with a value of the wrong kind: empty, a word, NaN, a list, several lines", () => {
      const free = ["cruddur:owner", "cruddur:costCenter", "cruddur:domain", "cruddur:hostedZone"];
      const roles = ["cruddur:deployRoles", "cruddur:administratorRoles", "cruddur:secretReaders"];
      const words = [...free, ...roles];
      const names = [...words, "cruddur:guardrailTargets", "cruddur:deliveryEnvironments"];
      const tokens = ["cruddur:rollbarAccessToken"];
      for (const wrong of ["", " ", "yes", "NaN", "[1]", "a\nb", "1e3", "ü".repeat(300)])
        for (const { key, parse: read, secret } of keys.allSettings()) {
          if (secret || tokens.includes(key)) continue;
          const isWord = /^(yes|NaN|1e3)$/.test(wrong);
          if (isWord && (names.includes(key) || key === "cruddur:environment")) continue;
          if (isWord && ["cruddur:stateBucket"].includes(key)) continue;
          assert.equal(read(wrong), undefined, `${key} takes ${JSON.stringify(wrong)}`);
          const scope = keys.SCOPE_SETTINGS.organization.some((one) => one.key === key)
            ? { "cruddur:scope": "organization", "aws:region": "us-east-1" }
            : stackValues("dev");
          const faults = faultsOf({ ...scope, [key]: wrong }).filter((fault) =>
            fault.startsWith(key),
          );
          assert.ok(faults.length > 0, `${key} ${JSON.stringify(wrong)}`);
          assert.ok(faults.every((fault) => fault.length < 500 && !fault.includes("\n")));
        }
    });

    it("of a boundary are told to the organisation too", () => {
      const values = {
        "aws:region": "us-east-1",
        "cruddur:scope": "organization",
        "cruddur:accountId": "123456789012",
        "cruddur:permissionsBoundaryArn": "arn:aws:iam::210987654321:policy/bound",
      };
      assert.deepEqual(faultsOf(values), [
        'cruddur:permissionsBoundaryArn "arn:aws:iam::210987654321:policy/bound" is of another account; choose a policy of 123456789012',
      ]);
    });

    it("come all at once", () => {
      const values = stackValues("prod", {
        "cruddur:zones": "nine",
        "cruddur:nat": "two",
        "cruddur:ower": "me",
        "cruddur:allowExec": "true",
        "cruddur:backendFlaskMemory": "1000",
      });
      assert.equal(faultsOf(values).length, 5);
    });

    it("never show a secret: given in plain text, malformed, or under a misspelt key", () => {
      const canary = "canary-7f3a";
      const cases: [Record<string, string>, string[]][] = [
        [{ "cruddur:rollbarAccessToken": ROLLBAR_TOKEN }, []],
        [{ "cruddur:otelExporterOtlpHeaders": canary }, ["cruddur:otelExporterOtlpHeaders"]],
        [{ "cruddur:rollbarAccessToken": `${canary} ${canary}` }, ["cruddur:rollbarAccessToken"]],
        [{ "cruddur:rolbarAccessToken": ROLLBAR_TOKEN }, []],
        [{ "cruddur:nat": canary }, ["cruddur:nat"]],
      ];
      for (const [values, secretKeys] of cases) {
        const faults = faultsOf(stackValues("dev", values), secretKeys);
        assert.equal(faults.length, 1, faults.join("\n"));
        assert.ok(!faults.join().includes(canary), faults.join());
      }
    });

    it("say how to turn a plain secret into a secret", () => {
      const [fault] = faultsOf(stackValues("dev", deployed), []);
      assert.equal(
        fault,
        "cruddur:rollbarAccessToken is a secret but stands in plain text; replace it with: pulumi config set --secret cruddur:rollbarAccessToken",
      );
    });

    it("shorten what is too long to quote", () => {
      const [fault = ""] = faultsOf(stackValues("dev", { "cruddur:nat": "x".repeat(5000) }));
      assert.ok(fault.length < 200, fault);
    });
  });

  it("hands secrets out as secrets and leaves them out of the plain values", async () => {
    const environment = environmentOf(stackValues("dev", deployed));
    assert.ok(!JSON.stringify({ ...environment, secrets: undefined }).includes("canary"));
    assert.deepEqual(Object.keys(environment.secrets), ["rollbarAccessToken"]);
    const { rollbarAccessToken } = environment.secrets;
    assert.ok(rollbarAccessToken);
    assert.equal(await pulumi.isSecret(rollbarAccessToken), true);
    assert.equal(await valueOf(rollbarAccessToken), ROLLBAR_TOKEN);
  });

  it("ignores other namespaces, whose keys belong to others", () => {
    assert.deepEqual(faultsOf(stackValues("dev", { "aws:profile": "x", "random:seed": "1" })), []);
  });

  it("is read from the engine with all faults in one error without a stack trace", () => {
    pulumi.runtime.setAllConfig(
      stackValues("dev", {
        "cruddur:zones": "0",
        "cruddur:rollbarAccessToken": ROLLBAR_TOKEN,
        "cruddur:x": "1",
      }),
      [],
    );
    try {
      config.readConfiguration();
      assert.fail("nothing was thrown");
    } catch (error) {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.equal(error.message.split("\n").length, 4);
      assert.match(error.message, /has 3 faults:/);
      assert.ok(!error.message.includes("canary"));
    } finally {
      pulumi.runtime.setAllConfig({}, []);
    }
  });
});
