import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Check, every, faultsOf, list, optional, textSuch } from "./lib/checks";
import {
  inZone,
  WILDCARD_NAME,
  withoutWildcard,
  ZONE,
  type ZoneReference,
} from "./lib/domain-names";
import { quote, refuse, userError } from "./lib/faults";

/** Names of a certificate: 1 and as many others. Source: ACM API reference, RequestCertificate. */
const MOST_ALTERNATIVE_NAMES = 100;
/** Source: ACM API reference, RequestCertificate, DomainName. */
const LONGEST_FIRST_NAME = 64;

/** Arguments of {@link Certificate}. */
export interface CertificateArgs {
  /** The zone that the names are in; it must be reachable from the internet, or the certificate is never issued. */
  readonly zone: ZoneReference;
  /** The first name, such as `cruddur.com`: 64 characters at most, with or without `*.` before it. */
  readonly domainName: string;
  /**
   * Further names, such as `*.cruddur.com`, 100 at most; an account has a quota of 10 names to a certificate until AWS
   * raises it. Default: none.
   */
  readonly alternativeNames?: readonly string[];
}

/**
 * A certificate of ACM in the provider's region, proven by DNS records, which stay for its renewals. It costs nothing.
 * AWS proves it in minutes, seldom in an hour; the update waits for up to 75 minutes.
 *
 * All certificates that an account asks for the same name share one record, so a stack that is destroyed takes the
 * record from the others: give each environment names of its own.
 */
export class Certificate extends pulumi.ComponentResource {
  /** Known once the certificate is issued, so that a listener never asks for one that is not. */
  readonly certificateArn: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(`Certificate ${quote(name)}`, certificateFaults(args));
    super("cruddur:acm:Certificate", name, {}, opts);
    const parent = { parent: this };
    const { domainName, alternativeNames = [] } = args;
    const certificate = new aws.acm.Certificate(
      name,
      {
        domainName,
        // ACM puts the first name among the others itself. It takes no empty list, and none at all would leave those that
        // the certificate has: the provider keeps what is no longer said.
        subjectAlternativeNames: alternativeNames.length > 0 ? [...alternativeNames] : [domainName],
        validationMethod: "DNS",
        options: { certificateTransparencyLoggingPreference: "ENABLED" },
      },
      parent,
    );
    // A wildcard is proven by the record of the name behind it.
    const proven = [...new Set(namesOf(args).map(withoutWildcard))];
    const records = proven.map((domain) => {
      const wanted = certificate.domainValidationOptions.apply((options) =>
        validationRecord(options, domain),
      );
      return new aws.route53.Record(
        `${name}-${domain}`,
        {
          zoneId: args.zone.id,
          name: wanted.name,
          type: wanted.type,
          records: [wanted.value],
          ttl: 60,
          // The record may be there for another certificate of the account; its content is the same.
          allowOverwrite: true,
        },
        parent,
      );
    });
    const validation = new aws.acm.CertificateValidation(
      name,
      {
        certificateArn: certificate.arn,
        validationRecordFqdns: records.map((record) => record.fqdn),
      },
      parent,
    );
    this.certificateArn = validation.certificateArn;
    this.registerOutputs({ certificateArn: this.certificateArn });
  }
}

/** A record that proves a domain. */
export interface ValidationRecord {
  /** The record's full name. */
  readonly name: string;
  /** `CNAME`. */
  readonly type: string;
  /** Where it leads. */
  readonly value: string;
}

/** The record that ACM asks for to prove a domain, with or without a wildcard before it. */
export function validationRecord(
  options: readonly aws.types.output.acm.CertificateDomainValidationOption[],
  domain: string,
): ValidationRecord {
  const option = options.find(({ domainName }) => withoutWildcard(domainName) === domain);
  if (option === undefined)
    throw userError(`ACM names no record that proves ${quote(domain)}; run \`pulumi up\` again.`);
  return {
    name: option.resourceRecordName,
    type: option.resourceRecordType,
    value: option.resourceRecordValue,
  };
}

function namesOf(args: CertificateArgs): string[] {
  return [args.domainName, ...(args.alternativeNames ?? [])];
}

function certificateFaults(args: CertificateArgs): string[] {
  const name: Check = every(WILDCARD_NAME, inZone(args));
  const short = textSuch(
    `${LONGEST_FIRST_NAME} characters or shorter; put a shorter name first`,
    ({ length }) => length <= LONGEST_FIRST_NAME,
  );
  const other: Check = (what, value) =>
    value === args.domainName ? [`${what} has ${quote(args.domainName)}, which is domainName`] : [];
  return faultsOf(args, {
    zone: ZONE,
    domainName: every(name, short),
    alternativeNames: optional(list(every(name, other), { most: MOST_ALTERNATIVE_NAMES })),
  });
}
