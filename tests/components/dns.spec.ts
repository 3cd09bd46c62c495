import * as assert from "node:assert/strict";
import { assertRefused } from "../support/errors";
import { ACCOUNT, inventory, only, startMocks } from "../support/mocks";

const ZONE = { id: "Z0123456789ABCDEFGHIJ", name: "cruddur.example" };

describe("DNS", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });

  describe("DnsRecords", () => {
    it("leads each host to the load balancer", async () => {
      new components.DnsRecords("dns", {
        zone: ZONE,
        hosts: ["cruddur.example", "api.cruddur.example"],
        loadBalancer: references.loadBalancer(),
      });
      assert.deepEqual(await inventory(), [
        "aws:route53/record:Record dns-api.cruddur.example-a",
        "aws:route53/record:Record dns-cruddur.example-a",
        "cruddur:route53:DnsRecords dns",
      ]);
      const { inputs } = await only("aws:route53/record:Record", "dns-api.cruddur.example-a");
      assert.deepEqual(inputs, {
        aliases: [
          {
            evaluateTargetHealth: true,
            name: "web-1.us-east-1.elb.amazonaws.com",
            zoneId: "Z35SXDOTRQ7X7K",
          },
        ],
        name: "api.cruddur.example",
        type: "A",
        zoneId: ZONE.id,
      });
    });

    it("has AAAA records only for a load balancer with IPv6", async () => {
      new components.DnsRecords("dns", {
        zone: ZONE,
        hosts: ["cruddur.example"],
        loadBalancer: references.loadBalancer({ dualstack: true }),
      });
      const { inputs } = await only("aws:route53/record:Record", "dns-cruddur.example-aaaa");
      assert.equal(inputs.type, "AAAA");
    });

    it("refuses all faults at once", () => {
      const dns = (hosts: string[]) => () =>
        new components.DnsRecords("dns", {
          zone: ZONE,
          hosts,
          loadBalancer: references.loadBalancer(),
        });
      assertRefused(dns([]), ['DnsRecords "dns": hosts is empty.']);
      assertRefused(
        dns([
          "*.cruddur.example",
          "-a.cruddur.example",
          "cruddur.example.",
          "other.example",
          "cruddur.example",
          "cruddur.example",
        ]),
        [
          'DnsRecords "dns": hosts "*.cruddur.example" is not a domain name in lower case.',
          'DnsRecords "dns": hosts "-a.cruddur.example" is not a domain name in lower case.',
          'DnsRecords "dns": hosts "cruddur.example." is not a domain name in lower case.',
          'DnsRecords "dns": hosts "other.example" is not in the zone "cruddur.example".',
          'DnsRecords "dns": hosts has "cruddur.example" twice.',
        ],
      );
    });
  });

  describe("DnsQueryLog", () => {
    it("records a VPC's queries in the log group", async () => {
      new components.DnsQueryLog("dns-log", {
        account: ACCOUNT,
        vpcId: "vpc-1",
        logGroup: references.logGroup("dns"),
      });
      assert.deepEqual(await inventory(), [
        "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig dns-log",
        "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation dns-log",
        "cruddur:route53:DnsQueryLog dns-log",
        "test:index:Nothing log-group-dns",
      ]);
      const config = await only("aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig");
      assert.deepEqual(config.inputs, {
        destinationArn: "arn:aws:logs:us-east-1:123456789012:log-group:/test/dns",
      });
      const { inputs } = await only(
        "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
      );
      assert.deepEqual(inputs, {
        resolverQueryLogConfigId: "dns-log-1a2b3c4",
        resourceId: "vpc-1",
      });
    });

    it("refuses a name that Route 53 would not take", () => {
      assertRefused(
        () =>
          new components.DnsQueryLog("dns.log", {
            account: ACCOUNT,
            vpcId: "vpc-1",
            logGroup: references.logGroup("dns"),
          }),
        [
          'DnsQueryLog "dns.log": the name is not 1 to 56 of letters, digits, - and _, not digits alone.',
        ],
      );
    });
  });
});
