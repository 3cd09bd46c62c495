import * as assert from "node:assert/strict";
import type { CertificateArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { inventory, only, registered, startMocks, valueOf } from "../support/mocks";

const ZONE = { id: "Z0123456789ABCDEFGHIJ", name: "cruddur.example" };

describe("Certificate", () => {
  let components: typeof import("../../components");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
  });
  const args = (more: Partial<CertificateArgs> = {}): CertificateArgs => ({
    zone: ZONE,
    domainName: "cruddur.example",
    alternativeNames: ["*.cruddur.example", "api.dev.cruddur.example"],
    ...more,
  });

  it("has one record for a name and its wildcard", async () => {
    new components.Certificate("site", args());
    assert.deepEqual(await inventory(), [
      "aws:acm/certificate:Certificate site",
      "aws:acm/certificateValidation:CertificateValidation site",
      "aws:route53/record:Record site-api.dev.cruddur.example",
      "aws:route53/record:Record site-cruddur.example",
      "cruddur:acm:Certificate site",
    ]);
  });

  it("asks for all names, by DNS", async () => {
    new components.Certificate("site", args());
    assert.deepEqual((await only("aws:acm/certificate:Certificate")).inputs, {
      domainName: "cruddur.example",
      options: { certificateTransparencyLoggingPreference: "ENABLED" },
      subjectAlternativeNames: ["*.cruddur.example", "api.dev.cruddur.example"],
      validationMethod: "DNS",
    });
  });

  it("says its one name twice, for ACM takes no empty list of further names", async () => {
    new components.Certificate("site", args({ alternativeNames: [] }));
    const { inputs } = await only("aws:acm/certificate:Certificate");
    assert.deepEqual(inputs["subjectAlternativeNames"], ["cruddur.example"]);
  });

  it("proves each name by the record that ACM asks for, whatever the order", async () => {
    new components.Certificate("site", args());
    for (const domain of ["cruddur.example", "api.dev.cruddur.example"]) {
      const { inputs } = await only("aws:route53/record:Record", `site-${domain}`);
      const [value] = inputs.records as unknown as string[];
      assert.match(value ?? "", /^_[0-9a-f]{17}\.acm-validations\.aws\.$/);
      assert.deepEqual(inputs, {
        allowOverwrite: true,
        name: `_proof.${domain}.`,
        records: [value],
        ttl: 60,
        type: "CNAME",
        zoneId: ZONE.id,
      });
    }
    const { inputs } = await only("aws:acm/certificateValidation:CertificateValidation");
    assert.deepEqual(inputs.validationRecordFqdns, [
      "_proof.cruddur.example",
      "_proof.api.dev.cruddur.example",
    ]);
  });

  it("proves the name behind a wildcard that stands alone", async () => {
    new components.Certificate("site", {
      zone: ZONE,
      domainName: "*.dev.cruddur.example",
    });
    const { inputs } = await only("aws:route53/record:Record");
    assert.equal(inputs.name, "_proof.dev.cruddur.example.");
  });

  it("hands out the ARN of the validation, not of the certificate that waits for it", async () => {
    const { certificateArn } = new components.Certificate("site", args());
    const { inputs } = await only("aws:acm/certificateValidation:CertificateValidation");
    assert.equal(await valueOf(certificateArn), inputs.certificateArn);
    const { allResources } = certificateArn as unknown as {
      allResources: () => Promise<Set<object>>;
    };
    const dependencies = [...(await allResources())].map((resource) => resource.constructor.name);
    assert.deepEqual(dependencies, ["CertificateValidation"]);
  });

  it("has all its records at a preview", async () => {
    await startMocks({ preview: true });
    new components.Certificate("site", args());
    assert.equal((await registered("aws:route53/record:Record")).length, 2);
  });

  it("says when ACM names no record", () => {
    assertRefused(
      () => components.validationRecord([], "cruddur.example"),
      ['ACM names no record that proves "cruddur.example"; run `pulumi up` again.'],
    );
  });

  it("refuses all faults at once", () => {
    const long = `${"a".repeat(60)}.cruddur.example`;
    assertRefused(
      () =>
        new components.Certificate("site", {
          zone: { id: "cruddur.example", name: "Cruddur" },
          domainName: "a b",
        }),
      [
        'Certificate "site": zone.id "cruddur.example" is not a hosted zone\'s id, such as Z0123456789ABCDEFGHIJ.',
        'Certificate "site": zone.name "Cruddur" is not a domain name in lower case, such as cruddur.com.',
        'Certificate "site": domainName "a b" is not a domain name in lower case, with or without *. before it.',
      ],
    );
    assertRefused(
      () =>
        new components.Certificate(
          "site",
          args({
            domainName: long,
            alternativeNames: ["evilcruddur.example", "*.*.cruddur.example", long],
          }),
        ),
      [
        `Certificate "site": domainName "${long}" is not 64 characters or shorter; put a shorter name first.`,
        'Certificate "site": alternativeNames "evilcruddur.example" is not in the zone "cruddur.example".',
        'Certificate "site": alternativeNames "*.*.cruddur.example" is not a domain name in lower case, with or without *. before it.',
        `Certificate "site": alternativeNames has "${long}", which is domainName.`,
      ],
    );
    const many = Array.from({ length: 101 }, (_, index) => `a${index}.cruddur.example`);
    assertRefused(
      () => new components.Certificate("site", args({ alternativeNames: many })),
      ['Certificate "site": alternativeNames has 101, at most 100 are allowed.'],
    );
  });
});
