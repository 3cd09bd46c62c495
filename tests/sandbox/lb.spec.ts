import assert from "node:assert/strict";
import { sslPolicies } from "../../sandbox/aws/types/lb/ssl-policies";
import { CallFailed, type Bag, type Resource } from "./engine-client";
import { NOT_FOUND, startEdge, T, type Edge } from "./edge-world";

const refreshed = async (edge: Edge, resource: Resource) => {
  const read = await edge.engine.refresh(resource);
  assert.ok(read);
  return read;
};

describe("simulated load balancers", () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  it("have the names of their region", async () => {
    const { outputs } = await edge.balancer({ name: "web", internal: true });
    assert.match(
      String(outputs["arn"]),
      /^arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer\/app\/web\/[0-9a-f]{16}$/,
    );
    assert.ok(String(outputs["arn"]).endsWith(`loadbalancer/${String(outputs["arnSuffix"])}`));
    assert.match(
      String(outputs["dnsName"]),
      /^internal-web-\d+\.eu-central-1\.elb\.amazonaws\.com$/,
    );
    assert.equal(outputs["zoneId"], "Z215JYRZR1TBD5");
    assert.equal(outputs["vpcId"], edge.vpc.id);
    assert.deepEqual(outputs["securityGroups"], [edge.vpc.outputs["defaultSecurityGroupId"]]);
    const network = await edge.balancer({ name: "tcp", loadBalancerType: "network" });
    assert.match(
      String(network.outputs["dnsName"]),
      /^tcp-[0-9a-f]{16}\.elb\.eu-central-1\.amazonaws\.com$/,
    );
    assert.equal(network.outputs["zoneId"], "Z3F0SRJ5LGBH90");
    assert.deepEqual(network.outputs["securityGroups"], []);
  });

  it("are refused for all faults of their arguments at once", async () => {
    await assert.rejects(
      edge.make(T.balancer, { name: `-${"x".repeat(32)}_`, loadBalancerType: "gateway" }),
      (error: Error) => {
        for (const part of [
          /name: .*longer than 32/,
          /only alphanumeric/,
          /begin with a hyphen/,
          /loadBalancerType: .*"network"/,
          /subnets: .*none is given/,
        ]) {
          assert.match(error.message, part);
        }
        return true;
      },
    );
    await assert.rejects(edge.balancer({ name: "internal-web" }), /cannot begin with "internal-"/);
  });

  describe("are refused by the API", () => {
    const refused = (args: Bag, expected: RegExp) => assert.rejects(edge.balancer(args), expected);

    it("when their name is taken", async () => {
      await edge.balancer({ name: "taken" });
      await refused({ name: "taken" }, /CreateLoadBalancer, DuplicateLoadBalancerName: .*'taken'/);
    });

    it("in one zone, or twice in one", async () => {
      const [first = ""] = edge.ids;
      await refused({ subnets: [first] }, /ValidationError: At least two subnets in two different/);
      const again = await edge.subnet("a", 2);
      await refused(
        { subnets: [...edge.ids, again.id] },
        /InvalidConfigurationRequest: .*multiple subnets in the same Availability Zone/,
      );
      await refused({ subnets: ["subnet-0", first] }, /SubnetNotFound: .*'subnet-0'/);
      await edge.balancer({ subnets: [first], loadBalancerType: "network" });
    });

    it("facing the internet in a VPC that has no gateway", async () => {
      const vpc = await edge.make(T.vpc, { cidrBlock: "10.0.0.0/16" });
      const subnets = [await edge.subnet("a", 0, vpc.id), await edge.subnet("b", 1, vpc.id)];
      const ids = subnets.map(({ id }) => id);
      await refused({ subnets: ids }, /InvalidSubnet: VPC vpc-\w+ has no internet gateway/);
      await edge.balancer({ subnets: ids, internal: true });
      const [first = ""] = ids;
      const [own = ""] = edge.ids;
      await refused({ subnets: [first, edge.ids[1]], internal: true }, /same VPC/);
      const group = await edge.make(T.group, { vpcId: vpc.id });
      await refused(
        { subnets: [own, edge.ids[1]], securityGroups: [group.id] },
        /One or more security groups are invalid \(sandbox: sg-\w+/,
      );
    });

    it("with IPv6 in subnets that have none", async () => {
      await refused({ ipAddressType: "dualstack" }, /InvalidSubnet: .*IPv6 CIDR block/);
    });
  });

  describe("write logs", () => {
    const policy = (bucket: string, more: Bag = {}) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: `arn:aws:s3:::${bucket}/web/AWSLogs/123456789012/*`,
            ...more,
          },
        ],
      });
    const logs = (bucket: string): Bag => ({
      accessLogs: { bucket, prefix: "web", enabled: true },
    });
    const fails = async (args: Bag, expected: RegExp) => {
      const error = await edge.balancer(args).then(
        () => assert.fail("it was created"),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof CallFailed);
      assert.match(error.initFailure?.reasons.join() ?? error.message, expected);
      return error;
    };
    const denied =
      /ModifyLoadBalancerAttributes, InvalidConfigurationRequest: Access Denied for bucket: \S+\. Please check S3bucket permission/;

    it("once the bucket lets them, and exist without until then", async () => {
      await fails(logs("none"), /Access Denied for bucket: none.*does not exist/);
      await edge.make(T.bucket, { bucket: "alb-logs" });
      const error = await fails({ name: "logged", ...logs("alb-logs") }, denied);
      const id = error.initFailure?.id ?? "";
      const existing = await edge.engine.read(T.balancer, "logged", id);
      assert.ok(existing, "the load balancer exists");
      await edge.make(T.bucketPolicy, { bucket: "alb-logs", policy: policy("alb-logs") });
      await edge.engine.update(existing, {
        name: "logged",
        subnets: edge.ids,
        ...logs("alb-logs"),
      });
    });

    it("which leaves a test file that keeps the bucket from being deleted", async () => {
      const bucket = await edge.make(T.bucket, { bucket: "tried" });
      await edge.make(T.bucketPolicy, { bucket: "tried", policy: policy("tried") });
      await edge.balancer(logs("tried"));
      await assert.rejects(
        edge.engine.delete(bucket),
        /BucketNotEmpty: .*web\/AWSLogs\/123456789012\/ELBAccessLogTestFile/,
      );
    });

    const statements: Record<string, Bag> = {
      "of another service": { Principal: { Service: "delivery.logs.amazonaws.com" } },
      "of another prefix": { Resource: "arn:aws:s3:::BUCKET/api/AWSLogs/123456789012/*" },
      "of another account": {
        Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } },
      },
      "without s3:PutObject": { Action: "s3:PutObjectTagging" },
      "that denies": { Effect: "Deny" },
    };
    for (const [name, more] of Object.entries(statements)) {
      it(`not with a policy ${name}`, async () => {
        const bucket = `no${Object.keys(statements).indexOf(name)}-logs`;
        await edge.make(T.bucket, { bucket });
        const text = policy(bucket, more).replace("BUCKET", bucket);
        await edge.make(T.bucketPolicy, { bucket, policy: text });
        await fails(logs(bucket), denied);
      });
    }

    it("with a policy for ELB's account of the region", async () => {
      await edge.make(T.bucket, { bucket: "legacy-logs" });
      const account = await edge.engine.invoke("aws:elb/getServiceAccount:getServiceAccount");
      const more = { Principal: { AWS: account["arn"] } };
      await edge.make(T.bucketPolicy, {
        bucket: "legacy-logs",
        policy: policy("legacy-logs", more),
      });
      await edge.balancer(logs("legacy-logs"));
    });

    it("not with a KMS key", async () => {
      await edge.make(T.bucket, { bucket: "kms-logs" });
      await edge.make(T.bucketPolicy, { bucket: "kms-logs", policy: policy("kms-logs") });
      await edge.make(T.encryption, {
        bucket: "kms-logs",
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
      });
      await fails(logs("kms-logs"), /Access Denied .*SSE-S3/);
    });
  });

  it("with deletion protection are deleted only after it is taken away, with their listeners", async () => {
    const balancer = await edge.balancer({ enableDeletionProtection: true });
    const listener = await edge.listener(balancer);
    await assert.rejects(
      edge.engine.delete(balancer),
      /DeleteLoadBalancer, OperationNotPermitted: .*deletion protection is enabled/,
    );
    await edge.engine.delete(await edge.engine.update(balancer, { subnets: edge.ids }));
    assert.equal(await edge.engine.refresh(listener), undefined);
  });

  it("are replaced for another name or scheme, and a network one for lost subnets or groups", async () => {
    const balancer = await edge.balancer();
    const replaces = async (resource: Resource, args: Bag) =>
      (await edge.engine.diff(resource, { subnets: edge.ids, ...args })).replaces;
    assert.deepEqual(await replaces(balancer, { internal: true }), ["internal"]);
    assert.deepEqual(await replaces(balancer, { idleTimeout: 120 }), []);
    const kind = { loadBalancerType: "network" };
    const network = await edge.balancer(kind);
    const group = await edge.make(T.group, { vpcId: edge.vpc.id });
    assert.deepEqual(await replaces(network, { ...kind, subnets: edge.ids.slice(0, 1) }), [
      "subnets",
    ]);
    assert.deepEqual(await replaces(network, { ...kind, securityGroups: [group.id] }), [
      "securityGroups",
    ]);
  });
});

describe("simulated target groups", () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  it("fill in their health check, and change in place where AWS does", async () => {
    const args = { vpcId: edge.vpc.id, targetType: "ip", port: 80, protocol: "HTTP" };
    const group = await edge.make(T.targetGroup, { ...args, healthCheck: { path: "/health" } });
    assert.deepEqual(group.outputs["healthCheck"], {
      enabled: true,
      healthyThreshold: 3,
      interval: 30,
      matcher: "200",
      path: "/health",
      port: "traffic-port",
      protocol: "HTTP",
      timeout: 5,
      unhealthyThreshold: 3,
    });
    const diff = (more: Bag) => edge.engine.diff(group, { ...args, ...more });
    assert.deepEqual((await diff({ healthCheck: { path: "/health", interval: 30 } })).paths, []);
    assert.deepEqual((await diff({ healthCheck: { path: "/" } })).paths, ["healthCheck.path"]);
    assert.deepEqual((await diff({ port: 81, healthCheck: { path: "/health" } })).replaces, [
      "port",
    ]);
    const changed = await edge.engine.update(group, { ...args, healthCheck: { interval: 10 } });
    const check = changed.outputs["healthCheck"] as Bag;
    assert.deepEqual([check["interval"], check["path"]], [10, "/health"], "AWS keeps the path");
  });

  it("are refused for all faults of their arguments at once", async () => {
    await assert.rejects(
      edge.make(T.targetGroup, {
        targetType: "container",
        port: 0,
        slowStart: 10,
        healthCheck: { path: "health", healthyThreshold: 1, interval: 301, port: "http" },
        stickiness: { type: "cookie" },
      }),
      (error: Error) => {
        for (const part of [
          /targetType: .*"ip"/,
          /port: .*1 - 65535/,
          /protocol: .*must be specified when targetType/,
          /vpcId: /,
          /slowStart: .*30 - 900/,
          /healthCheck\.path: .*begin with \//,
          /healthCheck\.healthyThreshold: /,
          /healthCheck\.interval: /,
          /healthCheck\.port: .*traffic-port/,
          /stickiness\.type: /,
        ]) {
          assert.match(error.message, part);
        }
        return true;
      },
    );
  });

  it("are refused by the API", async () => {
    await edge.targetGroup({ name: "one" });
    await assert.rejects(edge.targetGroup({ name: "one" }), /DuplicateTargetGroupName: .*'one'/);
    await assert.rejects(
      edge.targetGroup({ vpcId: "vpc-0" }),
      /ValidationError: The VPC ID 'vpc-0' is not found/,
    );
    await assert.rejects(
      edge.targetGroup({ healthCheck: { interval: 5, timeout: 5 } }),
      /Health check interval must be greater than the timeout/,
    );
  });

  it("know their load balancer, serve only one, and stay while they are used", async () => {
    const group = await edge.targetGroup();
    const first = await edge.balancer();
    const second = await edge.balancer();
    const listener = await edge.listener(first, { defaultActions: [edge.forward(group)] });
    const now = await refreshed(edge, group);
    assert.deepEqual(now.outputs["loadBalancerArns"], [first.id]);
    await assert.rejects(
      edge.listener(second, { defaultActions: [edge.forward(group)] }),
      /TargetGroupAssociationLimit: .*more than one load balancer: .*targetgroup/,
    );
    await assert.rejects(
      edge.engine.delete(group),
      /DeleteTargetGroup, ResourceInUse: .*currently in use by a listener or a rule/,
    );
    await edge.engine.delete(listener);
    await edge.engine.delete(group);
  });

  it("take targets that can be theirs", async () => {
    const group = await edge.targetGroup();
    const target = (targetId: string, more: Bag = {}) =>
      edge.make(T.target, { targetGroupArn: group.id, targetId, ...more });
    await target("10.0.0.9");
    await target("192.168.0.1", { availabilityZone: "all" });
    await assert.rejects(target("192.168.0.1"), /RegisterTargets, InvalidTarget: .*Availability/);
    await assert.rejects(target("8.8.8.8"), /InvalidTarget: .*not a private one/);
    await assert.rejects(target("i-0"), /InvalidTarget: .*not a valid IP address/);
    const instances = await edge.targetGroup({ targetType: "instance" });
    await assert.rejects(
      edge.make(T.target, { targetGroupArn: instances.id, targetId: "i-0" }),
      /not in a running state and cannot be registered: 'i-0'/,
    );
    await assert.rejects(
      edge.make(T.target, { targetGroupArn: `${group.id}0`, targetId: "10.0.0.9" }),
      /TargetGroupNotFound/,
    );
  });
});

describe("simulated listeners", () => {
  let edge: Edge;
  let balancer: Resource;
  before(async () => {
    edge = await startEdge();
    balancer = await edge.balancer();
  });
  after(() => edge.stop());

  const refused = (args: Bag, expected: RegExp, on = balancer) =>
    assert.rejects(edge.listener(on, args), expected);

  it("have a port of their own, and a protocol of their load balancer", async () => {
    await edge.listener(balancer, { port: 80 });
    await refused({ port: 80 }, /CreateListener, DuplicateListener: .*port 80/);
    await refused({ port: 81, protocol: "TCP" }, /'TCP' must be one of 'HTTP, HTTPS'/);
    const network = await edge.balancer({ loadBalancerType: "network" });
    await refused({ port: 81, protocol: "HTTP" }, /'HTTP' must be one of 'TCP, TLS/, network);
    await refused({ port: 70000 }, /port: .*1 - 65535/);
    await refused(
      { loadBalancerArn: `${balancer.id}0` },
      /LoadBalancerNotFound: One or more load balancers not found/,
    );
  });

  it("with TLS need a certificate that is issued, and a policy that there is", async () => {
    const https = { port: 443, protocol: "HTTPS" };
    const pending = await edge.certificate("web.cruddur.example");
    const at = (certificate: Resource, more: Bag = {}) => ({
      ...https,
      certificateArn: certificate.id,
      ...more,
    });
    await refused(https, /ValidationError: A certificate must be specified for HTTPS listeners/);
    await refused(
      at(pending),
      /UnsupportedCertificate: The certificate '.*' must have a fully-qualified domain name.*PENDING_VALIDATION/,
    );
    await refused(
      { ...https, certificateArn: `${pending.id}0` },
      /CertificateNotFound: Certificate '.*' not found/,
    );
    await edge.prove(pending);
    await refused(at(pending, { sslPolicy: "TLS" }), /SSLPolicyNotFound: SSL policy 'TLS'/);
    await refused(
      { port: 82, certificateArn: pending.id },
      /A certificate cannot be specified for HTTP listeners/,
    );
    await refused({ port: 82, sslPolicy: [...sslPolicies][0] }, /An SSL policy cannot/);
    const listener = await edge.listener(balancer, at(pending));
    assert.equal(listener.outputs["sslPolicy"], "ELBSecurityPolicy-2016-08");
    await assert.rejects(
      edge.engine.delete(pending),
      /DeleteCertificate, ResourceInUseException: .*in use\. .*listener\/app/,
    );
    const other = await edge.issued("api.cruddur.example");
    const certificate = { listenerArn: listener.id, certificateArn: other.id };
    await edge.make(T.listenerCertificate, certificate);
    await assert.rejects(edge.engine.delete(other), /ResourceInUseException/);
    const far = await edge.another({ region: "eu-west-1" });
    await assert.rejects(far.create(T.listenerCertificate, "far", certificate), /ListenerNotFound/);
  });

  it("know all policies that AWS recommends", () => {
    for (const name of ["TLS13-1-2-2021-06", "TLS13-1-2-Res-2021-06", "TLS13-1-3-2021-06"]) {
      assert.ok(sslPolicies.has(`ELBSecurityPolicy-${name}`), name);
    }
    assert.ok(!sslPolicies.has("ELBSecurityPolicy-TLS13-1-2-2021-07"));
  });

  describe("act", () => {
    const on = (...defaultActions: Bag[]) => ({ port: 8080, defaultActions });

    it("as their type says", async () => {
      await refused(on({ type: "forward" }), /"targetGroupArn" or "forward" must be specified/);
      await refused(on({ type: "answer" }), /defaultActions\[0\]\.type: .*"fixed-response"/);
      await refused(
        on({ type: "fixed-response", fixedResponse: { contentType: "text", statusCode: "600" } }),
        /fixedResponse\.contentType: [^]*fixedResponse\.statusCode: .*"600"/,
      );
      await refused(on({ type: "redirect", redirect: {} }), /redirect\.statusCode: Missing/);
      await refused(
        on({ type: "forward", forward: { targetGroups: [{ arn: "x", weight: 1000 }] } }),
        /forward\.targetGroups\[0\]\.weight: .*0 - 999/,
      );
    });

    it("on what there is, in their VPC, with their protocol", async () => {
      const missing = `${balancer.id}0`.replace("loadbalancer/app", "targetgroup");
      await refused(
        on({ type: "forward", targetGroupArn: missing }),
        /TargetGroupNotFound: One or more target groups not found/,
      );
      const vpc = await edge.make(T.vpc, { cidrBlock: "10.1.0.0/16" });
      const foreign = await edge.targetGroup({ vpcId: vpc.id });
      await refused(on(edge.forward(foreign)), /is not in the VPC of the load balancer/);
      const tcp = await edge.targetGroup({ protocol: "TCP" });
      await refused(on(edge.forward(tcp)), /IncompatibleProtocols: .*'TCP'/);
      const network = await edge.balancer({ loadBalancerType: "network" });
      await refused(
        { port: 443, protocol: "TCP", defaultActions: [NOT_FOUND] },
        /'fixed-response' is not valid with network load balancer/,
        network,
      );
      await edge.listener(network, {
        port: 443,
        protocol: "TCP",
        defaultActions: [edge.forward(tcp)],
      });
    });

    it("without leading clients in a circle", async () => {
      const redirect = (more: Bag) =>
        on({ type: "redirect", redirect: { statusCode: "HTTP_301", ...more } });
      await refused(redirect({}), /InvalidLoadBalancerAction: .*creates a loop/);
      await refused(redirect({ port: "8080", protocol: "HTTP" }), /creates a loop/);
      const made = await edge.listener(balancer, redirect({ port: "443", protocol: "HTTPS" }));
      const spelledOut = redirect({
        port: "443",
        protocol: "HTTPS",
        host: "#{host}",
        path: "/#{path}",
        query: "#{query}",
      });
      const again = { loadBalancerArn: balancer.id, ...spelledOut };
      assert.deepEqual((await edge.engine.diff(made, again)).paths, []);
    });
  });

  describe("have rules", () => {
    let listener: Resource;
    let group: Resource;
    before(async () => {
      listener = await edge.listener(balancer, { port: 9000 });
      group = await edge.targetGroup();
    });
    const rule = (args: Bag = {}) =>
      edge.make(T.rule, {
        listenerArn: listener.id,
        actions: [edge.forward(group)],
        conditions: [{ hostHeader: { values: ["api.cruddur.example"] } }],
        ...args,
      });

    it("with a priority of their own, the next one if none is given", async () => {
      const first = await rule({ priority: 10 });
      assert.match(first.id, /:listener-rule\/app\//);
      await assert.rejects(rule({ priority: 10 }), /PriorityInUse: Priority '10'/);
      assert.equal((await rule()).outputs["priority"], 11);
      await assert.rejects(rule({ priority: 50001 }), /priority: .*1-50000/);
      await assert.rejects(
        edge.engine.update(first, { ...first.inputs, __defaults: undefined, priority: 11 }),
        /PriorityInUse: Priority '11'/,
      );
    });

    it("with conditions: one field each, five values together", async () => {
      await assert.rejects(rule({ conditions: [{}] }), /conditions\[0\].*none is set/);
      const values = ["/a", "/b", "/c", "/d", "/e", "/f"];
      await assert.rejects(
        rule({ conditions: [{ pathPattern: { values } }] }),
        /A rule can only have '5' condition values, got 6/,
      );
      await assert.rejects(
        rule({ conditions: [{ pathPattern: { values: ["/"] }, hostHeader: { values: ["a"] } }] }),
        /set: hostHeader, pathPattern/,
      );
      await assert.rejects(
        rule({ conditions: [{ sourceIp: { values: ["10.0.0.1/8"] } }] }),
        /conditions\[0\]\.sourceIp\.values\[0\]/,
      );
    });

    it("as many as a load balancer may have", async () => {
      const crowded = await edge.balancer();
      const other = await edge.listener(crowded);
      const args = {
        listenerArn: other.id,
        actions: [NOT_FOUND],
        conditions: [{ pathPattern: { values: ["/"] } }],
      };
      await Promise.all(Array.from({ length: 100 }, () => edge.make(T.rule, args)));
      await assert.rejects(edge.make(T.rule, args), /CreateRule, TooManyRules: .*\(100\)/);
    });

    it("that keep their target group, and go with the listener", async () => {
      const last = await rule();
      await assert.rejects(edge.engine.delete(group), /ResourceInUse/);
      await edge.engine.delete(listener);
      assert.equal(await edge.engine.refresh(last), undefined);
      await edge.engine.delete(group);
    });
  });

  it("are found by look-ups", async () => {
    const named = await edge.balancer({ name: "found" });
    const invoke = (name: string, args: Bag) => edge.engine.invoke(`aws:lb/${name}:${name}`, args);
    const found = await invoke("getLoadBalancer", { name: "found" });
    assert.equal(found["arn"], named.id);
    const made = await edge.listener(named);
    const listener = await invoke("getListener", { loadBalancerArn: named.id, port: 80 });
    assert.equal(listener["arn"], made.id);
    await assert.rejects(
      invoke("getLoadBalancer", { name: "none" }),
      /LoadBalancerNotFound: .*none/,
    );
    assert.equal((await invoke("getHostedZoneId", {}))["id"], "Z215JYRZR1TBD5");
    const group = await edge.targetGroup();
    const conditions = [{ pathPattern: { values: ["/api/*"] } }];
    const rule = await edge.make(T.rule, {
      listenerArn: made.id,
      priority: 7,
      conditions,
      actions: [edge.forward(group)],
    });
    for (const args of [{ arn: rule.id }, { listenerArn: made.id, priority: 7 }]) {
      const shown = await invoke("getListenerRule", args);
      assert.deepEqual(
        [shown["arn"], shown["listenerArn"], shown["priority"]],
        [rule.id, made.id, 7],
      );
      const [action] = shown["actions"] as Bag[];
      assert.equal(action?.["type"], "forward");
      assert.deepEqual(action["forwards"], [
        { stickinesses: [], targetGroups: [{ arn: group.id, weight: 1 }] },
      ]);
      assert.deepEqual((shown["conditions"] as Bag[])[0]?.["pathPatterns"], [
        { values: ["/api/*"] },
      ]);
    }
    await assert.rejects(invoke("getListenerRule", { arn: `${rule.id}0` }), /RuleNotFound/);
  });
});
