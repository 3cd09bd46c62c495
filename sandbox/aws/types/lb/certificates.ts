import { parseArn } from "../../lib/arns";
import type { Call } from "../../resource-type";
import { currentCertificate } from "../acm/validation";
import { refuse } from "./tokens";

/** Refuses a certificate that a listener cannot use: of another region, or not issued. */
export function requireCertificate(arn: string, operation: string, call: Call): void {
  const isIam = parseArn(arn)?.service === "iam";
  const found = isIam ? call.account.byArn(arn)?.properties : currentCertificate(arn, call);
  if (found === undefined) {
    return refuse(operation, "CertificateNotFound", `Certificate '${arn}' not found`);
  }
  if (!isIam && found["status"] !== "ISSUED") {
    refuse(
      operation,
      "UnsupportedCertificate",
      `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size. (sandbox: its status is ${String(found["status"])}, a listener needs ISSUED)`,
    );
  }
}
