import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Properties } from "../../resource-type";

/** What ACM reads from an imported certificate. */
export interface Imported {
  readonly domainName: string;
  readonly names: readonly string[];
  readonly notAfter: Date;
  readonly notBefore: Date;
}

/** @returns a sentence when ACM would not take the certificate (own wording: it never repeats what was given). */
export function readCertificate({
  certificateBody,
  privateKey,
  privateKeyWo,
}: Properties): Imported | string {
  try {
    const certificate = new X509Certificate(String(certificateBody));
    const key = createPrivateKey(String(privateKey ?? privateKeyWo));
    if (!certificate.checkPrivateKey(key)) {
      return "The private key does not match the certificate.";
    }
    const [, common = ""] = /^CN=(.+)$/m.exec(certificate.subject) ?? [];
    const names = (certificate.subjectAltName ?? "")
      .split(", ")
      .flatMap((name) => /^DNS:(.+)$/.exec(name)?.[1] ?? []);
    return {
      domainName: common === "" ? (names[0] ?? "") : common,
      names: names.length > 0 ? names : [common],
      notAfter: new Date(certificate.validTo),
      notBefore: new Date(certificate.validFrom),
    };
  } catch {
    return "The certificate or the private key is not valid PEM.";
  }
}
