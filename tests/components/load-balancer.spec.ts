import * as assert from "node:assert/strict";
import type { LoadBalancerArgs, LogBucketReference } from "../../components";
import { assertRefused } from "../support/errors";
import { inventory, only, registered, startMocks, text, valueOf } from "../support/mocks";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/00000000";
const NOT_FOUND = [
  {
    type: "fixed-response",
    fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
  },
];

describe("LoadBalancer", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const logBucket = (encrypted = false): LogBucketReference => ({
    name: "logs",
    encrypted,
    ready: references.nothing("bucket"),
  });
  const plain = (more: Partial<LoadBalancerArgs> = {}): LoadBalancerArgs => ({
    vpcId: "vpc-1",
    subnetIds: ["subnet-public-1", "subnet-public-2"],
    scheme: "internet-facing",
    logBucket: logBucket(),
    ...more,
  });
  const args = (more: Partial<LoadBalancerArgs> = {}): LoadBalancerArgs =>
    plain({ certificateArn: CERTIFICATE, ...more });
  const admitted = async () =>
    (await registered("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
      .map(({ name, inputs }) => ({
        name,
        from: text(inputs.cidrIpv4 ?? inputs.cidrIpv6 ?? inputs.prefixListId),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, from }) => [name, from] as const);

  it("has exactly these children with a certificate", async () => {
    new components.LoadBalancer("web", args());
    assert.deepEqual(await inventory(), [
      "aws:ec2/securityGroup:SecurityGroup web",
      "aws:lb/listener:Listener web-http",
      "aws:lb/listener:Listener web-https",
      "aws:lb/loadBalancer:LoadBalancer web",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule web-http-from-internet",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule web-https-from-internet",
      "cruddur:lb:LoadBalancer web",
      "test:index:Nothing bucket",
    ]);
  });

  it("is public, logged, careful with headers and protected", async () => {
    new components.LoadBalancer("web", args());
    const { inputs } = await only("aws:lb/loadBalancer:LoadBalancer");
    assert.equal((inputs.securityGroups as unknown as string[]).length, 1);
    assert.deepEqual(
      { ...inputs, securityGroups: [] },
      {
        accessLogs: { bucket: "logs", enabled: true, prefix: "access-logs" },
        connectionLogs: { bucket: "logs", enabled: true, prefix: "connection-logs" },
        desyncMitigationMode: "defensive",
        dropInvalidHeaderFields: true,
        enableDeletionProtection: true,
        enableHttp2: true,
        idleTimeout: 60,
        internal: false,
        ipAddressType: "ipv4",
        loadBalancerType: "application",
        securityGroups: [],
        subnets: ["subnet-public-1", "subnet-public-2"],
        tags: { Exposure: "public" },
      },
    );
  });

  it("serves HTTPS with TLS 1.2 at least, HSTS, and 404 for what no rule matches", async () => {
    const { listenerArn } = new components.LoadBalancer("web", args());
    const { inputs } = await only("aws:lb/listener:Listener", "web-https");
    const { loadBalancerArn, ...rest } = inputs;
    assert.match(text(loadBalancerArn), /:loadbalancer\/app\/web-1a2b3c4\/1$/);
    assert.deepEqual(rest, {
      certificateArn: CERTIFICATE,
      defaultActions: NOT_FOUND,
      port: 443,
      protocol: "HTTPS",
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000",
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    });
    assert.match(await valueOf(listenerArn), /web-https/);
  });

  it("redirects HTTP to the same address by HTTPS, for good", async () => {
    new components.LoadBalancer("web", args());
    const { inputs } = await only("aws:lb/listener:Listener", "web-http");
    assert.deepEqual(
      { ...inputs, loadBalancerArn: "" },
      {
        defaultActions: [
          {
            type: "redirect",
            redirect: {
              host: "#{host}",
              path: "/#{path}",
              port: "443",
              protocol: "HTTPS",
              query: "#{query}",
              statusCode: "HTTP_301",
            },
          },
        ],
        loadBalancerArn: "",
        port: 80,
        protocol: "HTTP",
        routingHttpResponseServerEnabled: false,
      },
    );
  });

  it("takes the values that differ between stacks", async () => {
    new components.LoadBalancer(
      "web",
      args({
        desyncMitigationMode: "strictest",
        tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
        hstsMaxAgeSeconds: 0,
        protect: false,
      }),
    );
    const { inputs } = await only("aws:lb/loadBalancer:LoadBalancer");
    assert.equal(inputs.desyncMitigationMode, "strictest");
    assert.equal(inputs.enableDeletionProtection, false);
    const https = (await only("aws:lb/listener:Listener", "web-https")).inputs;
    assert.equal(https.sslPolicy, "ELBSecurityPolicy-TLS13-1-3-2021-06");
    assert.equal(https.routingHttpResponseStrictTransportSecurityHeaderValue, "max-age=0");
  });

  it("does without a certificate only when told so: one listener, on which rules go", async () => {
    const { listenerArn } = new components.LoadBalancer("web", plain({ allowPlainHttp: true }));
    const { name, inputs } = await only("aws:lb/listener:Listener");
    assert.equal(name, "web-http");
    assert.deepEqual(
      { ...inputs, loadBalancerArn: "" },
      {
        defaultActions: NOT_FOUND,
        loadBalancerArn: "",
        port: 80,
        protocol: "HTTP",
        routingHttpResponseServerEnabled: false,
        routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      },
    );
    assert.match(await valueOf(listenerArn), /web-http/);
    assert.deepEqual(await admitted(), [["web-http-from-internet", "0.0.0.0/0"]]);
  });

  it("admits the clients that it is given, on its ports only", async () => {
    const clients = {
      cdn: { prefixListId: "pl-3b927c52" },
      office: { cidrIpv4: "203.0.113.0/24" },
    };
    new components.LoadBalancer("web", args({ clients }));
    assert.deepEqual(await admitted(), [
      ["web-http-from-cdn", "pl-3b927c52"],
      ["web-http-from-office", "203.0.113.0/24"],
      ["web-https-from-cdn", "pl-3b927c52"],
      ["web-https-from-office", "203.0.113.0/24"],
    ]);
    const { inputs } = await only(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "web-https-from-office",
    );
    const { securityGroupId, ...rest } = inputs;
    assert.match(text(securityGroupId), /^sg-/);
    assert.deepEqual(rest, {
      cidrIpv4: "203.0.113.0/24",
      description: "From office",
      fromPort: 443,
      ipProtocol: "tcp",
      toPort: 443,
    });
  });

  it("is internal when told so, for the clients that are named", async () => {
    const clients = { vpc: { cidrIpv4: "10.10.0.0/16" } };
    new components.LoadBalancer("web", args({ scheme: "internal", clients }));
    const { inputs } = await only("aws:lb/loadBalancer:LoadBalancer");
    assert.equal(inputs.internal, true);
    assert.equal(inputs.tags, undefined);
    assert.deepEqual(await admitted(), [
      ["web-http-from-vpc", "10.10.0.0/16"],
      ["web-https-from-vpc", "10.10.0.0/16"],
    ]);
  });

  it("reaches nobody by itself", async () => {
    new components.LoadBalancer("web", args());
    assert.deepEqual(
      await registered("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
      [],
    );
    const { inputs } = await only("aws:ec2/securityGroup:SecurityGroup");
    assert.deepEqual(inputs, { description: "Load balancer web", vpcId: "vpc-1" });
  });

  it("has IPv6 addresses, and lets IPv6 in, when told so", async () => {
    const { dualstack } = new components.LoadBalancer("web", args({ dualstack: true }));
    assert.equal(dualstack, true);
    const { inputs } = await only("aws:lb/loadBalancer:LoadBalancer");
    assert.equal(inputs.ipAddressType, "dualstack");
    assert.deepEqual(await admitted(), [
      ["web-http-from-internet", "0.0.0.0/0"],
      ["web-http-from-internet-ipv6", "::/0"],
      ["web-https-from-internet", "0.0.0.0/0"],
      ["web-https-from-internet-ipv6", "::/0"],
    ]);
  });

  it("has a test listener with the same certificate, for testers only", async () => {
    const testListener = { port: 8443, clients: { office: { cidrIpv4: "203.0.113.0/24" } } };
    const { testListenerArn } = new components.LoadBalancer("web", args({ testListener }));
    assert.ok(testListenerArn);
    const { inputs } = await only("aws:lb/listener:Listener", "web-test");
    assert.equal(inputs.port, 8443);
    assert.equal(inputs.protocol, "HTTPS");
    assert.equal(inputs.certificateArn, CERTIFICATE);
    assert.deepEqual(
      (await admitted()).filter(([name]) => name.startsWith("web-test")),
      [["web-test-from-office", "203.0.113.0/24"]],
    );
  });

  it("refuses to do without encryption silently, and to be told both", () => {
    assertRefused(
      () => new components.LoadBalancer("web", plain()),
      [
        'LoadBalancer "web": certificateArn is missing; give one, or set allowPlainHttp to do without encryption.',
      ],
    );
    assertRefused(
      () => new components.LoadBalancer("web", args({ allowPlainHttp: true })),
      ['LoadBalancer "web": allowPlainHttp is set although there is a certificateArn; choose one.'],
    );
  });

  it("refuses a scheme that it does not know, rather than guess", () => {
    const scheme = "public" as "internal";
    const clients = { vpc: { cidrIpv4: "10.10.0.0/16" } };
    assertRefused(
      () => new components.LoadBalancer("web", args({ scheme, clients })),
      ['LoadBalancer "web": scheme "public" is unknown; choose internet-facing or internal.'],
    );
  });

  it("refuses all faults at once", () => {
    const name = "internal-cruddur-production";
    assertRefused(
      () =>
        new components.LoadBalancer(
          name,
          args({
            subnetIds: ["subnet-public-1"],
            logBucket: logBucket(true),
            scheme: "internal",
            clients: {
              both: { cidrIpv4: "10.0.0.0/8", cidrIpv6: "::/0" },
              none: {},
              "not a name": { cidrIpv4: "10.0.0.0/8" },
              office: { cidrIpv4: "203.0.113.7/24" },
              world: { cidrIpv4: "0.0.0.0/0" },
            },
            tlsPolicy: "ELBSecurityPolicy-2016-08" as "ELBSecurityPolicy-TLS13-1-2-2021-06",
            hstsMaxAgeSeconds: -1,
            testListener: { port: 443, clients: {} },
          }),
        ),
      [
        "the name is not 1 to 24 of letters, digits and -, beginning with a letter or digit and not with internal-",
        "subnetIds has 1; give 2 or more",
        'logBucket "logs" has a customer key, with which load balancers cannot write; choose one without',
        'clients "both" must be one of cidrIpv4, cidrIpv6 and prefixListId',
        'clients "none" must be one of cidrIpv4, cidrIpv6 and prefixListId',
        'clients: the name "not a name" is not 1 to 64 letters, digits and -',
        'clients "office".cidrIpv4 "203.0.113.7/24" does not begin at its first address',
        'clients "world" admits the whole internet; name the ranges that need it',
        'tlsPolicy "ELBSecurityPolicy-2016-08" is unknown; choose ELBSecurityPolicy-TLS13-1-2-2021-06, ELBSecurityPolicy-TLS13-1-2-Res-2021-06 or ELBSecurityPolicy-TLS13-1-3-2021-06',
        "hstsMaxAgeSeconds -1 is out of range; choose 0 to 2147483647",
        "testListener.port 443 is in use; choose another than 80 and 443",
        "testListener.clients is empty: nobody could connect",
      ].map((fault) => `LoadBalancer "${name}": ${fault}.`),
    );
    assertRefused(
      () => new components.LoadBalancer("web", args({ scheme: "internal" })),
      ['LoadBalancer "web": clients are missing: an internal load balancer names them.'],
    );
  });
});
