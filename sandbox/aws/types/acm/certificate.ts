import { isObject } from "../../../lib/values";
import { arn } from "../../lib/arns";
import { checks, conflicts, oneOf } from "../../lib/check";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { text, texts, textOf } from "../ec2/inputs";
import { LISTENER, LISTENER_CERTIFICATE } from "../lb/tokens";
import { readCertificate } from "./imported";
import { CERTIFICATE } from "./tokens";
import { currentCertificate, issuedOn, validationOption } from "./validation";

/** API model acm 2015-12-08: KeyAlgorithm, ValidationMethod, DomainNameString. */
const ALGORITHMS = "RSA_1024 RSA_2048 RSA_3072 RSA_4096 EC_prime256v1 EC_secp384r1 EC_secp521r1";
const METHODS = ["EMAIL", "DNS", "HTTP"];
const DOMAIN =
  /^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/;
/** RequestCertificate (API reference): the first name; "Quotas" (ACM User Guide): names per certificate until raised. */
const FIRST_LENGTH = 64;
const MAX_NAMES = 10;
const MAILBOXES = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"];

export const certificate: ResourceType = {
  token: CERTIFICATE,
  source: [
    "API model acm 2015-12-08: RequestCertificate, ImportCertificate, DeleteCertificate",
    "terraform-provider-aws internal/service/acm/certificate.go",
    "ACM User Guide: DNS validation, quotas",
  ],
  forceNew: [
    "certificateAuthorityArn",
    "domainName",
    "keyAlgorithm",
    "subjectAlternativeNames",
    "validationMethod",
    "validationOptions",
  ],
  taggable: true,
  sets: ["subjectAlternativeNames", "validationOptions"],
  writeOnly: ["privateKeyWo"],
  check: (inputs, unknown) => [
    ...checks(
      oneOf("keyAlgorithm", ALGORITHMS.split(" ")),
      oneOf("validationMethod", METHODS),
      conflicts("certificateAuthorityArn", "certificateBody"),
      conflicts("certificateAuthorityArn", "validationMethod"),
      conflicts("domainName", "certificateBody"),
      conflicts("validationMethod", "certificateBody"),
      conflicts("subjectAlternativeNames", "certificateBody"),
    )(inputs),
    ...nameFaults(inputs),
    ...kindFaults(inputs, unknown),
  ],
  create: (inputs, call) => {
    const digits = call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    const id = arn(call, "acm", `certificate/${digits}`);
    const outputs = inputs["domainName"] === undefined ? imported(inputs) : requested(inputs, call);
    return { id, outputs: { arn: id, ...outputs } };
  },
  read: (id, stored, call) => currentCertificate(id, call) ?? stored,
  // The SANs of a certificate include its first name, which a program need not say beside others.
  inputsOf: (state) => {
    const names = texts(state, "subjectAlternativeNames");
    const others = names.filter((name) => name !== state["domainName"]);
    return { ...state, subjectAlternativeNames: others.length > 0 ? others : names };
  },
  update: (_id, inputs, old) =>
    inputs["domainName"] === undefined
      ? imported(inputs)
      : {
          options: optionsOf(inputs),
          subjectAlternativeNames: old["subjectAlternativeNames"],
        },
  delete: (id, _stored, { account }) => {
    const users = [LISTENER, LISTENER_CERTIFICATE].flatMap((token) =>
      account.list(token).filter(({ properties }) => properties["certificateArn"] === id),
    );
    if (users.length === 0) return;
    throw refuse(
      "DeleteCertificate",
      "ResourceInUseException",
      `Certificate ${id} in use. (sandbox: by ${users.map((user) => textOf(user.properties, "arn") || user.id).join(", ")})`,
    );
  },
};

function requested(inputs: Properties, call: Call): Properties {
  const domainName = textOf(inputs, "domainName");
  const names = [...new Set([domainName, ...texts(inputs, "subjectAlternativeNames")])];
  requireNames(domainName, names);
  const authority = text(inputs, "certificateAuthorityArn");
  const method = text(inputs, "validationMethod");
  if (authority === undefined && method === undefined) {
    throw refuse(
      "RequestCertificate",
      "ValidationException",
      "`certificateAuthorityArn` or `validationMethod` must be set when creating an ACM certificate",
    );
  }
  const pending = { notAfter: "", notBefore: "", renewalEligibility: "INELIGIBLE" };
  return {
    ...common(inputs),
    ...(authority === undefined
      ? { ...pending, status: "PENDING_VALIDATION", type: "AMAZON_ISSUED" }
      : { ...issuedOn(call.now), type: "PRIVATE" }),
    domainName,
    domainValidationOptions:
      method === "DNS" ? names.map((name) => validationOption(name, call.accountId)) : [],
    subjectAlternativeNames: names,
    validationEmails:
      method === "EMAIL" ? MAILBOXES.map((box) => `${box}@${domainName.replace(/^\*\./, "")}`) : [],
    validationMethod: method ?? "NONE",
  };
}

function imported(inputs: Properties): Properties {
  const read = readCertificate(inputs);
  if (typeof read === "string") throw refuse("ImportCertificate", "ValidationException", read);
  return {
    ...common(inputs),
    domainName: read.domainName,
    domainValidationOptions: [],
    notAfter: read.notAfter.toISOString(),
    notBefore: read.notBefore.toISOString(),
    renewalEligibility: "INELIGIBLE",
    status: "ISSUED",
    subjectAlternativeNames: read.names,
    type: "IMPORTED",
    validationEmails: [],
    validationMethod: "NONE",
  };
}

function common(inputs: Properties): Properties {
  return {
    keyAlgorithm: inputs["keyAlgorithm"] ?? "RSA_2048",
    options: optionsOf(inputs),
    pendingRenewal: false,
    renewalSummaries: [],
  };
}

function optionsOf({ options }: Properties): Properties {
  const given = isObject(options) ? options : {};
  return { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED", ...given };
}

function requireNames(first: string, names: readonly string[]): void {
  const odd = names.find((name) => !DOMAIN.test(name) || name.length > 253);
  if (odd !== undefined) {
    throw refuse(
      "RequestCertificate",
      "ValidationException",
      `Value '${odd}' at '${odd === first ? "domainName" : "subjectAlternativeNames"}' failed to satisfy constraint: Member must be a fully qualified domain name of at most 253 characters`,
    );
  }
  if (first.length > FIRST_LENGTH) {
    throw refuse(
      "RequestCertificate",
      "InvalidDomainValidationOptionsException",
      `The first domain name can be no longer than ${FIRST_LENGTH} characters. (${first.length}: ${first})`,
    );
  }
  if (names.length > MAX_NAMES) {
    throw refuse(
      "RequestCertificate",
      "LimitExceededException",
      `The certificate has ${names.length} domain names, the quota is ${MAX_NAMES}.`, // own wording
    );
  }
}

function nameFaults(inputs: Properties): CheckFailure[] {
  const names = [
    ["domainName", text(inputs, "domainName")] as const,
    ...texts(inputs, "subjectAlternativeNames").map(
      (name, index) => [`subjectAlternativeNames[${index}]`, name] as const,
    ),
  ];
  return names
    .filter(([, name]) => name?.endsWith("."))
    .map(([property, name]) => ({ property, reason: `cannot end with a period: ${name ?? ""}` }));
}

function kindFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  const kinds = ["domainName", "privateKey", "privateKeyWo"];
  if (kinds.some((name) => unknown.has(name))) return [];
  const given = kinds.filter((name) => inputs[name] !== undefined);
  if (given.length === 1) return [];
  const found = given.length === 0 ? "none is given" : `given: ${given.join(", ")}`;
  return [
    { property: "domainName", reason: `one of \`${kinds.join(",")}\` must be specified; ${found}` },
  ];
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`ACM: ${operation}`, code, message);
}
