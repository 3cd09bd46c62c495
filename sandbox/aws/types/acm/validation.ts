import { createHash } from "node:crypto";
import type { Call, Properties } from "../../resource-type";
import { bags, texts, textOf } from "../ec2/inputs";
import { plainName, publicRecords } from "../route53/names";
import { CERTIFICATE } from "./tokens";

/** How long a certificate of ACM is valid, in days: "ACM certificate characteristics" (13 months). */
const VALID_DAYS = 395;
const DAY = 24 * 60 * 60 * 1000;

/** The record that proves a domain: the same for all certificates of an account with that name, with or without `*.`. */
export function validationOption(domainName: string, accountId: string): Properties {
  const domain = plainName(domainName).replace(/^\*\./, "");
  const digits = createHash("sha256").update(`${accountId} ${domain}`).digest("hex");
  const letters = digits.slice(54).replace(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)));
  return {
    domainName,
    resourceRecordName: `_${digits.slice(0, 32)}.${domain}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${digits.slice(22, 54)}.${letters}.acm-validations.aws.`,
  };
}

/** The options of a certificate whose record nobody finds in public DNS. */
export function unproven(certificate: Properties, call: Call): readonly Properties[] {
  return bags(certificate, "domainValidationOptions").filter((option) => {
    const records = publicRecords(call, textOf(option, "resourceRecordName"));
    const value = plainName(textOf(option, "resourceRecordValue"));
    return !records.some(
      (record) =>
        record["type"] === "CNAME" && texts(record, "records").map(plainName).includes(value),
    );
  });
}

/** A certificate as ACM has it now: it issues one as soon as every record is there. */
export function currentCertificate(arn: string, call: Call): Properties | undefined {
  const certificate = call.account.get(CERTIFICATE, arn);
  if (certificate?.["status"] !== "PENDING_VALIDATION") return certificate;
  if (certificate["validationMethod"] !== "DNS") return certificate;
  if (unproven(certificate, call).length > 0) return certificate;
  const issued = { ...certificate, ...issuedOn(call.now) };
  call.account.put(CERTIFICATE, arn, issued);
  return issued;
}

/** What an issued certificate has. */
export function issuedOn(now: Date): Properties {
  const midnight = now.getTime() - (now.getTime() % DAY);
  const time = (date: number) => new Date(date).toISOString().replace(".000Z", "Z");
  return {
    notAfter: time(midnight + VALID_DAYS * DAY - 1000),
    notBefore: time(midnight),
    renewalEligibility: "ELIGIBLE",
    status: "ISSUED",
  };
}
