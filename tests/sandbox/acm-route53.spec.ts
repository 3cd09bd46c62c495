import assert from "node:assert/strict";
import { validationOption } from "../../sandbox/aws/types/acm/validation";
import { startEdge, T, ZONE_ID, ZONE_NAME, type Edge } from "./edge-world";
import type { Bag } from "./engine-client";

describe("simulated ACM", () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  it("asks for one record per domain, the same for every certificate and wildcard", async () => {
    const { outputs } = await edge.certificate("a.cruddur.example", {
      subjectAlternativeNames: ["*.a.cruddur.example"],
    });
    const options = outputs["domainValidationOptions"] as Record<string, string>[];
    assert.deepEqual(
      options.map(({ domainName }) => domainName),
      ["a.cruddur.example", "*.a.cruddur.example"],
    );
    assert.equal(options[0]?.["resourceRecordName"], options[1]?.["resourceRecordName"]);
    assert.match(
      options[0]?.["resourceRecordName"] ?? "",
      /^_[0-9a-f]{32}\.a\.cruddur\.example\.$/,
    );
    assert.match(
      options[0]?.["resourceRecordValue"] ?? "",
      /^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/,
    );
    assert.deepEqual(
      validationOption("a.cruddur.example", "123456789012"),
      options[0],
      "always the same record",
    );
    assert.equal(outputs["status"], "PENDING_VALIDATION");
  });

  it("issues once the record is in a zone that the internet asks, and not before", async () => {
    const certificate = await edge.certificate("b.cruddur.example");
    const validate = () => edge.make(T.validation, { certificateArn: certificate.id });
    const pending = /timeout while waiting for state to become 'ISSUED'.*no CNAME record _/;
    await assert.rejects(validate(), pending);
    const hidden = await edge.make(T.zone, {
      name: ZONE_NAME,
      vpcs: [{ vpcId: edge.vpc.id }],
    });
    await edge.prove(certificate, 0, { zoneId: hidden.id });
    await assert.rejects(validate(), pending, "a private zone proves nothing");
    const orphan = await edge.make(T.zone, { name: "b.cruddur.example" });
    await edge.prove(certificate, 0, { zoneId: orphan.id });
    await assert.rejects(validate(), pending, "no zone above points to this one");
    await edge.make(T.record, {
      zoneId: ZONE_ID,
      name: "b.cruddur.example",
      type: "NS",
      ttl: 300,
      records: orphan.outputs["nameServers"],
    });
    const validation = await validate();
    const issued = await edge.engine.refresh(certificate);
    assert.equal(issued?.outputs["status"], "ISSUED");
    assert.deepEqual(await edge.engine.refresh(validation), validation);
    const found = await edge.engine.invoke("aws:acm/getCertificate:getCertificate", {
      domain: "b.cruddur.example",
    });
    assert.equal(found["arn"], certificate.id);
  });

  it("names the records that a validation forgets", async () => {
    const certificate = await edge.certificate("c.cruddur.example");
    await edge.prove(certificate);
    await assert.rejects(
      edge.make(T.validation, {
        certificateArn: certificate.id,
        validationRecordFqdns: ["_other.cruddur.example"],
      }),
      /missing c\.cruddur\.example DNS validation record: _[0-9a-f]{32}\.c\.cruddur\.example/,
    );
    await assert.rejects(
      edge.make(T.validation, { certificateArn: `${certificate.id}0` }),
      /ResourceNotFoundException: Could not find certificate/,
    );
  });

  it("is imported as what asked for it, whether that named the first name among the others or not", async () => {
    const [domainName, other] = ["d.cruddur.example", "e.cruddur.example"];
    for (const names of [[domainName], [other]]) {
      const given = { domainName, validationMethod: "DNS", subjectAlternativeNames: names };
      const { id } = await edge.make(T.certificate, given);
      const imported = await edge.engine.read(T.certificate, "imported", id);
      assert.ok(imported);
      assert.deepEqual((await edge.engine.diff(imported, given)).paths, [], names.join());
    }
  });

  it("refuses names that are none, too long, or too many, and certificates of nothing", async () => {
    await assert.rejects(edge.certificate("localhost"), /'localhost' at 'domainName'/);
    await assert.rejects(edge.certificate("cruddur.example."), /cannot end with a period/);
    const long = `${"x".repeat(60)}.cruddur.example`;
    await assert.rejects(edge.certificate(long), /no longer than 64 characters/);
    const many = Array.from({ length: 10 }, (_, index) => `n${index}.cruddur.example`);
    await assert.rejects(
      edge.certificate(ZONE_NAME, { subjectAlternativeNames: many }),
      /LimitExceededException: .*11 domain names/,
    );
    await assert.rejects(edge.make(T.certificate, {}), /domainName: .*none is given/);
    await assert.rejects(
      edge.make(T.certificate, { domainName: ZONE_NAME }),
      /`certificateAuthorityArn` or `validationMethod` must be set/,
    );
  });

  it("says nothing of a private key that it does not take", async () => {
    const privateKey = "-----BEGIN PRIVATE KEY-----canary-key";
    await assert.rejects(
      edge.make(T.certificate, { certificateBody: "none", privateKey }),
      (error: Error) => {
        assert.match(error.message, /ImportCertificate, ValidationException: .*not valid PEM/);
        assert.ok(!error.message.includes("canary"));
        return true;
      },
    );
  });
});

describe("simulated Route 53", () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.stop());

  const record = (name: string, type: string, records: string[], more: Bag = {}) =>
    edge.make(T.record, { zoneId: ZONE_ID, name, type, ttl: 60, records, ...more });
  const refused = (made: Promise<unknown>, expected: RegExp) => assert.rejects(made, expected);

  it("completes a record's name, and compares it as DNS does", async () => {
    const short = await record("Short", "A", ["192.0.2.1"]);
    assert.equal(short.id, `${ZONE_ID}_short_A`);
    assert.equal(short.outputs["fqdn"], "short.cruddur.example");
    const same = { ...short.inputs, __defaults: undefined, name: "short." };
    assert.deepEqual((await edge.engine.diff(short, same)).paths, []);
    const apex = await record("", "TXT", ["v=spf1 -all"], { name: ZONE_NAME });
    assert.equal(apex.outputs["fqdn"], ZONE_NAME);
  });

  it("refuses what is there already, unless it may be overwritten", async () => {
    await record("twice", "A", ["192.0.2.1"]);
    await refused(
      record("twice.cruddur.example", "A", ["192.0.2.2"]),
      /ChangeResourceRecordSets, InvalidChangeBatch: \[Tried to create resource record set \[name='twice\.cruddur\.example\.', type='A'\] but it already exists\]/,
    );
    await record("twice", "A", ["192.0.2.2"], { allowOverwrite: true });
    await refused(record("", "NS", ["ns-1.example"], { name: ZONE_NAME }), /already exists/);
  });

  const wrong: Record<string, [string, string, string[], RegExp]> = {
    "an A record without an address": ["w", "A", ["cruddur"], /ARRDATAIllegalIPv4Address/],
    "an AAAA record of IPv4": ["w", "AAAA", ["192.0.2.1"], /AAAARRDATAIllegalIPv6Address/],
    "a CNAME at the apex": [ZONE_NAME, "CNAME", ["a.example"], /not permitted at apex/],
    "two CNAMEs": ["w", "CNAME", ["a.example", "b.example"], /only one value/],
    "a name outside": ["evilcruddur.example", "A", ["192.0.2.1"], /is not permitted in zone/],
    "a mail server without preference": ["w", "MX", ["mail.example"], /2 fields/],
  };
  for (const [name, [host, type, records, reason]] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => refused(record(host, type, records), reason));
  }

  it("keeps a CNAME alone", async () => {
    await record("alone", "CNAME", ["a.example"]);
    await refused(record("alone", "A", ["192.0.2.1"]), /conflicting RRSet of type CNAME/);
  });

  it("refuses arguments that do not go together, all at once", async () => {
    await refused(
      edge.make(T.record, { zoneId: ZONE_ID, name: "x", type: "ALIAS" }),
      /type: [^]*records: .*none is given/,
    );
    await refused(
      edge.make(T.record, { zoneId: ZONE_ID, name: "x", type: "A", records: ["192.0.2.1"] }),
      /ttl: .*must be specified/,
    );
    await refused(
      record("x", "A", ["192.0.2.1"], { weightedRoutingPolicies: [{ weight: 1 }] }),
      /setIdentifier.* must be specified/,
    );
    await refused(record("x", "A", ["192.0.2.1"], { zoneId: "Z0" }), /NoSuchHostedZone: .*Z0/);
  });

  it("points to a load balancer by its name and zone", async () => {
    const balancer = await edge.balancer();
    const alias = (name: unknown, zoneId: unknown, host = "web") =>
      edge.make(T.record, {
        zoneId: ZONE_ID,
        name: host,
        type: "A",
        aliases: [{ name, zoneId, evaluateTargetHealth: true }],
      });
    const { dnsName, zoneId } = balancer.outputs;
    await refused(
      alias(`x${String(dnsName)}`, zoneId),
      /Tried to create an alias that targets x.*, but that target was not found/,
    );
    const outside = /but the alias target name does not lie within the target zone/;
    await refused(alias(dnsName, "Z3F0SRJ5LGBH90"), outside);
    await refused(alias(dnsName, ZONE_ID), outside);
    await alias(dnsName, zoneId);
    await alias(`dualstack.${String(dnsName)}.`, zoneId, "dual");
    await alias("web.cruddur.example", ZONE_ID, "www");
    await refused(alias("none.cruddur.example", ZONE_ID, "n"), /that target was not found/);
  });

  it("deletes a zone with records only where the program allows it", async () => {
    const zone = await edge.make(T.zone, { name: "sub.cruddur.example" });
    await edge.make(T.record, {
      zoneId: zone.id,
      name: "a",
      type: "A",
      ttl: 60,
      records: ["192.0.2.1"],
    });
    await refused(edge.engine.delete(zone), /DeleteHostedZone, HostedZoneNotEmpty: .*_a_A/);
    await edge.engine.delete(
      await edge.engine.update(zone, { name: "sub.cruddur.example", forceDestroy: true }),
    );
  });

  it("has one private zone of a name per VPC", async () => {
    const args = { name: "internal", vpcs: [{ vpcId: edge.vpc.id }] };
    await edge.make(T.zone, args);
    await refused(edge.make(T.zone, args), /ConflictingDomainExists: The VPC vpc-/);
    await refused(
      edge.make(T.zone, { name: "internal", vpcs: [{ vpcId: "vpc-0" }] }),
      /InvalidVPCId: .*vpc-0/,
    );
  });

  it("logs queries of a VPC to what exists", async () => {
    const logs = (name: string) => `arn:aws:logs:eu-central-1:123456789012:log-group:${name}`;
    await refused(
      edge.make(T.queryLog, { destinationArn: logs("/none") }),
      /CreateResolverQueryLogConfig, ResourceNotFoundException: .*\/none/,
    );
    await edge.make(T.logGroup, { name: "/dns" });
    const config = await edge.make(T.queryLog, { destinationArn: logs("/dns") });
    const args = { resolverQueryLogConfigId: config.id, resourceId: edge.vpc.id };
    const association = await edge.make(T.queryLogAssociation, args);
    await refused(edge.make(T.queryLogAssociation, args), /ResourceExistsException/);
    await refused(
      edge.make(T.queryLogAssociation, { ...args, resourceId: "vpc-0" }),
      /ResourceNotFoundException: Resource not found: vpc-0/,
    );
    await refused(edge.engine.delete(config), /InvalidRequestException: .*still associated/);
    await edge.engine.delete(association);
    await edge.engine.delete(config);
  });
});
