import * as assert from "node:assert/strict";
import type { EnvironmentAlarmsArgs } from "../../components";
import type { WatchedEnvironment } from "../../components/lib/watched";
import { assertRefused } from "../support/errors";
import { ACCOUNT, inventory, only, registered, startMocks, text, valueOf } from "../support/mocks";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:test-alerts";

describe("what watches an environment", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const topic = () => ({ arn: references.output(TOPIC), ready: references.nothing("topic") });
  const everything = (): WatchedEnvironment => ({
    loadBalancer: { arnSuffix: references.output("app/web/1") },
    targets: { api: { arnSuffixes: ["targetgroup/api/1"] } },
    cluster: { name: "test" },
    services: { api: { serviceName: "api-1" } },
    databases: {
      postgres: { identifier: "test-1", allocatedStorageGiB: 20, maxConnections: 95 },
    },
    tables: { messages: { name: "test-messages", indexes: ["by-group"] } },
    natGatewayIds: ["nat-1", "nat-2"],
  });

  describe("EnvironmentAlarms", () => {
    const args = (more: Partial<EnvironmentAlarmsArgs> = {}): EnvironmentAlarmsArgs => ({
      subject: "cruddur-test",
      watched: everything(),
      topic: topic(),
      ...more,
    });
    const alarm = async (name: string) => (await only(ALARM, `a-${name}`)).inputs;

    it("has an alarm for each thing that can go wrong, and no other child", async () => {
      new components.EnvironmentAlarms("a", args());
      assert.deepEqual(
        await inventory(),
        [
          ...[
            "database-postgres-connections",
            "database-postgres-cpu",
            "database-postgres-storage",
            "load-balancer-errors",
            "nat-1-ports",
            "nat-2-ports",
            "service-api-cpu",
            "service-api-memory",
            "service-api-tasks",
            "table-messages-throttles",
            "target-api-errors",
            "target-api-latency",
            "target-api-unhealthy",
          ].map((name) => `${ALARM} a-${name}`),
          "cruddur:cloudwatch:EnvironmentAlarms a",
          "test:index:Nothing topic",
        ].sort(),
      );
    });

    it("tells the topic when it begins and when it is over, and says whose alarm it is", async () => {
      new components.EnvironmentAlarms("a", args());
      for (const { name, inputs } of await registered(ALARM)) {
        assert.deepEqual([inputs.alarmActions, inputs.okActions], [[TOPIC], [TOPIC]], name);
        assert.match(text(inputs.alarmDescription), /^cruddur-test: \S.*[^.]\.$/, name);
        assert.ok(text(inputs.alarmDescription).length <= 1024, name);
      }
    });

    it("compares one metric directly", async () => {
      new components.EnvironmentAlarms("a", args());
      const { alarmDescription, ...inputs } = await alarm("service-api-cpu");
      assert.match(text(alarmDescription), /more than 90 % of its CPU/);
      assert.deepEqual(inputs, {
        namespace: "AWS/ECS",
        metricName: "CPUUtilization",
        dimensions: { ClusterName: "test", ServiceName: "api-1" },
        statistic: "Average",
        period: 60,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 90,
        evaluationPeriods: 5,
        datapointsToAlarm: 5,
        treatMissingData: "notBreaching",
        alarmActions: [TOPIC],
        okActions: [TOPIC],
      });
    });

    it("compares running tasks with those that should run", async () => {
      new components.EnvironmentAlarms("a", args());
      const inputs = await alarm("service-api-tasks");
      const metric = (metricName: string) => ({
        namespace: "ECS/ContainerInsights",
        metricName,
        dimensions: { ClusterName: "test", ServiceName: "api-1" },
        stat: "Average",
        period: 60,
      });
      assert.deepEqual(inputs.metricQueries, [
        { id: "result", expression: "desired - running", label: "result", returnData: true },
        { id: "desired", metric: metric("DesiredTaskCount"), returnData: false },
        { id: "running", metric: metric("RunningTaskCount"), returnData: false },
      ]);
      assert.deepEqual([inputs.threshold, inputs.evaluationPeriods], [0, 15]);
      assert.equal(inputs.metricName, undefined);
    });

    it("judges both target groups of a blue/green deployment together, once there are requests", async () => {
      const targets = { api: { arnSuffixes: ["targetgroup/blue/1", "targetgroup/green/2"] } };
      new components.EnvironmentAlarms("a", args({ watched: { ...everything(), targets } }));
      const { metricQueries } = await alarm("target-api-errors");
      const queries = metricQueries as unknown as {
        id: string;
        expression?: string;
        metric?: { dimensions: Record<string, string> };
      }[];
      assert.equal(
        queries[0]?.expression,
        "IF(SUM([requests0, requests1]) >= 20, 100 * SUM([errors0, errors1]) / SUM([requests0, requests1]), 0)",
      );
      assert.deepEqual(
        queries.slice(1).map(({ id, metric }) => [id, metric?.dimensions["TargetGroup"]]),
        [
          ["requests0", "targetgroup/blue/1"],
          ["requests1", "targetgroup/green/2"],
          ["errors0", "targetgroup/blue/1"],
          ["errors1", "targetgroup/green/2"],
        ],
      );
    });

    it("has one result and names that CloudWatch takes in every expression", async () => {
      new components.EnvironmentAlarms("a", args());
      const all = (await registered(ALARM)).flatMap(
        ({ inputs }) =>
          (inputs.metricQueries ?? []) as unknown as {
            id: string;
            expression?: string;
            returnData: boolean;
          }[],
      );
      assert.ok(all.length > 0);
      for (const { id, expression, returnData } of all) {
        // API model cloudwatch 2010-08-01: a lower-case letter first.
        assert.match(id, /^[a-z]\w{0,254}$/);
        assert.equal(returnData, expression !== undefined, id);
      }
    });

    it("counts storage in bytes and a silent database as an ill one", async () => {
      new components.EnvironmentAlarms("a", args());
      const storage = await alarm("database-postgres-storage");
      assert.equal(storage.threshold, 2 * 2 ** 30);
      assert.equal(storage.comparisonOperator, "LessThanThreshold");
      assert.equal(storage.treatMissingData, "breaching");
      assert.equal((await alarm("database-postgres-connections")).threshold, 76);
    });

    it("watches throttled requests of a table and of its indexes", async () => {
      new components.EnvironmentAlarms("a", args());
      const { metricQueries } = await alarm("table-messages-throttles");
      const [result, ...metrics] = metricQueries as unknown as {
        expression?: string;
        metric?: { dimensions: object };
      }[];
      assert.equal(result?.expression, "SUM([reads0, writes0, reads1, writes1])");
      const table = { TableName: "test-messages" };
      const index = { ...table, GlobalSecondaryIndexName: "by-group" };
      assert.deepEqual(
        metrics.map(({ metric }) => metric?.dimensions),
        [table, table, index, index],
      );
    });

    it("has none for what is not there", async () => {
      new components.EnvironmentAlarms("a", args({ watched: { cluster: { name: "test" } } }));
      assert.deepEqual(await registered(ALARM), []);
    });

    it("refuses all faults at once", () => {
      const databases = {
        main: { identifier: "x", allocatedStorageGiB: 20, maxConnections: 0 },
      };
      const targets = { api: { arnSuffixes: [] } };
      const watched = { cluster: { name: "test" }, targets, databases };
      assertRefused(
        () => new components.EnvironmentAlarms("a", args({ subject: "a b", watched })),
        [
          'EnvironmentAlarms "a": subject "a b" is not 1 to 64 letters, digits, - and _.',
          'EnvironmentAlarms "a": watched.targets "api".arnSuffixes is empty.',
          'EnvironmentAlarms "a": watched.databases "main".maxConnections 0 is out of range; choose 1 to 1000000.',
          'EnvironmentAlarms "a": targets are given without loadBalancer, by which their metrics go.',
        ],
      );
    });
  });

  describe("maxConnectionsOf", () => {
    it("grows with the class's memory, up to 5000", () => {
      const { maxConnectionsOf } = components;
      assert.deepEqual(
        [
          "db.t4g.micro",
          "db.t4g.medium",
          "db.m7g.large",
          "db.r6g.large",
          "db.m6i.2xlarge",
          "db.r7g.16xlarge",
        ].map(maxConnectionsOf),
        [95, 383, 766, 1532, 3064, 5000],
      );
    });

    it("says that it does not know a family", () => {
      for (const unknown of ["db.x2g.large", "db.t4g.tiny", "t4g.micro", "db.serverless", ""])
        assert.equal(components.maxConnectionsOf(unknown), undefined, unknown);
    });
  });

  describe("ContainerEventAlerts", () => {
    const pattern = async (name: string) =>
      JSON.parse(text((await only(RULE, `e-${name}`)).inputs.eventPattern)) as unknown;
    beforeEach(() => {
      const cluster = { name: "cruddur-test" };
      new components.ContainerEventAlerts("e", { account: ACCOUNT, cluster, topic: topic() });
    });

    it("hears of failed deployments and unplaced tasks of this cluster's services only", async () => {
      const resources = [{ prefix: "arn:aws:ecs:us-east-1:123456789012:service/cruddur-test/" }];
      assert.deepEqual(await pattern("deployments"), {
        source: ["aws.ecs"],
        "detail-type": ["ECS Deployment State Change"],
        resources,
        detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
      });
      const services = (await pattern("services")) as {
        resources: unknown;
        detail: { eventName: string[] };
      };
      assert.deepEqual(services.resources, resources);
      assert.ok(services.detail.eventName.includes("SERVICE_TASK_PLACEMENT_FAILURE"));
    });

    it("hears of tasks of services that end by themselves, not of one-off tasks", async () => {
      assert.deepEqual(await pattern("tasks"), {
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
          clusterArn: ["arn:aws:ecs:us-east-1:123456789012:cluster/cruddur-test"],
          group: [{ prefix: "service:" }],
          lastStatus: ["STOPPED"],
          $or: [
            { stopCode: ["EssentialContainerExited", "TaskFailedToStart"] },
            { stoppedReason: [{ prefix: "Task failed" }] },
            { containers: { reason: [{ prefix: "OutOfMemory" }] } },
          ],
        },
      });
    });

    it("tells the topic in one line whose placeholders all have a value", async () => {
      const targets = await registered("aws:cloudwatch/eventTarget:EventTarget");
      assert.deepEqual(targets.map(({ name }) => name).sort(), [
        "e-deployments",
        "e-services",
        "e-tasks",
      ]);
      for (const { name, inputs } of targets) {
        assert.equal(inputs.arn, TOPIC);
        const { inputPaths, inputTemplate } = inputs.inputTransformer as unknown as {
          inputPaths: Record<string, string>;
          inputTemplate: string;
        };
        const used = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, placeholder]) => placeholder);
        assert.deepEqual([...used].sort(), Object.keys(inputPaths).sort(), name);
      }
    });
  });

  describe("EnvironmentDashboard", () => {
    interface Widget {
      type: string;
      x: number;
      y: number;
      width: number;
      height: number;
      properties: { title: string; alarms?: string[]; region?: string; metrics?: unknown[][] };
    }
    const body = async () => {
      const { inputs } = await only("aws:cloudwatch/dashboard:Dashboard");
      return (JSON.parse(text(inputs.dashboardBody)) as { widgets: Widget[] }).widgets;
    };
    const args = () => ({
      account: ACCOUNT,
      dashboardName: "cruddur-test",
      watched: everything(),
      alarmArns: ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:a"],
    });

    it("says where its page is, in each partition", async () => {
      const { url } = new components.EnvironmentDashboard("d", args());
      const page = "cloudwatch/home?region=us-east-1#dashboards/dashboard/cruddur-test";
      assert.equal(await valueOf(url), `https://us-east-1.console.aws.amazon.com/${page}`);
      const china = { ...ACCOUNT, partition: "aws-cn", region: "cn-north-1" };
      const other = new components.EnvironmentDashboard("c", { ...args(), account: china });
      assert.equal(
        await valueOf(other.url),
        "https://console.amazonaws.cn/cloudwatch/home?region=cn-north-1#dashboards/dashboard/cruddur-test",
      );
    });

    it("shows alarms, then what users notice, then why", async () => {
      new components.EnvironmentDashboard("d", args());
      const widgets = await body();
      assert.deepEqual(
        widgets.map(({ properties }) => properties.title),
        [
          "Alarms",
          "Requests",
          "Errors (5xx)",
          "Time to answer",
          "Tasks behind the load balancer",
          "CPU of the services",
          "Memory of the services",
          "Tasks",
          "Load of postgres",
          "Free storage of postgres",
          "Table messages",
          "NAT gateways",
          "Connections of the NAT gateways",
        ],
      );
      assert.deepEqual(widgets[0]?.properties.alarms, args().alarmArns);
      assert.equal(widgets[1]?.properties.region, "us-east-1");
      assert.deepEqual(widgets[1].properties.metrics, [
        [
          "AWS/ApplicationELB",
          "RequestCount",
          "LoadBalancer",
          "app/web/1",
          { label: "all", stat: "Sum" },
        ],
        [
          ...["AWS/ApplicationELB", "RequestCount", "LoadBalancer", "app/web/1"],
          ...["TargetGroup", "targetgroup/api/1"],
          { label: "api requests", stat: "Sum" },
        ],
      ]);
    });

    it("lays no widget over another or beyond the grid", async () => {
      new components.EnvironmentDashboard("d", args());
      const taken = new Set<string>();
      for (const { x, y, width, height } of await body()) {
        assert.ok(x + width <= 24);
        for (let column = x; column < x + width; column++)
          for (let row = y; row < y + height; row++) {
            assert.ok(!taken.has(`${column} ${row}`));
            taken.add(`${column} ${row}`);
          }
      }
    });

    it("shows nothing of what is not there", async () => {
      const watched = { cluster: { name: "test" } };
      new components.EnvironmentDashboard("d", { ...args(), watched, alarmArns: [] });
      assert.deepEqual(await body(), []);
    });

    it("refuses a name or more alarms than CloudWatch takes", () => {
      const alarmArns = Array.from(
        { length: 101 },
        (_, index) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${index}`,
      );
      assertRefused(
        () =>
          new components.EnvironmentDashboard("d", { ...args(), dashboardName: "a/b", alarmArns }),
        [
          'EnvironmentDashboard "d": dashboardName "a/b" is not 1 to 255 letters, digits, - and _.',
          'EnvironmentDashboard "d": alarmArns has 101, at most 100 are allowed.',
        ],
      );
    });
  });

  describe("Budget", () => {
    it("counts one environment's month and tells at 80 % and at a forecast of 100 %", async () => {
      new components.Budget("b", {
        budgetName: "cruddur-dev-monthly",
        monthlyUsd: 100,
        environment: "dev",
        topic: topic(),
        emails: ["team@cruddur.example"],
      });
      const notification = (notificationType: string, threshold: number) => ({
        comparisonOperator: "GREATER_THAN",
        notificationType,
        subscriberEmailAddresses: ["team@cruddur.example"],
        subscriberSnsTopicArns: [TOPIC],
        threshold,
        thresholdType: "PERCENTAGE",
      });
      assert.deepEqual((await only("aws:budgets/budget:Budget")).inputs, {
        name: "cruddur-dev-monthly",
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: "100",
        limitUnit: "USD",
        costFilters: [{ name: "TagKeyValue", values: ["user:Environment$dev"] }],
        notifications: [notification("ACTUAL", 80), notification("FORECASTED", 100)],
      });
    });

    it("refuses all faults at once", () => {
      const args = { budgetName: "a:b", monthlyUsd: 0, environment: "" };
      assertRefused(
        () => new components.Budget("b", args),
        [
          'Budget "b": budgetName "a:b" is not 1 to 100 characters without : and \\, /action/ and <script>.',
          'Budget "b": monthlyUsd 0 is out of range; choose 1 to 1000000000.',
          'Budget "b": environment "" is not 1 to 256 of letters, digits, blanks and _ . : / = + - @.',
          'Budget "b": nobody would be told; give a topic or emails.',
        ],
      );
      const emails = Array.from({ length: 11 }, (_, index) => `nobody-${index}`);
      const fine = { budgetName: "b", monthlyUsd: 1, environment: "dev" };
      assertRefused(
        () => new components.Budget("b", { ...fine, emails }),
        [
          ...emails.map((email) => `Budget "b": emails "${email}" is not an e-mail address.`),
          'Budget "b": emails has 11, at most 10 are allowed.',
        ],
      );
    });
  });

  describe("TraceSampling", () => {
    it("records five requests a second and a tenth of the others", async () => {
      new components.TraceSampling("t", { ruleName: "Cruddur", serviceName: "backend-flask" });
      assert.deepEqual((await only("aws:xray/samplingRule:SamplingRule")).inputs, {
        ruleName: "Cruddur",
        priority: 9000,
        reservoirSize: 5,
        fixedRate: 0.1,
        serviceName: "backend-flask",
        serviceType: "*",
        host: "*",
        httpMethod: "*",
        urlPath: "*",
        resourceArn: "*",
        version: 1,
      });
    });

    it("refuses all faults at once", () => {
      assertRefused(
        () =>
          new components.TraceSampling("t", {
            ruleName: "x".repeat(33),
            serviceName: "",
            priority: 10_000,
            reservoirPerSecond: -1,
            rate: Number.NaN,
          }),
        [
          'TraceSampling "t": ruleName "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" is not 1 to 32 characters.',
          'TraceSampling "t": serviceName "" is not 1 to 64 characters.',
          'TraceSampling "t": priority 10000 is out of range; choose 1 to 9999.',
          'TraceSampling "t": reservoirPerSecond -1 is out of range; choose 0 to 2147483647.',
          'TraceSampling "t": rate NaN is not a number; choose 0 to 1.',
        ],
      );
    });
  });
});
