import * as assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs } from "../../components";
import { assertRefused } from "../support/errors";
import {
  ACCOUNT,
  documentOf,
  inventory,
  only,
  registered,
  registeredTransforms,
  startMocks,
  text,
} from "../support/mocks";

type Components = typeof import("../../components");

describe("Network", () => {
  let components: Components;
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });

  const args = (more: Partial<NetworkArgs> = {}): NetworkArgs => ({
    account: ACCOUNT,
    cidrBlock: "10.10.0.0/16",
    zoneCount: 2,
    nat: "Single",
    flowLogs: { trafficType: "REJECT", logGroup: references.logGroup("flow") },
    ...more,
  });

  it("has exactly these children without interface endpoints", async () => {
    new components.Network("net", args());
    assert.deepEqual(await inventory(), [
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup net",
      "aws:ec2/flowLog:FlowLog net-flow-logs",
      "aws:ec2/vpcEndpoint:VpcEndpoint net-endpoints-dynamodb",
      "aws:ec2/vpcEndpoint:VpcEndpoint net-endpoints-s3",
      "aws:iam/role:Role net-flow-logs",
      "aws:iam/rolePolicy:RolePolicy net-flow-logs",
      "awsx:ec2:Vpc net",
      "cruddur:ec2:FlowLogs net-flow-logs",
      "cruddur:ec2:Network net",
      "cruddur:ec2:VpcEndpoints net-endpoints",
      "test:index:Nothing log-group-flow",
    ]);
  });

  it("asks awsx for three kinds of subnet, laid out by Auto, in a said number of zones", async () => {
    new components.Network("net", args({ zoneCount: 3, nat: "OnePerAz" }));
    const { inputs } = await only("awsx:ec2:Vpc");
    assert.deepEqual(inputs, {
      availabilityZoneCidrMask: 18,
      cidrBlock: "10.10.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: { strategy: "OnePerAz" },
      numberOfAvailabilityZones: 3,
      subnetSpecs: [{ type: "Public" }, { type: "Private" }, { type: "Isolated" }],
      subnetStrategy: "Auto",
    });
  });

  it("closes what awsx opens: a transform takes public addresses from every subnet and leaves the rest alone", async () => {
    new components.Network("net", args());
    await registered();
    const [transform] = registeredTransforms();
    assert.ok(transform);
    const of = (type: string) =>
      transform({
        custom: true,
        type,
        name: "x",
        props: { mapPublicIpOnLaunch: true, cidrBlock: "10.10.0.0/20" },
        opts: {},
      }) as pulumi.ResourceTransformResult | undefined;
    assert.deepEqual(of("aws:ec2/subnet:Subnet")?.props, {
      mapPublicIpOnLaunch: false,
      cidrBlock: "10.10.0.0/20",
    });
    assert.equal(of("aws:ec2/instance:Instance"), undefined);
  });

  it("empties the default security group", async () => {
    new components.Network("net", args());
    const { inputs } = await only("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    assert.deepEqual(inputs, { egress: [], ingress: [], vpcId: "vpc-0a1b2c3d4e5f60718" });
  });

  it("lets flow logs into their log group only, and only for this account", async () => {
    new components.Network("net", args());
    const group = "arn:aws:logs:us-east-1:123456789012:log-group:/test/flow";
    assert.deepEqual(documentOf(await only("aws:iam/rolePolicy:RolePolicy")).Statement, [
      {
        Sid: "Deliver",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [group, `${group}:*`],
      },
      // The service authorization reference knows no narrower resource for it.
      { Sid: "FindLogGroup", Effect: "Allow", Action: ["logs:DescribeLogGroups"], Resource: ["*"] },
    ]);
    assert.deepEqual(documentOf(await only("aws:iam/role:Role"), "assumeRolePolicy").Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*" },
        },
      },
    ]);
    const { inputs } = await only("aws:ec2/flowLog:FlowLog");
    assert.equal(inputs.trafficType, "REJECT");
    assert.equal(inputs.logDestination, group);
  });

  it("tells of many refused connections when it is given somebody to tell", async () => {
    const rejectAlarm = { threshold: 500, topicArns: ["arn:aws:sns:us-east-1:123456789012:ops"] };
    const { flowLogs } = args();
    new components.Network("net", args({ flowLogs: { ...flowLogs, rejectAlarm } }));
    const filter = await only("aws:cloudwatch/logMetricFilter:LogMetricFilter");
    const alarm = await only("aws:cloudwatch/metricAlarm:MetricAlarm");
    assert.equal(filter.inputs.logGroupName, "/test/flow");
    assert.equal(alarm.inputs.threshold, 500);
    assert.deepEqual(alarm.inputs.alarmActions, rejectAlarm.topicArns);
    assert.equal(alarm.inputs.metricName, filter.inputs.metricTransformation?.name);
    assert.equal(alarm.inputs.namespace, filter.inputs.metricTransformation?.namespace);
  });

  it("puts the gateway endpoints on every route table, for this account's principals", async () => {
    new components.Network("net", args());
    for (const service of ["s3", "dynamodb"]) {
      const endpoint = await only("aws:ec2/vpcEndpoint:VpcEndpoint", `net-endpoints-${service}`);
      assert.equal(endpoint.inputs.serviceName, `com.amazonaws.us-east-1.${service}`);
      assert.equal(endpoint.inputs.vpcEndpointType, "Gateway");
      assert.deepEqual(endpoint.inputs.routeTableIds, ["rtb-1", "rtb-2"]);
      assert.deepEqual(documentOf(endpoint).Statement[0]?.Condition, {
        StringEquals: { "aws:PrincipalAccount": "123456789012" },
      });
    }
    const s3 = documentOf(await only("aws:ec2/vpcEndpoint:VpcEndpoint", "net-endpoints-s3"));
    assert.deepEqual(
      s3.Statement.map(({ Resource }) => Resource),
      ["*", "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*"],
    );
  });

  it("puts interface endpoints into private subnets, behind a group that admits nobody by itself", async () => {
    const interfaceEndpoints = ["ecr.api", "ecr.dkr", "logs"];
    const network = new components.Network("net", args({ nat: "None", interfaceEndpoints }));
    const endpoints = (await registered("aws:ec2/vpcEndpoint:VpcEndpoint")).filter(
      ({ inputs }) => text(inputs.vpcEndpointType) === "Interface",
    );
    assert.deepEqual(
      endpoints.map(({ inputs }) => text(inputs.serviceName)).sort(),
      interfaceEndpoints.map((service) => `com.amazonaws.us-east-1.${service}`),
    );
    for (const endpoint of endpoints) {
      assert.deepEqual(endpoint.inputs.subnetIds, ["subnet-private-1", "subnet-private-2"]);
      assert.equal(endpoint.inputs.privateDnsEnabled, true);
      assert.equal(documentOf(endpoint).Statement.length, 1);
    }
    const group = await only("aws:ec2/securityGroup:SecurityGroup");
    assert.equal(group.inputs.ingress, undefined);
    assert.equal(group.inputs.egress, undefined);
    assert.deepEqual(
      await registered("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
      [],
    );
    assert.ok(network.endpoints.securityGroupId);
  });

  it("refuses all faults at once", () => {
    assertRefused(
      () => new components.Network("net", args({ cidrBlock: "1.2.3.0/16", nat: "None" })),
      [
        'Network "net": cidrBlock "1.2.3.0/16" does not begin at its first address; choose 1.2.0.0/16.',
        'Network "net": nat None leaves private tasks no way to the registry; name interfaceEndpoints or choose Single.',
      ],
    );
    assertRefused(
      () => new components.Network("net", args({ zoneCount: 5 })),
      ['Network "net": zoneCount 5 is out of range; us-east-1 has 4 zones.'],
    );
  });

  it("refuses before its first resource what its children would refuse after it", async () => {
    const logGroup = references.logGroup("flow");
    assertRefused(
      () =>
        new components.Network(
          "net",
          args({
            interfaceEndpoints: ["logs", "s3", "ECR", "logs"],
            flowLogs: {
              trafficType: "ALL",
              logGroup,
              rejectAlarm: { threshold: -1, topicArns: [] },
            },
          }),
        ),
      [
        'Network "net": interfaceEndpoints has "s3", which has a gateway.',
        'Network "net": interfaceEndpoints "ECR" is not the name of a service such as ecr.api or logs.',
        'Network "net": interfaceEndpoints has "logs" twice.',
        'Network "net": flowLogs.rejectAlarm.threshold -1 is out of range; choose 0 or more.',
        'Network "net": flowLogs.rejectAlarm.topicArns is empty: nobody would be told.',
      ],
    );
    assert.deepEqual(
      (await inventory()).filter((line) => !line.startsWith("test:")),
      [],
    );
  });

  it("does not stumble over what a preview does not know", async () => {
    await startMocks({ preview: true });
    new components.Network("net", args({ interfaceEndpoints: ["logs"] }));
    const endpoints = await registered("aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.equal(endpoints.length, 3);
    for (const endpoint of endpoints) assert.equal(documentOf(endpoint).Version, "2012-10-17");
  });
});
