import assert from "node:assert/strict";
import { isEveryPort, portsOf } from "../../policy-pack/lib/ingress";
import { redirectsToHttps, protocolOf } from "../../policy-pack/lib/listeners";
import { openAdminPorts } from "../../policy-pack/lib/network-acls";
import { Reader } from "../../policy-pack/lib/reader";
import { isModern, SAFE_POLICY } from "../../policy-pack/lib/tls-policies";
import { serviceOf, takesPolicy } from "../../policy-pack/lib/vpc-endpoints";
import { NETWORK, service } from "../../policy-pack/lib/stack.vectors";
import { resource, UNKNOWN, type VectorResource } from "../../policy-pack/lib/vectors";
import { rules } from "../../policy-pack/rules";
import { evaluate } from "../support/policy";

const reader = (value: unknown): Reader => new Reader(value, "", { urn: "urn" });

describe("security policies of listeners", () => {
  // Elastic Load Balancing, security policies for application, network and classic load balancers.
  const modern = [
    ...["TLS13-1-3-2021-06", "TLS13-1-3-FIPS-2023-04", "TLS13-1-3-PQ-2025-09"],
    ...["TLS13-1-2-2021-06", "TLS13-1-2-Res-2021-06", "TLS13-1-2-Ext1-2021-06"],
    ...["TLS13-1-2-Ext2-2021-06", "TLS13-1-2-FIPS-2023-04", "TLS13-1-2-Ext0-FIPS-2023-04"],
    ...["TLS13-1-2-Res-FIPS-PQ-2025-09", "TLS-1-2-2017-01", "TLS-1-2-Ext-2018-06"],
    ...["FS-1-2-2019-08", "FS-1-2-Res-2019-08", "FS-1-2-Res-2020-10"],
  ];
  const old = [
    ...["2016-08", "2015-05", "2015-03", "2015-02", "2014-10", "2011-08"],
    ...["TLS13-1-1-2021-06", "TLS13-1-0-2021-06", "TLS13-1-0-FIPS-2023-04", "TLS13-1-0-PQ-2025-09"],
    ...["TLS-1-1-2017-01", "TLS-1-0-2015-04", "FS-2018-06", "FS-1-1-2019-08"],
  ];

  it("admit TLS 1.2 and later, or what is older", () => {
    for (const name of modern) assert.ok(isModern(`ELBSecurityPolicy-${name}`, false), name);
    for (const name of old) assert.ok(!isModern(`ELBSecurityPolicy-${name}`, false), name);
  });

  it("are no others", () => {
    for (const name of [
      "",
      "TLS13-1-2-2021-06",
      "elbsecuritypolicy-tls13-1-2-2021-06",
      "constructor",
    ]) {
      assert.ok(!isModern(name, false), name);
      assert.ok(!isModern(name, true), name);
    }
    assert.ok(!isModern("ELBSecurityPolicy-TLS13-1-2-", false));
    assert.ok(!isModern("xELBSecurityPolicy-TLS13-1-2-2021-06", false));
  });

  it("are recommended by Security Hub, or only modern", () => {
    assert.ok(isModern(SAFE_POLICY, true));
    for (const name of ["TLS13-1-2-2021-06", "TLS-1-2-2017-01", "TLS13-1-2-Ext1-2021-06"]) {
      assert.ok(!isModern(`ELBSecurityPolicy-${name}`, true), name);
    }
  });
});

describe("listeners", () => {
  const protocol = (props: object): string => protocolOf(reader(props));

  it("speak what they say, and HTTP or nothing where they do not", () => {
    assert.equal(protocol({ protocol: " https ", port: 443 }), "HTTPS");
    assert.equal(protocol({ protocol: "SSL" }), "TLS");
    assert.equal(protocol({ port: 80 }), "HTTP");
    assert.equal(protocol({ port: UNKNOWN }), "HTTP");
    assert.equal(protocol({}), "GENEVE");
    assert.throws(() => protocol({ protocol: UNKNOWN }), /cannot be known/);
  });

  it("send to HTTPS only where the redirect says so", () => {
    const action = (props: object): boolean =>
      redirectsToHttps(reader({ type: "redirect", ...props }));
    assert.ok(action({ redirect: { protocol: "https" } }));
    assert.ok(action({ redirect: [{ protocol: "HTTPS" }] }));
    assert.ok(!action({ redirect: { protocol: "#{protocol}" } }));
    assert.ok(!action({ redirect: {} }));
    assert.ok(!action({}));
    assert.ok(!action({ type: "forward", redirect: { protocol: "HTTPS" } }));
  });
});

describe("ports", () => {
  const all = (props: object): boolean => isEveryPort(portsOf(reader(props)));

  it("are every port of a protocol, or some", () => {
    for (const props of [
      { protocol: "-1" },
      { protocol: -1, fromPort: 22, toPort: 22 },
      { ipProtocol: "all" },
      { ipProtocol: "tcp" },
      { protocol: "tcp", fromPort: 0, toPort: 65535 },
      { protocol: "udp", fromPort: "1", toPort: "65535" },
      { protocol: "tcp", fromPort: -1, toPort: -1 },
    ]) {
      assert.ok(all(props), JSON.stringify(props));
    }
    for (const props of [
      { protocol: "tcp", fromPort: 0, toPort: 0 },
      { protocol: "tcp", fromPort: 1024, toPort: 65535 },
      { protocol: "tcp", fromPort: 0, toPort: 65534 },
    ]) {
      assert.ok(!all(props), JSON.stringify(props));
    }
  });
});

describe("network ACLs", () => {
  const entry = (
    ruleNo: number,
    action: string,
    fromPort: number,
    toPort: number,
    cidrBlock: string,
  ) => reader({ ruleNo, action, protocol: "tcp", fromPort, toPort, cidrBlock });
  const found = (...entries: Reader[]): number => [...openAdminPorts(entries)].length;

  it("are read in the order of their numbers, not of the list", () => {
    const allow = entry(100, "allow", 0, 65535, "0.0.0.0/0");
    assert.equal(found(allow, entry(99, "deny", 0, 65535, "0.0.0.0/0")), 0);
    assert.equal(found(entry(101, "deny", 0, 65535, "0.0.0.0/0"), allow), 1);
  });

  it("deny only what an entry before names in full", () => {
    const allow = entry(100, "allow", 22, 22, "0.0.0.0/0");
    assert.equal(found(entry(1, "deny", 22, 22, "0.0.0.0/1"), allow), 1);
    assert.equal(found(entry(1, "deny", 23, 65535, "0.0.0.0/0"), allow), 1);
    assert.equal(
      found(reader({ ruleNo: 1, action: "deny", protocol: "-1", ipv6CidrBlock: "::/0" }), allow),
      1,
    );
  });
});

describe("VPC endpoints", () => {
  it("are of a service of AWS's, or of a partner's", () => {
    const service = (serviceName: string): string | undefined => serviceOf(reader({ serviceName }));
    assert.equal(service("com.amazonaws.eu-central-1.ecr.api"), "ecr.api");
    assert.equal(service("cn.com.amazonaws.cn-north-1.ecr.dkr"), "ecr.dkr");
    assert.equal(service("com.amazonaws.us-gov-west-1.s3"), "s3");
    assert.equal(service("com.amazonaws.vpce.eu-central-1.vpce-svc-0123"), undefined);
    assert.equal(service("com.example.service"), undefined);
  });

  it("take a policy if they lead to AWS's services", () => {
    const serviceName = "com.amazonaws.eu-central-1.s3";
    assert.ok(takesPolicy(reader({ serviceName })));
    assert.ok(takesPolicy(reader({ serviceName, vpcEndpointType: "Interface" })));
    assert.ok(!takesPolicy(reader({ serviceName, vpcEndpointType: "GatewayLoadBalancer" })));
    assert.ok(!takesPolicy(reader({ vpcEndpointType: "Resource" })));
  });
});

describe("the rules on networks and load balancers", () => {
  const ours = rules.filter(({ facts }) => /^(?:lb|ec2)-/.test(facts.name));
  const any = (type: string, name: string, props: object = {}, from: Edges = {}): VectorResource =>
    resource(
      type,
      { ...Object.fromEntries(Object.keys(from).map((key) => [key, UNKNOWN])), ...props },
      { name, from },
    );
  type Edges = Readonly<Record<string, readonly string[]>>;
  const rule = (side: "Ingress" | "Egress", name: string, props: object, from: Edges = {}) =>
    any(`aws:vpc/securityGroup${side}Rule:SecurityGroup${side}Rule`, name, props, from);
  const web = (port: number) => ({
    ...{ ipProtocol: "tcp", fromPort: port, toPort: port, cidrIpv4: "0.0.0.0/0" },
    description: "From the internet",
  });
  const group = (name: string): VectorResource =>
    any("aws:ec2/securityGroup:SecurityGroup", name, { description: name }, { vpcId: ["network"] });

  /** A load balancer before tasks as a careful program declares it, with nothing known that AWS decides. */
  const careful: readonly VectorResource[] = [
    ...NETWORK,
    any("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", {}, { vpcId: ["network"] }),
    any("aws:ec2/flowLog:FlowLog", "log", { trafficType: "REJECT" }, { vpcId: ["network"] }),
    group("balancer group"),
    group("task group"),
    rule("Ingress", "https", web(443), { securityGroupId: ["balancer group"] }),
    rule("Ingress", "http", web(80), { securityGroupId: ["balancer group"] }),
    rule(
      "Egress",
      "to tasks",
      { ipProtocol: "tcp", fromPort: 4567, toPort: 4567 },
      {
        securityGroupId: ["balancer group"],
        referencedSecurityGroupId: ["task group"],
      },
    ),
    rule(
      "Ingress",
      "from balancer",
      { ipProtocol: "tcp", fromPort: 4567, toPort: 4567 },
      {
        securityGroupId: ["task group"],
        referencedSecurityGroupId: ["balancer group"],
      },
    ),
    any(
      "aws:lb/loadBalancer:LoadBalancer",
      "balancer",
      {
        accessLogs: { bucket: UNKNOWN, enabled: true },
        dropInvalidHeaderFields: true,
        enableDeletionProtection: true,
        internal: false,
        securityGroups: [UNKNOWN],
      },
      { subnets: ["network"], securityGroups: ["balancer group"] },
    ),
    any("aws:lb/targetGroup:TargetGroup", "targets", { protocol: "HTTP" }, { vpcId: ["network"] }),
    any("aws:acm/certificate:Certificate", "certificate", { domainName: "cruddur.example" }),
    any(
      "aws:acm/certificateValidation:CertificateValidation",
      "validation",
      {},
      {
        certificateArn: ["certificate"],
      },
    ),
    any(
      "aws:lb/listener:Listener",
      "https listener",
      {
        ...{ port: 443, protocol: "HTTPS", sslPolicy: SAFE_POLICY },
        defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }],
      },
      {
        loadBalancerArn: ["balancer"],
        certificateArn: ["validation"],
        defaultActions: ["targets"],
      },
    ),
    any(
      "aws:lb/listener:Listener",
      "http listener",
      {
        ...{ port: 80, protocol: "HTTP" },
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443" } }],
      },
      { loadBalancerArn: ["balancer"] },
    ),
    any(
      "aws:lb/listenerRule:ListenerRule",
      "api",
      { actions: [{ type: "forward", targetGroupArn: UNKNOWN }] },
      { listenerArn: ["https listener"], actions: ["targets"] },
    ),
    service(["private"], ["task group"]),
  ];

  for (const stack of ["dev", "prod"]) {
    it(`stop nothing of a careful program at its first preview, and wait for nothing: ${stack}`, async () => {
      const found = await evaluate(ours, { resources: careful, stack });
      const mandatory = found.filter(({ level }) => level === "mandatory");
      assert.deepEqual(
        mandatory.map(({ message }) => message),
        [],
      );
      const waits = found.filter(({ policy }) => policy === "pack-undetermined");
      // An advisory rule counts subnets, which awsx hands on as one list.
      assert.deepEqual(
        waits.flatMap(({ message }) => message.split("\n").slice(1)),
        ["subnets: lb-multi-az"],
      );
    });
  }

  const without = (name: string, props: object = {}): VectorResource[] =>
    careful.map((each) =>
      each.name === name ? { ...each, props: { ...each.props, ...props } } : each,
    );
  const faults: Readonly<Record<string, readonly [resources: VectorResource[], rule: string]>> = {
    "the balancer is internal, yet its group is open": [
      without("balancer", { internal: true }),
      "ec2-sg-no-public-ingress",
    ],
    "the tasks' group is open": [
      without("from balancer", { referencedSecurityGroupId: null, cidrIpv6: "::/0" }),
      "ec2-sg-no-public-ingress",
    ],
    "the flow log records what was accepted": [
      without("log", { trafficType: "ACCEPT" }),
      "ec2-vpc-flow-logs",
    ],
    "the default group is left": [
      careful.filter(({ name }) => name !== "default"),
      "ec2-default-sg-closed",
    ],
    "the certificate is of IAM": [
      careful.map((each) =>
        each.name === "validation"
          ? { ...each, type: "aws:iam/serverCertificate:ServerCertificate" }
          : each,
      ),
      "lb-listener-certificate",
    ],
    "a rule leads past the redirect": [
      careful.map((each) =>
        each.name === "api"
          ? { ...each, from: { listenerArn: ["http listener"], actions: ["targets"] } }
          : each,
      ),
      "lb-listener-https-only",
    ],
    "the tasks' subnets hand out addresses": [
      without("private", { mapPublicIpOnLaunch: true }),
      "ec2-subnet-no-auto-public-ip",
    ],
  };
  for (const [sentence, [resources, expected]] of Object.entries(faults)) {
    it(`stop it if ${sentence}`, async () => {
      const found = await evaluate(ours, { resources });
      const mandatory = found.filter(({ level }) => level === "mandatory");
      assert.deepEqual([...new Set(mandatory.map(({ policy }) => policy))], [expected]);
    });
  }
});
